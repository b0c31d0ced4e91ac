"""How far a round is in a unit and in each unit below it: nominations counted, from an index alone.

What a count means (enough, too few, waiting too long) is not known here.
"""

from collections.abc import Collection, Sequence
from functools import cache
from typing import Any

from sqlalchemy import CompoundSelect, Date, Integer, Row, Select, String, bindparam, case, func, literal, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from conversations.queries import BoardOf, Count, Counted
from storage.nominations import NOWHERE
from storage.tables import nominations, units
from storage.unions import portions, together
from storage.units import below, reaches


@cache
def _counted(size: int) -> CompoundSelect[Any]:
    """Count by the unit in whose subtree it was nominated: that of the query itself, and those of its levels."""

    def one(number: int) -> Select[Any]:
        part, unit = units.alias(), units.alias()
        begin, end = (bindparam(f"{name}_{number}", type_=String) for name in ("from", "to"))
        on = bindparam(f"on_{number}", type_=Date)
        itself = part.c.path_ids == begin
        listed = (
            part.c.level.in_(bindparam(f"levels_{number}", expanding=True))
            & or_(part.c.valid_from.is_(None), part.c.valid_from <= on)
            & or_(part.c.valid_to.is_(None), part.c.valid_to > on)
        )
        apart = nominations.c.field_id.in_(bindparam(f"fields_{number}", expanding=True))
        field = case((apart, nominations.c.field_id), else_=literal("", String))
        what = (nominations.c.stage, nominations.c.station, nominations.c.desk_id, field.label("field_id"))
        of_round = nominations.c.round_id == bindparam(f"round_{number}", type_=Integer)
        return (
            select(
                literal(number).label("number"),
                part.c.id,
                part.c.name,
                part.c.level,
                part.c.folded,
                itself.label("itself"),
                *what,
                func.count(nominations.c.stage).label("n"),
            )
            .select_from(
                part.join(unit, below(unit, part)).outerjoin(
                    nominations, (nominations.c.unit_id == unit.c.id) & of_round
                )
            )
            .where(part.c.path_ids >= begin, part.c.path_ids < end, or_(itself, listed))
            .group_by(part.c.path_ids, part.c.id, part.c.name, part.c.level, part.c.folded, itself, *what)
        )

    return together(one, size)


async def boards(conn: AsyncConnection, queries: Collection[BoardOf]) -> dict[BoardOf, tuple[Counted, ...]]:
    """Return each query's unit with its counts, and then the units below it by name."""
    found: dict[BoardOf, tuple[Counted, ...]] = {}
    reach = await reaches(conn, {query.unit_id for query in queries})
    for some in portions(list(queries)):
        asked: dict[str, Any] = {}
        for number, query in enumerate(some):
            begin, end = reach.get(query.unit_id, NOWHERE)
            asked |= {f"from_{number}": begin, f"to_{number}": end, f"on_{number}": query.on}
            asked |= {f"round_{number}": query.round_id, f"levels_{number}": query.levels}
            asked |= {f"fields_{number}": query.fields}
        rows = (await conn.execute(_counted(len(some)), asked)).all()
        for number, query in enumerate(some):
            found[query] = _board([row for row in rows if row.number == number])
    return found


def _board(rows: Sequence[Row[Any]]) -> tuple[Counted, ...]:
    by_unit: dict[int, list[Row[Any]]] = {}
    for row in sorted(rows, key=lambda row: (not row.itself, row.folded, row.id)):
        by_unit.setdefault(row.id, []).append(row)
    return tuple(Counted(id_, of[0].name, of[0].level, _counts(of)) for id_, of in by_unit.items())


def _counts(rows: Sequence[Row[Any]]) -> tuple[Count, ...]:
    return tuple(Count(row.stage, row.station, row.desk_id, row.field_id, row.n) for row in rows if row.n)
