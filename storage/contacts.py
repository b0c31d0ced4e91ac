"""The addresses at which people are reached, and who is behind each. Knows no channel, only its name."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple, cast

from sqlalchemy import Row, bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from conversations.model import Locale, Person
from storage.dialects import insert_into
from storage.people import PERSON, assembled, with_roles
from storage.tables import contacts, people

Door = tuple[str, str]
"""(channel, address)"""


class Contact(NamedTuple):
    """One address. `person` is None until somebody proved who he is; `blocked` where he closed this door."""

    id: int
    channel: str
    address: str
    display_name: str
    person: Person | None
    locale: Locale | None
    blocked: bool

    @property
    def owner(self) -> str:
        """Name the conversation that is led here: the person's own wherever he comes in, else that of this door."""
        return f"p:{self.person.id}" if self.person else f"c:{self.id}"


_found = select(
    contacts.c.id,
    contacts.c.channel,
    contacts.c.address,
    contacts.c.display_name,
    contacts.c.blocked_at,
    people.c.locale,
    *PERSON,
).select_from(with_roles(contacts.outerjoin(people, people.c.id == contacts.c.person_id)))
_at_doors = _found.where(  # may find an address of one channel at another too; cheaper than asking for pairs
    contacts.c.channel.in_(bindparam("channels", expanding=True)),
    contacts.c.address.in_(bindparam("addresses", expanding=True)),
)
_by_ids = _found.where(contacts.c.id.in_(bindparam("ids", expanding=True)))
_of_people = _found.where(contacts.c.person_id.in_(bindparam("people", expanding=True))).order_by(contacts.c.id)
_refresh = (
    update(contacts)
    .where(contacts.c.id == bindparam("row"))
    .values(display_name=bindparam("display_name"), blocked_at=None)
)
_bind = update(contacts).where(contacts.c.id == bindparam("row")).values(person_id=bindparam("person_id"))
_unbind = update(contacts).where(contacts.c.person_id == bindparam("person")).values(person_id=None)
_block = (
    update(contacts)
    .where(contacts.c.id.in_(bindparam("ids", expanding=True)), contacts.c.blocked_at.is_(None))
    .values(blocked_at=bindparam("now"))
)


@cache
def _create(dialect: str) -> Any:
    return insert_into(dialect, contacts).on_conflict_do_nothing()


async def resolve(conn: AsyncConnection, doors: Collection[tuple[str, str, str]]) -> dict[Door, Contact]:
    """Return the contact of each (channel, address, display name) that something came in from.

    Who was never here is added. Who had closed the door and writes again has opened it.
    """
    names = {(channel, address): name for channel, address, name in doors}
    if not names:
        return {}
    found = await find(conn, names)
    if missing := names.keys() - found.keys():
        rows = [{"channel": key[0], "address": key[1], "display_name": names[key]} for key in sorted(missing)]
        await conn.execute(_create(conn.dialect.name), rows)
        found |= await find(conn, missing)
    await _bring_up_to_date(conn, [(found[key], name) for key, name in names.items()])
    return {
        key: found[key]._replace(display_name=name or found[key].display_name, blocked=False)
        for key, name in names.items()
    }


async def find(conn: AsyncConnection, doors: Collection[Door]) -> dict[Door, Contact]:
    """Return the contacts that are known of these (channel, address), and change nothing."""
    channels, addresses = {channel for channel, _ in doors}, {address for _, address in doors}
    rows = (await conn.execute(_at_doors, {"channels": channels, "addresses": addresses})).all()
    found = {(contact.channel, contact.address): contact for contact in _contacts(rows)}
    return {door: found[door] for door in doors if door in found}


async def by_ids(conn: AsyncConnection, ids: Collection[int]) -> dict[int, Contact]:
    """Return these contacts."""
    return {contact.id: contact for contact in _contacts((await conn.execute(_by_ids, {"ids": set(ids)})).all())}


async def of_people(conn: AsyncConnection, person_ids: Collection[int]) -> list[Contact]:
    """Return every contact of these people, oldest first."""
    return _contacts((await conn.execute(_of_people, {"people": set(person_ids)})).all())


async def bind(conn: AsyncConnection, contact_id: int, person_id: int) -> None:
    """From now on `person_id` is behind this contact."""
    await conn.execute(_bind, {"row": contact_id, "person_id": person_id})


async def unbind(conn: AsyncConnection, person_id: int) -> None:
    """From now on nobody is known behind the contacts of a person."""
    await conn.execute(_unbind, {"person": person_id})


async def mark_blocked(conn: AsyncConnection, contact_ids: Collection[int], now: datetime) -> None:
    """Remember that nothing arrives there any more."""
    if contact_ids:
        await conn.execute(_block, {"ids": set(contact_ids), "now": now})


async def _bring_up_to_date(conn: AsyncConnection, seen: Iterable[tuple[Contact, str]]) -> None:
    stale = [
        {"row": contact.id, "display_name": name or contact.display_name}
        for contact, name in seen
        if contact.blocked or (name and name != contact.display_name)
    ]
    if stale:
        await conn.execute(_refresh, sorted(stale, key=lambda row: cast("int", row["row"])))


def _contacts(rows: Sequence[Row[Any]]) -> list[Contact]:
    behind = assembled(row for row in rows if row.person_id is not None)
    unique = {
        row.id: Contact(
            row.id,
            row.channel,
            row.address,
            row.display_name,
            behind.get(row.person_id),
            row.locale,
            row.blocked_at is not None,
        )
        for row in rows
    }
    return list(unique.values())
