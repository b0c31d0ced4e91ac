"""Units that give way to others: merged, split, called by another name. What was stays, and whoever was there goes on.

The old unit ends on a day and keeps its name; so does every nomination made under it, and every decision at its desk.
What lies in it goes over to the new one: people, roles, open rounds with the time granted in them and the places taken
of them, nominations, those that lie at its desk, its council's votes. Who may decide this is not known here.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Date, Integer, String, bindparam, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import twins
from storage import units as tree
from storage.dialects import insert_into
from storage.tables import (
    extensions,
    held_places,
    nominations,
    people,
    places,
    roles,
    rounds,
    unit_successors,
    units,
    votes,
)
from storage.units import NewUnit

_OLD, _NEW = bindparam("old", type_=Integer), bindparam("new", type_=Integer)
_DAY, _PERSON = bindparam("day", type_=Date), bindparam("person", type_=Integer)
_end = update(units).where(units.c.id == _OLD).values(valid_to=_DAY)
_unit = select(units.c.level, units.c.parent_id).where(units.c.id == _OLD)
_paths = select(units.c.id, units.c.path_ids).where(units.c.id.in_(bindparam("ids", expanding=True)))
_children = select(units.c.id).where(
    units.c.parent_id == _OLD, or_(units.c.valid_to.is_(None), units.c.valid_to > _DAY)
)
_hang = update(units).where(units.c.id == bindparam("row")).values(parent_id=_NEW)
_carry = (  # everything whose path begins with the old one, the unit itself included
    update(units)
    .where(units.c.path_ids >= bindparam("path", type_=String), units.c.path_ids < bindparam("end", type_=String))
    .values(path_ids=bindparam("onto", type_=String).concat(func.substr(units.c.path_ids, bindparam("rest"))))
)
_homes = update(people).where(people.c.unit_id == _OLD).values(unit_id=_NEW)
_home = _homes.where(people.c.id == _PERSON)
_nominations = update(nominations).where(nominations.c.unit_id == _OLD).values(unit_id=_NEW)
_nominations_of = _nominations.where(nominations.c.person_id == _PERSON)
_desks = update(nominations).where(nominations.c.desk_id == _OLD).values(desk_id=_NEW)
_desks_below = _desks.where(  # what one of several new units sent lies at its desk, not at the first one's
    nominations.c.unit_id.in_(
        select(units.c.id).where(
            units.c.path_ids >= bindparam("path", type_=String), units.c.path_ids < bindparam("end", type_=String)
        )
    )
)
_votes = update(votes).where(votes.c.unit_id == _OLD).values(unit_id=_NEW)  # closed ones too, or nobody may read them
_held = select(roles.c.person_id, roles.c.role).where(roles.c.unit_id == _OLD)
_held_by = _held.where(roles.c.person_id == _PERSON)
_let_go = roles.delete().where(roles.c.unit_id == _OLD)
_let_go_of = _let_go.where(roles.c.person_id == _PERSON)
_rounds = update(rounds).where(rounds.c.unit_id == _OLD, rounds.c.closes >= _DAY).values(unit_id=_NEW)
_COPIED = [column for column in rounds.c if column.name not in {"id", "unit_id"}]
_copy_rounds = rounds.insert().from_select(
    ["unit_id", *(column.name for column in _COPIED)],
    select(_NEW, *_COPIED).where(rounds.c.unit_id == _OLD, rounds.c.closes >= _DAY),
)
_more_time = update(extensions).where(extensions.c.unit_id == _OLD).values(unit_id=_NEW)  # the latest day counts
_GRANTED = [column for column in extensions.c if column.name not in {"id", "unit_id"}]
_copy_time = extensions.insert().from_select(
    ["unit_id", *(column.name for column in _GRANTED)], select(_NEW, *_GRANTED).where(extensions.c.unit_id == _OLD)
)
_holders = update(held_places).where(held_places.c.unit_id == _OLD).values(unit_id=_NEW)
_free_places = places.delete().where(places.c.unit_id == _OLD)


class CircleError(ValueError):
    """A unit cannot give way to itself or to one that lies in it. Please name a unit beside it."""


@cache
def _add_roles(dialect: str) -> Any:
    return insert_into(dialect, roles).on_conflict_do_nothing()


@cache
def _succeed(dialect: str) -> Any:
    return insert_into(dialect, unit_successors).on_conflict_do_nothing()


@cache
def _sum_places(dialect: str) -> Any:
    """Return the INSERT that adds the places taken by the old unit to those of the new one."""
    taken = select(places.c.round_id, _NEW, places.c.field_id, places.c.taken).where(places.c.unit_id == _OLD)
    new = insert_into(dialect, places).from_select(["round_id", "unit_id", "field_id", "taken"], taken)
    return new.on_conflict_do_update(
        index_elements=["round_id", "unit_id", "field_id"], set_={"taken": places.c.taken + new.excluded.taken}
    )


async def merge(conn: AsyncConnection, unit_ids: Collection[int], new: NewUnit, day: date) -> int:
    """Put one new unit in the place of several on `day`, which is not to come; return its id."""
    (new_id,) = await tree.add(conn, [new._replace(valid_from=day)])
    await give_way(conn, unit_ids, new_id, day)
    return new_id


async def unite(conn: AsyncConnection, unit_ids: Sequence[int], name: str, day: date) -> int:
    """Put one new unit in the place of several, where the first of them lies and of its level; return its id."""
    old = (await conn.execute(_unit, {"old": unit_ids[0]})).one()
    return await merge(conn, unit_ids, NewUnit(name, old.level, old.parent_id), day)


async def rename(conn: AsyncConnection, unit_id: int, name: str, day: date) -> int:
    """Let a unit go on under another name from `day` on; return the id that it has then."""
    return await unite(conn, [unit_id], name, day)


async def end(conn: AsyncConnection, unit_id: int, day: date) -> None:
    """Let a unit be no more from `day` on, without another in its place."""
    await conn.execute(_end, {"old": unit_id, "day": day})


async def split(
    conn: AsyncConnection,
    unit_id: int,
    news: Sequence[NewUnit],
    day: date,
    *,
    below: Mapping[int, int] | None = None,
    homes: Mapping[int, int] | None = None,
) -> list[int]:
    """Put several new units in the place of one; return their ids.

    `below` says by unit, `homes` by person, in which of the new ones each goes on; whatever is not named goes on in the
    first. Its open rounds and the time granted to it go on in every one of them; the places taken count for the first.
    """
    ids = await tree.add(conn, [new._replace(valid_from=day) for new in news])
    for child, at in (below or {}).items():
        await _hang_below(conn, [child], ids[at])
    for person, at in (homes or {}).items():
        move = {"old": unit_id, "new": ids[at], "person": person}
        await _move_roles(conn, _held_by, _let_go_of, move)
        await conn.execute(_home, move)
        await conn.execute(_nominations_of, move)
    for other in ids[1:]:
        copy: dict[str, Any] = {"old": unit_id, "new": other, "day": day}
        await conn.execute(_copy_rounds, copy)
        await conn.execute(_copy_time, copy)
        await conn.execute(_succeed(conn.dialect.name), {"unit_id": unit_id, "successor_id": other})
        path, end_ = (await tree.reaches(conn, [other]))[other]
        await conn.execute(_desks_below, copy | {"path": path, "end": end_})
        await twins.carry(conn, unit_id, other)
    await give_way(conn, [unit_id], ids[0], day)
    return ids


async def give_way(conn: AsyncConnection, unit_ids: Collection[int], successor_id: int, day: date) -> None:
    """End units on `day`; all that is theirs goes over to a unit that is there already."""
    for unit_id in unit_ids:
        paths = {row.id: row.path_ids for row in await conn.execute(_paths, {"ids": [unit_id, successor_id]})}
        if paths[successor_id].startswith(paths[unit_id]):
            raise CircleError(CircleError.__doc__)
        move = {"old": unit_id, "new": successor_id, "day": day}
        await conn.execute(_end, move)
        await conn.execute(_succeed(conn.dialect.name), {"unit_id": unit_id, "successor_id": successor_id})
        await _hang_below(conn, (await conn.execute(_children, move)).scalars().all(), successor_id)
        await _move_roles(conn, _held, _let_go, move)
        await conn.execute(_sum_places(conn.dialect.name), move)
        for statement in (_homes, _rounds, _nominations, _desks, _more_time, _free_places, _holders, _votes):
            await conn.execute(statement, move)
        await twins.carry(conn, unit_id, successor_id)


async def _hang_below(conn: AsyncConnection, unit_ids: Collection[int], parent_id: int) -> None:
    """Hang units with all that lies in them below another."""
    if not unit_ids:
        return
    paths = {row.id: row.path_ids for row in await conn.execute(_paths, {"ids": [*unit_ids, parent_id]})}
    for unit_id in unit_ids:
        path = paths[unit_id]
        await conn.execute(_hang, {"row": unit_id, "new": parent_id})
        onto = f"{paths[parent_id]}{unit_id}/"
        await conn.execute(_carry, {"path": path, "end": f"{path[:-1]}0", "onto": onto, "rest": len(path) + 1})


async def _move_roles(conn: AsyncConnection, held: Any, let_go: Any, move: Mapping[str, Any]) -> None:
    rows = [
        {"person_id": row.person_id, "unit_id": move["new"], "role": row.role} for row in await conn.execute(held, move)
    ]
    if rows:
        await conn.execute(_add_roles(conn.dialect.name), rows)
    await conn.execute(let_go, move)
