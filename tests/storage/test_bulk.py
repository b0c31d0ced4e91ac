"""The lane of announcements: claimed apart from the replies, held, called off, counted."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from storage import bulk, outbox, sending_leases
from storage.database import Database
from storage.outbox import NewPost, Settled
from tests.storage.province import MINUTE, NOW, Province

LATER = NOW + MINUTE


def announced(province: Province, count: int = 1, **fields: Any) -> list[NewPost]:
    contact = province.contact
    rows = [NewPost(contact.id, contact.owner, ref, "send", {"text": ref}) for ref in range(count)]
    return [row._replace(lane="bulk", broadcast_id=7)._replace(**fields) for row in rows]


async def test_the_lanes_do_not_see_each_other(database: Database, province: Province) -> None:
    async with database.write() as conn:
        (mass,) = await outbox.add(conn, announced(province), NOW)
        assert not await bulk.waits(conn, "zalo", LATER)
        assert await bulk.waits(conn, "telegram", LATER)
        (reply,) = await outbox.add(conn, announced(province, lane="reply", broadcast_id=None), NOW)
        assert [post.id for post in await outbox.claim_due(conn, LATER, 9, LATER)] == [reply]
        assert await bulk.claim(conn, "zalo", LATER, 9, LATER) == []
        (claimed,) = await bulk.claim(conn, "telegram", LATER, 9, LATER)
        assert (claimed.id, claimed.attempts, claimed.created_at, claimed.broadcast_id) == (mass, 1, NOW, 7)
        assert not await bulk.waits(conn, "telegram", LATER)


async def test_those_who_wait_longest_are_claimed_first(database: Database, province: Province) -> None:
    async with database.write() as conn:
        late = await outbox.add(conn, announced(province, 2, not_before=LATER), NOW)
        soon = await outbox.add(conn, announced(province, 2), NOW)
        assert [post.id for post in await bulk.claim(conn, "telegram", NOW, 3, LATER)] == soon
        assert [post.id for post in await bulk.claim(conn, "telegram", LATER, 1, LATER)] == late[:1]


async def test_two_workers_never_claim_the_same_post(
    database: Database, another: Callable[..., Database], province: Province
) -> None:
    async with database.write() as conn:
        ids = await outbox.add(conn, announced(province, 60), NOW)

    async def work(worker: Database) -> list[int]:
        mine: list[int] = []
        while True:
            async with worker.write() as conn:
                claimed = await bulk.claim(conn, "telegram", NOW, 7, LATER)
                await asyncio.sleep(0.005)
            if not claimed:
                return mine
            mine += [post.id for post in claimed]

    first, second = await asyncio.gather(work(database), work(another()))
    assert sorted(first + second) == ids


async def test_what_a_dead_process_took_is_unknown_and_not_claimed_again(
    database: Database, province: Province
) -> None:
    async with database.write() as conn:
        (row,) = await outbox.add(conn, announced(province), NOW)
        await bulk.claim(conn, "telegram", NOW, 9, LATER)
        assert await outbox.expire_leases(conn, LATER) == [row]
        assert await bulk.claim(conn, "telegram", LATER + MINUTE, 9, LATER) == []
        assert await bulk.tally(conn, [7, 8]) == {7: {"unknown": 1}, 8: {}}


async def test_pause_resume_and_cancel(database: Database, province: Province) -> None:
    async with database.write() as conn:
        await outbox.add(conn, [*announced(province, 3), *announced(province, broadcast_id=8)], NOW)
        await bulk.claim(conn, "telegram", NOW, 1, LATER)
        assert await bulk.hold(conn, 7) == 2
        assert await bulk.tally(conn, [7, 8]) == {7: {"sending": 1, "held": 2}, 8: {"queued": 1}}
        assert [post.broadcast_id for post in await bulk.claim(conn, "telegram", NOW, 9, LATER)] == [8]
        assert await bulk.release(conn, 7) == 2
        assert await bulk.hold(conn, 7) == 2
        assert await bulk.call_off(conn, 7, "cancelled") == 2
        assert await bulk.tally(conn, [7]) == {7: {"sending": 1, "dead": 2}}


async def test_what_comes_back_waits_or_goes_with_its_announcement(database: Database, province: Province) -> None:
    async with database.write() as conn:
        first, second, other = await outbox.add(
            conn, [*announced(province, 2), *announced(province, broadcast_id=8)], NOW
        )
        await bulk.claim(conn, "telegram", NOW, 9, LATER)
        await bulk.hold(conn, 7)
        await outbox.settle(conn, [Settled(first, "queued", not_before=NOW), Settled(other, "queued", not_before=NOW)])
        assert [post.id for post in await bulk.claim(conn, "telegram", NOW, 1, LATER)] == [other], "whatever is queued"
        await bulk.come_back(conn, [first, other])
        await bulk.come_back(conn, [])
        assert await bulk.tally(conn, [7, 8]) == {7: {"held": 1, "sending": 1}, 8: {"sending": 1}}
        await bulk.release(conn, 7)
        assert await bulk.waits(conn, "telegram", NOW)
        await bulk.call_off(conn, 7, "cancelled")
        await outbox.settle(conn, [Settled(second, "queued", not_before=NOW)])
        await bulk.come_back(conn, [second])
        assert await bulk.tally(conn, [7]) == {7: {"dead": 2}}


async def test_an_amendment_waits_for_what_it_amends(database: Database, province: Province) -> None:
    async with database.write() as conn:
        send, amend = await outbox.add(conn, [*announced(province), *announced(province, verb="amend")], NOW)
        contact = province.contact.id
        assert await bulk.follows(conn, contact, 0, amend)
        assert not await bulk.follows(conn, contact, 0, send)
        await bulk.claim(conn, "telegram", NOW, 1, LATER)
        assert await bulk.follows(conn, contact, 0, amend)
        await outbox.settle(conn, [Settled(send, "sent", "m1")])
        assert not await bulk.follows(conn, contact, 0, amend)


async def test_one_process_sends_with_a_token(database: Database) -> None:
    async with database.write() as conn:
        assert await sending_leases.take(conn, "telegram:42", "a", NOW, LATER)
        assert await sending_leases.take(conn, "telegram:42", "a", NOW, LATER + MINUTE)
        assert not await sending_leases.take(conn, "telegram:42", "b", LATER, LATER + MINUTE)
        assert await sending_leases.take(conn, "telegram:43", "b", LATER, LATER + MINUTE)
        assert await sending_leases.take(conn, "telegram:42", "b", LATER + MINUTE, LATER + 2 * MINUTE)
        assert not await sending_leases.take(conn, "telegram:42", "a", LATER + MINUTE, LATER + 2 * MINUTE)


async def test_a_lease_that_is_given_back_is_free(database: Database) -> None:
    async with database.write() as conn:
        await sending_leases.take(conn, "telegram:42", "a", NOW, LATER)
        await sending_leases.give_back(conn, "telegram:42", "b", NOW)
        assert not await sending_leases.take(conn, "telegram:42", "b", NOW, LATER)
        await sending_leases.give_back(conn, "telegram:42", "a", NOW)
        assert await sending_leases.take(conn, "telegram:42", "b", NOW + timedelta(seconds=1), LATER)
