"""Where each conversation stands, with a version that no two writers can both move on. Never reads the state."""

from collections.abc import Collection, Sequence
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.dialects import insert_into
from storage.errors import Conflict
from storage.tables import conversations


class Stored(NamedTuple):
    """A conversation as it was loaded. One that does not exist yet has version 0 and no state."""

    version: int
    state: Any


class Moved(NamedTuple):
    """A conversation to be saved: `version` is the one that was loaded."""

    owner: str
    version: int
    state: Any


NEW = Stored(0, None)

_load = (
    select(conversations.c.owner, conversations.c.version, conversations.c.state)
    .where(conversations.c.owner.in_(bindparam("owners", expanding=True)))
    .order_by(conversations.c.owner)  # everybody locks in the same order, so that nobody waits in a circle
)
_lock = _load.with_for_update()  # SQLite leaves it out: BEGIN IMMEDIATE has locked everything already


@cache
def _save(dialect: str) -> Any:
    insert = insert_into(dialect, conversations)
    new = insert.excluded
    return insert.on_conflict_do_update(
        index_elements=["owner"],
        set_={"version": new.version, "state": new.state, "updated_at": new.updated_at},
        where=conversations.c.version == new.version - 1,
    ).returning(conversations.c.owner)


async def load(conn: AsyncConnection, owners: Collection[str], *, lock: bool = True) -> dict[str, Stored]:
    """Return those of `owners` that have a conversation; unless only read, locked until the transaction ends."""
    if not owners:
        return {}
    found = await conn.execute(_lock if lock else _load, {"owners": sorted(owners)})
    return {owner: Stored(version, state) for owner, version, state in found}


async def save(conn: AsyncConnection, rows: Sequence[Moved], now: datetime) -> None:
    """Save each conversation under its next version; `Conflict` where one was moved on by somebody else."""
    if not rows:
        return
    values = [
        {"owner": row.owner, "version": row.version + 1, "state": row.state, "updated_at": now}
        for row in sorted(rows, key=lambda row: row.owner)
    ]
    saved = {owner for (owner,) in await conn.execute(_save(conn.dialect.name), values)}
    if len(saved) < len(rows):
        raise Conflict(frozenset(row.owner for row in rows) - saved)
