"""What is asked of the storage, and what it answers. Data only; the loaders stand in storage/facts.py."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, Literal, TypeVar

from conversations.model import Json, SubjectKind
from conversations.plans.rules import NO_RULES, Rules

F = TypeVar("F")


@dataclass(frozen=True, slots=True)
class Query(Generic[F]):
    """A question to the storage; hashable. Answered for a whole batch of messages in one statement per kind."""

    def empty(self) -> F:
        """Return the answer when nothing is known; used when only looking ahead."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Round:
    """A plan at work in a unit. `years` is the window that yearly criteria look at, oldest first; `rules` what the
    admin set beside the plan.
    """

    id: int
    plan_id: str
    name: str
    year: int
    opens: date
    closes: date
    years: tuple[int, ...]
    unit_id: int = 0
    rules: Rules = NO_RULES


@dataclass(frozen=True, slots=True)
class OpenRounds(Query[tuple[Round, ...]]):
    """The rounds open on `on` for `unit_id` and the units above it, the one that closes first at the head."""

    unit_id: int
    on: date

    def empty(self) -> tuple[Round, ...]:
        return ()


@dataclass(frozen=True, slots=True)
class RoundById(Query[Round | None]):
    """One round, open or not."""

    round_id: int

    def empty(self) -> None:
        return None


@dataclass(frozen=True, slots=True)
class RoundsUnder(Query[tuple[Round, ...]]):
    """The rounds of `unit_id` and the units below it that are not closed on `on`, the one that closes first at the
    head: what an admin looks after.
    """

    unit_id: int
    on: date

    def empty(self) -> tuple[Round, ...]:
        return ()


@dataclass(frozen=True, slots=True)
class RoundAnswers(Query[Mapping[str, Json] | None]):
    """What the admin answered when the round was kept last; None where there is no such round."""

    round_id: int

    def empty(self) -> None:
        return None


@dataclass(frozen=True, slots=True)
class WorkbookRead(Query[Json]):
    """What was read in a workbook that was sent, by its sha256 (bot/papers/); None where it is no workbook."""

    sha256: str

    def empty(self) -> None:
        return None


@dataclass(frozen=True, slots=True)
class Tried:
    """A nomination as far as another version of its plan can be tried on it."""

    field_id: str
    kind: SubjectKind
    answers: Mapping[str, Json]
    years: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class TriedUnder(Query[tuple[Tried, ...]]):
    """The newest `limit` nominations under any version of a plan."""

    plan_id: str
    limit: int = 200

    def empty(self) -> tuple[Tried, ...]:
        return ()


@dataclass(frozen=True, slots=True)
class Unit:
    """A commune, association or village; `path` names what it lies in ("xã Vân Nham, tỉnh Lạng Sơn")."""

    id: int
    name: str
    path: str


@dataclass(frozen=True, slots=True)
class UnitsNamed(Query[tuple[Unit, ...]]):
    """At most `limit` units in the subtree of `under` whose folded name contains every word of `folded`.

    An empty `folded` gives the children of `under` themselves. With `level` ("village") only units of that level.
    Ordered: name begins with it first, then by name.
    """

    under: int
    folded: str
    level: str = ""
    limit: int = 8

    def empty(self) -> tuple[Unit, ...]:
        return ()


@dataclass(frozen=True, slots=True)
class TerritoryOf(Query[int]):
    """The commune, ward or province in which `unit_id` lies, or itself: an association has no villages."""

    unit_id: int

    def empty(self) -> int:
        return 0


@dataclass(frozen=True, slots=True)
class Invited:
    """Whom a valid code stands for."""

    name: str
    unit: str


@dataclass(frozen=True, slots=True)
class InviteBehind(Query["Invited | Literal['unknown', 'used', 'expired']"]):
    """What is behind a code that somebody typed."""

    code: str

    def empty(self) -> Literal["unknown"]:
        return "unknown"


@dataclass(frozen=True, slots=True)
class FreshCode(Query[str]):
    """A new unguessable code; `salt` keeps two of them in one turn apart."""

    salt: str

    def empty(self) -> str:
        return ""


@dataclass(frozen=True, slots=True)
class Sent:
    """A nomination that was sent, as its list shows it. `at` is the day it was sent, Việt Nam time."""

    id: int
    subject: str
    kind: SubjectKind
    plan_id: str
    field_id: str
    stage: str
    at: date
    by: str
    unit: str = ""
    moved: datetime | None = None
    rank: int | None = None


@dataclass(frozen=True, slots=True)
class SentFilesOf(Query[tuple[Sent, ...]]):
    """The newest sent nominations: those of `person_id`, or with `unit_id` all of that unit's subtree."""

    person_id: int
    unit_id: int | None = None
    limit: int = 20

    def empty(self) -> tuple[Sent, ...]:
        return ()


@dataclass(frozen=True, slots=True)
class Dossier:
    """A sent nomination whole: what `Filed` said, by whom and when."""

    sent: Sent
    round_id: int
    plan_version: int
    unit_id: int
    person_id: int
    answers: dict[str, Json]
    card: Json
    verdict: Json
    desk_id: int | None = None
    station: int = 0
    version: int = 1
    reviewer_id: int | None = None
    card_before: Json = None
    next_on: date | None = None


@dataclass(frozen=True, slots=True)
class DossierById(Query[Dossier | None]):
    """One sent nomination, or None. Whether the person may see it is the flow's to check."""

    id: int

    def empty(self) -> None:
        return None


@dataclass(frozen=True, slots=True)
class ReadersOf(Query[tuple[str, ...]]):
    """The names of those who will read what `unit_id` sends (reviewers and leaders of it and the units above)."""

    unit_id: int

    def empty(self) -> tuple[str, ...]:
        return ()


@dataclass(frozen=True, slots=True)
class QueueOf(Query[tuple[Sent, ...]]):
    """What waits at the desks of these units for `person_id` to decide: those with a rank first, then the oldest.

    Left out is what he nominated himself and what he has a part in.
    """

    unit_ids: tuple[int, ...]
    person_id: int
    limit: int = 50

    def empty(self) -> tuple[Sent, ...]:
        return ()


@dataclass(frozen=True, slots=True)
class QueueLength(Query[int]):
    """How many wait there, at most `limit`."""

    unit_ids: tuple[int, ...]
    person_id: int
    limit: int = 99

    def empty(self) -> int:
        return 0


@dataclass(frozen=True, slots=True)
class Step:
    """One decision about a nomination. `remarks` say by question what is wrong with its answer."""

    id: int
    act: str
    person_id: int
    by: str
    unit: str
    at: datetime
    reason: str
    note: str
    remarks: Mapping[str, str]
    undone: bool


@dataclass(frozen=True, slots=True)
class HistoryOf(Query[tuple[Step, ...]]):
    """Everything that was decided about a nomination, oldest first."""

    nomination_id: int

    def empty(self) -> tuple[Step, ...]:
        return ()


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that was said about a nomination."""

    by: str
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class CommentsOn(Query[tuple[Remark, ...]]):
    """What was said about a nomination, oldest first."""

    nomination_id: int

    def empty(self) -> tuple[Remark, ...]:
        return ()


@dataclass(frozen=True, slots=True)
class RecusedFrom(Query[bool]):
    """Whether a person has said that he has a part in a nomination."""

    nomination_id: int
    person_id: int

    def empty(self) -> bool:
        return False


@dataclass(frozen=True, slots=True)
class LineageOf(Query[tuple[int, ...]]):
    """A unit and all units above it, itself at the head."""

    unit_id: int

    def empty(self) -> tuple[int, ...]:
        return ()


@dataclass(frozen=True, slots=True)
class StationAbove(Query[Unit | None]):
    """The nearest unit of one of `levels` from `unit_id` upwards, itself included unless `above`."""

    unit_id: int
    levels: tuple[str, ...]
    above: bool = False

    def empty(self) -> None:
        return None


@dataclass(frozen=True, slots=True)
class PlacesTaken(Query[Mapping[str, int]]):
    """How many places of a unit are taken in a round, by field id ("": all fields together)."""

    round_id: int
    unit_id: int

    def empty(self) -> Mapping[str, int]:
        return {}


AnyQuery = Query[Any]
Facts = Mapping[AnyQuery, Any]
