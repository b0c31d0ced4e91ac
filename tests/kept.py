"""What a storage would keep of a talk: the nominations that were sent, and the journal in the words of the house."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from bot.deeds import Done
from bot.journal_entries import of_answer, of_deed
from conversations.model import Deed, Filed, Person, Recorded
from conversations.queries import (
    Dossier,
    DossierById,
    DraftJournal,
    Happened,
    NominationJournal,
    Sent,
    SentFilesOf,
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

    def sent_of(self, query: SentFilesOf) -> tuple[Sent, ...]:
        """Return what the person sent, or with a unit what everybody sent."""
        found = [
            self._sent(number)
            for number, (person, _, _) in enumerate(self.nominations, 1)
            if query.unit_id is not None or person.id == query.person_id
        ]
        return tuple(found[::-1][: query.limit])

    def dossier(self, query: DossierById) -> Dossier | None:
        """Return one that was sent."""
        if not 1 <= query.id <= len(self.nominations):
            return None
        person, filed, _ = self.nominations[query.id - 1]
        return Dossier(
            self._sent(query.id), filed.round_id, filed.plan_version, person.unit_id, person.id,
            filed.answers, filed.card, filed.verdict,
        )  # fmt: skip

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

    def _sent(self, number: int) -> Sent:
        person, filed, at = self.nominations[number - 1]
        about = (filed.subject, filed.kind, filed.plan_id, filed.field_id, filed.stage)
        return Sent(number, *about, at.date(), person.name)


def _of(query: DraftJournal, entry: Entry) -> bool:
    return entry.person_id == query.person_id and entry.draft == query.draft


def _happened(rows: list[tuple[Person, Entry, datetime]]) -> Iterator[Happened]:
    for person, entry, at in reversed(rows):
        yield Happened(at, person.id, person.name, entry.act, entry.detail)
