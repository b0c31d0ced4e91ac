"""What is asked about people, as an admin sees them."""

from dataclasses import dataclass

from conversations.model import Held
from conversations.queries.query import Query
from conversations.roster import RosterSeen


@dataclass(frozen=True, slots=True)
class RosterRead(Query[RosterSeen | None]):
    """What the list of units and people in a workbook would do below `under`; None where it is no such list."""

    sha256: str
    under: int

    def empty(self) -> None:
        return None


@dataclass(frozen=True, slots=True)
class Someone:
    """A person as a list shows him; `unit` is his own, with what it lies in."""

    id: int
    name: str
    unit: str


@dataclass(frozen=True, slots=True)
class PeopleNamed(Query[tuple[Someone, ...]]):
    """At most `limit` people at home in the subtree of `under` whose folded name contains every word of `folded`.

    Ordered: name begins or ends with it first, then by name.
    """

    under: int
    folded: str
    limit: int = 50

    def empty(self) -> tuple[Someone, ...]:
        return ()


@dataclass(frozen=True, slots=True)
class PersonCard:
    """What an admin sees of a person. `roles` are those that the admin looks after, with the unit's name, `doors` the
    channels he comes in at, `invites` how many open codes he has, `phone_end` the last digits of his number.
    """

    id: int
    name: str
    call: str
    unit_id: int
    unit: str
    roles: tuple[tuple[Held, str], ...]
    doors: tuple[str, ...]
    invites: int
    phone_end: str


@dataclass(frozen=True, slots=True)
class PersonById(Query[PersonCard | None]):
    """A person at home in the subtree of `under`; None where there is no such one."""

    person_id: int
    under: int

    def empty(self) -> None:
        return None


@dataclass(frozen=True, slots=True)
class PhoneHolder(Query[Someone | None]):
    """Whose number this is, as an admin wrote it down."""

    phone: str

    def empty(self) -> None:
        return None


@dataclass(frozen=True, slots=True)
class ReadersOf(Query[tuple[str, ...]]):
    """The names of those who will read what `unit_id` sends (reviewers and leaders of it and the units above)."""

    unit_id: int

    def empty(self) -> tuple[str, ...]:
        return ()


@dataclass(frozen=True, slots=True)
class LeadersAt(Query[tuple[str, ...]]):
    """Who leads these units: "Hoàng Văn Hùng (xã Vân Nham)", in the order of the units."""

    unit_ids: tuple[int, ...]

    def empty(self) -> tuple[str, ...]:
        return ()


@dataclass(frozen=True, slots=True)
class NominatorsUnder(Query[tuple[Someone, ...]]):
    """At most `limit` people who may nominate from `unit_id` or a unit below it, its leaders among them."""

    unit_id: int
    limit: int = 500

    def empty(self) -> tuple[Someone, ...]:
        return ()
