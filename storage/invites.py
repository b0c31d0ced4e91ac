"""One-time codes that say who somebody is. Only hashes stand here; making and hashing codes is the caller's."""

from collections.abc import Collection, Sequence
from datetime import datetime
from functools import cache
from typing import Any, Literal, NamedTuple

from sqlalchemy import Row, bindparam, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from conversations.queries import Invited
from storage import people as persons
from storage.contacts import Contact
from storage.dialects import insert_into
from storage.tables import invites, people, units

Refusal = Literal["unknown", "used", "expired"]
DEMO = "demo:"


class NewInvite(NamedTuple):
    """A code for `person_id`, or one of kind "demo:…" that gives everybody a copy of that person for himself.

    `uses_left` None: as often as one likes.
    """

    code_hash: str
    person_id: int
    expires_at: datetime
    kind: str = "person"
    uses_left: int | None = 1


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
