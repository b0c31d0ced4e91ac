"""Announcements as they are asked for: the newest, one with what became of it, its roll, and what somebody got.

Nothing is changed here, and who may look is not decided here.
"""

from collections.abc import Collection, Mapping
from datetime import tzinfo
from typing import Any, NamedTuple

from sqlalchemy import Integer, Row, and_, bindparam, case, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from conversations.model import Paper
from conversations.queries import (
    Announced,
    AnnouncedTo,
    Broadcast,
    BroadcastById,
    BroadcastsUnder,
    Counts,
    RollCall,
    RollOfUnit,
)
from storage.tables import broadcasts, contacts, outbox, people, recipients, units
from storage.units import below

MOST_NAMES = 2_000
"""Names of one roll that is read in the chat; the workbook has all."""
_author, _home, _top, _above = people.alias(), units.alias(), units.alias(), units.alias()
_whole = (
    select(
        broadcasts,
        _author.c.name.label("by"),
        _home.c.name.label("of"),
        _top.c.name.label("unit"),
    )
    .join(_author, _author.c.id == broadcasts.c.person_id)
    .join(_home, _home.c.id == _author.c.unit_id)
    .join(_top, _top.c.id == broadcasts.c.unit_id)
)
_by_ids = _whole.where(broadcasts.c.id.in_(bindparam("ids", expanding=True)))
_under = (
    _whole.join(_above, below(_top, _above))
    .where(_above.c.id == bindparam("under"))
    .order_by(broadcasts.c.id.desc())
    .limit(bindparam("most", type_=Integer))
)
_sent = recipients.outerjoin(outbox, outbox.c.id == recipients.c.post_id).outerjoin(
    contacts, contacts.c.id == recipients.c.contact_id
)
_of = recipients.c.broadcast_id == bindparam("number")
_reached = outbox.c.state.in_(("sent", "unknown"))
_fate = case(
    (recipients.c.todo == "announce", "queued"),
    (recipients.c.contact_id.is_(None), "unreachable"),
    (outbox.c.state.is_(None), "dropped"),
    (and_(outbox.c.state == "dead", contacts.c.blocked_at.is_not(None)), "blocked"),
    else_=outbox.c.state,
)
_counts = (
    select(
        _fate.label("fate"),
        func.count().label("people"),
        func.count(recipients.c.received_at).label("received"),
        func.count(recipients.c.reminded_at).label("reminded"),
    )
    .select_from(_sent)
    .where(_of)
    .group_by(_fate)
)
_quiet = recipients.c.received_at.is_(None)
_roll = (
    select(
        units.c.id,
        units.c.name,
        func.count().label("people"),
        func.count(recipients.c.received_at).label("received"),
    )
    .join(units, units.c.id == recipients.c.unit_id)
    .where(_of)
    .group_by(units.c.id, units.c.name, units.c.path_ids)
    .order_by(units.c.path_ids)
)
_quiet_ones = (
    select(recipients.c.unit_id, people.c.name, func.coalesce(_reached, False).label("reached"))
    .select_from(_sent.join(people, people.c.id == recipients.c.person_id))
    .where(_of, _quiet)
    .order_by(people.c.folded, people.c.id)
    .limit(MOST_NAMES)
)
_announced = (
    _whole.add_columns(recipients.c.received_at)
    .join(recipients, recipients.c.broadcast_id == broadcasts.c.id)
    .where(
        recipients.c.person_id == bindparam("person"),
        recipients.c.post_id.is_not(None),
        or_(
            broadcasts.c.id == bindparam("number"),
            and_(bindparam("number", type_=Integer) == 0, recipients.c.received_at.is_(None)),
        ),
    )
    .order_by(broadcasts.c.id.desc())
    .limit(1)
)
_ledger = (
    select(
        people.c.name,
        units.c.name.label("unit"),
        _fate.label("fate"),
        contacts.c.channel,
        outbox.c.created_at.label("queued_at"),
        recipients.c.received_at,
        recipients.c.reminded_at,
        outbox.c.reason,
    )
    .select_from(
        _sent.join(people, people.c.id == recipients.c.person_id).join(units, units.c.id == recipients.c.unit_id)
    )
    .where(_of)
    .order_by(units.c.path_ids, people.c.folded, people.c.id)
)
OF_FATE: Mapping[str, str] = {
    "queued": "queued",
    "held": "queued",
    "sending": "queued",
    "sent": "sent",
    "unknown": "unsure",
    "dead": "failed",
    "dropped": "failed",
    "blocked": "blocked",
    "unreachable": "unreachable",
}
"""What a state of the outbox is called in the counts of people."""


class LedgerRow(NamedTuple):
    """What became of an announcement for one person; `fate` as in OF_FATE's values."""

    name: str
    unit: str
    fate: str
    channel: str | None
    queued_at: Any
    received_at: Any
    reminded_at: Any
    reason: str | None


async def by_ids(
    conn: AsyncConnection, queries: Collection[BroadcastById], zone: tzinfo
) -> dict[BroadcastById, Broadcast | None]:
    """Return these announcements with what became of them; an admin looks at one at a time."""
    rows = (await conn.execute(_by_ids, {"ids": {query.broadcast_id for query in queries}})).all()
    known = {row.id: _broadcast(row, zone, await counts(conn, row.id), row.answers) for row in rows}
    return {query: known.get(query.broadcast_id) for query in queries}


async def counts(conn: AsyncConnection, broadcast_id: int) -> Counts:
    """Return what became of an announcement, in people."""
    found: dict[str, int] = {}
    for row in await conn.execute(_counts, {"number": broadcast_id}):
        fate = OF_FATE[row.fate]
        silent = row.people - row.received if fate in ("sent", "unsure") else 0
        for name, number in ((fate, row.people), ("total", row.people), ("received", row.received),
                             ("silent", silent), ("reminded", row.reminded)):  # fmt: skip
            found[name] = found.get(name, 0) + number
    return Counts(**found)


async def under(
    conn: AsyncConnection, queries: Collection[BroadcastsUnder], zone: tzinfo
) -> dict[BroadcastsUnder, tuple[Broadcast, ...]]:
    """Return the newest announcements below each query's units, the newest at the head."""
    found: dict[BroadcastsUnder, tuple[Broadcast, ...]] = {}
    for query in queries:
        rows: dict[int, Broadcast] = {}
        for unit_id in query.unit_ids:
            listed = await conn.execute(_under, {"under": unit_id, "most": query.limit})
            rows |= {row.id: _broadcast(row, zone) for row in listed}
        found[query] = tuple(rows[id_] for id_ in sorted(rows, reverse=True))[: query.limit]
    return found


async def rolls(conn: AsyncConnection, queries: Collection[RollCall]) -> dict[RollCall, tuple[RollOfUnit, ...]]:
    """Return the roll of each announcement, in the order of the tree."""
    return {query: await _roll_of(conn, query.broadcast_id) for query in queries}


async def _roll_of(conn: AsyncConnection, broadcast_id: int) -> tuple[RollOfUnit, ...]:
    names: dict[tuple[int, bool], list[str]] = {}
    for row in await conn.execute(_quiet_ones, {"number": broadcast_id}):
        names.setdefault((row.unit_id, bool(row.reached)), []).append(row.name)

    def named(unit_id: int, *, reached: bool) -> tuple[str, ...]:
        return tuple(names.get((unit_id, reached), ()))

    return tuple(
        RollOfUnit(row.name, row.people, row.received, named(row.id, reached=True), named(row.id, reached=False))
        for row in await conn.execute(_roll, {"number": broadcast_id})
    )


async def announced(
    conn: AsyncConnection, queries: Collection[AnnouncedTo], zone: tzinfo
) -> dict[AnnouncedTo, Announced | None]:
    """Return what each query's person got; a tap is one query."""
    found: dict[AnnouncedTo, Announced | None] = {}
    for query in queries:
        asked = {"person": query.person_id, "number": query.broadcast_id}
        row = (await conn.execute(_announced, asked)).one_or_none()
        found[query] = Announced(_broadcast(row, zone), row.received_at is not None) if row else None
    return found


async def one(conn: AsyncConnection, broadcast_id: int, zone: tzinfo) -> Broadcast | None:
    """Return an announcement without what became of it, for drawing it."""
    row = (await conn.execute(_by_ids, {"ids": [broadcast_id]})).one_or_none()
    return _broadcast(row, zone) if row else None


async def ledger(conn: AsyncConnection, broadcast_id: int) -> list[LedgerRow]:
    """Return what became of it for everybody, unit by unit."""
    rows = [LedgerRow(*row) for row in await conn.execute(_ledger, {"number": broadcast_id})]
    return [row._replace(fate=OF_FATE[row.fate]) for row in rows]


def _broadcast(
    row: Row[Any], zone: tzinfo, counted: Counts | None = None, answers: Mapping[str, Any] | None = None
) -> Broadcast:
    return Broadcast(
        id=row.id,
        version=row.version,
        state=row.state,
        unit_id=row.unit_id,
        unit=row.unit,
        text=row.text,
        text_en=row.text_en,
        papers=tuple(Paper(**paper) for paper in row.papers),
        by=row.by,
        of=row.of,
        at=row.at.astimezone(zone),
        corrected=row.corrected_at is not None,
        counts=counted or Counts(),
        answers=answers or {},
    )
