"""The stages of a nomination and what may be done in each: the whole table on one screen.

The plans' own chain is phát hiện – bồi dưỡng – bình chọn, giới thiệu – tôn vinh, khen thưởng – nhân rộng. Who may do it
stands in rights.py; whether there is still a place for it, the storage knows.
"""

from collections.abc import Mapping
from typing import Literal, get_args

Stage = Literal["submitted", "returned", "forwarded", "recognised", "propagated", "nurturing", "declined", "withdrawn"]
STAGES: tuple[Stage, ...] = get_args(Stage)
Act = Literal["forward", "return", "resubmit", "nurture", "decline", "recognise", "propagate", "withdraw", "promote"]
"""`resubmit` comes from the officer, after a return; `promote` makes a nomination of somebody who was nurtured."""

NEXT: Mapping[tuple[Stage, Act], Stage] = {
    ("submitted", "forward"): "forwarded",
    ("submitted", "return"): "returned",
    ("submitted", "nurture"): "nurturing",
    ("submitted", "decline"): "declined",
    ("submitted", "recognise"): "recognised",
    ("submitted", "withdraw"): "withdrawn",
    ("returned", "resubmit"): "submitted",  # or forwarded: back to the desk from which it came
    ("returned", "nurture"): "nurturing",
    ("returned", "decline"): "declined",
    ("returned", "withdraw"): "withdrawn",
    ("forwarded", "forward"): "forwarded",
    ("forwarded", "return"): "returned",
    ("forwarded", "nurture"): "nurturing",
    ("forwarded", "decline"): "declined",
    ("forwarded", "recognise"): "recognised",
    ("forwarded", "withdraw"): "withdrawn",
    ("nurturing", "promote"): "submitted",
    ("nurturing", "decline"): "declined",
    ("nurturing", "withdraw"): "withdrawn",
    ("recognised", "propagate"): "propagated",
}
WAITING: tuple[Stage, ...] = ("submitted", "forwarded")
"""At somebody's desk: these are in a queue."""
ENDED: tuple[Stage, ...] = ("propagated", "declined", "withdrawn")

NEGATIVE: tuple[Act, ...] = ("return", "nurture", "decline")
"""Acts that need a reason, because somebody is disappointed by them."""


def after(stage: Stage, act: Act) -> Stage | None:
    """Return the stage that `act` leads to, None where it cannot be done in `stage`."""
    return NEXT.get((stage, act))


def may_withdraw(stage: str) -> bool:
    """Whether whoever made a nomination can still take it back."""
    return any(begin == stage and act == "withdraw" for begin, act in NEXT)


LEVELS: Mapping[str, tuple[str, ...]] = {
    "commune": ("commune", "ward", "special_zone"),
    "district": ("district",),
    "province": ("province",),
}
"""The levels of units that a station of a round's route stands for."""
REASONS: Mapping[Act, tuple[str, ...]] = {
    "nurture": ("not_yet", "evidence", "next_round", "other"),
    "decline": ("criteria", "untrue", "twice", "late", "other"),
    "withdraw": ("subject", "mistake", "other"),
}
"""The short lists of reasons; each has its sentence `reason.<act>.<id>`."""
