"""What is asked of the journal."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from conversations.model import Json
from conversations.queries.query import Query


@dataclass(frozen=True, slots=True)
class Happened:
    """One thing that the journal tells: who (by name, "" where nobody is known) did what when, Việt Nam time."""

    at: datetime
    person_id: int | None
    by: str
    act: str
    detail: Mapping[str, Json]


@dataclass(frozen=True, slots=True)
class NominationJournal(Query[tuple[Happened, ...]]):
    """The newest that happened with a sent nomination, the answers given before it was sent included; newest first.

    Whether the person may know is the flow's to check.
    """

    nomination_id: int
    limit: int = 400

    def empty(self) -> tuple[Happened, ...]:
        return ()


@dataclass(frozen=True, slots=True)
class DraftJournal(Query[tuple[Happened, ...]]):
    """The newest that happened with a draft of `person_id`, newest first."""

    person_id: int
    draft: int
    limit: int = 400

    def empty(self) -> tuple[Happened, ...]:
        return ()
