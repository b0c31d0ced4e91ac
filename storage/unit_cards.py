"""What an admin sees of a unit: where it lies, and how much would go elsewhere without it. Nothing changes here."""

from collections.abc import Collection
from datetime import date
from typing import Any, cast

from sqlalchemy import ColumnElement, Date, FromClause, ScalarSelect, bindparam, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from conversations.model import UnitLevel
from conversations.queries import UnitCard, UnitCardById
from storage import units as tree
from storage.tables import nominations, people, rounds, units
from storage.units import below

_TODAY = bindparam("today", type_=Date)
_child, _inner = units.alias("child"), units.alias("inner")


def _of_today(unit: FromClause) -> ColumnElement[bool]:
    return or_(unit.c.valid_to.is_(None), unit.c.valid_to > _TODAY)


def _within(source: FromClause, *where: ColumnElement[bool]) -> ScalarSelect[int]:
    """Return how many rows of `source` belong to the unit or to one that lies in it."""
    joined = _inner.join(source, source.c.unit_id == _inner.c.id)
    return select(func.count()).select_from(joined).where(below(_inner, units), *where).scalar_subquery()


_card = select(
    units.c.id,
    units.c.level,
    units.c.path_ids,
    select(func.count())
    .select_from(_child)
    .where(_child.c.parent_id == units.c.id, _of_today(_child))
    .scalar_subquery()
    .label("children"),
    _within(people).label("people"),
    _within(nominations).label("files"),
    _within(rounds, rounds.c.closes >= _TODAY).label("rounds"),
    select(func.count())
    .select_from(nominations)
    .where(nominations.c.desk_id == units.c.id)
    .scalar_subquery()
    .label("desk"),
).where(units.c.id == bindparam("unit"), _of_today(units))


async def cards(
    conn: AsyncConnection, queries: Collection[UnitCardById], today: date
) -> dict[UnitCardById, UnitCard | None]:
    """Return each query's unit, None where it is elsewhere or no more; admins ask one at a time."""
    return {query: await _found(conn, query, today) for query in queries}


async def _found(conn: AsyncConnection, query: UnitCardById, today: date) -> UnitCard | None:
    asked: dict[str, Any] = {"unit": query.unit_id, "today": today}
    row = (await conn.execute(_card, asked)).one_or_none()
    lineage = tuple(int(id_) for id_ in reversed(row.path_ids.strip("/").split("/"))) if row else ()
    if row is None or query.under not in lineage:
        return None
    unit = (await tree.by_ids(conn, {row.id}))[row.id]
    return UnitCard(
        id=row.id,
        name=unit.name,
        path=unit.path,
        level=cast("UnitLevel", row.level),
        lineage=lineage,
        children=row.children,
        people=row.people,
        files=row.files,
        rounds=row.rounds,
        desk=row.desk,
    )
