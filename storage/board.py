"""How far a round is in a unit and in each unit below it: nominations counted, from an index alone.

What a count means (enough, too few, waiting too long) is not known here.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Date,
    FromClause,
    Integer,
    Row,
    Select,
    String,
    Subquery,
    bindparam,
    case,
    cast,
    func,
    literal,
    or_,
    select,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from conversations.following import FOLLOWED
from conversations.queries import BoardOf, Count, Counted
from storage.nominations import NOWHERE
from storage.tables import nominations, units
from storage.unions import portions, together
from storage.units import below, reaches

_KIND = ("stage", "station", "desk_id", "field_id")


@cache
def _parts(size: int) -> CompoundSelect[Any]:
    """The unit of each query and those below it of its levels."""

    def one(number: int) -> Select[Any]:
        part = units.alias()
        about = (part.c.id, part.c.name, part.c.level, part.c.folded)
        return select(literal(number).label("number"), *about).where(_is_part(part, number))

    return together(one, size)


@cache
def _counted(size: int) -> CompoundSelect[Any]:
    """What was nominated in the subtree of each part: counted first by the unit that nominated, so that few rows are
    left to be put together. The outer join keeps PostgreSQL from counting anew for each part; its empty rows go.
    """

    def one(number: int) -> Select[Any]:
        part, unit, by_unit = units.alias(), units.alias(), _by_unit(number)
        kind = [by_unit.c[name] for name in _KIND]
        return (
            select(literal(number).label("number"), part.c.id, *kind, cast(func.sum(by_unit.c.n), Integer).label("n"))
            .select_from(part.join(unit, below(unit, part)).outerjoin(by_unit, by_unit.c.unit_id == unit.c.id))
            .where(_is_part(part, number))
            .group_by(part.c.path_ids, part.c.id, *kind)
        )

    return together(one, size)


def _is_part(part: FromClause, number: int) -> ColumnElement[bool]:
    on = bindparam(f"on_{number}", type_=Date)
    listed = (
        part.c.level.in_(bindparam(f"levels_{number}", expanding=True))
        & or_(part.c.valid_from.is_(None), part.c.valid_from <= on)
        & or_(part.c.valid_to.is_(None), part.c.valid_to > on)
    )
    return _inside(part, number) & or_(part.c.path_ids == bindparam(f"from_{number}", type_=String), listed)


def _inside(unit: FromClause, number: int) -> ColumnElement[bool]:
    begin, end = (bindparam(f"{name}_{number}", type_=String) for name in ("from", "to"))
    return (unit.c.path_ids >= begin) & (unit.c.path_ids < end)


def _by_unit(number: int) -> Subquery:
    """What each unit nominated in the round of a query, if it lies in the subtree."""
    went_on = or_(nominations.c.station > 0, nominations.c.stage.in_(FOLLOWED))
    apart = nominations.c.field_id.in_(bindparam(f"fields_{number}", expanding=True)) & went_on
    field = case((apart, nominations.c.field_id), else_=literal("", String)).label("field_id")
    of = (nominations.c.unit_id, nominations.c.stage, nominations.c.station, nominations.c.desk_id, field)
    of_round = nominations.c.round_id == bindparam(f"round_{number}", type_=Integer)
    inside = select(units.c.id).where(_inside(units, number))
    return (
        select(*of, func.count().label("n")).where(of_round, nominations.c.unit_id.in_(inside)).group_by(*of).subquery()
    )


async def boards(conn: AsyncConnection, queries: Collection[BoardOf]) -> dict[BoardOf, tuple[Counted, ...]]:
    """Return each query's unit with its counts, and then the units below it by name."""
    found: dict[BoardOf, tuple[Counted, ...]] = {}
    reach = await reaches(conn, {query.unit_id for query in queries})
    for some in portions(list(queries)):
        within, counting = _asking(some, reach)
        counts: dict[tuple[int, int], list[Count]] = {}
        for number, part, stage, station, desk, field, n in await conn.execute(_counted(len(some)), within | counting):
            if n is not None:
                counts.setdefault((number, part), []).append(Count(stage, station, desk, field, n))
        parts = (await conn.execute(_parts(len(some)), within)).all()
        for number, query in enumerate(some):
            own = sorted((part for part in parts if part.number == number), key=_order(query.unit_id))
            found[query] = tuple(
                Counted(part.id, part.name, part.level, tuple(counts.get((number, part.id), ()))) for part in own
            )
    return found


def _asking(some: Sequence[BoardOf], reach: Mapping[int, tuple[str, str]]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the parameters that say which units, and those that say what is counted."""
    within: dict[str, Any] = {}
    counting: dict[str, Any] = {}
    for number, query in enumerate(some):
        begin, end = reach.get(query.unit_id, NOWHERE)
        within |= {f"from_{number}": begin, f"to_{number}": end}
        within |= {f"levels_{number}": query.levels, f"on_{number}": query.on}
        counting |= {f"round_{number}": query.round_id, f"fields_{number}": query.fields}
    return within, counting


def _order(unit_id: int) -> Callable[[Row[Any]], tuple[bool, str, int]]:
    """The unit itself at the head, the others by name."""
    return lambda part: (part.id != unit_id, part.folded, part.id)
