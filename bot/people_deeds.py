"""What admins do with people, done: added, given roles, transferred, let go, invited. Rare, so one by one.

Everything happens in the transaction that is handed in. Whether the admin may is looked at here once more: both the
person and the unit have to lie in what he looks after, and nobody takes his own right from himself.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.deeds import DONE, REFUSED, Done
from bot.ids import code_of, hash_code, hash_secret
from conversations.model import (
    Effect,
    InviteIssued,
    InvitesRevoked,
    PeopleDeed,
    Person,
    PersonAdded,
    PersonLeft,
    PersonMoved,
    RolesGiven,
    RolesTaken,
    RosterImported,
)
from conversations.queries import PhoneHolder
from conversations.rights import units_where
from storage import contacts, directory, invites, people, roster, units
from storage.database import Transaction

_log = logging.getLogger(__name__)
INVITE_LIFE = timedelta(days=30)
PHONE_END = 3
"""Digits of a phone number that are kept, so that an admin can tell two namesakes apart."""

HashPhone = Callable[[str], str]


async def look_after(
    conn: Transaction, admin: Person | None, deed: PeopleDeed, now: datetime, hash_phone: HashPhone
) -> Done:
    """Do `deed` for `admin` where it is his to do; return what became of it."""
    if admin is None or not await _may(conn, admin, deed):
        _log.warning("Person %s has no right to %s", admin.id if admin else "?", type(deed).__name__)
        return REFUSED
    match deed:
        case PersonAdded():
            await _add(conn, deed, now, hash_phone)
        case InviteIssued(person_id=person, code=code):
            await invites.revoke_of(conn, [person], now)
            await _invite(conn, person, code, now)
        case InvitesRevoked(person_id=person):
            await invites.revoke_of(conn, [person], now)
        case RosterImported():
            await _put_in(conn, deed, now)
        case PersonLeft(person_id=person):
            await people.leave(conn, person)
            await contacts.unbind(conn, person)
            await invites.revoke_of(conn, [person], now)
        case _:
            await _place(conn, deed)
    return DONE


async def _place(conn: Transaction, deed: Effect) -> None:
    """Do what changes where somebody is and what he may."""
    match deed:
        case RolesGiven(person_id=person, unit_id=unit, roles=roles):
            for role in roles:
                await people.grant(conn, person, unit, role)
        case RolesTaken(person_id=person, held=held):
            for one in held:
                await people.revoke(conn, person, one.unit_id, one.role)
        case PersonMoved(person_id=person, unit_id=unit):
            await people.transfer(conn, person, unit)
        case _:
            pass


async def _may(conn: Transaction, admin: Person, deed: Effect) -> bool:
    """Whether everything that the deed touches lies in what the admin looks after."""
    touched: set[int] = set()
    match deed:
        case PersonAdded(unit_id=unit) | RosterImported(under=unit):
            touched = {unit}
        case RolesGiven(unit_id=unit, person_id=person) | PersonMoved(unit_id=unit, person_id=person):
            touched = {unit, await _home(conn, person)}
        case RolesTaken(person_id=person, held=held):
            if person == admin.id and any(one.role == "admin" for one in held):
                return False
            touched = {await _home(conn, person), *(one.unit_id for one in held)}
        case PersonLeft(person_id=person) if person == admin.id:
            return False
        case PersonLeft(person_id=person) | InviteIssued(person_id=person) | InvitesRevoked(person_id=person):
            touched = {await _home(conn, person)}
        case _:
            pass
    tops = units_where(admin, "invite")
    return bool(tops) and all([await units.lies_below(conn, unit, *tops) for unit in touched])


async def _home(conn: Transaction, person_id: int) -> int:
    known = await people.by_ids(conn, [person_id])
    return known[person_id].unit_id if person_id in known else 0


async def _add(conn: Transaction, deed: PersonAdded, now: datetime, hash_phone: HashPhone) -> None:
    row = people.NewPerson(deed.name, deed.call, deed.unit_id, frozenset(deed.roles))
    if deed.phone:
        query, phone_hash = PhoneHolder(deed.phone), hash_phone(deed.phone)
        taken = (await directory.by_phone(conn, {query: phone_hash}))[query]
        if taken is None:
            row = row._replace(phone_hash=phone_hash, phone_end=deed.phone[-PHONE_END:])
    (person_id,) = await people.create(conn, [row], now)
    await _invite(conn, person_id, deed.code, now)


async def _put_in(conn: Transaction, deed: RosterImported, now: datetime) -> None:
    """Put in a list as it stands against what there is now; one that has become faulty meanwhile is left."""
    read = await roster.read(conn, deed.sha256)
    changes = await roster.compare(conn, read, deed.under, now.date()) if read is not None else None
    if read is None or changes is None or read.faults or changes.faults:
        _log.warning("The list %s has faults by now and was not put in", deed.sha256[:12])
        return
    expires, batch = now + INVITE_LIFE, hash_secret(deed.secret)

    def invite(person_id: int) -> invites.NewInvite:
        return invites.NewInvite(hash_code(code_of(deed.secret, person_id)), person_id, expires, batch=batch)

    await roster.put_in(conn, changes, now, invite)


async def _invite(conn: Transaction, person_id: int, code: str, now: datetime) -> None:
    await invites.issue(conn, [invites.NewInvite(hash_code(code), person_id, now + INVITE_LIFE)])
