"""One-time codes that say who somebody is. Only hashes stand here; making and hashing codes is the caller's."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Any, Literal, NamedTuple

from sqlalchemy import Row, bindparam, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from conversations.queries import Invited, JoinPause
from storage import people as persons
from storage.contacts import Contact
from storage.dialects import insert_into
from storage.tables import invites, people, units, wrong_codes

Refusal = Literal["unknown", "used", "expired"]
DEMO = "demo:"
WRONG_AT_MOST = 10
WITHIN = timedelta(hours=1)
"""After so many wrong codes in such a time no further one is looked at at that door."""


class NewInvite(NamedTuple):
    """A code for `person_id`, or one of kind "demo:…" that gives everybody a copy of that person for himself.

    `uses_left` None: as often as one likes. `batch` names those that were issued together.
    """

    code_hash: str
    person_id: int
    expires_at: datetime
    kind: str = "person"
    uses_left: int | None = 1
    batch: str | None = None


_behind = (
    select(invites, people.c.name.label("name"), units.c.name.label("unit"))
    .join(people, people.c.id == invites.c.person_id)
    .join(units, units.c.id == people.c.unit_id)
    .where(invites.c.code_hash.in_(bindparam("hashes", expanding=True)))
)
_redeem = (  # one statement, so that of two who come at the same moment one finds nothing left
    update(invites)
    .where(
        invites.c.code_hash == bindparam("code"),
        invites.c.revoked_at.is_(None),
        invites.c.expires_at > bindparam("now"),
        or_(invites.c.uses_left.is_(None), invites.c.uses_left > 0),
    )
    .values(uses_left=invites.c.uses_left - 1, used_at=bindparam("now"))
    .returning(invites.c.kind, invites.c.person_id)
)
_revoke = (
    update(invites)
    .where(invites.c.code_hash.in_(bindparam("hashes", expanding=True)), invites.c.revoked_at.is_(None))
    .values(revoked_at=bindparam("now"))
)
_revoke_of = (
    update(invites)
    .where(invites.c.person_id.in_(bindparam("people", expanding=True)))
    .where(invites.c.kind == "person", invites.c.revoked_at.is_(None), invites.c.used_at.is_(None))
    .values(revoked_at=bindparam("now"))
)
_in_batch = (
    select(invites.c.person_id, invites.c.used_at, invites.c.revoked_at, invites.c.expires_at)
    .where(invites.c.batch == bindparam("batch"))
    .order_by(invites.c.person_id)
)
_wrong = (
    select(wrong_codes.c.contact_id, wrong_codes.c.at)
    .where(wrong_codes.c.contact_id.in_(bindparam("contacts", expanding=True)), wrong_codes.c.at > bindparam("since"))
    .order_by(wrong_codes.c.at)
)
_forget = wrong_codes.delete().where(wrong_codes.c.at < bindparam("before"))


@cache
def _issue(dialect: str, *, anew: bool) -> Any:
    insert = insert_into(dialect, invites)
    if not anew:
        return insert.on_conflict_do_nothing()
    again = {name: insert.excluded[name] for name in NewInvite._fields[1:]}
    return insert.on_conflict_do_update(
        index_elements=["code_hash"], set_=again | {"used_at": None, "revoked_at": None}
    )


async def issue(conn: AsyncConnection, rows: Sequence[NewInvite], *, anew: bool = False) -> None:
    """Keep codes. One that is known already stays as it is, used or revoked; `anew` makes it valid again."""
    if rows:
        await conn.execute(_issue(conn.dialect.name, anew=anew), [row._asdict() for row in rows])


async def revoke(conn: AsyncConnection, hashes: Collection[str], now: datetime) -> None:
    """Make codes worthless."""
    if hashes:
        await conn.execute(_revoke, {"hashes": set(hashes), "now": now})


async def revoke_of(conn: AsyncConnection, person_ids: Collection[int], now: datetime) -> None:
    """Make the codes of these people worthless that nobody has used yet."""
    if person_ids:
        await conn.execute(_revoke_of, {"people": set(person_ids), "now": now})


async def in_batch(conn: AsyncConnection, batch: str, now: datetime) -> dict[int, bool]:
    """Return the people for whom codes were issued together, and whether each one's may still be used."""
    rows = await conn.execute(_in_batch, {"batch": batch})
    return {row.person_id: row.used_at is None and row.revoked_at is None and row.expires_at > now for row in rows}


async def note_wrong(conn: AsyncConnection, contact_ids: Collection[int], now: datetime) -> None:
    """Remember that a code was wrong, for each door at which one was."""
    if contact_ids:
        await conn.execute(wrong_codes.insert(), [{"contact_id": id_, "at": now} for id_ in contact_ids])


async def forget_wrong(conn: AsyncConnection, before: datetime) -> None:
    """Forget the wrong codes of long ago."""
    await conn.execute(_forget, {"before": before})


async def pauses(
    conn: AsyncConnection, queries: Collection[JoinPause], now: datetime
) -> dict[JoinPause, datetime | None]:
    """Return until when each query's door has to wait, None where it has not."""
    doors = {query: int(query.door) for query in queries if query.door.isdecimal()}
    wrong: dict[int, list[datetime]] = {}
    for row in await conn.execute(_wrong, {"contacts": set(doors.values()), "since": now - WITHIN}):
        wrong.setdefault(row.contact_id, []).append(row.at)
    return {query: _pause(wrong.get(doors.get(query, 0), [])) for query in queries}


def _pause(wrong: Sequence[datetime]) -> datetime | None:
    return wrong[-WRONG_AT_MOST] + WITHIN if len(wrong) >= WRONG_AT_MOST else None


async def behind(conn: AsyncConnection, hashes: Collection[str], now: datetime) -> dict[str, Invited | Refusal]:
    """Return for each code whom it stands for, or why it is worth nothing."""
    rows = await conn.execute(_behind, {"hashes": set(hashes)})
    found = {row.code_hash: _refusal(row, now) or Invited(row.name, row.unit) for row in rows}
    return {code_hash: found.get(code_hash, "unknown") for code_hash in hashes}


async def redeem(conn: AsyncConnection, code_hash: str, contact: Contact, now: datetime) -> int | Refusal:
    """Use up a code; return the id of the person it stands for, or why not. The contact is not bound here.

    Whoever became that person by this code may come with it again: a link is opened twice.
    """
    used = (await conn.execute(_redeem, {"code": code_hash, "now": now})).one_or_none()
    if used is None:
        row = (await conn.execute(_behind, {"hashes": [code_hash]})).one_or_none()
        refusal = _refusal(row, now) if row else None
        if row and refusal == "used" and contact.person and contact.person.id == row.person_id:
            return int(row.person_id)
        return refusal or "unknown"
    if used.kind.startswith(DEMO):
        return await _copy(
            conn, used.person_id, f"{used.kind.replace(':', '-')}:{contact.channel}:{contact.address}", now
        )
    return int(used.person_id)


async def _copy(conn: AsyncConnection, person_id: int, external: str, now: datetime) -> int:
    model = (await persons.by_ids(conn, [person_id]))[person_id]
    copy = persons.NewPerson(model.name, model.call, model.unit_id, model.roles, external=external)
    return (await persons.find_or_create(conn, [copy], now))[external]


def _refusal(row: Row[Any], now: datetime) -> Refusal | None:
    if row.uses_left is not None and row.uses_left <= 0:
        return "used"
    return "expired" if row.revoked_at is not None or row.expires_at <= now else None
