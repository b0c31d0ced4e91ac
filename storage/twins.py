"""Nominations that look like one another, found by the keys of conversations/twins.py, and who joined one.

Nothing is merged here, and nothing decided: what is found is shown to a person. A batch takes two statements.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, tzinfo
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Integer, Row, String, bindparam, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from conversations.model import Person
from conversations.queries import BehindIt, CoNominatorsOf, Marks, Twin, TwinsOf
from conversations.twins import BODIES, NO, keys, likeness
from storage.dialects import insert_into
from storage.tables import co_nominators, nomination_keys, nominations, people, rounds, units
from storage.units import reaches

BEFORE = 2
"""Rounds looked at beside the one at hand: the last that opened before it, of the same plan and unit."""
GONE = "withdrawn"


class Keyed(NamedTuple):
    """A nomination to be found from now on."""

    nomination_id: int
    round_id: int
    marks: Marks


_earlier = rounds.alias()
_rounds = (
    select(rounds.c.id.label("asked"), _earlier.c.id)
    .join_from(rounds, _earlier, (_earlier.c.plan_id == rounds.c.plan_id) & (_earlier.c.unit_id == rounds.c.unit_id))
    .where(
        rounds.c.id.in_(bindparam("ids", expanding=True)),
        _earlier.c.opens <= rounds.c.opens,
        _earlier.c.id != rounds.c.id,
    )
    .order_by(_earlier.c.opens.desc(), _earlier.c.id.desc())
)
_candidates = (
    select(
        nomination_keys.c.key,
        nominations.c.round_id,
        nominations.c.id,
        nominations.c.person_id,
        nominations.c.subject,
        nominations.c.kind,
        nominations.c.born,
        nominations.c.place,
        nominations.c.territory_id,
        nominations.c.field_id,
        nominations.c.stage,
        nominations.c.unit_name,
        nominations.c.at,
        people.c.name.label("by"),
        rounds.c.year,
        units.c.path_ids,
    )
    .join_from(nomination_keys, nominations, nominations.c.id == nomination_keys.c.nomination_id)
    .join(people, people.c.id == nominations.c.person_id)
    .join(rounds, rounds.c.id == nominations.c.round_id)
    .join(units, units.c.id == nominations.c.unit_id)
    .where(
        nomination_keys.c.key.in_(bindparam("keys", expanding=True)),
        nominations.c.stage != GONE,
    )
)
_joined = (
    select(co_nominators.c.nomination_id, people.c.name, units.c.name.label("unit"))
    .join_from(co_nominators, people, people.c.id == co_nominators.c.person_id)
    .join(units, units.c.id == co_nominators.c.unit_id)
    .where(co_nominators.c.nomination_id.in_(bindparam("ids", expanding=True)))
    .order_by(co_nominators.c.at, people.c.id)
)
_within = (
    nominations.c.territory_id == bindparam("old", type_=Integer),
    nominations.c.unit_id.in_(
        select(units.c.id).where(
            units.c.path_ids >= bindparam("begin", type_=String), units.c.path_ids < bindparam("end", type_=String)
        )
    ),
)
_of_territory = select(
    nominations.c.id,
    nominations.c.round_id,
    nominations.c.subject,
    nominations.c.kind,
    nominations.c.born,
    nominations.c.place,
    bindparam("new", type_=Integer).label("territory_id"),
).where(*_within)
_territory = update(nominations).where(*_within).values(territory_id=bindparam("new", type_=Integer))
_behind = (
    select(co_nominators.c.nomination_id, co_nominators.c.person_id)
    .where(co_nominators.c.nomination_id.in_(bindparam("ids", expanding=True)))
    .order_by(co_nominators.c.at, co_nominators.c.person_id)
)
_forget = delete(nomination_keys).where(nomination_keys.c.nomination_id == bindparam("nomination"))


@cache
def _keep(dialect: str) -> Any:
    return insert_into(dialect, nomination_keys).on_conflict_do_nothing()


@cache
def _join(dialect: str) -> Any:
    return insert_into(dialect, co_nominators).on_conflict_do_nothing()


async def forget(conn: AsyncConnection, nomination_id: int) -> None:
    """Let a nomination be found by nothing any more."""
    await conn.execute(_forget, {"nomination": nomination_id})


async def keep(conn: AsyncConnection, rows: Sequence[Keyed]) -> None:
    """Let these nominations be found."""
    values = [{"key": key, "nomination_id": row.nomination_id} for row in rows for key in keys(row.marks, row.round_id)]
    if values:
        await conn.execute(_keep(conn.dialect.name), values)


async def carry(conn: AsyncConnection, old: int, new: int) -> None:
    """Let what was nominated in a territory be found from the one that came in its place and has its units by now."""
    begin, end = (await reaches(conn, [new]))[new]
    move = {"old": old, "new": new, "begin": begin, "end": end}
    rows = (await conn.execute(_of_territory, move)).all()
    await keep(conn, [Keyed(row.id, row.round_id, _marks(row)) for row in rows])
    await conn.execute(_territory, move)


async def join(conn: AsyncConnection, nomination_id: int, person: Person, at: datetime) -> None:
    """Let `person` stand behind a nomination; once is enough."""
    values = {"nomination_id": nomination_id, "person_id": person.id, "unit_id": person.unit_id, "at": at}
    await conn.execute(_join(conn.dialect.name), values)


async def joined(conn: AsyncConnection, queries: Collection[CoNominatorsOf]) -> dict[CoNominatorsOf, tuple[str, ...]]:
    """Return who stands behind each nomination beside the one who sent it."""
    found: dict[int, list[str]] = {}
    for row in await conn.execute(_joined, {"ids": {query.nomination_id for query in queries}}):
        found.setdefault(row.nomination_id, []).append(f"{row.name} ({row.unit})")
    return {query: tuple(found.get(query.nomination_id, ())) for query in queries}


async def behind(conn: AsyncConnection, queries: Collection[BehindIt]) -> dict[BehindIt, tuple[int, ...]]:
    """Return who is to be told what becomes of each nomination beside the one who sent it."""
    found: dict[int, list[int]] = {}
    for row in await conn.execute(_behind, {"ids": {query.nomination_id for query in queries}}):
        found.setdefault(row.nomination_id, []).append(row.person_id)
    return {query: tuple(found.get(query.nomination_id, ())) for query in queries}


async def alike(conn: AsyncConnection, queries: Collection[TwinsOf], zone: tzinfo) -> dict[TwinsOf, tuple[Twin, ...]]:
    """Return for each query the nominations that look like its subject, the most alike and newest at the head."""
    scope = await _scopes(conn, {query.round_id for query in queries})
    wanted = {
        query: {key for round_id in scope[query.round_id] for key in keys(query.marks, round_id)} for query in queries
    }
    rows: dict[int, list[Row[Any]]] = {}
    for row in await conn.execute(_candidates, {"keys": set().union(*wanted.values())}):
        rows.setdefault(row.key, []).append(row)
    return {
        query: _ranked(query, (row for key in keys_ for row in rows.get(key, ())), zone)
        for query, keys_ in wanted.items()
    }


async def _scopes(conn: AsyncConnection, round_ids: Collection[int]) -> Mapping[int, frozenset[int]]:
    found: dict[int, list[int]] = {round_id: [] for round_id in round_ids}
    for row in await conn.execute(_rounds, {"ids": set(round_ids)}):
        found[row.asked].append(row.id)
    return {asked: frozenset({asked, *ids[:BEFORE]}) for asked, ids in found.items()}


def _ranked(query: TwinsOf, rows: Iterable[Row[Any]], zone: tzinfo) -> tuple[Twin, ...]:
    near: dict[int, tuple[int, Row[Any]]] = {}
    for row in rows:
        if row.id != query.but and row.id not in near:
            near[row.id] = likeness(query.marks, _marks(row)), row
    best = sorted(((how, row) for how, row in near.values() if how > NO), key=lambda one: (-one[0], -one[1].id))
    return tuple(_twin(query, row, zone) for _, row in best[: query.limit])


def _marks(row: Row[Any]) -> Marks:
    return Marks(row.kind in BODIES, row.subject, row.born, row.place, row.territory_id)


def _twin(query: TwinsOf, row: Row[Any], zone: tzinfo) -> Twin:
    """Return the nomination as far as the one who asks may see it."""
    twin = Twin(row.id, row.subject, row.kind, row.born, row.place, row.field_id, row.stage, row.round_id, row.year)
    own = row.person_id == query.person_id
    if not own and f"/{query.unit_id}/" not in row.path_ids:
        return twin
    return replace(twin, own=own, by=row.by, unit=row.unit_name, at=row.at.astimezone(zone).date())
