"""The people of a conversation that is played without a database: found, shown, and changed by an admin's deeds."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from conversations.answers.folding import fold
from conversations.model import (
    Deed,
    Held,
    InviteIssued,
    InvitesRevoked,
    Person,
    PersonAdded,
    PersonLeft,
    PersonMoved,
    RolesGiven,
    RolesTaken,
)
from conversations.plans.plan_error import Place
from conversations.queries import PeopleNamed, PersonById, PersonCard, PhoneHolder, RosterRead, Someone, Unit
from conversations.roster import Counts, RosterFault, RosterSeen

UNITS = {
    1: Unit(1, "tỉnh Mẫu Sơn", ""),
    3: Unit(3, "xã Vân Nham", "tỉnh Mẫu Sơn"),
    4: Unit(4, "xã Hữu Liên", "tỉnh Mẫu Sơn"),
    7: Unit(7, "Hội Nông dân xã Vân Nham", "xã Vân Nham, tỉnh Mẫu Sơn"),
    8: Unit(8, "Hội Phụ nữ xã Vân Nham", "xã Vân Nham, tỉnh Mẫu Sơn"),
}

LISTS = {
    "danh sach.xlsx": RosterSeen(Counts(2, 1, 3), Counts(4, 0, 1), (), 11),
    "danh sach loi.xlsx": RosterSeen(
        faults=tuple(
            RosterFault(Place(row, "Người", f"C{row}"), "unknown_unit", {"found": "xã Lạ", "n": 0}).sentence
            for row in range(3, 11)
        ),
        rows=9,
    ),
    "danh sach cu.xlsx": RosterSeen(Counts(0, 0, 6), Counts(0, 0, 5), (), 11),
}
"""Workbooks by what they are called, folded, and what each would do."""


@dataclass
class Staff:
    """Everybody, by number."""

    people: dict[int, PersonCard] = field(default_factory=dict)
    phones: dict[str, int] = field(default_factory=lambda: {"0987654321": 1})
    lists: dict[str, RosterSeen] = field(default_factory=lambda: dict(LISTS))

    @classmethod
    def of(cls, cast: Iterable[Person]) -> "Staff":
        return cls({person.id: _card(person) for person in cast})

    def named(self, query: PeopleNamed) -> tuple[Someone, ...]:
        words = query.folded.split()
        found = [one for one in self.people.values() if all(word in fold(one.name) for word in words)]
        return tuple(Someone(one.id, one.name, one.unit) for one in found)[: query.limit]

    def card(self, query: PersonById) -> PersonCard | None:
        return self.people.get(query.person_id)

    def holder(self, query: PhoneHolder) -> Someone | None:
        number = self.phones.get(query.phone)
        return Someone(number, self.people[number].name, self.people[number].unit) if number else None

    def read(self, query: RosterRead) -> RosterSeen | None:
        return self.lists.get(bytes.fromhex(query.sha256).rstrip(b"\0").decode())

    def do(self, deed: Deed) -> None:
        """Do what an admin decided."""
        match deed:
            case PersonAdded():
                self._add(deed)
            case RolesGiven(person_id=person, unit_id=unit, roles=roles):
                more = tuple((Held(unit, role), UNITS[unit].name) for role in roles)
                self._change(person, roles=(*self.people[person].roles, *more))
            case RolesTaken(person_id=person, held=held):
                self._change(person, roles=tuple(one for one in self.people[person].roles if one[0] not in held))
            case PersonMoved(person_id=person, unit_id=unit):
                self._move(person, unit)
            case PersonLeft(person_id=person):
                self._change(person, roles=(), doors=(), invites=0)
            case InviteIssued(person_id=person):
                self._change(person, invites=1)
            case InvitesRevoked(person_id=person):
                self._change(person, invites=0)
            case _:
                pass

    def _change(self, person: int, **changes: object) -> None:
        self.people[person] = replace(self.people[person], **changes)  # type: ignore[arg-type]  # fields of the card

    def _move(self, person: int, unit: int) -> None:
        card = self.people[person]
        moved = [Held(unit, held.role) if held.unit_id == card.unit_id else held for held, _ in card.roles]
        roles = tuple((held, UNITS[held.unit_id].name) for held in moved)
        self._change(person, unit_id=unit, unit=UNITS[unit].whole, roles=roles)

    def _add(self, deed: PersonAdded) -> None:
        number = max(self.people) + 1
        person = Person(number, deed.name, deed.call, deed.unit_id, "", frozenset(deed.roles))
        card = replace(_card(person), doors=(), invites=1, phone_end=deed.phone[-3:])
        self.people[number] = card
        if deed.phone:
            self.phones[deed.phone] = number


def _card(person: Person) -> PersonCard:
    unit = UNITS[person.unit_id]
    roles = tuple((Held(unit.id, role), unit.name) for role in sorted(person.roles))
    return PersonCard(person.id, person.name, person.call, unit.id, unit.whole, roles, ("telegram",), 0, "")
