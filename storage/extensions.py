"""More time for single units in a round. What that does to a round that is asked for stands in rounds.py; who may give
it is not known here.
"""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from conversations.model import Extended
from conversations.queries import Extension, ExtensionsOf
from storage import timers
from storage.tables import extensions, units

_of_rounds = (
    select(
        extensions.c.round_id, extensions.c.unit_id, units.c.name.label("unit"), extensions.c.until, extensions.c.why
    )
    .join(units, units.c.id == extensions.c.unit_id)
    .where(extensions.c.round_id.in_(bindparam("ids", expanding=True)))
    .order_by(extensions.c.until, extensions.c.id)
)


async def add(conn: AsyncConnection, deed: Extended, person_id: int, at: datetime) -> bool:
    """Give a unit more time in a round; return that it was done."""
    row = {
        "round_id": deed.round_id,
        "unit_id": deed.unit_id,
        "until": deed.until,
        "why": deed.why,
        "person_id": person_id,
        "at": at,
    }
    await conn.execute(extensions.insert(), row)
    await timers.put_round(conn, deed.round_id, at)
    return True


async def of_rounds(
    conn: AsyncConnection, queries: Collection[ExtensionsOf]
) -> dict[ExtensionsOf, tuple[Extension, ...]]:
    """Return who has more time in each round; of several for one unit the furthest holds."""
    rows = (await conn.execute(_of_rounds, {"ids": {query.round_id for query in queries}})).all()
    found: dict[ExtensionsOf, tuple[Extension, ...]] = {}
    for query in queries:
        own = [row for row in rows if row.round_id == query.round_id]
        holding = {row.unit_id: row for row in own}.values()  # the furthest comes last, and stays
        ordered = sorted(holding, key=lambda row: (row.until, row.unit_id))
        found[query] = tuple(Extension(row.unit_id, row.unit, row.until, row.why) for row in ordered)
    return found
