"""Who is behind the cookie of a browser. Only hashes of the secrets stand here; making them is the caller's."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import contacts, sessions


class Visitor(NamedTuple):
    """The contact that a session belongs to."""

    contact_id: int
    channel: str
    address: str
    expires_at: datetime


_behind = (
    select(contacts.c.id, contacts.c.channel, contacts.c.address, sessions.c.expires_at)
    .join(contacts, contacts.c.id == sessions.c.contact_id)
    .where(sessions.c.token_hash == bindparam("token_hash"), sessions.c.expires_at > bindparam("now"))
)
_extend = update(sessions).where(sessions.c.token_hash == bindparam("token")).values(expires_at=bindparam("expires_at"))


async def start(conn: AsyncConnection, token_hash: str, contact_id: int, expires_at: datetime) -> None:
    """Keep a new session."""
    values = {"token_hash": token_hash, "contact_id": contact_id, "expires_at": expires_at}
    await conn.execute(insert(sessions), values)


async def behind(conn: AsyncConnection, token_hash: str, now: datetime) -> Visitor | None:
    """Return whose session it is; None where it is unknown or has expired."""
    row = (await conn.execute(_behind, {"token_hash": token_hash, "now": now})).one_or_none()
    return Visitor(*row) if row else None


async def extend(conn: AsyncConnection, token_hash: str, expires_at: datetime) -> None:
    """Let a session live on until `expires_at`."""
    await conn.execute(_extend, {"token": token_hash, "expires_at": expires_at})


async def end(conn: AsyncConnection, token_hash: str) -> None:
    """Forget one session."""
    await conn.execute(delete(sessions).where(sessions.c.token_hash == token_hash))


async def sweep(conn: AsyncConnection, now: datetime) -> int:
    """Forget the sessions that have expired; return how many."""
    return (await conn.execute(delete(sessions).where(sessions.c.expires_at <= now))).rowcount
