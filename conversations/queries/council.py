"""What is asked about votes, and what is answered. Data only; the loaders stand in storage/votes.py.

No answer holds a person beside what he thinks, unless the vote is open; and none holds counts before it is over.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from conversations.council import Base, Opinion, Share
from conversations.queries.query import Query


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of a council."""

    person_id: int
    name: str


@dataclass(frozen=True, slots=True)
class CouncilOf(Query[tuple[Member, ...]]):
    """Those who hold the role of a council member or leader at a unit."""

    unit_id: int

    def empty(self) -> tuple[Member, ...]:
        return ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A nomination that a council can be asked about."""

    nomination_id: int
    subject: str
    by: str
    unit: str
    round_id: int
    round: str
    desk_id: int
    rank: int | None


@dataclass(frozen=True, slots=True)
class CandidatesAt(Query[tuple[Candidate, ...]]):
    """What waits at the desks of these units and is in no vote that is still to be closed, the oldest first."""

    unit_ids: tuple[int, ...]
    limit: int = 50

    def empty(self) -> tuple[Candidate, ...]:
        return ()


@dataclass(frozen=True, slots=True)
class Item:
    """One nomination of a vote. `voted` have given their ballot, `barred` nominated it or have a part in it."""

    nomination_id: int
    subject: str
    voted: frozenset[int]
    barred: frozenset[int]


@dataclass(frozen=True, slots=True)
class Vote:
    """A vote as its members may see it at any time: how it is held and who has voted, not how."""

    id: int
    unit_id: int
    unit: str
    round_id: int
    round: str
    opened_by: str
    opened_at: datetime
    secret: bool
    quorum: Share
    passing: Share
    base: Base
    closes_on: date
    closed_at: datetime | None
    minutes: str
    version: int
    items: tuple[Item, ...]
    members: tuple[Member, ...]

    def over(self, today: date) -> bool:
        """Whether no ballot is taken any more."""
        return self.closed_at is not None or today > self.closes_on

    def item(self, nomination_id: int) -> Item | None:
        """Return the item of a nomination."""
        return next((item for item in self.items if item.nomination_id == nomination_id), None)

    def entitled(self, item: Item) -> tuple[Member, ...]:
        """Return who may vote on an item; who voted before he declared a part in it stays counted."""
        return tuple(m for m in self.members if m.person_id not in item.barred or m.person_id in item.voted)

    def left(self, person_id: int) -> tuple[Item, ...]:
        """Return the items that this member has yet to vote on."""
        members = {member.person_id for member in self.members}
        return tuple(i for i in self.items if person_id in members and person_id not in i.voted | i.barred)

    @property
    def silent(self) -> tuple[Member, ...]:
        """The members who have yet to vote on something."""
        return tuple(member for member in self.members if self.left(member.person_id))


@dataclass(frozen=True, slots=True)
class VoteById(Query[Vote | None]):
    """One vote. Whether the person may see it is the flow's to check."""

    vote_id: int

    def empty(self) -> None:
        return None


@dataclass(frozen=True, slots=True)
class VotesAt(Query[tuple[Vote, ...]]):
    """The newest votes of these units; without `closed` only those that are still to be closed."""

    unit_ids: tuple[int, ...]
    closed: bool = False
    limit: int = 10

    def empty(self) -> tuple[Vote, ...]:
        return ()


@dataclass(frozen=True, slots=True)
class LatestVoteOn(Query[int]):
    """The newest vote on a nomination, 0 where there is none."""

    nomination_id: int

    def empty(self) -> int:
        return 0


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a nomination of a vote stands now."""

    nomination_id: int
    field_id: str
    stage: str
    desk_id: int | None
    station: int
    rank: int | None
    version: int


@dataclass(frozen=True, slots=True)
class StandingOf(Query[tuple[Standing, ...]]):
    """Where these nominations stand."""

    nomination_ids: tuple[int, ...]

    def empty(self) -> tuple[Standing, ...]:
        return ()


@dataclass(frozen=True, slots=True)
class Tally:
    """The ballots on one nomination, counted. `named` only in an open vote: who thinks what."""

    nomination_id: int
    counts: Mapping[Opinion, int]
    named: tuple[tuple[str, Opinion], ...] = ()


@dataclass(frozen=True, slots=True)
class TalliesOf(Query[tuple[Tally, ...]]):
    """The counts of a vote that is over; of another nothing.

    `closing`: asked in the very step that closes it, for the minutes; they stand or fall with the version of the vote.
    """

    vote_id: int
    closing: bool = False

    def empty(self) -> tuple[Tally, ...]:
        return ()
