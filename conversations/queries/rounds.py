"""What is asked about rounds, plans at work and the workbooks they come from."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from conversations.model import Json, SubjectKind
from conversations.plans.rules import NO_RULES, Rules
from conversations.queries.query import Query


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
class Extension:
    """A unit, with all below it, that has more time in a round: the last day, and why."""

    unit_id: int
    unit: str
    until: date
    why: str


@dataclass(frozen=True, slots=True)
class ExtensionsOf(Query[tuple[Extension, ...]]):
    """The units that were given more time in a round, each with what holds for it, the one that closes first at the
    head.
    """

    round_id: int

    def empty(self) -> tuple[Extension, ...]:
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
class PlacesTaken(Query[Mapping[str, int]]):
    """How many places of a unit are taken in a round, by field id ("": all fields together)."""

    round_id: int
    unit_id: int

    def empty(self) -> Mapping[str, int]:
        return {}
