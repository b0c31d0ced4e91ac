"""What an admin sees of people: found by name without accents, each with roles, doors and open codes.

Nothing is changed here, and who may look is not decided here.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any, cast

from sqlalchemy import Integer, Row, Select, bindparam, case, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from conversations.model import Held, Role
from conversations.queries import PeopleNamed, PersonById, PersonCard, PhoneHolder, Someone
from storage import units as tree
from storage.dialects import one_of
from storage.nominations import NOWHERE
from storage.tables import contacts, invites, people, roles, units
from storage.units import escaped, lies_below

AT_ONCE = 10_000
"""People of one statement; both databases take 32,000 values."""
_person = select(
    people.c.id, people.c.name, people.c.call, people.c.unit_id, func.coalesce(people.c.phone_end, "").label("end")
).where(people.c.id == bindparam("person"))
_roles = (
    select(roles.c.unit_id, roles.c.role, units.c.name)
    .join(units, units.c.id == roles.c.unit_id)
    .where(roles.c.person_id == bindparam("person"))
    .order_by(units.c.path_ids, roles.c.role)
)
_doors = (
    select(contacts.c.channel)
    .where(contacts.c.person_id == bindparam("person"), contacts.c.blocked_at.is_(None))
    .order_by(contacts.c.id)
)
_open_invites = select(func.count()).where(
    invites.c.person_id == bindparam("person"),
    invites.c.kind == "person",
    invites.c.revoked_at.is_(None),
    invites.c.expires_at > bindparam("now"),
    or_(invites.c.uses_left.is_(None), invites.c.uses_left > 0),
)
_by_ids = select(people.c.id, people.c.name, people.c.unit_id).where(people.c.id.in_(bindparam("ids", expanding=True)))
_by_phone = select(people.c.id, people.c.name, people.c.unit_id, people.c.phone_hash).where(
    people.c.phone_hash.in_(bindparam("hashes", expanding=True))
)


@cache
def _named(words: int, dialect: str) -> Select[Any]:
    inside = select(units.c.id).where(units.c.path_ids >= bindparam("from"), units.c.path_ids < bindparam("to"))
    begins, ends = (people.c.folded.like(bindparam(name), escape="/") for name in ("begins", "ends"))
    rank = case((or_(begins, ends), 0), else_=1)
    contains = [people.c.folded.like(bindparam(f"word_{word}"), escape="/") for word in range(words)]
    return (
        select(people.c.id, people.c.name, people.c.unit_id)
        .where(one_of(dialect, people.c.unit_id, inside), *contains)
        .order_by(rank, people.c.folded, people.c.id)
        .limit(bindparam("limit", type_=Integer))
    )


async def named(conn: AsyncConnection, queries: Collection[PeopleNamed]) -> dict[PeopleNamed, tuple[Someone, ...]]:
    """Return for each query the people it names; admins ask one at a time."""
    found: dict[PeopleNamed, tuple[Someone, ...]] = {}
    reach = await tree.reaches(conn, {query.under for query in queries})
    for query in queries:
        words = query.folded.split()
        values: dict[str, Any] = {f"word_{at}": f"%{escaped(word)}%" for at, word in enumerate(words)}
        values |= {"begins": f"{escaped(query.folded)}%", "ends": f"% {escaped(query.folded)}"}
        begin, end = reach.get(query.under, NOWHERE)
        values |= {"from": begin, "to": end, "limit": query.limit}
        statement = _named(len(words), conn.dialect.name)
        found[query] = await _someone(conn, (await conn.execute(statement, values)).all())
    return found


async def cards(conn: AsyncConnection, queries: Collection[PersonById], now: datetime) -> dict[PersonById, Any]:
    """Return each query's person with all that an admin sees, None where he is at home elsewhere."""
    return {query: await _card(conn, query, now) for query in queries}


async def by_phone(conn: AsyncConnection, hashes: Mapping[PhoneHolder, str]) -> dict[PhoneHolder, Someone | None]:
    """Return whose number it is of which each query's hash was kept."""
    rows = (await conn.execute(_by_phone, {"hashes": set(hashes.values())})).all()
    known = dict(zip([row.phone_hash for row in rows], await _someone(conn, rows), strict=True))
    return {query: known.get(phone_hash) for query, phone_hash in hashes.items()}


async def by_ids(conn: AsyncConnection, ids: Collection[int]) -> dict[int, Someone]:
    """Return these people as a list shows them."""
    wanted, found = list(ids), dict[int, Someone]()
    for start in range(0, len(wanted), AT_ONCE):
        rows = (await conn.execute(_by_ids, {"ids": wanted[start : start + AT_ONCE]})).all()
        found |= {one.id: one for one in await _someone(conn, rows)}
    return found


async def _someone(conn: AsyncConnection, rows: Sequence[Row[Any]]) -> tuple[Someone, ...]:
    named = await tree.by_ids(conn, {row.unit_id for row in rows}) if rows else {}
    return tuple(Someone(row.id, row.name, named[row.unit_id].whole) for row in rows)


async def _card(conn: AsyncConnection, query: PersonById, now: datetime) -> PersonCard | None:
    asked = {"person": query.person_id}
    row = (await conn.execute(_person, asked)).one_or_none()
    if row is None or not await lies_below(conn, row.unit_id, query.under):
        return None
    held = [
        (Held(one.unit_id, cast("Role", one.role)), one.name)
        for one in (await conn.execute(_roles, asked)).all()
        if await lies_below(conn, one.unit_id, query.under)
    ]
    doors = (await conn.execute(_doors, asked)).scalars().all()
    open_ = (await conn.execute(_open_invites, asked | {"now": now})).scalar_one()
    unit = (await tree.by_ids(conn, {row.unit_id}))[row.unit_id]
    return PersonCard(
        id=row.id,
        name=row.name,
        call=row.call,
        unit_id=row.unit_id,
        unit=unit.whole,
        roles=tuple(held),
        doors=tuple(dict.fromkeys(doors)),
        invites=open_,
        phone_end=row.end,
    )
