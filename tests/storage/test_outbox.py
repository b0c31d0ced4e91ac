"""Posts are claimed once, settled with what happened, and fed in order."""

import asyncio
from collections.abc import Callable
from datetime import timedelta, timezone
from typing import Any

from storage import outbox
from storage.database import Database
from storage.outbox import NewPost, Settled
from tests.storage.province import MINUTE, NOW, Province

LATER = NOW + MINUTE


def posts(province: Province, count: int = 1, **fields: Any) -> list[NewPost]:
    contact = province.contact
    return [NewPost(contact.id, contact.owner, ref, "send", {"text": ref})._replace(**fields) for ref in range(count)]


async def test_a_post_from_queued_to_sent(database: Database, province: Province) -> None:
    async with database.write() as conn:
        first, second = await outbox.add(conn, posts(province, 2), NOW)
        assert await outbox.counts(conn) == {"queued": 2}
        assert await outbox.start(conn, [first, second], LATER) == [first, second]
        assert await outbox.start(conn, [first, second], LATER) == []
        assert await outbox.counts(conn) == {"sending": 2}
        await outbox.settle(conn, [Settled(first, "sent", "m1"), Settled(second, "dead", reason="400")])
        assert await outbox.counts(conn) == {"dead": 1}
        contact = province.contact.id
        assert await outbox.message_ids(conn, [(contact, 0), (contact, 1), (contact, 7)]) == {(contact, 0): "m1"}
        assert await outbox.message_ids(conn, []) == {}


async def test_a_post_to_be_tried_again(database: Database, province: Province) -> None:
    async with database.write() as conn:
        (row_id,) = await outbox.add(conn, posts(province, state="sending", lease_until=LATER), NOW)
        await outbox.settle(conn, [Settled(row_id, "queued", not_before=LATER, reason="429")])
        assert await outbox.claim_due(conn, NOW, 10, LATER) == []
        (claimed,) = await outbox.claim_due(conn, LATER, 10, LATER)
    assert (claimed.id, claimed.channel, claimed.address, claimed.attempts) == (row_id, "telegram", "1001", 2)
    assert (claimed.payload, claimed.owner, claimed.verb) == ({"text": 0}, province.contact.owner, "send")


async def test_those_who_wait_longest_are_claimed_first(database: Database, province: Province) -> None:
    async with database.write() as conn:
        late = await outbox.add(conn, posts(province, 2, not_before=LATER), NOW)
        soon = await outbox.add(conn, posts(province, 2), NOW)
        assert [claimed.id for claimed in await outbox.claim_due(conn, LATER, 3, LATER)] == [late[0], *soon]


async def test_two_workers_never_claim_the_same_post(
    database: Database, another: Callable[..., Database], province: Province
) -> None:
    async with database.write() as conn:
        ids = await outbox.add(conn, posts(province, 60), NOW)

    async def work(worker: Database) -> list[int]:
        mine: list[int] = []
        while True:
            async with worker.write() as conn:
                claimed = await outbox.claim_due(conn, NOW, 7, LATER)
                await asyncio.sleep(0.005)
            if not claimed:
                return mine
            assert len(claimed) <= 7
            mine += [post.id for post in claimed]

    first, second = await asyncio.gather(work(database), work(another()))
    assert sorted(first + second) == ids


async def test_a_claim_does_not_wait_for_another(
    database: Database, another: Callable[..., Database], province: Province, dialect: str
) -> None:
    async with database.write() as conn:
        ids = await outbox.add(conn, posts(province, 4), NOW)
    if dialect == "sqlite":
        return  # it has one writer at a time; the test above says that they take turns
    async with database.write() as conn, another().write() as second:
        mine = await outbox.claim_due(conn, NOW, 2, LATER)
        theirs = await outbox.claim_due(second, NOW, 9, LATER)
    assert [[post.id for post in claimed] for claimed in (mine, theirs)] == [ids[:2], ids[2:]]


async def test_a_lease_that_runs_out(database: Database, province: Province) -> None:
    async with database.write() as conn:
        send, amend, young = await outbox.add(
            conn,
            [
                *posts(province, state="sending", lease_until=NOW),
                *posts(province, state="sending", lease_until=NOW, verb="amend"),
                *posts(province, state="sending", lease_until=LATER),
            ],
            NOW,
        )
        assert await outbox.expire_leases(conn, NOW) == [send, amend]
        assert await outbox.counts(conn) == {"unknown": 1, "queued": 1, "sending": 1}
        assert [post.id for post in await outbox.claim_due(conn, NOW, 9, LATER)] == [amend]
        await outbox.settle(conn, [Settled(send, "sent", "m1"), Settled(young, "unknown", reason="time-out")])
        assert await outbox.counts(conn) == {"unknown": 1, "sending": 1}


async def test_an_amendment_that_was_amended_since_is_not_made_again(database: Database, province: Province) -> None:
    async with database.write() as conn:
        (old,) = await outbox.add(conn, posts(province, state="sending", lease_until=NOW, verb="amend"), NOW)
        await outbox.add(conn, posts(province, state="sent", verb="amend"), NOW)
        assert await outbox.expire_leases(conn, NOW) == [old]
        assert await outbox.counts(conn) == {"unknown": 1}


async def test_what_is_settled_stays_settled(database: Database, province: Province) -> None:
    async with database.write() as conn:
        (row_id,) = await outbox.add(conn, posts(province, state="sending", lease_until=LATER), NOW)
        await outbox.settle(conn, [Settled(row_id, "sent", "m1")])
        await outbox.settle(conn, [Settled(row_id, "queued", not_before=NOW)])
        await outbox.settle(conn, [])
        assert await outbox.claim_due(conn, NOW, 9, LATER) == []


async def test_a_message_sent_anew_has_the_newest_id(database: Database, province: Province) -> None:
    async with database.write() as conn:
        sending = posts(province, state="sending", lease_until=LATER)
        first, second = await outbox.add(conn, [*sending, sending[0]._replace(verb="amend")], NOW)
        await outbox.settle(conn, [Settled(first, "sent", "m1"), Settled(second, "sent", "m2")])
        key = (province.contact.id, 0)
        assert await outbox.message_ids(conn, [key]) == {key: "m2"}


async def test_nothing_more_goes_to_a_closed_door(database: Database, province: Province) -> None:
    async with database.write() as conn:
        await outbox.add(conn, posts(province, 2), NOW)
        await outbox.give_up(conn, [province.contact.id], "blocked")
        assert await outbox.counts(conn) == {"dead": 2}
        await outbox.give_up(conn, [], "blocked")


async def test_the_feed_goes_on_where_it_was(database: Database, province: Province) -> None:
    async with database.write() as conn:
        ids = await outbox.add(conn, posts(province, 5, state="sent"), NOW)
        assert await outbox.add(conn, [], NOW) == []
        feed = await outbox.feed(conn, province.contact.id, 0, 3)
        assert [(row.id, row.ref) for row in feed] == list(zip(ids[:3], range(3), strict=True))
        assert [row.id for row in await outbox.feed(conn, province.contact.id, ids[2], 9)] == ids[3:]
        assert await outbox.feed(conn, 999, 0, 9) == []
        assert await outbox.tail(conn, province.contact.id, 2) == ids[-3]
        assert await outbox.tail(conn, province.contact.id, 99) == 0
        assert (feed[0].created_at, feed[0].payload) == (NOW, {"text": 0})


async def test_no_post_appears_behind_one_that_was_read(
    database: Database, another: Callable[..., Database], province: Province
) -> None:
    """Two workers add for the same contact: the second waits, so that its ids come later and show later."""
    other = another()
    added: list[str] = []

    async def add_second() -> list[int]:
        async with other.write() as conn:
            ids = await outbox.add(conn, posts(province), NOW)
            added.append("second")
            return ids

    async with database.write() as conn:
        (first,) = await outbox.add(conn, posts(province), NOW)
        second = asyncio.create_task(add_second())
        await asyncio.sleep(0.1)
        added.append("first")
    assert [first] < await second
    assert added == ["first", "second"]


async def test_a_later_try_is_due_whatever_the_zone_of_its_moment(database: Database, province: Province) -> None:
    zone = timezone(timedelta(hours=7))
    async with database.write() as conn:
        (row_id,) = await outbox.add(conn, posts(province, 1), NOW)
        await outbox.start(conn, [row_id], LATER)
        again = Settled(row_id, "queued", not_before=(NOW + timedelta(seconds=7)).astimezone(zone))
        await outbox.settle(conn, [again])
        assert await outbox.claim_due(conn, NOW + timedelta(seconds=6), 9, LATER) == []
        (claimed,) = await outbox.claim_due(conn, (NOW + timedelta(seconds=8)).astimezone(zone), 9, LATER)
    assert claimed.id == row_id


async def test_what_a_post_says_is_read_by_its_own_contact_only(database: Database, province: Province) -> None:
    async with database.write() as conn:
        said, notice = await outbox.add(conn, [*posts(province), *posts(province, verb="toast")], NOW)
        contact = province.contact.id
        assert await outbox.said(conn, contact, said) == ({"text": 0}, None)
        for contact_id, row_id in ((contact + 1, said), (contact, notice), (contact, notice + 1)):
            assert await outbox.said(conn, contact_id, row_id) is None
