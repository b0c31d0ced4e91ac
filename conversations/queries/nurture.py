"""What is asked of the storage about those who are looked after. Data only; they stand apart from queries.py for its
length.
"""

from dataclasses import dataclass
from datetime import date, datetime

from conversations.queries.nominations import Sent
from conversations.queries.query import Query
from conversations.queries.rounds import Round


@dataclass(frozen=True, slots=True)
class Cared:
    """Somebody who is looked after: when he is visited next, and how much is missing."""

    sent: Sent
    next_on: date
    missing: int


@dataclass(frozen=True, slots=True)
class CaredBy(Query[tuple[Cared, ...]]):
    """Whom a person looks after, the next visit at the head."""

    person_id: int
    limit: int = 50

    def empty(self) -> tuple[Cared, ...]:
        return ()


@dataclass(frozen=True, slots=True)
class VisitsDue(Query[int]):
    """How many visits of a person are due on a day."""

    person_id: int
    on: date

    def empty(self) -> int:
        return 0


@dataclass(frozen=True, slots=True)
class Visit:
    """A visit that was made; `missing` is how much was still missing then."""

    by: str
    at: datetime
    news: str
    obstacle: str
    missing: int


@dataclass(frozen=True, slots=True)
class VisitsOf(Query[tuple[Visit, ...]]):
    """The visits to somebody who is nurtured, oldest first."""

    nomination_id: int

    def empty(self) -> tuple[Visit, ...]:
        return ()


@dataclass(frozen=True, slots=True)
class ComingRounds(Query[tuple[Round, ...]]):
    """The rounds of `unit_id` and the units above it that open after `on`, the next one at the head."""

    unit_id: int
    on: date

    def empty(self) -> tuple[Round, ...]:
        return ()
