"""What a council decides by. Data only: counting stands in counting.py.

The law's shares differ from title to title, so none stands in the course of a vote: each vote has its own, asked with
what DEFAULTS says.
"""

from dataclasses import dataclass
from typing import Literal, get_args

Opinion = Literal["yes", "no", "abstain"]
"""Đồng ý, không đồng ý, không có ý kiến."""
OPINIONS: tuple[Opinion, ...] = get_args(Opinion)
Base = Literal["present", "entitled"]
"""Of whom the share of those in favour is taken: of those who voted on the nomination, or of all who may."""
BASES: tuple[Base, ...] = get_args(Base)


@dataclass(frozen=True, slots=True)
class Share:
    """A part of people, exact: two thirds of six are four."""

    part: int
    whole: int

    def of(self, people: int) -> int:
        """Return the least number of people that is this share of `people`."""
        return -(-people * self.part // self.whole)

    def __str__(self) -> str:
        """What `share` reads back."""
        return f"{self.part}/{self.whole}"

    @property
    def words(self) -> str:
        """How people write it."""
        return f"{self.part}%" if self.whole == PERCENT else str(self)


PERCENT = 100


def share(text: str) -> Share:
    """Return the share that `str` of one gave."""
    part, _, whole = text.partition("/")
    return Share(int(part), int(whole))


@dataclass(frozen=True, slots=True)
class Defaults:
    """How a council votes where its leader changes nothing. `days`: how long it is open."""

    quorum: Share
    passing: Share
    base: Base
    secret: bool
    days: int


DEFAULTS = Defaults(quorum=Share(2, 3), passing=Share(80, PERCENT), base="present", secret=True, days=3)
QUORUMS = (Share(1, 2), Share(2, 3), Share(3, 4), Share(90, PERCENT), Share(PERCENT, PERCENT))
PASSES = (Share(2, 3), Share(75, PERCENT), Share(80, PERCENT), Share(90, PERCENT), Share(PERCENT, PERCENT))
"""What is offered to tap; any other percentage can be typed."""
LONGEST = 60
"""Days that a vote may be open."""
