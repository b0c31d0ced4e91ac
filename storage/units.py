"""The tree of units: communes, associations, villages. Knows the tree, not who may do what in it."""

from collections.abc import Collection, Sequence
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import (
    CTE,
    BindParameter,
    ColumnElement,
    CompoundSelect,
    FromClause,
    Integer,
    Row,
    Select,
    String,
    bindparam,
    case,
    func,
    literal,
    or_,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from conversations.answers.folding import fold
from conversations.model import UnitLevel
from conversations.queries import LineageOf, StationAbove, TerritoryOf, Unit, UnitById, UnitsNamed
from storage.dialects import insert_in_order
from storage.tables import unit_successors, units
from storage.unions import portions, rounded_up, together

Level = UnitLevel
TERRITORIES: tuple[Level, ...] = ("province", "district", "commune", "ward", "special_zone")
"""The levels that have villages in them."""


class NewUnit(NamedTuple):
    """A unit below `parent_id`; it is one from `valid_from` on and no more on `valid_to`."""

    name: str
    level: Level
    parent_id: int | None = None
    valid_from: date | None = None
    valid_to: date | None = None


def lineage() -> CTE:
    """Return (asked, id, parent_id, name, level, height) for each of the parameter `units` and all above it, itself at
    height 0. Name and level are in it because PostgreSQL would read the whole table to join them to a few rows.
    """
    asked: BindParameter[int] = bindparam("units", expanding=True)
    about = (units.c.id, units.c.parent_id, units.c.name, units.c.level)
    itself = select(units.c.id.label("asked"), *about, literal(0).label("height"))
    up = itself.where(units.c.id.in_(asked)).cte("up", recursive=True)
    above = select(up.c.asked, *about, up.c.height + 1)
    return up.union_all(above.join(up, units.c.id == up.c.parent_id))


def below(inner: FromClause, top: FromClause) -> ColumnElement[bool]:
    """Whether unit `inner` lies in the subtree of `top`: paths from "/1/5/" up to "/1/50", as "0" comes after "/"."""
    end = func.substr(top.c.path_ids, 1, func.length(top.c.path_ids) - 1, type_=String).concat("0")
    return (inner.c.path_ids >= top.c.path_ids) & (inner.c.path_ids < end)


def _valid() -> ColumnElement[bool]:
    today: BindParameter[date] = bindparam("today")
    began = or_(units.c.valid_from.is_(None), units.c.valid_from <= today)
    return began & or_(units.c.valid_to.is_(None), units.c.valid_to > today)


_children = (
    select(units.c.id, units.c.name, units.c.parent_id, units.c.level)
    .where(units.c.parent_id.in_(bindparam("parents", expanding=True)), _valid())
    .order_by(units.c.folded, units.c.id)
)
_roots = select(units.c.id, units.c.name).where(units.c.parent_id.is_(None), _valid()).order_by(units.c.id)
_up = lineage()
_names = select(_up.c.asked, _up.c.id, _up.c.name).order_by(_up.c.height)
_levels = select(_up.c.asked, _up.c.id, _up.c.height, _up.c.name, _up.c.level).order_by(_up.c.height)
_territories = (  # the nearest comes last, and stays
    select(_up.c.asked, _up.c.id).where(_up.c.level.in_(TERRITORIES)).order_by(_up.c.height.desc())
)
_called = select(units.c.id, units.c.name, units.c.path_ids).where(units.c.id.in_(bindparam("ids", expanding=True)))
_paths = select(units.c.id, units.c.path_ids).where(units.c.id.in_(bindparam("ids", expanding=True)))
_set_path = update(units).where(units.c.id == bindparam("row")).values(path_ids=bindparam("path"))


@cache
def _search(size: int, words: int) -> CompoundSelect[Any]:
    def one(number: int) -> Select[Any]:
        top = units.alias()
        start = bindparam(f"start_{number}", type_=String)
        level = bindparam(f"level_{number}", type_=String)
        rank = case((units.c.folded.like(start, escape="/"), 0), else_=1).label("rank")
        contains = [units.c.folded.like(bindparam(f"word_{number}_{word}"), escape="/") for word in range(words)]
        return (
            select(literal(number).label("number"), rank, units.c.folded, units.c.id, units.c.name)
            .join_from(top, units, below(units, top))
            .where(top.c.id == bindparam(f"under_{number}"), *contains, units.c.level.like(level), _valid())
            .order_by(rank, units.c.folded, units.c.id)
            .limit(bindparam(f"limit_{number}", type_=Integer))
        )

    return together(one, size)


@cache
def _gone(words: int) -> Select[Any]:
    """Return the units of today that came in the place of those whose name was searched for."""
    top, old = units.alias(), units.alias()
    contains = [old.c.folded.like(bindparam(f"word_0_{word}"), escape="/") for word in range(words)]
    came = old.join(unit_successors, unit_successors.c.unit_id == old.c.id).join(
        units, units.c.id == unit_successors.c.successor_id
    )
    return (
        select(units.c.id, units.c.name)
        .distinct()
        .join_from(top, came, below(old, top))
        .where(top.c.id == bindparam("under_0"), *contains, units.c.level.like(bindparam("level_0")), _valid())
        .order_by(units.c.id)
        .limit(bindparam("limit_0", type_=Integer))
    )


async def add(conn: AsyncConnection, rows: Sequence[NewUnit]) -> list[int]:
    """Add units whose parents exist already; return their ids in order."""
    if not rows:
        return []
    values = [row._asdict() | {"folded": fold(row.name), "path_ids": ""} for row in rows]
    ids = await insert_in_order(conn, units, values)
    parents = await conn.execute(_paths, {"ids": {row.parent_id for row in rows if row.parent_id is not None}})
    above: dict[int | None, str] = {None: "/"} | {row.id: row.path_ids for row in parents}
    paths = [
        {"row": unit_id, "path": f"{above[row.parent_id]}{unit_id}/"} for unit_id, row in zip(ids, rows, strict=True)
    ]
    await conn.execute(_set_path, paths)
    return ids


async def roots(conn: AsyncConnection, today: date) -> list[Unit]:
    """Return the units above which there is none."""
    return [Unit(row.id, row.name, "") for row in await conn.execute(_roots, {"today": today})]


async def children(conn: AsyncConnection, queries: Collection[UnitsNamed], today: date) -> dict[UnitsNamed, list[Unit]]:
    """Return what lies directly below the unit of each query, of the level it names, by name."""
    rows = (await conn.execute(_children, {"parents": {query.under for query in queries}, "today": today})).all()
    named = await _with_paths(conn, rows)
    return {
        query: [named[row.id] for row in rows if row.parent_id == query.under and query.level in ("", row.level)]
        for query in queries
    }


async def by_ids(conn: AsyncConnection, ids: Collection[int]) -> dict[int, Unit]:
    """Return these units, also those that are no more. What each lies in is looked up by its path: going up step by
    step from many units, PostgreSQL would read the whole table.
    """
    rows = (await conn.execute(_called, {"ids": set(ids)})).all()
    above = {row.id: [int(step) for step in row.path_ids.split("/") if step][-2::-1] for row in rows}
    names = {row.id: row.name for row in rows}
    if more := {step for steps in above.values() for step in steps} - names.keys():
        names |= {row.id: row.name for row in await conn.execute(_called, {"ids": more})}
    return {
        unit_id: Unit(unit_id, names[unit_id], ", ".join(names[step] for step in steps))
        for unit_id, steps in above.items()
    }


async def known(conn: AsyncConnection, queries: Collection[UnitById]) -> dict[UnitById, Unit | None]:
    """Return the unit of each query."""
    found = await by_ids(conn, {query.unit_id for query in queries})
    return {query: found.get(query.unit_id) for query in queries}


async def lies_below(conn: AsyncConnection, unit_id: int, *top_ids: int) -> bool:
    """Whether a unit lies in the subtree of one of others, or is one of those."""
    found = await conn.execute(_names, {"units": {unit_id}})
    return not {row.id for row in found}.isdisjoint(top_ids)


async def lineages(conn: AsyncConnection, queries: Collection[LineageOf]) -> dict[LineageOf, tuple[int, ...]]:
    """Return each query's unit and all above it, itself at the head; nothing where there is none."""
    above: dict[int, list[int]] = {}
    for row in await conn.execute(_names, {"units": {query.unit_id for query in queries}}):
        above.setdefault(row.asked, []).append(row.id)
    return {query: tuple(above.get(query.unit_id, ())) for query in queries}


async def stations(conn: AsyncConnection, queries: Collection[StationAbove]) -> dict[StationAbove, Unit | None]:
    """Return for each query the nearest unit of its levels."""
    rows = (await conn.execute(_levels, {"units": {query.unit_id for query in queries}})).all()
    return {
        query: next(
            (
                Unit(row.id, row.name, "")
                for row in rows
                if row.asked == query.unit_id and row.level in query.levels and row.height >= query.above
            ),
            None,
        )
        for query in queries
    }


async def reaches(conn: AsyncConnection, ids: Collection[int]) -> dict[int, tuple[str, str]]:
    """Return from where to where the paths of each unit's subtree go: "/1/5/" to "/1/50", as "0" comes after "/"."""
    rows = await conn.execute(_paths, {"ids": set(ids)})
    return {row.id: (row.path_ids, f"{row.path_ids[:-1]}0") for row in rows}


async def territories(conn: AsyncConnection, queries: Collection[TerritoryOf]) -> dict[TerritoryOf, int]:
    """Return the territory in which each query's unit lies, 0 where there is none."""
    found = await conn.execute(_territories, {"units": {query.unit_id for query in queries}})
    known = {row.asked: row.id for row in found}
    return {query: known.get(query.unit_id, query.empty()) for query in queries}


async def search(
    conn: AsyncConnection, queries: Collection[UnitsNamed], today: date
) -> dict[UnitsNamed, tuple[Unit, ...]]:
    """Return for each query the units it names; see `UnitsNamed`."""
    found: dict[UnitsNamed, tuple[Unit, ...]] = {}
    if plain := [query for query in queries if not query.folded.split()]:
        listed = await children(conn, plain, today)
        found |= {query: tuple(units_[: query.limit]) for query, units_ in listed.items()}
    for some in portions([query for query in queries if query.folded.split()]):
        rows = (await conn.execute(*_asking(some, today))).all()
        named = await _with_paths(conn, rows)
        hits: list[list[Unit]] = [[] for _ in some]
        for row in sorted(rows, key=lambda row: (row.rank, row.folded, row.id)):
            hits[row.number].append(named[row.id])
        found |= {query: tuple(units) for query, units in zip(some, hits, strict=True)}
    for query in [query for query in found if query.folded.split() and not found[query]]:
        found[query] = await _now_called(conn, query, today)
    return found


async def _now_called(conn: AsyncConnection, query: UnitsNamed, today: date) -> tuple[Unit, ...]:
    """Return what came in the place of the units that bore this name: people go on using it."""
    _, values = _asking([query], today)
    wanted = values.keys() & {"today", "under_0", "limit_0", "level_0"} | {key for key in values if "word_0" in key}
    statement = _gone(sum("word_0" in key for key in values))
    rows = (await conn.execute(statement, {key: values[key] for key in wanted})).all()
    named = await _with_paths(conn, rows)
    return tuple(named[row.id] for row in rows)


def _asking(queries: Sequence[UnitsNamed], today: date) -> tuple[CompoundSelect[Any], dict[str, Any]]:
    words = rounded_up(max(len(query.folded.split()) for query in queries))
    values: dict[str, Any] = {"today": today}
    for number, query in enumerate(queries):
        values |= {
            f"under_{number}": query.under,
            f"limit_{number}": query.limit,
            f"level_{number}": query.level or "%",
        }
        values[f"start_{number}"] = f"{escaped(query.folded)}%"
        wanted = query.folded.split()
        for word in range(words):
            values[f"word_{number}_{word}"] = f"%{escaped(wanted[word])}%" if word < len(wanted) else "%"
    return _search(len(queries), words), values


def escaped(text: str) -> str:
    """Return `text` as a part of a LIKE pattern with "/" to escape."""
    return text.replace("/", "//").replace("%", "/%").replace("_", "/_")


async def _with_paths(conn: AsyncConnection, rows: Sequence[Row[Any]]) -> dict[int, Unit]:
    return await by_ids(conn, {row.id for row in rows}) if rows else {}
