"""What is asked by those who decide."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from conversations.queries.nominations import Sent
from conversations.queries.query import Query


@dataclass(frozen=True, slots=True)
class QueueOf(Query[tuple[Sent, ...]]):
    """What waits at the desks of these units for `person_id` to decide: those with a rank first, then the oldest.

    Left out is what he nominated himself and what he has a part in.
    """

    unit_ids: tuple[int, ...]
    person_id: int
    limit: int = 50

    def empty(self) -> tuple[Sent, ...]:
        return ()


@dataclass(frozen=True, slots=True)
class QueueLength(Query[int]):
    """How many wait there, at most `limit`."""

    unit_ids: tuple[int, ...]
    person_id: int
    limit: int = 99

    def empty(self) -> int:
        return 0


@dataclass(frozen=True, slots=True)
class Step:
    """One decision about a nomination. `remarks` say by question what is wrong with its answer."""

    id: int
    act: str
    person_id: int
    by: str
    unit: str
    at: datetime
    reason: str
    note: str
    remarks: Mapping[str, str]
    undone: bool


@dataclass(frozen=True, slots=True)
class HistoryOf(Query[tuple[Step, ...]]):
    """Everything that was decided about a nomination, oldest first."""

    nomination_id: int

    def empty(self) -> tuple[Step, ...]:
        return ()


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that was said about a nomination."""

    by: str
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class CommentsOn(Query[tuple[Remark, ...]]):
    """What was said about a nomination, oldest first."""

    nomination_id: int

    def empty(self) -> tuple[Remark, ...]:
        return ()


@dataclass(frozen=True, slots=True)
class RecusedFrom(Query[bool]):
    """Whether a person has said that he has a part in a nomination."""

    nomination_id: int
    person_id: int

    def empty(self) -> bool:
        return False
