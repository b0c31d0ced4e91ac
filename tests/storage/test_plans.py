"""Published plans: every publication is a version of its own, also where two admins publish at the same moment."""

import asyncio

from storage import plans
from storage.database import Database
from tests.storage.province import NOW, Province


async def test_versions_count_up_above_those_of_the_house(database: Database, province: Province) -> None:
    async with database.write() as conn:
        assert await plans.newest(conn) == 0
        assert await plans.publish(conn, "huu-lung", {"a": 1}, province.minh.id, NOW, above=1) == 2
        assert await plans.publish(conn, "huu-lung", {"a": 2}, province.minh.id, NOW, above=1) == 3
        assert await plans.publish(conn, "new", {"b": 1}, province.minh.id, NOW, above=0) == 1
    async with database.read() as conn:
        found = await plans.since(conn, 0)
        assert [(row.plan_id, row.version, row.document) for row in found] == [
            ("huu-lung", 2, {"a": 1}),
            ("huu-lung", 3, {"a": 2}),
            ("new", 1, {"b": 1}),
        ]
        assert await plans.since(conn, found[1].id) == [found[2]]
        assert await plans.newest(conn) == found[2].id


async def test_two_who_publish_at_once_get_two_versions(database: Database, province: Province) -> None:
    async def publish(number: int) -> int:
        async with database.write() as conn:
            return await plans.publish(conn, "new", {"n": number}, province.minh.id, NOW, above=0)

    assert sorted(await asyncio.gather(*(publish(number) for number in range(5)))) == [1, 2, 3, 4, 5]
