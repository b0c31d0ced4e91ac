"""The plans that admins published, every version of each. What stands in a plan is not looked at here."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.dialects import insert_into
from storage.tables import plans


class Published(NamedTuple):
    """One version; `id` grows with every publication, so that news are found by it."""

    id: int
    plan_id: str
    version: int
    document: Any


_since = select(*(plans.c[name] for name in Published._fields)).where(plans.c.id > bindparam("after")).order_by("id")
_newest = select(func.max(plans.c.id))
_version = select(func.max(plans.c.version)).where(plans.c.plan_id == bindparam("plan"))


@cache
def _publish(dialect: str) -> Any:
    return insert_into(dialect, plans).on_conflict_do_nothing().returning(plans.c.version)


async def newest(conn: AsyncConnection) -> int:
    """Return the id of the last publication, 0 where there is none."""
    return (await conn.execute(_newest)).scalar_one() or 0


async def since(conn: AsyncConnection, after: int) -> Sequence[Published]:
    """Return what was published after the publication `after`, in order."""
    return [Published(*row) for row in await conn.execute(_since, {"after": after})]


async def publish(
    conn: AsyncConnection, plan_id: str, document: Any, person_id: int, at: datetime, *, above: int
) -> int:
    """Publish `document` under the next version of `plan_id`, above the version `above` of the house; return it."""
    while True:  # of two who publish at the same moment one takes the number after the other's
        last = (await conn.execute(_version, {"plan": plan_id})).scalar_one() or 0
        row = {
            "plan_id": plan_id,
            "version": max(last, above) + 1,
            "document": document,
            "person_id": person_id,
            "at": at,
        }
        version: int | None = (await conn.execute(_publish(conn.dialect.name), row)).scalar_one_or_none()
        if version is not None:
            return version
