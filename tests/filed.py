"""What a storage would tell of the nominations that were sent in a talk: lists, whole files, look-alikes."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from conversations.model import Filed, Person
from conversations.queries import (
    CoNominatorsOf,
    CopiedStories,
    Dossier,
    DossierById,
    Elsewhere,
    Marks,
    PhotoTwinsOf,
    Sent,
    SentFilesOf,
    Twin,
    TwinsOf,
)
from conversations.traces import copied, files_in, paragraphs
from conversations.twins import NO, likeness, marks_of

UNITS_BELOW = {1: {1, 3, 7, 8}, 3: {3, 7, 8}, 7: {7}, 8: {8}}
"""The province, the commune of everybody, its farmers and its women."""
COMMUNE = 3


@dataclass(frozen=True)
class OneFiled:
    """A nomination as `person` sent it."""

    id: int
    person: Person
    deed: Filed
    at: datetime
    joined: list[str] = field(default_factory=list)

    @property
    def sent(self) -> Sent:
        deed = self.deed
        day = self.at.date()
        return Sent(self.id, deed.subject, deed.kind, deed.plan_id, deed.field_id, deed.stage, day, self.person.name)

    @property
    def marks(self) -> Marks:
        return marks_of(self.deed.kind, self.deed.subject, self.deed.answers, COMMUNE)


class FiledFiles(list[OneFiled]):
    """All nominations of a talk, oldest first."""

    def add(self, person: Person, deed: Filed, at: datetime) -> None:
        self.append(OneFiled(len(self) + 1, person, deed, at))

    def join(self, nomination_id: int, person: Person) -> None:
        self[nomination_id - 1].joined.append(f"{person.name} ({person.unit})")

    def sent_of(self, query: SentFilesOf) -> tuple[Sent, ...]:
        below = UNITS_BELOW.get(query.unit_id or 0, set())
        mine = [one for one in self if one.person.id == query.person_id or one.person.unit_id in below]
        return tuple(one.sent for one in reversed(mine))[: query.limit]

    def whole(self, query: DossierById) -> Dossier | None:
        one = next((one for one in self if one.id == query.id), None)
        if one is None:
            return None
        deed, person = one.deed, one.person
        return Dossier(
            one.sent, deed.round_id, deed.plan_version, person.unit_id, person.id, deed.answers, deed.card, deed.verdict
        )

    def behind(self, query: CoNominatorsOf) -> tuple[str, ...]:
        return tuple(next((one.joined for one in self if one.id == query.nomination_id), ()))

    def photos(self, query: PhotoTwinsOf) -> tuple[Elsewhere, ...]:
        shared = {one.id: len({*query.files} & {*files_in(one.deed.answers)}) for one in self}
        return self._elsewhere(query, shared)

    def stories(self, query: CopiedStories) -> tuple[Elsewhere, ...]:
        shared = {one.id: copied(query.paragraphs, sum(paragraphs(one.deed.answers), ())) for one in self}
        return self._elsewhere(query, shared)

    def _elsewhere(self, query: PhotoTwinsOf | CopiedStories, shared: dict[int, int]) -> tuple[Elsewhere, ...]:
        seen = UNITS_BELOW.get(query.unit_id, set())
        found = [one for one in reversed(self) if one.id != query.but and shared[one.id]]
        return tuple(
            Elsewhere(
                one.id,
                shared[one.id],
                2027,
                *((one.deed.subject, one.person.name) if one.person.unit_id in seen else ()),
            )
            for one in found
        )

    def twins_of(self, query: TwinsOf) -> tuple[Twin, ...]:
        found = [(likeness(query.marks, one.marks), one.id, one) for one in self if one.id != query.but]
        alike = sorted((row for row in found if row[0] > NO and row[2].deed.round_id == query.round_id), reverse=True)
        return tuple(_twin(query, one) for _, _, one in alike[: query.limit])


def _twin(query: TwinsOf, one: OneFiled) -> Twin:
    deed, marks, person = one.deed, one.marks, one.person
    twin = Twin(
        one.id, deed.subject, deed.kind, marks.born, marks.place, deed.field_id, deed.stage, deed.round_id, 2027
    )
    own = person.id == query.person_id
    if not own and person.unit_id not in UNITS_BELOW.get(query.unit_id, set()):
        return twin
    return replace(twin, own=own, by=person.name, unit=person.unit, at=one.at.date())
