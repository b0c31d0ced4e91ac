"""What people do with a nomination. Whether they may is checked where it is done, in the transaction."""

from dataclasses import dataclass, field
from typing import Literal

from conversations.model.basics import Json, SubjectKind


@dataclass(frozen=True, slots=True)
class Recorded:
    """An answer as it was given; the history of a draft is these, in order."""

    draft: int
    key: str
    value: Json


@dataclass(frozen=True, slots=True)
class Filed:
    """A finished nomination. `(person, draft)` is its identity, so that filing twice is filing once.

    `answers` are raw by question key; `card` is the same as it was shown: [{"label", "value"}], texts as JSON.
    """

    draft: int
    stage: Literal["submitted", "nurturing"]
    round_id: int
    plan_id: str
    plan_version: int
    field_id: str
    kind: SubjectKind
    subject: str
    answers: dict[str, Json]
    card: Json
    verdict: Json
    desk_id: int | None = None
    station: int = 0


@dataclass(frozen=True, slots=True)
class Refiled:
    """A nomination that was returned, mended by its officer: it goes back to whoever returned it."""

    nomination_id: int
    version: int
    plan_version: int
    field_id: str
    kind: SubjectKind
    subject: str
    answers: dict[str, Json]
    card: Json
    verdict: Json


@dataclass(frozen=True, slots=True)
class Decided:
    """What somebody at a desk decided about a nomination whose `version` he saw.

    `desk_id` and `station` are where it lies afterwards. `places` are the fields ("": all together) of whose limit it
    takes one, with the most that there are. `remarks` say by question key what is wrong with its answer.
    """

    nomination_id: int
    version: int
    act: str
    at_desk: int
    desk_id: int
    station: int
    reason: str = ""
    note: str = ""
    remarks: dict[str, str] = field(default_factory=dict)
    places: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """Whoever made a nomination takes it back, and why."""

    nomination_id: int
    version: int
    reason: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Undone:
    """Whoever decided takes it back; possible for UNDO_SECONDS."""

    nomination_id: int
    decision_id: int


@dataclass(frozen=True, slots=True)
class Ranked:
    """The place of a nomination among those that wait for a place at a desk."""

    nomination_id: int
    version: int
    at_desk: int
    rank: int | None


@dataclass(frozen=True, slots=True)
class Recused:
    """Somebody has a part in a nomination, and will not decide about it."""

    nomination_id: int
    why: str


@dataclass(frozen=True, slots=True)
class Commented:
    """Somebody said something about a nomination."""

    nomination_id: int
    text: str


@dataclass(frozen=True, slots=True)
class CoNominated:
    """The person stands behind a nomination that somebody else sent, instead of sending a second one. Nothing of the
    draft goes over into it.
    """

    nomination_id: int


@dataclass(frozen=True, slots=True)
class Viewed:
    """The person was shown a sent nomination whole. Nothing is done but writing it down."""

    nomination_id: int


@dataclass(frozen=True, slots=True)
class Denied:
    """The person asked for something about a nomination that is not his to do. It is written down, and that is all."""

    nomination_id: int
    what: str
