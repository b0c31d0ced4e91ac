"""What is asked about what somebody has undone, for his reminder."""

from dataclasses import dataclass
from datetime import date

from conversations.model.person import UnitLevel
from conversations.queries.query import Query
from conversations.queries.rounds import Round
from conversations.reminding import Rhythm, Wishes


@dataclass(frozen=True, slots=True)
class ReminderWishes(Query[Wishes]):
    """When and how often a person wants to be reminded."""

    person_id: int

    def empty(self) -> Wishes:
        return Wishes()


@dataclass(frozen=True, slots=True)
class Gap:
    """A unit that brought forward too few in a round: `sent` of at least `least`. `round` closes as it does for it.

    `call` is whom to ask there, where there is somebody; `paper`: it said that it handed in on paper.
    """

    round: Round
    unit_id: int
    unit: str
    sent: int
    least: int
    call: str = ""
    paper: bool = False


@dataclass(frozen=True, slots=True)
class Bearing:
    """A unit at which the person works, in a round that it takes part in: by it the duties of the plan that are his are
    told. `owns`: he looks after the round itself.
    """

    round: Round
    unit_id: int
    level: UnitLevel
    owns: bool


@dataclass(frozen=True, slots=True)
class Returned:
    """A nomination that was sent back to the person, on which day, with so many remarks."""

    nomination_id: int
    subject: str
    on: date
    remarks: int


@dataclass(frozen=True, slots=True)
class Lying:
    """A nomination that waits at the person's desk since that day."""

    nomination_id: int
    subject: str
    since: date


@dataclass(frozen=True, slots=True)
class Silence:
    """A vote in which the person is silent on a nomination."""

    vote_id: int
    nomination_id: int
    subject: str
    closes_on: date


@dataclass(frozen=True, slots=True)
class VisitDue:
    """Somebody whom the person looks after, to be visited since that day."""

    nomination_id: int
    subject: str
    on: date


@dataclass(frozen=True, slots=True)
class Pending:
    """Everything that waits for a person, as things stand now. `dismissed` are the matters he hears of no more."""

    gaps: tuple[Gap, ...] = ()
    bearings: tuple[Bearing, ...] = ()
    returned: tuple[Returned, ...] = ()
    waiting: tuple[Lying, ...] = ()
    silences: tuple[Silence, ...] = ()
    visits: tuple[VisitDue, ...] = ()
    overdue: tuple[Gap, ...] = ()
    dismissed: frozenset[str] = frozenset()
    rhythm: Rhythm = "daily"


@dataclass(frozen=True, slots=True)
class PendingFor(Query[Pending]):
    """What waits for a person on that day; of rounds that are over, those that closed on `since` or later."""

    person_id: int
    on: date
    since: date

    def empty(self) -> Pending:
        return Pending()
