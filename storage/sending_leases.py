"""Who sends in bulk with a token. Two processes at once would send twice as fast as the platform allows."""

from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import bindparam, or_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.dialects import insert_into
from storage.tables import sending_leases


@cache
def _take(dialect: str) -> Any:
    insert = insert_into(dialect, sending_leases)
    free = or_(
        sending_leases.c.holder == insert.excluded.holder,
        sending_leases.c.until <= bindparam("now", type_=sending_leases.c.until.type),
    )
    return insert.on_conflict_do_update(
        index_elements=["name"],
        set_={"holder": insert.excluded.holder, "until": insert.excluded.until},
        where=free,
    ).returning(sending_leases.c.holder)


_give_back = (
    update(sending_leases)
    .where(sending_leases.c.name == bindparam("of"), sending_leases.c.holder == bindparam("mine"))
    .values(until=bindparam("now"))
)


async def take(conn: AsyncConnection, name: str, holder: str, now: datetime, until: datetime) -> bool:
    """Be the one who sends, or go on being it, until then; False while somebody else is."""
    values = {"name": name, "holder": holder, "until": until, "now": now}
    return (await conn.execute(_take(conn.dialect.name), values)).first() is not None


async def give_back(conn: AsyncConnection, name: str, holder: str, now: datetime) -> None:
    """Let somebody else send at once; nothing where the lease is not this holder's."""
    await conn.execute(_give_back, {"of": name, "mine": holder, "now": now})
