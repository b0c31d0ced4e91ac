"""The history of every draft: who answered what, when. Rows are only added, never changed or removed."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import bindparam, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import answers


class Answer(NamedTuple):
    """One answer as it was given."""

    owner: str
    draft: int
    key: str
    value: Any
    at: datetime


_record = insert(answers)
_history = (
    select(*(answers.c[name] for name in Answer._fields))
    .where(answers.c.owner == bindparam("owner"), answers.c.draft == bindparam("draft"))
    .order_by(answers.c.id)
)


async def record(conn: AsyncConnection, rows: Sequence[Answer]) -> None:
    """Add the answers of a batch, in order."""
    if rows:
        await conn.execute(_record, [row._asdict() for row in rows])


async def history(conn: AsyncConnection, owner: str, draft: int) -> list[Answer]:
    """Return every answer ever given to a draft, oldest first."""
    found = await conn.execute(_history, {"owner": owner, "draft": draft})
    return [Answer(*row) for row in found]
