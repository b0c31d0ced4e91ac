"""The rounds: which plan is at work where and when. Does not open or close any by itself."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Row, bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from conversations.queries import OpenRounds, Round, RoundById
from storage.dialects import insert_in_order
from storage.tables import rounds
from storage.units import lineage


class NewRound(NamedTuple):
    """A round of `plan_id` for `unit_id` and all units below; `years` is what yearly criteria look at."""

    plan_id: str
    unit_id: int
    name: str
    year: int
    opens: date
    closes: date
    years: Sequence[int]


_COLUMNS = (
    rounds.c.id,
    rounds.c.plan_id,
    rounds.c.name,
    rounds.c.year,
    rounds.c.opens,
    rounds.c.closes,
    rounds.c.years,
)
_by_ids = select(*_COLUMNS).where(rounds.c.id.in_(bindparam("ids", expanding=True)))
_up = lineage()
_open = (
    select(_up.c.asked, *_COLUMNS)
    .join(rounds, rounds.c.unit_id == _up.c.id)
    .where(rounds.c.closes >= bindparam("first"), rounds.c.opens <= bindparam("last"))
    .order_by(rounds.c.closes, rounds.c.id)
)


async def add(conn: AsyncConnection, rows: Sequence[NewRound]) -> list[int]:
    """Add rounds; return their ids in order."""
    return await insert_in_order(conn, rounds, [row._asdict() | {"years": list(row.years)} for row in rows])


async def open_on(conn: AsyncConnection, queries: Collection[OpenRounds]) -> dict[OpenRounds, tuple[Round, ...]]:
    """Return for each query the rounds open on its day for its unit, the one that closes first at the head."""
    days = [query.on for query in queries]
    asked = {"units": {query.unit_id for query in queries}, "first": min(days), "last": max(days)}
    found = [(row.asked, _round(row)) for row in await conn.execute(_open, asked)]
    return {
        query: tuple(
            round_
            for unit_id, round_ in found
            if unit_id == query.unit_id and round_.opens <= query.on <= round_.closes
        )
        for query in queries
    }


async def by_ids(conn: AsyncConnection, queries: Collection[RoundById]) -> dict[RoundById, Round | None]:
    """Return the round that each query names, None where there is none."""
    found = await conn.execute(_by_ids, {"ids": {query.round_id for query in queries}})
    known = {row.id: _round(row) for row in found}
    return {query: known.get(query.round_id) for query in queries}


def _round(row: Row[Any]) -> Round:
    return Round(row.id, row.plan_id, row.name, row.year, row.opens, row.closes, tuple(row.years))
