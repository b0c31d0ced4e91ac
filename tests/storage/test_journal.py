"""The journal is one chain, whoever writes: nothing in it can be changed unseen, and the database lets nobody try."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from conversations.queries import DraftJournal, NominationJournal
from storage import journal, nominations
from storage.database import Database
from storage.journal import Break, Entry, append, fingerprint, verify
from storage.nominations import Filing
from storage.tables import journal as table
from storage.tables import journal_head
from tests.storage.province import MINUTE, NOW, ZONE, Province, a_nomination

ENTRIES = [
    Entry("answered", "p:1", 1, draft=1, unit_id=7, detail={"key": "subject", "value": fingerprint("Lan")}),
    Entry("filed", "p:1", 1, 3, 1, 7, {"stage": "submitted", "plan": "002", "lạ": ["\0", "\ud83d", 2**60, None]}),
    Entry("viewed", "p:2", 2, 3, unit_id=3),
    Entry("message", "c:9", detail={"post": 12, "state": "dead"}),
    Entry("viewed", "p:2", 2, 3, unit_id=3),
]


SWAP = "UPDATE journal SET id = {1} WHERE id = {0}"


class Undone(Exception):
    """Takes back what a test did to the journal."""


async def written(database: Database, *batches: list[Entry]) -> None:
    for number, batch in enumerate(batches):
        async with database.write() as conn:
            await append(conn, batch, NOW + number * MINUTE)


async def verified(database: Database) -> int | Break:
    async with database.read() as conn:
        return await verify(conn)


@asynccontextmanager
async def tampering(database: Database) -> AsyncIterator[AsyncConnection]:
    """Lend a connection at which nothing is refused, as whoever owns the machine has it; undone in the end."""
    with suppress(Undone):
        async with database.write() as conn:
            if database.dialect == "postgresql":
                await conn.exec_driver_sql("SET LOCAL session_replication_role = replica")
            else:
                for name in ("update", "delete", "replace"):
                    await conn.exec_driver_sql(f"DROP TRIGGER journal_no_{name}")
            yield conn
            raise Undone


async def test_an_empty_chain_holds(database: Database) -> None:
    await written(database, [])
    assert await verified(database) == 0


async def test_the_chain_goes_on_after_a_restart(database: Database, another: Callable[..., Database]) -> None:
    await written(database, ENTRIES[:2], ENTRIES[2:])
    await database.close()
    later = another()
    assert await verified(later) == 5
    await written(later, ENTRIES)
    assert await verified(later) == 10


async def test_it_is_looked_through_page_by_page(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "PAGE", 2)
    await written(database, ENTRIES, ENTRIES[:1])
    assert await verified(database) == 6
    async with tampering(database) as conn:
        await conn.execute(table.update().where(table.c.id == 5).values(act="filed"))
        assert await verify(conn) == Break(5, "changed")


async def test_what_was_rolled_back_left_nothing(database: Database) -> None:
    await written(database, ENTRIES)
    with suppress(Undone):
        async with database.write() as conn:
            await append(conn, ENTRIES, NOW)
            raise Undone
    await written(database, ENTRIES)
    assert await verified(database) == 10


@pytest.mark.parametrize("writers", [2, 4])
async def test_processes_that_write_at_once_make_one_chain(
    database: Database, another: Callable[..., Database], writers: int
) -> None:
    async def write(worker: Database, number: int) -> None:
        for _ in range(10):
            async with worker.write() as conn:
                await append(conn, [Entry("viewed", f"p:{number}", number)] * 3, NOW)
            await asyncio.sleep(0.01)

    await asyncio.gather(*(write(another(), number) for number in range(writers)))
    assert await verified(database) == writers * 30
    async with database.read() as conn:
        turns = (await conn.execute(select(table.c.person_id).order_by(table.c.id))).scalars().all()
    assert sum(before != after for before, after in pairwise(turns)) >= writers, "no turns taken"


async def test_whoever_comes_second_waits_for_the_first(database: Database, another: Callable[..., Database]) -> None:
    """The second reads the end of the chain only when the first has committed."""
    second = another()

    async def follow() -> None:
        async with second.write() as conn:
            await append(conn, ENTRIES[:1], NOW)

    async with database.write() as conn:
        await append(conn, ENTRIES, NOW)
        waiting = asyncio.create_task(follow())
        await asyncio.sleep(0.2)
        assert not waiting.done()
    await waiting
    assert await verified(database) == 6


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal SET act = 'filed' WHERE id = 1",
        "UPDATE journal SET id = id + 100",
        "DELETE FROM journal WHERE id = 5",
        "DELETE FROM journal",
        "INSERT OR REPLACE INTO journal SELECT id, at, 9, owner, act, 1, 1, 1, detail, before_hash, hash FROM journal",
        "TRUNCATE journal",
    ],
)
async def test_the_database_refuses_changes(database: Database, statement: str) -> None:
    other = {"INSERT OR REPLACE": "postgresql", "TRUNCATE": "sqlite"}
    if any(statement.startswith(words) and database.dialect == dialect for words, dialect in other.items()):
        statement = "DELETE FROM journal WHERE id > 1"  # this database has no such statement
    await written(database, ENTRIES)
    with pytest.raises(DBAPIError, match="append-only"):
        async with database.write() as conn:
            await conn.exec_driver_sql(statement)
    assert await verified(database) == 5


def other_values(name: str, value: Any, dialect: str) -> st.SearchStrategy[Any]:
    """Whatever else could stand in a column of a row."""
    if isinstance(value, datetime):
        return st.timedeltas(-timedelta(days=9), timedelta(days=9)).filter(bool).map(lambda by: value + by)
    if value is None or isinstance(value, int):
        return st.integers(0, 2**31 - 1).filter(lambda other: other != value)
    if name == "detail" and dialect == "postgresql":  # it takes nothing but JSON
        return st.sampled_from([f" {value}", f"{value}\n", json.dumps({"key": "x"}), f"[{value}]"])
    return one_byte_changed(str(value), dialect)


def one_byte_changed(value: str, dialect: str) -> st.SearchStrategy[Any]:
    """SQLite keeps whatever bytes it is given as a text; PostgreSQL looks at them."""
    raw = value.encode("utf-8", "surrogatepass")
    new = st.integers(0, 255) if dialect == "sqlite" else st.integers(33, 126)
    changed = st.tuples(st.integers(0, len(raw)), new).map(lambda at: raw[: at[0]] + bytes([at[1]]) + raw[at[0] + 1 :])
    found = (changed | st.just(raw[:-1])).filter(lambda other: other != raw)
    return found if dialect == "sqlite" else found.map(lambda other: other.decode())


async def tamper(conn: AsyncConnection, row: int, name: str, value: Any) -> None:
    """Put a value into a row past everything that knows types."""
    if conn.dialect.name == "sqlite":
        new = ":value" if not isinstance(value, bytes) else "CAST(:value AS TEXT)"
    else:
        new = {"detail": "CAST(CAST(:value AS TEXT) AS JSON)"}.get(name, ":value")
    await conn.execute(text(f"UPDATE journal SET {name} = {new} WHERE id = :row"), {"value": value, "row": row})  # noqa: S608 - of names in this file


async def as_held(conn: AsyncConnection) -> list[dict[str, Any]]:
    rows = await conn.execute(journal._page, {"after": 0, "last": 99, "most": 99})
    return [dict(row._mapping) for row in rows]


@given(data=st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
async def test_any_byte_that_is_changed_is_found(database: Database, data: st.DataObject) -> None:
    if await verified(database) == 0:
        await written(database, ENTRIES)
    async with tampering(database) as conn:
        held = data.draw(st.sampled_from(await as_held(conn)))
        name = data.draw(st.sampled_from(sorted(held)))
        value = data.draw(other_values(name, held[name], database.dialect))
        if name == "id":
            value += 100
        await tamper(conn, held["id"], name, value)
        found = await verify(conn)
        assert isinstance(found, Break), f"{name} of row {held['id']} was {held[name]!r}, is {value!r}"
        assert found.row == held["id"]


@pytest.mark.parametrize(
    ("statements", "found"),
    [
        (["DELETE FROM journal WHERE id = 3"], Break(3, "missing")),
        (["DELETE FROM journal WHERE id > 3"], Break(4, "missing")),
        (["DELETE FROM journal"], Break(1, "missing")),
        (["DELETE FROM journal WHERE id > 3", "UPDATE journal_head SET last = 3"], Break(3, "end")),
        (["UPDATE journal_head SET last = 3"], Break(4, "end")),
        (["UPDATE journal_head SET hash = 'x'"], Break(5, "end")),
        (["DELETE FROM journal_head"], Break(1, "end")),
        (["UPDATE journal SET id = 6 WHERE id = 5", "UPDATE journal SET id = 5 WHERE id = 4"], Break(4, "missing")),
        ([SWAP.format(3, 9), SWAP.format(5, 3), SWAP.format(9, 5)], Break(3, "unlinked")),
    ],
)
async def test_rows_that_are_gone_or_moved_are_found(database: Database, statements: list[str], found: Break) -> None:
    await written(database, ENTRIES)
    async with tampering(database) as conn:
        for statement in statements:
            await conn.exec_driver_sql(statement)
        assert await verify(conn) == found


async def test_a_row_that_was_written_anew_with_its_hash_leaves_the_next_one_hanging(database: Database) -> None:
    await written(database, ENTRIES)
    async with tampering(database) as conn:
        row = (await as_held(conn))[1] | {"person_id": 2}
        at = journal._written(row["at"]) if isinstance(row["at"], datetime) else row["at"]
        forged = {"person_id": 2, "hash": journal._link(row["before_hash"], row, at, row["detail"])}
        await conn.execute(table.update().where(table.c.id == 2).values(forged))
        assert await verify(conn) == Break(3, "unlinked")


async def test_what_happened_with_a_nomination_is_told_with_its_draft(database: Database, province: Province) -> None:
    lan, binh = province.lan, province.binh
    async with database.write() as conn:
        filing = Filing(lan, a_nomination(4, province.round), NOW)
        (number,) = (await nominations.file(conn, [filing])).values()
        owner = f"p:{lan.id}"
        answered = [Entry("answered", owner, lan.id, draft=draft, detail={"key": "born"}) for draft in (4, 5, 4)]
        await append(conn, answered, NOW)
        await append(conn, [Entry("filed", owner, lan.id, number, 4)], NOW + MINUTE)
        await append(
            conn, [Entry("viewed", f"p:{binh.id}", binh.id, number), Entry("viewed", "p:9", 9, number + 1)], NOW
        )
        whole, newest = NominationJournal(number), NominationJournal(number, limit=2)
        told = await journal.of_nominations(conn, [whole, newest, NominationJournal(99)], ZONE)
        draft = await journal.of_drafts(conn, [DraftJournal(lan.id, 5), DraftJournal(binh.id, 5)], ZONE)
    assert [(one.act, one.by) for one in told[whole]] == [
        ("viewed", binh.name),
        ("filed", lan.name),
        ("answered", lan.name),
        ("answered", lan.name),
    ]
    assert told[newest] == told[whole][:2]
    assert told[NominationJournal(99)] == ()
    assert f"{told[whole][1].at:%d/%m %H:%M}" == "22/11 03:31"
    assert [one.detail for one in draft[DraftJournal(lan.id, 5)]] == [{"key": "born"}]
    assert draft[DraftJournal(binh.id, 5)] == ()


async def test_the_head_is_one_row(database: Database) -> None:
    await written(database, ENTRIES, ENTRIES)
    async with database.read() as conn:
        rows = await conn.execute(select(journal_head.c.id, journal_head.c.last))
        assert [tuple(row) for row in rows] == [(1, 10)]
