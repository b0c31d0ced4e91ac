"""Transactions on both databases: all or nothing, in order, and errors in words of our own."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import insert, select
from sqlalchemy.exc import DBAPIError, IntegrityError, StatementError

from storage import answers, conversations
from storage.answers import Answer
from storage.conversations import Moved
from storage.database import Database, open_database
from storage.errors import BadAddress, Busy, DiskFull
from storage.tables import contacts
from tests.storage.province import NOW


async def history_of(database: Database, owner: str) -> list[Answer]:
    async with database.read() as conn:
        return await answers.history(conn, owner, 1)


async def test_what_is_written_is_there_after_the_block(database: Database) -> None:
    async with database.write() as conn:
        await answers.record(conn, [Answer("p:1", 1, "ten", "Ba", NOW)])
        assert await history_of(database, "p:1") == []
    assert await history_of(database, "p:1") == [Answer("p:1", 1, "ten", "Ba", NOW)]


async def test_an_error_undoes_everything(database: Database) -> None:
    async def fail() -> None:
        async with database.write() as conn:
            await answers.record(conn, [Answer("p:1", 1, "ten", "Ba", NOW)])
            await conversations.save(conn, [Moved("p:1", 0, {"v": 1})], NOW)
            raise LookupError

    with pytest.raises(LookupError):
        await fail()
    assert await history_of(database, "p:1") == []
    async with database.write() as conn:
        assert await conversations.load(conn, ["p:1"]) == {}


async def test_a_cancelled_block_undoes_everything(database: Database) -> None:
    begun = asyncio.Event()

    async def hang() -> None:
        async with database.write() as conn:
            await answers.record(conn, [Answer("p:1", 1, "ten", "Ba", NOW)])
            begun.set()
            await asyncio.Event().wait()

    task = asyncio.create_task(hang())
    await begun.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    async with database.write() as conn:
        assert await answers.history(conn, "p:1", 1) == []


async def test_a_wait_for_a_lock_can_be_cancelled(database: Database, another: Callable[..., Database]) -> None:
    other = another()

    async def save(worker: Database, version: int) -> None:
        async with worker.write() as conn:
            await conversations.save(conn, [Moved("p:1", version, {"v": 1})], NOW)

    async with database.write() as conn:
        await conversations.save(conn, [Moved("p:1", 0, {"v": 1})], NOW)
        waiting = asyncio.create_task(save(other, 0))
        await asyncio.sleep(0.1)
        waiting.cancel()
        await asyncio.sleep(0.01)
    with pytest.raises(asyncio.CancelledError):
        await waiting
    await save(other, 1)
    await save(database, 2)


async def test_a_locked_database_is_busy(database: Database, another: Callable[..., Database]) -> None:
    other = another(patience=0.1)
    async with database.write() as conn:
        await conversations.save(conn, [Moved("p:1", 0, {"v": 1})], NOW)
        with pytest.raises(Busy, match="run it again"):
            async with other.write() as second:
                await conversations.save(second, [Moved("p:1", 0, {"v": 1})], NOW)
    async with other.write() as conn:
        assert (await conversations.load(conn, ["p:1"]))["p:1"].version == 1


async def test_waiting_too_long_for_a_connection_is_busy(another: Callable[..., Database]) -> None:
    database = another(patience=0.1, connections=1)
    async with database.write():
        with pytest.raises(Busy):
            async with database.write():
                pytest.fail("there is only one connection")


async def test_two_writers_of_one_process_take_turns(database: Database) -> None:
    async def add(number: int) -> None:
        async with database.write() as conn:
            await answers.record(conn, [Answer("p:1", 1, str(number), number, NOW)])

    await asyncio.gather(*(add(number) for number in range(20)))
    assert len(await history_of(database, "p:1")) == 20


async def test_readers_do_not_write(database: Database) -> None:
    async with database.read() as conn:
        with pytest.raises(DBAPIError, match=r"(?i)read-?only"):
            await answers.record(conn, [Answer("p:1", 1, "ten", "Ba", NOW)])


async def test_a_mistake_of_ours_is_seen_as_it_is(database: Database) -> None:
    with pytest.raises(IntegrityError):
        async with database.write() as conn:
            await conn.execute(
                insert(contacts), {"channel": "web", "address": "a", "display_name": "", "person_id": 999}
            )


async def test_no_server_is_busy() -> None:
    database = open_database("postgresql+asyncpg://nobody@127.0.0.1:9/nothing")
    with pytest.raises(Busy, match="out of reach"):
        async with database.read():
            pytest.fail("there is no server")
    await database.close()


async def test_a_full_disk_is_told(tmp_path: Path) -> None:
    database = open_database(f"sqlite+aiosqlite:///{tmp_path}/full.db")

    async def write_too_much() -> None:
        async with database.write() as conn:
            await conn.exec_driver_sql("CREATE TABLE t (x TEXT)")
            await conn.exec_driver_sql("PRAGMA max_page_count = 3")
            await conn.exec_driver_sql("INSERT INTO t VALUES (zeroblob(100000))")

    with pytest.raises(DiskFull):
        await write_too_much()
    await database.close()


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("data/neu-guong.db", "cannot be read"),
        ("sqlite:///data/neu-guong.db", "begins with 'sqlite'"),
        ("mysql+aiomysql://root:secret@host/name", "begins with"),
        ("sqlite+aiosqlite://", "memory"),
        ("sqlite+aiosqlite:///:memory:", "memory"),
        ("postgresql+asyncpg://host", "names no database"),
    ],
)
def test_a_bad_address_says_what_to_write(url: str, says: str) -> None:
    with pytest.raises(BadAddress, match=says) as caught:
        open_database(url)
    assert "sqlite+aiosqlite:///data/neu-guong.db" in str(caught.value)
    assert "secret" not in str(caught.value)


async def test_sqlite_makes_its_folder_and_survives_power_cuts(tmp_path: Path) -> None:
    database = open_database(f"sqlite+aiosqlite:///{tmp_path}/new/folder/test.db")
    async with database.write() as conn:
        got = [(await conn.exec_driver_sql(f"PRAGMA {name}")).scalar_one() for name in ("journal_mode", "synchronous")]
    assert got == ["wal", 2]
    await database.close()


async def test_moments_are_aware_utc(database: Database) -> None:
    hanoi = datetime(2026, 11, 22, 3, 30, 0, 123456, tzinfo=timezone(timedelta(hours=7)))
    async with database.write() as conn:
        await answers.record(conn, [Answer("p:1", 1, "luc", 1, hanoi)])
        (answer,) = await answers.history(conn, "p:1", 1)
        assert (answer.at, answer.at.tzinfo) == (hanoi, UTC)
        with pytest.raises(StatementError, match="no time zone"):
            await answers.record(conn, [Answer("p:1", 1, "luc", 1, hanoi.replace(tzinfo=None))])


@pytest.mark.parametrize("value", [None, "x\0y", "\ud83d", {"b": 1, "a": [True, 2**60, "ữ"]}, []])
async def test_json_comes_back_as_it_was(database: Database, value: object) -> None:
    async with database.write() as conn:
        await answers.record(conn, [Answer("p:1", 1, "k", value, NOW)])
        (answer,) = await answers.history(conn, "p:1", 1)
    assert answer.value == value
    if isinstance(value, dict):
        assert list(answer.value) == list(value)


async def test_a_prank_in_a_name_is_kept_readable(database: Database) -> None:
    async with database.write() as conn:
        values = {"channel": "web", "address": "a", "display_name": "Lan\0\ud83d 🌾"}
        await conn.execute(insert(contacts), values)
        assert (await conn.execute(select(contacts.c.display_name))).scalar_one() == "Lan\ufffd? 🌾"
