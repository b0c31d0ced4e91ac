"""Who takes part, in which unit and with which roles. What a role may do is not decided here."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple, cast

from sqlalchemy import FromClause, Integer, Join, Row, bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from conversations.answers.folding import fold
from conversations.model import Held, Locale, Person, Role
from conversations.queries import LeadersAt, NominatorsUnder, ReadersOf, Someone
from conversations.rights import MAY
from storage.dialects import insert_in_order, insert_into
from storage.tables import people, roles, units
from storage.units import below, lineage

READERS: tuple[Role, ...] = ("reviewer", "leader")
"""The roles whose holders read what a unit below sends."""


class NewPerson(NamedTuple):
    """A person with his roles for `unit_id`; `external` is who he is in the list he is imported from.

    `phone_hash` is what is kept of his number, `phone_end` its last digits.
    """

    name: str
    call: str
    unit_id: int
    roles: frozenset[Role]
    locale: Locale = "vi"
    external: str | None = None
    phone_hash: str | None = None
    phone_end: str | None = None


PERSON = (
    people.c.id.label("person_id"),
    people.c.name.label("person_name"),
    people.c.call,
    people.c.unit_id,
    units.c.name.label("unit"),
    roles.c.role,
    roles.c.unit_id.label("role_unit"),
)
"""What `assembled` needs."""


def with_roles(source: FromClause) -> Join:
    """Add to `source`, which holds people, what PERSON needs. (One outer join after the other: SQLite reads the
    whole of a join that stands in brackets.)
    """
    return source.outerjoin(units, units.c.id == people.c.unit_id).outerjoin(roles, roles.c.person_id == people.c.id)


_by_ids = select(*PERSON).select_from(with_roles(people)).where(people.c.id.in_(bindparam("ids", expanding=True)))
_transfer = update(people).where(people.c.id == bindparam("person")).values(unit_id=bindparam("unit"))
_by_external = select(people.c.external, people.c.id).where(
    people.c.external.in_(bindparam("externals", expanding=True))
)
_set_locale = update(people).where(people.c.id == bindparam("person")).values(locale=bindparam("language"))
_up = lineage()
_above = select(_up.c.asked, _up.c.id).order_by(_up.c.height)
_readers = (  # by ids: joined to the lineage itself, PostgreSQL would read all roles there are
    select(roles.c.unit_id, people.c.name)
    .join(people, people.c.id == roles.c.person_id)
    .where(roles.c.unit_id.in_(bindparam("units", expanding=True)), roles.c.role.in_(READERS))
    .order_by(people.c.id)
)

_top = units.alias()
_nominators = (
    select(people.c.id, people.c.name, units.c.name.label("unit"))
    .join_from(_top, units, below(units, _top))
    .join(roles, roles.c.unit_id == units.c.id)
    .join(people, people.c.id == roles.c.person_id)
    .where(_top.c.id == bindparam("top"), roles.c.role.in_(sorted(MAY["nominate"][1])))
    .order_by(people.c.id, units.c.id)
    .limit(bindparam("most", type_=Integer))
)


@cache
def _find_or_create(dialect: str) -> Any:
    insert = insert_into(dialect, people).on_conflict_do_nothing(index_elements=["external"])
    return insert.returning(people.c.external, people.c.id)


@cache
def add_roles(dialect: str) -> Any:
    """Return the INSERT that gives roles; who has one already keeps it."""
    return insert_into(dialect, roles).on_conflict_do_nothing()


_leaders = (
    select(roles.c.unit_id, people.c.name, units.c.name.label("unit"))
    .join_from(roles, people, people.c.id == roles.c.person_id)
    .join(units, units.c.id == roles.c.unit_id)
    .where(roles.c.unit_id.in_(bindparam("units", expanding=True)), roles.c.role == "leader")
    .order_by(people.c.name)
)


async def create(conn: AsyncConnection, rows: Sequence[NewPerson], now: datetime) -> list[int]:
    """Add people; return their ids in order."""
    if not rows:
        return []
    ids = await insert_in_order(conn, people, [_values(row, now) for row in rows])
    await _grant(conn, zip(ids, rows, strict=True))
    return ids


async def find_or_create(conn: AsyncConnection, rows: Sequence[NewPerson], now: datetime) -> dict[str, int]:
    """Return the id of each by his `external`; those who are not there yet are added, the others left as they are."""
    wanted = {row.external: row for row in rows if row.external is not None}
    if not wanted:
        return {}
    added = await conn.execute(_find_or_create(conn.dialect.name), [_values(row, now) for row in wanted.values()])
    new = {row.external: row.id for row in added}
    await _grant(conn, [(person_id, wanted[external]) for external, person_id in new.items()])
    known = await conn.execute(_by_external, {"externals": wanted.keys() - new.keys()})
    return new | {row.external: row.id for row in known}


async def by_ids(conn: AsyncConnection, ids: Collection[int]) -> dict[int, Person]:
    """Return these people with all their roles."""
    return assembled(await conn.execute(_by_ids, {"ids": set(ids)}))


async def grant(conn: AsyncConnection, person_id: int, unit_id: int, role: Role) -> None:
    """Give a person a role for a unit; who has it already keeps it."""
    await conn.execute(add_roles(conn.dialect.name), {"person_id": person_id, "unit_id": unit_id, "role": role})


async def revoke(conn: AsyncConnection, person_id: int, unit_id: int, role: Role) -> None:
    """Take a role for a unit from a person."""
    whose = (roles.c.person_id == person_id, roles.c.unit_id == unit_id, roles.c.role == role)
    await conn.execute(roles.delete().where(*whose))


async def transfer(conn: AsyncConnection, person_id: int, unit_id: int) -> None:
    """Let a person go on in another unit with the roles he had in his own; those elsewhere, his drafts and what he
    sent stay as they are.
    """
    person = (await by_ids(conn, [person_id]))[person_id]
    await conn.execute(_transfer, {"person": person_id, "unit": unit_id})
    for role in person.roles:
        await revoke(conn, person_id, person.unit_id, role)
        await grant(conn, person_id, unit_id, role)


async def leave(conn: AsyncConnection, person_id: int) -> None:
    """End all roles of a person. What he sent stays his."""
    await conn.execute(roles.delete().where(roles.c.person_id == person_id))


async def set_locale(conn: AsyncConnection, locales: Mapping[int, Locale]) -> None:
    """Keep the language that each person reads."""
    if locales:
        await conn.execute(_set_locale, [{"person": person, "language": locale} for person, locale in locales.items()])


async def readers_of(conn: AsyncConnection, queries: Collection[ReadersOf]) -> dict[ReadersOf, tuple[str, ...]]:
    """Return for each query the names of those who will read it, the nearest first, namesakes once."""
    above: dict[int, list[int]] = {}
    for row in await conn.execute(_above, {"units": {query.unit_id for query in queries}}):
        above.setdefault(row.asked, []).append(row.id)
    names: dict[int, list[str]] = {}
    for row in await conn.execute(_readers, {"units": set().union(*above.values())}):
        names.setdefault(row.unit_id, []).append(row.name)
    return {
        query: tuple(dict.fromkeys(name for id_ in above.get(query.unit_id, ()) for name in names.get(id_, ())))
        for query in queries
    }


async def leaders_at(conn: AsyncConnection, queries: Collection[LeadersAt]) -> dict[LeadersAt, tuple[str, ...]]:
    """Return who leads the units of each query."""
    found: dict[int, list[str]] = {}
    for row in await conn.execute(_leaders, {"units": {unit_id for query in queries for unit_id in query.unit_ids}}):
        found.setdefault(row.unit_id, []).append(f"{row.name} ({row.unit})")
    return {query: tuple(name for unit_id in query.unit_ids for name in found.get(unit_id, ())) for query in queries}


async def nominators_under(
    conn: AsyncConnection, queries: Collection[NominatorsUnder]
) -> dict[NominatorsUnder, tuple[Someone, ...]]:
    """Return who nominates in each subtree, everybody once; asked for one at a time, when something is announced."""
    found: dict[NominatorsUnder, tuple[Someone, ...]] = {}
    for query in queries:
        rows = (await conn.execute(_nominators, {"top": query.unit_id, "most": query.limit})).all()
        found[query] = tuple({row.id: Someone(row.id, row.name, row.unit) for row in reversed(rows)}.values())[::-1]
    return found


def assembled(rows: Iterable[Row[Any]]) -> dict[int, Person]:
    """Put together people from rows of PERSON, of which there is one for each role."""
    first: dict[int, Row[Any]] = {}
    held: dict[int, set[Held]] = {}
    for row in rows:
        first.setdefault(row.person_id, row)
        held.setdefault(row.person_id, set()).update([Held(row.role_unit, cast("Role", row.role))] if row.role else [])
    return {person_id: _person(row, held[person_id]) for person_id, row in first.items()}


def _person(row: Row[Any], held: Collection[Held]) -> Person:
    own = frozenset(one.role for one in held if one.unit_id == row.unit_id)
    every = tuple(sorted(held, key=lambda one: (one.unit_id, one.role)))
    return Person(row.person_id, row.person_name, row.call, row.unit_id, row.unit, own, every)


def _values(row: NewPerson, now: datetime) -> dict[str, Any]:
    values = row._asdict() | {"created_at": now, "folded": fold(row.name)}
    del values["roles"]
    return values


async def _grant(conn: AsyncConnection, granted: Iterable[tuple[int, NewPerson]]) -> None:
    rows = [
        {"person_id": person_id, "unit_id": row.unit_id, "role": role}
        for person_id, row in granted
        for role in row.roles
    ]
    if rows:
        await conn.execute(add_roles(conn.dialect.name), rows)
