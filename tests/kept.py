"""What a storage would keep of a talk: the nominations that were sent, and the journal in the words of the house."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from bot.deeds import Done
from bot.journal_entries import of_answer, of_deed
from conversations.model import Deed, Filed, Person, Recorded
from conversations.queries import (
    DraftJournal,
    Happened,
    NominationJournal,
)
from storage.journal import Entry


@dataclass
class Kept:
    """Nominations are numbered from 1 in the order in which they were sent."""

    nominations: list[tuple[Person, Filed, datetime]] = field(default_factory=list)
    journal: list[tuple[Person, Entry, datetime]] = field(default_factory=list)

    def answered(self, person: Person, answer: Recorded, now: datetime) -> None:
        """Write an answer down."""
        self.journal.append((person, of_answer(answer, f"p:{person.id}", person), now))

    def did(self, person: Person, deed: Deed, now: datetime) -> None:
        """Keep what is sent, and write the deed down."""
        done = Done()
        if isinstance(deed, Filed):
            self.nominations.append((person, deed, now))
            done = Done(len(self.nominations))
        self.journal.append((person, of_deed(deed, f"p:{person.id}", person, done), now))

    def of_nomination(self, query: NominationJournal) -> tuple[Happened, ...]:
        """Return what happened with one that was sent, the newest first."""
        person, filed, _ = self.nominations[query.nomination_id - 1]
        drafted = DraftJournal(person.id, filed.draft)
        mine = [
            (who, entry, at)
            for who, entry, at in self.journal
            if entry.nomination_id == query.nomination_id or _of(drafted, entry)
        ]
        return tuple(_happened(mine))

    def of_draft(self, query: DraftJournal) -> tuple[Happened, ...]:
        """Return what happened with a draft, the newest first."""
        return tuple(_happened([row for row in self.journal if _of(query, row[1])]))


def _of(query: DraftJournal, entry: Entry) -> bool:
    return entry.person_id == query.person_id and entry.draft == query.draft


def _happened(rows: list[tuple[Person, Entry, datetime]]) -> Iterator[Happened]:
    for person, entry, at in reversed(rows):
        yield Happened(at, person.id, person.name, entry.act, entry.detail)
