"""After the recognition: whether the model still works, who does the same, who may read of it. Data only."""

from datetime import date
from typing import Literal, get_args

from conversations.nurture import FOLLOW_MONTHS, months_on

Works = Literal["well", "less", "gone"]
WORKS: tuple[Works, ...] = get_args(Works)
FOLLOWED = ("recognised", "propagated")
"""The stages of those who are followed, and who may stand in the gallery."""


def next_follow_up(planned: date, today: date, done: int) -> date | None:
    """Return when to ask again, after `done` times before today's, which was `planned`; None after the last.

    Whoever asks late does not have to ask again at once.
    """
    if done + 1 >= len(FOLLOW_MONTHS):
        return None
    wait = FOLLOW_MONTHS[done + 1] - FOLLOW_MONTHS[done]
    return max(months_on(planned, wait), months_on(today, 1))
