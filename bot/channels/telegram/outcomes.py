"""What Telegram answers -> what it means for a post: one table, the same whichever client asked. Pure."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.channels.base import Blocked, Delivered, Later, Outcome, Refused, Unsure
from bot.channels.telegram.wire import Answer

UNREACHABLE, LOST = -1, -2
"""Instead of a status: the call was not sent; it was, and nobody knows whether it was carried out."""
SOON, LATE = 5.0, 60.0
"""Seconds to wait where Telegram names none: a hiccup; a token that somebody has to put right."""
NOT_MODIFIED = "message is not modified"


@dataclass(frozen=True, slots=True)
class Call:
    """A call that was made, and what came of it. `amends` is the id of the message that it was to change."""

    answer: Answer
    amends: str = ""

    @property
    def status(self) -> int:
        return self.answer.status

    @property
    def why(self) -> str:
        return f"{self.status} {self.answer.description}" if self.status > 0 else self.answer.description


@dataclass(frozen=True, slots=True)
class Rule:
    """A row of the table."""

    name: str
    fits: Callable[[Call], bool]
    means: Callable[[Call], Outcome]


def _is(*statuses: int) -> Callable[[Call], bool]:
    return lambda call: call.status in statuses


def _from(status: int) -> Callable[[Call], bool]:
    return lambda call: call.status >= status


def _because(kind: type[Blocked | Refused | Unsure]) -> Callable[[Call], Outcome]:
    return lambda call: kind(call.why)


def _later(seconds: float) -> Callable[[Call], Outcome]:
    return lambda call: Later(call.answer.retry_after or seconds, call.why)


def _delivered(call: Call) -> Outcome:
    result = call.answer.result
    told = str(result["message_id"]) if isinstance(result, dict) and "message_id" in result else ""
    return Delivered(told or call.amends)


def _unchanged(call: Call) -> bool:
    return call.status == 400 and bool(call.amends) and NOT_MODIFIED in call.answer.description


def _lost_change(call: Call) -> bool:
    return call.status == LOST and bool(call.amends)  # made twice it is made once


TABLE = (
    Rule("taken", lambda call: call.answer.ok, _delivered),
    Rule("unchanged", _unchanged, _delivered),
    Rule("too fast", _is(429), _later(SOON)),
    Rule("closed", _is(403), _because(Blocked)),
    Rule("unknown token", _is(401, 404), _later(LATE)),
    Rule("unwell", _from(500), _later(SOON)),
    Rule("never", _from(400), _because(Refused)),
    Rule("unreachable", _is(UNREACHABLE), _later(SOON)),
    Rule("a change that was lost", _lost_change, _later(SOON)),
    Rule("lost", _is(LOST), _because(Unsure)),
    Rule("no answer of Telegram's", lambda _: True, _because(Unsure)),
)
"""The first row that fits counts."""


def judge(answer: Answer, amends: str = "") -> Outcome:
    """Return what an answer means. `amends` is the id of the message that was to be changed."""
    return rule_for(answer, amends).means(Call(answer, amends))


def rule_for(answer: Answer, amends: str = "") -> Rule:
    """Return the row of the table that speaks of an answer."""
    return next(rule for rule in TABLE if rule.fits(Call(answer, amends)))
