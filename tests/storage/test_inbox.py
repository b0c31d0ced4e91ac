"""What came in twice is kept once."""

import asyncio
from collections.abc import Callable

from storage import inbox
from storage.database import Database
from storage.inbox import NewArrival
from tests.storage.province import NOW, Province


def arrival(key: str, contact_id: int, channel: str = "telegram") -> NewArrival:
    return NewArrival(channel, key, contact_id, {"said": key}, NOW)


async def test_a_second_delivery_is_not_new(database: Database, province: Province) -> None:
    contact = province.contact.id
    async with database.write() as conn:
        first = await inbox.add(conn, [arrival("1", contact), arrival("1", contact), arrival("2", contact)])
        again = await inbox.add(conn, [arrival("2", contact), arrival("3", contact), arrival("2", contact, "web")])
        assert await inbox.add(conn, []) == {}
    assert set(first) == {("telegram", "1"), ("telegram", "2")}
    assert set(again) == {("telegram", "3"), ("web", "2")}
    assert len({*first.values(), *again.values()}) == 4


async def test_delivered_to_two_workers_at_once_it_is_new_to_one(
    database: Database, another: Callable[..., Database], province: Province
) -> None:
    async def add(worker: Database) -> int:
        async with worker.write() as conn:
            return len(await inbox.add(conn, [arrival(str(key), province.contact.id) for key in range(50)]))

    assert sorted(await asyncio.gather(add(database), add(another()))) == [0, 50]


async def test_a_failure_is_kept_for_replay(database: Database, province: Province) -> None:
    async with database.write() as conn:
        ids = await inbox.add(conn, [arrival("1", province.contact.id)])
        (row_id,) = ids.values()
        await inbox.fail(conn, row_id, "ValueError: \0")
        kept = await inbox.load(conn, row_id)
        assert kept
        assert (kept.event, kept.at, kept.status) == ({"said": "1"}, NOW, "failed")
        assert kept.error == "ValueError: \ufffd"
        assert await inbox.count_failed(conn) == 1
        await inbox.mend(conn, row_id)
        assert await inbox.count_failed(conn) == 0
        assert await inbox.load(conn, 999) is None
