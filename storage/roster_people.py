"""The people of a list held against those there are. Somebody is known by his code, else his phone, else name and unit.

A second row of the same person in another unit gives him roles there.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from conversations.answers.folding import fold
from conversations.roster import PEOPLE, Counts, PersonRow, Roster, RosterFault
from storage.roster_units import Ref, Tree
from storage.tables import people, roles, units
from storage.units import below

AT_ONCE = 10_000
"""Values of one list in a statement; both databases take 32,000."""
CODE = "ma:"
"""Before a code of a list in `external`, where other lists have their own."""


class Known(NamedTuple):
    """A person who is there."""

    id: int
    name: str
    folded: str
    call: str
    unit_id: int
    external: str | None
    phone_hash: str | None


_columns = tuple(people.c[name] for name in Known._fields)
_top = units.alias()
_below = (
    select(*_columns)
    .join_from(_top, units, below(units, _top))
    .join(people, people.c.unit_id == units.c.id)
    .where(_top.c.id == bindparam("top"))
)
_held = (
    select(roles.c.person_id, roles.c.unit_id, roles.c.role)
    .join_from(_top, units, below(units, _top))
    .join(roles, roles.c.unit_id == units.c.id)
    .where(_top.c.id == bindparam("top"))
)
_by_external = select(*_columns).where(people.c.external.in_(bindparam("values", expanding=True)))
_by_phone = select(*_columns).where(people.c.phone_hash.in_(bindparam("values", expanding=True)))


@dataclass(slots=True)
class PeopleChanges:
    """What the people of a list change: `new` at their unit, `changed` by id, roles to grant by id or new row."""

    new: list[tuple[PersonRow, Ref]] = field(default_factory=list)
    changed: dict[int, dict[str, Any]] = field(default_factory=dict)
    moved: dict[int, Ref] = field(default_factory=dict)
    granted: list[tuple[int, Ref, str]] = field(default_factory=list)
    seen: set[int] = field(default_factory=set)
    faults: list[RosterFault] = field(default_factory=list)

    @property
    def counts(self) -> Counts:
        touched = self.changed.keys() | self.moved.keys() | {who for who, _, _ in self.granted if who > 0}
        return Counts(len(self.new), len(touched), len(self.seen - touched))


class _Everybody:
    """The people there are, by whatever they may be known by."""

    def __init__(self, known: Collection[Known], held: set[tuple[int, int, str]]) -> None:
        self.held = held
        self.by_external = {one.external: one for one in known if one.external}
        self.by_phone = {one.phone_hash: one for one in known if one.phone_hash}
        self.by_name: defaultdict[tuple[str, int], list[Known]] = defaultdict(list)
        for one in {one.id: one for one in known}.values():
            self.by_name[one.folded, one.unit_id].append(one)

    def behind(self, row: PersonRow, unit: Ref) -> Known | None:
        """Return who a row is; nobody where he is new."""
        by_code = self.by_external.get(f"{CODE}{row.code}") if row.code else None
        by_phone = self.by_phone.get(row.phone_hash) if row.phone_hash else None
        if by_code or by_phone:
            return by_code or by_phone
        named = self.by_name.get((fold(row.name), unit), [])
        fitting = [one for one in named if not (row.code and one.external) and not (row.phone_hash and one.phone_hash)]
        return fitting[0] if len(fitting) == 1 else None


async def compare_people(conn: AsyncConnection, roster: Roster, tree: Tree) -> PeopleChanges:
    """Return what the people of a list change."""
    everybody = await _everybody(conn, roster, tree.top)
    changes = PeopleChanges()
    homes: dict[object, tuple[int, dict[Ref, int]]] = {}
    for row in roster.people:
        unit = tree.refer(row.unit, row.row, "person_unit", page=PEOPLE)
        if unit is None:
            continue
        known = everybody.behind(row, unit)
        key = known.id if known else (row.code or row.phone_hash or (fold(row.name), unit))
        first = key not in homes
        who, rows = homes.setdefault(key, (known.id if known else -row.row, {}))
        if unit in rows:
            changes.faults.append(roster.fault(PEOPLE, "person_name", row.row, "twice", row=str(rows[unit])))
            continue
        rows[unit] = row.row
        if first:
            _home(changes, row, unit, known, tree, everybody)
        held = everybody.held
        changes.granted += [(who, unit, role) for role in row.roles if (who, unit, role) not in held]
    units_ = [fault for (_, column), fault in tree.faults.items() if column == "person_unit"]
    changes.faults += units_
    return changes


def _home(
    changes: PeopleChanges, row: PersonRow, unit: Ref, known: Known | None, tree: Tree, everybody: _Everybody
) -> None:
    """Note what a row makes of the person himself."""
    if known is None:
        changes.new.append((row, unit))
        return
    if known.unit_id not in tree.kept:
        changes.faults.append(tree.roster.fault(PEOPLE, "person_name", row.row, "elsewhere", name=known.name))
        return
    changes.seen.add(known.id)
    wanted = {"name": row.name} | ({} if row.call.startswith("anh/chị ") else {"call": row.call})
    wanted |= {"external": f"{CODE}{row.code}"} if row.code else {}
    if row.phone_hash:
        holder = everybody.by_phone.get(row.phone_hash)
        if holder is not None and holder.id != known.id:
            fault = tree.roster.fault(PEOPLE, "person_phone", row.row, "phone_taken", name=holder.name)
            changes.faults.append(fault)
            return
        wanted |= {"phone_hash": row.phone_hash}
    different = {name: value for name, value in wanted.items() if getattr(known, name) != value}
    if different:
        more = {"folded": fold(row.name)} | ({"phone_end": row.phone_end} if "phone_hash" in different else {})
        changes.changed[known.id] = different | more
    if known.unit_id != unit:
        changes.moved[known.id] = unit


async def _everybody(conn: AsyncConnection, roster: Roster, top: int) -> _Everybody:
    known = [Known(*row) for row in await conn.execute(_below, {"top": top})]
    asked = (
        (_by_external, [f"{CODE}{row.code}" for row in roster.people if row.code]),
        (_by_phone, [row.phone_hash for row in roster.people if row.phone_hash]),
    )
    for statement, values in asked:
        for some in _portions(values):
            known += [Known(*row) for row in await conn.execute(statement, {"values": some})]
    held = {(row.person_id, row.unit_id, row.role) for row in await conn.execute(_held, {"top": top})}
    return _Everybody(known, held)


def _portions(values: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(values), AT_ONCE):
        yield values[start : start + AT_ONCE]
