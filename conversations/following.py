"""After the recognition: whether the model still works, who does the same, who may read of it. Data only.

The deeds stand apart from model.py, whose `Deed` they belong to.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from conversations.nurture import FOLLOW_MONTHS, months_on

Works = Literal["well", "less", "gone"]
WORKS: tuple[Works, ...] = get_args(Works)
FOLLOWED = ("recognised", "propagated")
"""The stages of those who are followed, and who may stand in the gallery."""


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


def next_follow_up(planned: date, today: date, done: int) -> date | None:
    """Return when to ask again, after `done` times before today's, which was `planned`; None after the last.

    Whoever asks late does not have to ask again at once.
    """
    if done + 1 >= len(FOLLOW_MONTHS):
        return None
    wait = FOLLOW_MONTHS[done + 1] - FOLLOW_MONTHS[done]
    return max(months_on(planned, wait), months_on(today, 1))
