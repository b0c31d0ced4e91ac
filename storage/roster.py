"""A list of units and people held against what there is: what is new, what changes, what is wrong; then put in.

Whoever and whatever is not in the list stays as it is. The same list a second time changes nothing.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast

from sqlalchemy import bindparam, update
from sqlalchemy.ext.asyncio import AsyncConnection

from conversations.answers.folding import fold
from conversations.model import Role, UnitLevel
from conversations.queries import RosterRead, WorkbookRead
from conversations.roster import Roster, RosterFault, RosterSeen, roster_from_json
from storage import files, people, succession
from storage import units as tree
from storage.invites import NewInvite
from storage.invites import issue as issue_invites
from storage.roster_people import CODE, PeopleChanges, compare_people
from storage.roster_units import Ref, UnitChanges, compare_units, tree_of
from storage.tables import people as people_table
from storage.tables import units


@dataclass(frozen=True, slots=True)
class Changes:
    """What a list would do."""

    units: UnitChanges
    people: PeopleChanges

    @property
    def faults(self) -> list[RosterFault]:
        return [*self.units.faults, *(fault for fault in self.people.faults if fault not in self.units.faults)]


async def read(conn: AsyncConnection, sha256: str) -> Roster | None:
    """Return the list that was read in a workbook; None where it is none."""
    query = WorkbookRead(sha256)
    return roster_from_json((await files.readings(conn, [query]))[query])


async def compare(conn: AsyncConnection, roster: Roster, top: int, today: date) -> Changes:
    """Return what a list would do below the unit `top`."""
    known = await tree_of(conn, roster, top, today)
    return Changes(await compare_units(conn, known), await compare_people(conn, roster, known))


async def seen(conn: AsyncConnection, queries: list[RosterRead], today: date) -> dict[RosterRead, RosterSeen | None]:
    """Return for each query what the list would do, None where it is no list."""
    found: dict[RosterRead, RosterSeen | None] = {}
    for query in queries:
        roster = await read(conn, query.sha256)
        if roster is None:
            found[query] = None
            continue
        changes = await compare(conn, roster, query.under, today)
        faults = (*roster.faults, *(fault.sentence for fault in changes.faults))
        rows = len(roster.units) + len(roster.people)
        found[query] = RosterSeen(changes.units.counts, changes.people.counts, faults, rows)
    return found


async def put_in(
    conn: AsyncConnection, changes: Changes, now: datetime, invite: Callable[[int], NewInvite]
) -> list[int]:
    """Do what a list without faults would do; `invite` makes the invitation of each new person. Returns their ids."""
    ids = await _units(conn, changes.units)

    def unit(ref: Ref) -> int:
        return ids[-ref] if ref < 0 else ref

    rows = [
        people.NewPerson(
            row.name,
            row.call,
            unit(ref),
            frozenset(),
            external=f"{CODE}{row.code}" if row.code else None,
            phone_hash=row.phone_hash or None,
            phone_end=row.phone_end or None,
        )
        for row, ref in changes.people.new
    ]
    new = await people.create(conn, rows, now)
    numbered = {-row.row: id_ for (row, _), id_ in zip(changes.people.new, new, strict=True)}
    for person_id, different in changes.people.changed.items():
        await conn.execute(_change(people_table, different), {"row": person_id, **different})
    for person_id, ref in changes.people.moved.items():
        await people.transfer(conn, person_id, unit(ref))
    granted = [
        {"person_id": numbered.get(who, who), "unit_id": unit(ref), "role": cast("Role", role)}
        for who, ref, role in changes.people.granted
    ]
    if granted:
        await conn.execute(people.add_roles(conn.dialect.name), granted)
    await issue_invites(conn, [invite(person_id) for person_id in new])
    return new


async def _units(conn: AsyncConnection, changes: UnitChanges) -> dict[int, int]:
    """Add the new units, the upper ones first; return their ids by row."""
    ids: dict[int, int] = {}
    waiting = list(changes.new)
    while waiting:
        ready = [row for row in waiting if changes.parent_of[row.row] > 0 or -changes.parent_of[row.row] in ids]
        rows = [
            tree.NewUnit(
                row.name,
                cast("UnitLevel", row.level),
                ids.get(-changes.parent_of[row.row], changes.parent_of[row.row]),
                row.begins,
                row.ends,
            )
            for row in ready
        ]
        ids |= dict(zip([row.row for row in ready], await tree.add(conn, rows), strict=True))
        waiting = [row for row in waiting if row.row not in ids]
    for unit_id, different in changes.changed.items():
        values = different | ({"folded": fold(different["name"])} if "name" in different else {})
        await conn.execute(_change(units, values), {"row": unit_id, **values})
    by_successor: defaultdict[tuple[Ref, date], list[int]] = defaultdict(list)
    for old, ref, day in changes.gone:
        by_successor[ref, day].append(old)
    for (ref, day), old_ids in by_successor.items():
        await succession.give_way(conn, old_ids, ids[-ref] if ref < 0 else ref, day)
    return ids


def _change(table: Any, values: dict[str, Any]) -> Any:
    return update(table).where(table.c.id == bindparam("row")).values({name: bindparam(name) for name in values})
