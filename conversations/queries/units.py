"""What is asked about the tree of units."""

from dataclasses import dataclass

from conversations.model import UnitLevel
from conversations.queries.query import Query


@dataclass(frozen=True, slots=True)
class Unit:
    """A commune, association or village; `path` names what it lies in ("xã Vân Nham, tỉnh Lạng Sơn")."""

    id: int
    name: str
    path: str

    @property
    def whole(self) -> str:
        """Its name with what it lies in."""
        return f"{self.name}, {self.path}" if self.path else self.name


@dataclass(frozen=True, slots=True)
class UnitsNamed(Query[tuple[Unit, ...]]):
    """At most `limit` units in the subtree of `under` whose folded name contains every word of `folded`.

    An empty `folded` gives the children of `under` themselves. With `level` ("village") only units of that level.
    Ordered: name begins with it first, then by name.
    """

    under: int
    folded: str
    level: str = ""
    limit: int = 8

    def empty(self) -> tuple[Unit, ...]:
        return ()


@dataclass(frozen=True, slots=True)
class TerritoryOf(Query[int]):
    """The commune, ward or province in which `unit_id` lies, or itself: an association has no villages."""

    unit_id: int

    def empty(self) -> int:
        return 0


@dataclass(frozen=True, slots=True)
class UnitById(Query[Unit | None]):
    """One unit, also one that is no more."""

    unit_id: int

    def empty(self) -> None:
        return None


@dataclass(frozen=True, slots=True)
class LineageOf(Query[tuple[int, ...]]):
    """A unit and all units above it, itself at the head."""

    unit_id: int

    def empty(self) -> tuple[int, ...]:
        return ()


@dataclass(frozen=True, slots=True)
class StationAbove(Query[Unit | None]):
    """The nearest unit of one of `levels` from `unit_id` upwards, itself included unless `above`."""

    unit_id: int
    levels: tuple[str, ...]
    above: bool = False

    def empty(self) -> None:
        return None


@dataclass(frozen=True, slots=True)
class UnitCard:
    """What an admin sees of a unit. `lineage` is its id and those of all units above it, `children` how many lie
    directly in it, `desk` how many files lie at its own desk; people, files sent and open rounds are those of it and
    of all that lies in it.
    """

    id: int
    name: str
    path: str
    level: UnitLevel
    lineage: tuple[int, ...]
    children: int
    people: int
    files: int
    rounds: int
    desk: int

    @property
    def idle(self) -> bool:
        """Whether nobody and nothing would lose its place if it ended."""
        return not (self.children or self.people or self.rounds or self.desk)


@dataclass(frozen=True, slots=True)
class UnitCardById(Query[UnitCard | None]):
    """A unit of today in the subtree of `under`; None where there is no such one."""

    unit_id: int
    under: int

    def empty(self) -> None:
        return None
