"""What is asked of the storage about recognised models: how they did, and which of them anybody may read. Data only."""

from dataclasses import dataclass
from datetime import date, datetime

from conversations.following import Works
from conversations.model import Json, SubjectKind
from conversations.queries.query import Query


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What was found at one time; who does the same since the time before."""

    by: str
    at: datetime
    works: Works
    households: int
    units: int
    help: str


@dataclass(frozen=True, slots=True)
class FollowUpsOf(Query[tuple[FollowUp, ...]]):
    """How a recognised model did, oldest first."""

    nomination_id: int

    def empty(self) -> tuple[FollowUp, ...]:
        return ()


@dataclass(frozen=True, slots=True)
class ConsentTo(Query[bool | None]):
    """Whether the subject agreed to be shown; None where nobody asked yet, and silence is no consent."""

    nomination_id: int

    def empty(self) -> None:
        return None


@dataclass(frozen=True, slots=True)
class Exemplar:
    """A model that anybody may read of; `person_id` nominated it."""

    id: int
    subject: str
    kind: SubjectKind
    plan_id: str
    plan_version: int
    field_id: str
    unit: str
    person_id: int
    by: str
    households: int
    units: int
    card: Json


@dataclass(frozen=True, slots=True)
class Gallery(Query[tuple[Exemplar, ...]]):
    """The newest models whose words are all of `words` (folded), without their cards; all of them for no words."""

    words: tuple[str, ...]
    limit: int = 50

    def empty(self) -> tuple[Exemplar, ...]:
        return ()


@dataclass(frozen=True, slots=True)
class ExemplarById(Query[Exemplar | None]):
    """One model of the gallery; None also where there is no consent."""

    nomination_id: int

    def empty(self) -> None:
        return None


@dataclass(frozen=True, slots=True)
class ToursAsked(Query[int]):
    """How often somebody asked on a day to visit a model."""

    nomination_id: int
    on: date

    def empty(self) -> int:
        return 0
