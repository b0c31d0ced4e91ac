"""The rounds: which plan is at work where and when. Does not open or close any by itself."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import CompoundSelect, Row, Select, bindparam, func, literal, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from conversations.model import Json
from conversations.plans.rules import Rules
from conversations.queries import ComingRounds, OpenRounds, Round, RoundAnswers, RoundById, RoundsUnder
from storage.dialects import insert_in_order
from storage.tables import extensions, rounds, units
from storage.unions import portions, together
from storage.units import below, lineage


class NewRound(NamedTuple):
    """A round of `plan_id` for `unit_id` and all units below; `years` is what yearly criteria look at.

    `rules` are the admin's as JSON, `answers` those by which he set them; both None where nobody was asked.
    """

    plan_id: str
    unit_id: int
    name: str
    year: int
    opens: date
    closes: date
    years: Sequence[int]
    rules: Json = None
    answers: Json = None


_COLUMNS = (
    rounds.c.id,
    rounds.c.plan_id,
    rounds.c.name,
    rounds.c.year,
    rounds.c.opens,
    rounds.c.closes,
    rounds.c.years,
    rounds.c.unit_id,
    rounds.c.rules,
)
_by_ids = select(*_COLUMNS).where(rounds.c.id.in_(bindparam("ids", expanding=True)))
_up = lineage()
_open = (
    select(_up.c.asked, *_COLUMNS)
    .join(rounds, rounds.c.unit_id == _up.c.id)
    .where(rounds.c.closes >= bindparam("first"), rounds.c.opens <= bindparam("last"))
    .order_by(rounds.c.closes, rounds.c.id)
)
_coming = (
    select(_up.c.asked, *_COLUMNS)
    .join(rounds, rounds.c.unit_id == _up.c.id)
    .where(rounds.c.opens > bindparam("first"), rounds.c.closes > bindparam("first"))
    .order_by(rounds.c.opens, rounds.c.id)
)
_more_time = (
    select(_up.c.asked, extensions.c.round_id, func.max(extensions.c.until).label("until"))
    .join(extensions, extensions.c.unit_id == _up.c.id)
    .where(extensions.c.until >= bindparam("first"))
    .group_by(_up.c.asked, extensions.c.round_id)
)
_answers = select(rounds.c.id, rounds.c.answers).where(rounds.c.id.in_(bindparam("ids", expanding=True)))


@cache
def _under(size: int) -> CompoundSelect[Any]:
    def one(number: int) -> Select[Any]:
        top = units.alias()
        tree = top.join(units, below(units, top)).join(rounds, rounds.c.unit_id == units.c.id)
        asked = (top.c.id == bindparam(f"unit_{number}"), rounds.c.closes >= bindparam(f"on_{number}"))
        return select(literal(number).label("number"), *_COLUMNS).select_from(tree).where(*asked)

    return together(one, size)


async def add(conn: AsyncConnection, rows: Sequence[NewRound]) -> list[int]:
    """Add rounds; return their ids in order."""
    return await insert_in_order(conn, rounds, [row._asdict() | {"years": list(row.years)} for row in rows])


async def change(conn: AsyncConnection, round_id: int, row: NewRound) -> None:
    """Put `row` in place of a round."""
    await conn.execute(update(rounds).where(rounds.c.id == round_id), row._asdict() | {"years": list(row.years)})


async def open_on(conn: AsyncConnection, queries: Collection[OpenRounds]) -> dict[OpenRounds, tuple[Round, ...]]:
    """Return for each query the rounds open on its day for its unit, the one that closes first at the head."""
    days = [query.on for query in queries]
    asked = {"units": {query.unit_id for query in queries}, "first": min(days), "last": max(days)}
    found = [(row.asked, _round(row)) for row in await conn.execute(_open, asked)]
    found = await _extended(conn, found, asked)
    return {
        query: tuple(
            round_
            for unit_id, round_ in found
            if unit_id == query.unit_id and round_.opens <= query.on <= round_.closes
        )
        for query in queries
    }


async def coming(conn: AsyncConnection, queries: Collection[ComingRounds]) -> dict[ComingRounds, tuple[Round, ...]]:
    """Return for each query the rounds that open after its day for its unit, the next one at the head."""
    asked = {"units": {query.unit_id for query in queries}, "first": min(query.on for query in queries)}
    found = [(row.asked, _round(row)) for row in await conn.execute(_coming, asked)]
    return {
        query: tuple(round_ for unit_id, round_ in found if unit_id == query.unit_id and round_.opens > query.on)
        for query in queries
    }


async def _extended(
    conn: AsyncConnection, found: list[tuple[int, Round]], asked: Mapping[str, Any]
) -> list[tuple[int, Round]]:
    """Put in the days until which single units have time, also in rounds that are closed to others."""
    rows = (await conn.execute(_more_time, {"units": asked["units"], "first": asked["first"]})).all()
    if not rows:
        return found
    until = {(row.asked, row.round_id): row.until for row in rows}
    known = {(unit_id, round_.id) for unit_id, round_ in found}
    late = {round_id for _, round_id in until.keys() - known}
    closed = {row.id: _round(row) for row in await conn.execute(_by_ids, {"ids": late})} if late else {}
    more = [(unit_id, closed[round_id]) for unit_id, round_id in until.keys() - known if round_id in closed]
    longer = [
        (unit_id, replace(round_, closes=max(round_.closes, until.get((unit_id, round_.id), round_.closes))))
        for unit_id, round_ in (*found, *more)
    ]
    return sorted(longer, key=lambda one: (one[1].closes, one[1].id))


async def by_ids(conn: AsyncConnection, queries: Collection[RoundById]) -> dict[RoundById, Round | None]:
    """Return the round that each query names, None where there is none."""
    found = await conn.execute(_by_ids, {"ids": {query.round_id for query in queries}})
    known = {row.id: _round(row) for row in found}
    return {query: known.get(query.round_id) for query in queries}


async def under(conn: AsyncConnection, queries: Collection[RoundsUnder]) -> dict[RoundsUnder, tuple[Round, ...]]:
    """Return the rounds of each query's subtree that are not closed on its day."""
    found: dict[RoundsUnder, tuple[Round, ...]] = {}
    for some in portions(list(queries)):
        asked = {f"unit_{number}": query.unit_id for number, query in enumerate(some)}
        asked |= {f"on_{number}": query.on for number, query in enumerate(some)}  # type: ignore[misc]  # days beside numbers
        rows = sorted(await conn.execute(_under(len(some)), asked), key=lambda row: (row.closes, row.id))
        for number, query in enumerate(some):
            found[query] = tuple(_round(row) for row in rows if row.number == number)
    return found


async def answers(
    conn: AsyncConnection, queries: Collection[RoundAnswers]
) -> dict[RoundAnswers, Mapping[str, Json] | None]:
    """Return the admin's answers of each round."""
    found = await conn.execute(_answers, {"ids": {query.round_id for query in queries}})
    known = {row.id: row.answers for row in found}
    return {query: known.get(query.round_id) for query in queries}


def _round(row: Row[Any]) -> Round:
    rules = Rules.from_json(row.rules)
    return Round(row.id, row.plan_id, row.name, row.year, row.opens, row.closes, tuple(row.years), row.unit_id, rules)
