"""What is asked about announcements: whom they would reach, what became of them, who said that he got them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from conversations.audience import Audience
from conversations.model import Json, Paper
from conversations.queries.query import Query

BroadcastState = Literal["scheduled", "sending", "paused", "done", "cancelled"]


@dataclass(frozen=True, slots=True)
class AudienceSeen:
    """How many people an audience is, how many of them have no open door, and some of their names."""

    total: int
    unreachable: int
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AudienceOf(Query[AudienceSeen]):
    """Whom `audience` names today, without `by`, who announces."""

    audience: Audience
    by: int
    sample: int = 5

    def empty(self) -> AudienceSeen:
        return AudienceSeen(0, 0, ())


@dataclass(frozen=True, slots=True)
class Counts:
    """What became of an announcement, in people: `queued` waits, `unsure` may not have arrived, `blocked` closed the
    door, `unreachable` have none. `received` said that they got it; `silent` were sent it and said nothing.
    """

    total: int = 0
    queued: int = 0
    sent: int = 0
    unsure: int = 0
    failed: int = 0
    blocked: int = 0
    unreachable: int = 0
    received: int = 0
    silent: int = 0
    reminded: int = 0


@dataclass(frozen=True, slots=True)
class Broadcast:
    """An announcement as its admin sees it. `unit_id` is the top of its audience, `by` and `of` who announces."""

    id: int
    version: int
    state: BroadcastState
    unit_id: int
    unit: str
    text: str
    text_en: str
    papers: tuple[Paper, ...]
    by: str
    of: str
    at: datetime
    corrected: bool
    counts: Counts = Counts()
    answers: Mapping[str, Json] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class BroadcastById(Query[Broadcast | None]):
    """One announcement, with what became of it."""

    broadcast_id: int

    def empty(self) -> None:
        return None


@dataclass(frozen=True, slots=True)
class BroadcastsUnder(Query[tuple[Broadcast, ...]]):
    """The newest announcements for one of the units or what lies below, without what became of them."""

    unit_ids: tuple[int, ...]
    limit: int = 30

    def empty(self) -> tuple[Broadcast, ...]:
        return ()


@dataclass(frozen=True, slots=True)
class RollOfUnit:
    """How many of a unit's people said that they got it, the names of those who did not, and of those whom it did not
    reach.
    """

    unit: str
    of: int
    received: int
    silent: tuple[str, ...]
    unreached: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RollCall(Query[tuple[RollOfUnit, ...]]):
    """The roll of an announcement, unit by unit."""

    broadcast_id: int

    def empty(self) -> tuple[RollOfUnit, ...]:
        return ()


@dataclass(frozen=True, slots=True)
class Announced:
    """An announcement as somebody got it; `received` where he said so."""

    broadcast: Broadcast
    received: bool


@dataclass(frozen=True, slots=True)
class AnnouncedTo(Query[Announced | None]):
    """An announcement that was sent to a person; 0: the newest of which he has not said that he got it."""

    person_id: int
    broadcast_id: int = 0

    def empty(self) -> None:
        return None
