"""The places that a unit has in a round: how many are taken, and which nomination holds which.

A place is taken where a nomination is brought forward, and held until it is given back: the nomination was declined,
goes on in another field, or the decision was undone. How many there are, the round says, not this module.
"""

from collections.abc import Collection, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from conversations.queries import PlacesTaken
from storage.dialects import insert_into
from storage.tables import held_places, places

_at = (
    places.c.round_id == bindparam("of_round"),
    places.c.unit_id == bindparam("of_unit"),
    places.c.field_id == bindparam("of_field"),
)
_take = (
    update(places)
    .where(*_at, places.c.taken < bindparam("most"))
    .values(taken=places.c.taken + 1)
    .returning(places.c.taken)
)
_free = update(places).where(*_at, places.c.taken > 0).values(taken=places.c.taken - 1)
_held = select(held_places).where(held_places.c.nomination_id == bindparam("nomination"))
_let_go = delete(held_places).where(
    held_places.c.nomination_id == bindparam("nomination"),
    held_places.c.unit_id == bindparam("of_unit"),
    held_places.c.field_id == bindparam("of_field"),
)
_taken = select(places).where(
    places.c.round_id.in_(bindparam("rounds", expanding=True)), places.c.unit_id.in_(bindparam("units", expanding=True))
)


class Place(NamedTuple):
    """One place: of which unit, in which field ("": all together), and of how many it is one."""

    unit_id: int
    field_id: str
    most: int


@cache
def _place(dialect: str) -> Any:
    return insert_into(dialect, places).on_conflict_do_nothing()


async def take(conn: AsyncConnection, nomination_id: int, round_id: int, wanted: Sequence[Place]) -> bool:
    """Take these places, all of them or none: what was taken before one was full is given back."""
    for number, place in enumerate(wanted):
        of = {"of_round": round_id, "of_unit": place.unit_id, "of_field": place.field_id}
        new = {"round_id": round_id, "unit_id": place.unit_id, "field_id": place.field_id, "taken": 0}
        await conn.execute(_place(conn.dialect.name), new)
        if (await conn.execute(_take, of | {"most": place.most})).one_or_none() is None:
            await give_back(conn, nomination_id, round_id, wanted[:number])
            return False
        await conn.execute(held_places.insert(), {"nomination_id": nomination_id, **place._asdict()})
    return True


async def give_back(conn: AsyncConnection, nomination_id: int, round_id: int, held: Sequence[Place]) -> None:
    """Give these places back, that a nomination holds."""
    for place in held:
        of = {"of_unit": place.unit_id, "of_field": place.field_id}
        if (await conn.execute(_let_go, of | {"nomination": nomination_id})).rowcount:
            await conn.execute(_free, of | {"of_round": round_id})


async def held_by(conn: AsyncConnection, nomination_id: int) -> list[Place]:
    """Return the places that a nomination holds."""
    found = await conn.execute(_held, {"nomination": nomination_id})
    return [Place(row.unit_id, row.field_id, row.most) for row in found]


async def taken(conn: AsyncConnection, queries: Collection[PlacesTaken]) -> dict[PlacesTaken, Mapping[str, int]]:
    """Return how many places are taken, by field."""
    asked = {"rounds": {query.round_id for query in queries}, "units": {query.unit_id for query in queries}}
    rows = (await conn.execute(_taken, asked)).all()
    return {
        query: {
            row.field_id: row.taken for row in rows if (row.round_id, row.unit_id) == (query.round_id, query.unit_id)
        }
        for query in queries
    }
