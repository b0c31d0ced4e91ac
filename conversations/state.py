"""Where a person's conversation stands, as it survives a restart: versioned JSON and nothing else.

What was answered is kept; where the conversation stands follows from replaying the flow over it. This module
must not decide anything.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from conversations.model import LOCALES, Json, Locale

SCHEMA = 1


class StateError(Exception):
    """The kept state was written by a newer version of this program. Either start that version again, or wait."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One flow under way. `draft` numbers those that are kept until they are finished (0: this flow is no draft).

    `answers` are the raw answers by question key; `revisit` is the key of an answer to be given again; `open` that of
    the question that was asked last; `kept` the partial answer to it; `aside` those, by key, of questions that were
    left to ask another; `doubt` a value waiting for its confirmation, with the reasons.
    """

    flow: str
    args: Mapping[str, Json] = field(default_factory=dict)
    answers: Mapping[str, Json] = field(default_factory=dict)
    draft: int = 0
    revisit: str | None = None
    open: str = ""
    kept: Json = None
    aside: Mapping[str, Json] = field(default_factory=dict)
    doubt: Mapping[str, Any] | None = None
    touched: str = ""

    def stands_like(self, other: "Frame") -> bool:
        """Whether both stand at the same question for certain: nothing that a replay reads was replaced."""
        same = self.answers is other.answers and self.args is other.args
        return same and self.revisit == other.revisit and self.flow == other.flow


@dataclass(frozen=True, slots=True)
class State:
    """`stack` is what is under way, the open question's flow last; `shelf` the drafts put aside, newest last.

    `serial` counts the messages that were numbered, `asked` is the number of the open question (0: none),
    `door` where it was asked, `made` how many drafts were ever begun, `touched` when the person last did something,
    `reminded` on which day he was last told what is undone.
    """

    stack: tuple[Frame, ...] = ()
    shelf: tuple[Frame, ...] = ()
    serial: int = 0
    asked: int = 0
    door: str = ""
    made: int = 0
    locale: Locale = "vi"
    touched: str = ""
    reminded: str = ""

    @property
    def touched_at(self) -> datetime | None:
        """When the person last did something, aware UTC."""
        return datetime.fromisoformat(self.touched) if self.touched else None


def state_to_json(state: State) -> dict[str, Any]:
    """Return `state` as JSON with its schema number."""
    return {
        "v": SCHEMA,
        "stack": [_frame_to_json(frame) for frame in state.stack],
        "shelf": [_frame_to_json(frame) for frame in state.shelf],
        "serial": state.serial,
        "asked": state.asked,
        "door": state.door,
        "made": state.made,
        "locale": state.locale,
        "touched": state.touched,
        "reminded": state.reminded,
    }


def state_from_json(raw: Mapping[str, Any] | None) -> State:
    """Return the state kept as `raw`, upgraded to this version; a fresh one for None. Raises StateError."""
    if raw is None:
        return State()
    if raw["v"] > SCHEMA:
        raise StateError(raw["v"])
    for version in range(raw["v"], SCHEMA):
        raw = UPGRADES[version](raw)
    return State(
        stack=tuple(_frame_from_json(frame) for frame in raw["stack"]),
        shelf=tuple(_frame_from_json(frame) for frame in raw["shelf"]),
        serial=raw["serial"],
        asked=raw["asked"],
        door=raw["door"],
        made=raw["made"],
        locale=raw["locale"] if raw["locale"] in LOCALES else "vi",
        touched=raw["touched"],
        reminded=raw.get("reminded", ""),  # not there before reminders were
    )


UPGRADES: Mapping[int, Any] = {}
"""From version n to n + 1, each a function from JSON to JSON."""


def _frame_to_json(frame: Frame) -> dict[str, Any]:
    short = {
        "flow": frame.flow,
        "args": dict(frame.args),
        "answers": dict(frame.answers),
        "draft": frame.draft,
        "revisit": frame.revisit,
        "open": frame.open,
        "kept": frame.kept,
        "aside": dict(frame.aside),
        "doubt": frame.doubt,
        "touched": frame.touched,
    }
    return {name: value for name, value in short.items() if value or name == "flow"}


def _frame_from_json(raw: Mapping[str, Any]) -> Frame:
    return Frame(**raw)
