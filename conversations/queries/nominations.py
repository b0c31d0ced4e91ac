"""What is asked about nominations that were sent."""

from dataclasses import dataclass
from datetime import date, datetime

from conversations.model import Json, SubjectKind
from conversations.queries.query import Query


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
class CoNominatorsOf(Query[tuple[str, ...]]):
    """Who else stands behind a nomination: "Nông Thị Lan (Hội Nông dân xã Vân Nham)", in the order they joined."""

    nomination_id: int

    def empty(self) -> tuple[str, ...]:
        return ()


@dataclass(frozen=True, slots=True)
class BehindIt(Query[tuple[int, ...]]):
    """The people who joined a nomination of somebody else, in the order they did: to be told what became of it."""

    nomination_id: int

    def empty(self) -> tuple[int, ...]:
        return ()
