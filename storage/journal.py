"""The journal: who did what when, in one chain for the whole database. Rows are only added; the database refuses else.

Each row holds the hash of the one before it, and its own hash covers that and everything that it says: whoever changes,
takes out or slips in a row would have to write all later ones anew, and the head beside them. What an act is called and
what stands in `detail` is the caller's; of answers and messages only fingerprints may stand there.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime, tzinfo
from hashlib import sha256
from typing import Any, Literal, NamedTuple

from sqlalchemy import ColumnElement, Integer, Row, Text, bindparam, cast, insert, inspect, select, type_coerce, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.types import NullType

from conversations.model import Json
from conversations.queries import DraftJournal, Happened, NominationJournal
from storage.columns import to_json
from storage.errors import translated
from storage.tables import journal, journal_head, nominations, people

PAGE = 1_000
"""Rows read at a time where the whole chain is looked through."""
START = "0" * 64
"""What the first row hangs on."""


class Entry(NamedTuple):
    """One thing that was done. Of a message `person_id` is whom it was for."""

    act: str
    owner: str = ""
    person_id: int | None = None
    nomination_id: int | None = None
    draft: int | None = None
    unit_id: int | None = None
    detail: Mapping[str, Json] = {}


class Break(NamedTuple):
    """The first row at which the chain does not hold: it was changed, is missing, hangs on another row than the one
    before it, or is not the end that the head tells of.
    """

    row: int
    why: Literal["changed", "missing", "unlinked", "end"]


_HEAD = journal_head.c.id == 1
_head = select(journal_head.c.last, journal_head.c.hash).where(_HEAD)
_lock = _head.with_for_update()  # SQLite leaves it out: BEGIN IMMEDIATE has locked everything already
_move = update(journal_head).where(_HEAD).values(last=bindparam("to_last"), hash=bindparam("to_hash"))
_add = insert(journal).returning(journal.c.id)  # asked to return something, SQLAlchemy sends all rows in one statement
_AS_WRITTEN: dict[str, ColumnElement[Any]] = {  # a value may be read the same and yet have been tampered with
    "at": type_coerce(journal.c.at, NullType()).label("at"),
    "detail": cast(journal.c.detail, Text).label("detail"),
}
_page = (
    select(*[_AS_WRITTEN.get(column.name, column) for column in journal.c])
    .where(journal.c.id > bindparam("after"), journal.c.id <= bindparam("last"))
    .order_by(journal.c.id)
    .limit(bindparam("most", type_=Integer))
)
_beyond = select(journal.c.id).where(journal.c.id > select(journal_head.c.last).where(_HEAD).scalar_subquery()).limit(1)
_told = (
    select(journal.c.id, journal.c.at, journal.c.person_id, journal.c.act, journal.c.detail, people.c.name)
    .select_from(journal.outerjoin(people, people.c.id == journal.c.person_id))
    .order_by(journal.c.id.desc())
    .limit(bindparam("most", type_=Integer))
)
_of_nomination = _told.where(journal.c.nomination_id == bindparam("nomination"))
_of_draft = _told.where(journal.c.owner == bindparam("owner"), journal.c.draft == bindparam("draft"))
_drafts = select(nominations.c.id, nominations.c.person_id, nominations.c.draft).where(
    nominations.c.id.in_(bindparam("ids", expanding=True))
)
_SAID = ("id", "person_id", "owner", "act", "nomination_id", "draft", "unit_id")
_canonical = json.JSONEncoder(sort_keys=True, separators=(",", ":"), allow_nan=False, default=repr).encode


def fingerprint(value: Json) -> str:
    """Return what stands for a value that may not stand in the journal itself."""
    return sha256(_canonical(value).encode()).hexdigest()


async def append(conn: AsyncConnection, entries: Sequence[Entry], now: datetime) -> None:
    """Add entries, in order. Everybody else who adds waits until this transaction ends: write them last in it."""
    if not entries:
        return
    last, before = (await conn.execute(_lock)).one()
    moment = _written(now)
    rows: list[dict[str, Any]] = []
    for number, entry in enumerate(entries, last + 1):
        row = {"id": number, "at": now, **entry._asdict()}
        after = _link(before, row, moment, to_json(entry.detail))
        rows.append({**row, "before_hash": before, "hash": after})
        before = after
    await conn.execute(_add, rows)
    await conn.execute(_move, {"to_last": last + len(rows), "to_hash": before})


async def exists(conn: AsyncConnection) -> bool:
    """Whether this database has a journal yet."""
    return await conn.run_sync(lambda connection: inspect(connection).has_table(journal.name))


async def verify(conn: AsyncConnection) -> int | Break:
    """Look through the chain as it is now; return how many rows it has, or where it first breaks."""
    head = (await conn.execute(_head)).one_or_none()
    if head is None:
        return Break(1, "end")
    number, before = 0, START
    while rows := await _rows(conn, number, head.last):
        for row in rows:
            if (fault := _fault(row, number + 1, before)) is not None:
                return fault
            number, before = number + 1, str(row["hash"])
    if number < head.last:
        return Break(number + 1, "missing")
    beyond = (await conn.execute(_beyond)).scalar_one_or_none()
    if beyond is not None:
        return Break(int(beyond), "end")
    return number if before == head.hash else Break(number, "end")


async def of_nominations(
    conn: AsyncConnection, queries: Collection[NominationJournal], zone: tzinfo
) -> dict[NominationJournal, tuple[Happened, ...]]:
    """Return what happened with each nomination, and with the draft that it was before. One is asked for at a time."""
    asked = await conn.execute(_drafts, {"ids": {query.nomination_id for query in queries}})
    drafts = {row.id: (row.person_id, row.draft) for row in asked}
    found: dict[NominationJournal, tuple[Happened, ...]] = {}
    for query in queries:
        most = query.limit
        rows = list(await conn.execute(_of_nomination, {"nomination": query.nomination_id, "most": most}))
        if query.nomination_id in drafts:
            rows += await conn.execute(_of_draft, _draft(*drafts[query.nomination_id], most))
        newest = sorted({row.id: row for row in rows}.items(), reverse=True)[:most]
        found[query] = tuple(_happened(row, zone) for _, row in newest)
    return found


async def of_drafts(
    conn: AsyncConnection, queries: Collection[DraftJournal], zone: tzinfo
) -> dict[DraftJournal, tuple[Happened, ...]]:
    """Return what happened with each draft. One is asked for at a time."""
    found: dict[DraftJournal, tuple[Happened, ...]] = {}
    for query in queries:
        rows = await conn.execute(_of_draft, _draft(query.person_id, query.draft, query.limit))
        found[query] = tuple(_happened(row, zone) for row in rows)
    return found


def _written(now: datetime) -> str:
    """Return a moment as SQLite holds it."""
    return f"{now.astimezone(UTC):%Y-%m-%d %H:%M:%S.%f}"


def _link(before: str, content: Mapping[str, Any], at: str, detail: str) -> str:
    """Return the hash of a row that says `content`; its moment and detail as they are written in the database."""
    said = [content[name] for name in _SAID]
    return sha256((before + _canonical([*said, at, detail])).encode()).hexdigest()


async def _rows(conn: AsyncConnection, after: int, last: int) -> Sequence[Mapping[str, Any]]:
    """Return the next page. SQLite lets somebody put in letters that are none, which cannot be read: then only the
    next row, with nothing but its number where it is the one that has them.
    """
    for most in (PAGE, 1):
        try:
            found = await conn.execute(_page, {"after": after, "last": last, "most": most})
            return [row._asdict() for row in found]
        except DBAPIError as error:
            if translated(error) is not None:
                raise
    return [{"id": after + 1}]


def _fault(row: Mapping[str, Any], number: int, before: str) -> Break | None:
    """Return what is wrong with a row that should have this number and hang on the hash `before`."""
    if row["id"] != number:
        return Break(number, "missing")
    if "hash" not in row:
        return Break(number, "changed")
    if row["before_hash"] != before:
        return Break(number, "unlinked")
    at = _written(row["at"]) if isinstance(row["at"], datetime) else row["at"]
    return None if row["hash"] == _link(before, row, at, row["detail"]) else Break(number, "changed")


def _draft(person_id: int, draft: int, most: int) -> dict[str, Any]:
    return {"owner": f"p:{person_id}", "draft": draft, "most": most}


def _happened(row: Row[Any], zone: tzinfo) -> Happened:
    return Happened(row.at.astimezone(zone), row.person_id, row.name or "", row.act, row.detail)
