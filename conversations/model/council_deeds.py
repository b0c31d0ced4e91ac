"""What is done with a vote. How a council votes stands in conversations/council.py, counting in counting.py."""

from dataclasses import dataclass
from datetime import date

from conversations.council import Base, Opinion, Share


@dataclass(frozen=True, slots=True)
class VoteOpened:
    """A leader asks the council of his unit about nominations of one round that lie at its desk."""

    unit_id: int
    round_id: int
    nominations: tuple[int, ...]
    members: tuple[int, ...]
    quorum: Share
    passing: Share
    base: Base
    secret: bool
    closes_on: date


@dataclass(frozen=True, slots=True)
class Balloted:
    """What a member thinks of one nomination; until the vote is over the last one counts."""

    vote_id: int
    nomination_id: int
    opinion: Opinion


@dataclass(frozen=True, slots=True)
class VoteClosed:
    """A leader ends a vote whose `version` he saw, with its minutes."""

    vote_id: int
    version: int
    minutes: str


@dataclass(frozen=True, slots=True)
class VoteProlonged:
    """A leader gives a vote that was not closed another last day."""

    vote_id: int
    version: int
    closes_on: date


CouncilDeed = VoteOpened | Balloted | VoteClosed | VoteProlonged
