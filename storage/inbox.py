"""What came in, once each: the second delivery of a message finds its row and is left alone. Decides nothing else."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any, Literal, NamedTuple

from sqlalchemy import ColumnClause, bindparam, func, literal_column, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.dialects import insert_into
from storage.tables import inbox

Status = Literal["done", "failed"]


class NewArrival(NamedTuple):
    """`key` is the platform's own identity of the message within its `channel`; `event` the event as JSON."""

    channel: str
    key: str
    contact_id: int
    event: Any
    at: datetime


class Arrival(NamedTuple):
    """A message that came in; `error` says why it `failed`."""

    id: int
    channel: str
    key: str
    contact_id: int
    event: Any
    at: datetime
    status: Status
    error: str | None


@cache
def _add(dialect: str) -> Any:
    return insert_into(dialect, inbox).on_conflict_do_nothing().returning(inbox.c.id, inbox.c.channel, inbox.c.key)


_load = select(*(inbox.c[name] for name in Arrival._fields)).where(inbox.c.id == bindparam("id"))
_fail = update(inbox).where(inbox.c.id == bindparam("row")).values(status=bindparam("status"), error=bindparam("error"))
_failed: ColumnClause[str] = literal_column(
    "'failed'"
)  # a partial index is only used where the statement spells its condition out
_count_failed = select(func.count()).where(inbox.c.status == _failed)


async def add(conn: AsyncConnection, rows: Sequence[NewArrival]) -> dict[tuple[str, str], int]:
    """Keep what came in; return the ids of the new ones by (channel, key). A key twice in `rows` is kept once."""
    if not rows:
        return {}
    added = await conn.execute(_add(conn.dialect.name), [row._asdict() for row in rows])
    return {(channel, key): row_id for row_id, channel, key in added}


async def load(conn: AsyncConnection, arrival_id: int) -> Arrival | None:
    """Return one message that came in, for `replay`."""
    row = (await conn.execute(_load, {"id": arrival_id})).one_or_none()
    return Arrival(*row) if row else None


async def fail(conn: AsyncConnection, arrival_id: int, error: str) -> None:
    """Mark a message that could not be answered."""
    await conn.execute(_fail, {"row": arrival_id, "status": "failed", "error": error})


async def mend(conn: AsyncConnection, arrival_id: int) -> None:
    """Mark a message that failed once and was answered now."""
    await conn.execute(_fail, {"row": arrival_id, "status": "done", "error": None})


async def count_failed(conn: AsyncConnection) -> int:
    """Count the messages that wait for a fix and `replay`."""
    return (await conn.execute(_count_failed)).scalar_one()
