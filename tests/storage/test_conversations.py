"""Two workers never both move a conversation on."""

import asyncio
from collections.abc import Callable

import pytest

from storage import conversations
from storage.conversations import NEW, Moved, Stored
from storage.database import Database
from storage.errors import Conflict
from tests.storage.province import NOW


async def test_a_conversation_goes_on_from_where_it_was(database: Database) -> None:
    async with database.write() as conn:
        assert await conversations.load(conn, ["p:1", "c:2"]) == {}
        await conversations.save(conn, [Moved("p:1", 0, {"v": 1}), Moved("c:2", 0, {"v": 2})], NOW)
        await conversations.save(conn, [Moved("p:1", 1, {"v": 3})], NOW)
        await conversations.save(conn, [], NOW)
    async with database.read() as conn:
        found = await conversations.load(conn, ["p:1", "c:2", "p:9"], lock=False)
    assert found == {"p:1": Stored(2, {"v": 3}), "c:2": Stored(1, {"v": 2})}


async def test_an_old_version_is_refused_and_nothing_is_saved(database: Database) -> None:
    async with database.write() as conn:
        await conversations.save(conn, [Moved("p:1", 0, "first")], NOW)

    async def save_both() -> None:
        async with database.write() as conn:
            await conversations.save(conn, [Moved("p:1", 0, "second"), Moved("p:2", 0, "new")], NOW)

    with pytest.raises(Conflict, match=r"\(p:1\)") as caught:
        await save_both()
    assert caught.value.owners == {"p:1"}
    async with database.write() as conn:
        assert await conversations.load(conn, ["p:1", "p:2"]) == {"p:1": Stored(1, "first")}


async def test_of_two_first_messages_at_once_one_has_to_step_again(
    database: Database, another: Callable[..., Database]
) -> None:
    """On SQLite they take turns; on PostgreSQL nothing is there yet to be locked, and the version decides."""

    async def begin(worker: Database) -> str:
        async with worker.write() as conn:
            stored = (await conversations.load(conn, ["p:1"])).get("p:1", NEW)
            await asyncio.sleep(0.05)
            await conversations.save(conn, [Moved("p:1", stored.version, "state")], NOW)
        return "saved"

    got = await asyncio.gather(begin(database), begin(another()), return_exceptions=True)
    assert "saved" in got
    assert all(result == "saved" or isinstance(result, Conflict) for result in got)
    async with database.write() as conn:
        assert (await conversations.load(conn, ["p:1"]))["p:1"].version == got.count("saved")


async def test_loading_locks(database: Database, another: Callable[..., Database]) -> None:
    async with database.write() as conn:
        await conversations.save(conn, [Moved(f"p:{number}", 0, 0) for number in range(3)], NOW)

    async def count_on(worker: Database, owners: list[str]) -> None:
        async with worker.write() as conn:
            found = await conversations.load(conn, owners)
            await asyncio.sleep(0.01)
            moved = [Moved(owner, stored.version, stored.state + 1) for owner, stored in found.items()]
            await conversations.save(conn, moved, NOW)

    workers = [database, another()]
    orders = [["p:0", "p:1", "p:2"], ["p:2", "p:1", "p:0"]]
    await asyncio.gather(*(count_on(workers[turn % 2], orders[turn % 2]) for turn in range(8)))
    async with database.write() as conn:
        found = await conversations.load(conn, orders[0])
    assert found == {f"p:{number}": Stored(9, 8) for number in range(3)}
