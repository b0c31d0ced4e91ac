"""What is done about those who are nurtured, and about models that were recognised."""

from dataclasses import dataclass
from datetime import date

from conversations.following import Works
from conversations.model.nomination_deeds import Filed


@dataclass(frozen=True, slots=True)
class Visited:
    """The officer in charge visited a nurtured subject: what is new, what is in the way, and the answers of today.

    Filed as "submitted" it is a nomination from now on, in the round that `filed` names; else `next_on` is the day
    of the next visit.
    """

    nomination_id: int
    version: int
    news: str
    obstacle: str
    missing: int
    next_on: date | None
    filed: Filed


@dataclass(frozen=True, slots=True)
class Followed:
    """The officer asked how a recognised model does. `households` and `units` began to do the same since the last
    time; with the first of them the model is propagated.
    """

    nomination_id: int
    version: int
    works: Works
    households: int
    units: int
    help: str
    next_on: date | None


@dataclass(frozen=True, slots=True)
class Consented:
    """Whether its subject agreed that a recognised model is shown to everybody, as the officer was told.

    `words` are what it can be found by, beside its name and unit.
    """

    nomination_id: int
    agreed: bool
    words: str


@dataclass(frozen=True, slots=True)
class TourAsked:
    """Somebody, known or not, would like to visit a model of the gallery and learn from it."""

    nomination_id: int
    message: str
    phone: str
