"""What the bulk sender does with a row, whatever becomes of it: on SQLite and PostgreSQL."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from bot import bulk_sender
from bot.channels.base import Blocked, Later, Refused, Unsure
from conversations.model import Paper
from storage import bulk, contacts, outbox
from tests.bulk.conftest import TERMS, BulkHand, Stand

PHOTO = Paper("kept", "hop-xa.jpg", "f" * 64)
HOUR = timedelta(hours=1)


async def test_everybody_gets_it_in_the_order_of_adding(stand: Stand) -> None:
    ids = await stand.queue(*range(12))
    door = BulkHand()
    async with stand.running(door):
        await stand.until(sent=12)
    assert [post.id for post in door.posts] == ids
    async with stand.database.read() as conn:
        assert await bulk.tally(conn, [1]) == {1: {"sent": 12}}
        contact = stand.contacts[3].id
        assert await outbox.message_ids(conn, [(contact, 9)]) == {(contact, 9): f"m{ids[3]}"}


async def test_only_a_handful_is_taken_ahead_of_its_turn(stand: Stand) -> None:
    await stand.queue(*range(12))
    door = BulkHand(left=0.5)
    async with stand.running(door):
        await asyncio.sleep(0.1)
        assert [state for state, _ in (await stand.states()).values()] == ["queued"] * 12, (
            "while it rests it takes none"
        )
        door.left, door.ready = 0.0, lambda _: False
        await stand.until(sending=bulk_sender.AHEAD)
        await asyncio.sleep(0.2)
        await stand.until(sending=bulk_sender.AHEAD, queued=12 - bulk_sender.AHEAD)
    assert {state for state, _ in (await stand.states()).values()} == {"queued"}, "and they are put back at the end"
    assert door.posts == []


async def test_a_chat_whose_turn_has_not_come_holds_nobody_up(stand: Stand) -> None:
    await stand.queue(*range(4))
    door = BulkHand(ready=lambda address: address != "5000")
    async with stand.running(door):
        await stand.until(sent=3, sending=1)
        door.ready = lambda _: True
        await stand.until(sent=4)


async def test_a_chat_gets_one_thing_at_a_time(stand: Stand) -> None:
    await stand.queue(0, 0, 1)
    door = BulkHand()
    door.gate.clear()
    async with stand.running(door):
        await stand.until(sending=3)
        await asyncio.sleep(0.1)
        assert [post.address for post in door.posts] == ["5000", "5001"]
        door.gate.set()
        await stand.until(sent=3)


@pytest.mark.parametrize(
    ("outcome", "state"),
    [(Refused("400 no"), "dead"), (Unsure("lost"), "unknown"), (ValueError("a bug"), "unknown")],
)
async def test_what_is_over_is_over(stand: Stand, outcome: Refused | Unsure | Exception, state: str) -> None:
    await stand.queue(0, 1)
    door = BulkHand()
    door.outcomes.append(outcome)
    async with stand.running(door):
        found = await stand.until(sent=1, **{state: 1})
    assert [reason for at, reason in found.values() if at == state] == [getattr(outcome, "reason", "ValueError")]
    assert len(door.posts) == 2


async def test_a_429_is_when_the_row_is_sent_again(stand: Stand) -> None:
    (row,) = await stand.queue(0)
    door = BulkHand()
    door.outcomes.append(Later(7, "429 Too Many Requests: retry after 7"))
    async with stand.running(door) as sender:
        await door.called(1)
        await stand.until(queued=1)
        async with stand.database.read() as conn:
            assert not await bulk.waits(conn, "telegram", stand.clock.now() + timedelta(seconds=6))
            assert await bulk.waits(conn, "telegram", stand.clock.now() + timedelta(seconds=7.1))
        stand.clock.ahead = timedelta(seconds=8)
        sender.wake()
        await stand.until(sent=1)
    assert [post.id for post in door.posts] == [row, row]


async def test_what_comes_after_it_to_the_same_chat_waits_with_it(stand: Stand) -> None:
    await stand.queue(0, 0)
    door = BulkHand()
    door.outcomes.append(Later(30, "429"))
    async with stand.running(door):
        await door.called(1)
        await stand.until(queued=2)
        await asyncio.sleep(0.1)
    assert len(door.posts) == 1


async def test_trouble_makes_everything_rest_and_costs_nobody_his_message(stand: Stand) -> None:
    await stand.queue(*range(6))
    door = BulkHand()
    door.outcomes.extend([Later(5, "no connection")] * 6)
    async with stand.running(door) as sender:
        await door.called(6)
        await stand.until(queued=6)
        assert door.rests[:2] == [8, 16]
        stand.clock.ahead = 23 * HOUR
        sender.wake()
        await stand.until(sent=6)


async def test_after_a_day_a_row_is_given_up(stand: Stand) -> None:
    await stand.queue(0)
    stand.clock.ahead = 25 * HOUR
    door = BulkHand()
    door.outcomes.append(Later(5, "502"))
    async with stand.running(door):
        found = await stand.until(dead=1)
    assert list(found.values()) == [("dead", "502")]


async def test_a_long_rest_gives_back_what_was_taken(stand: Stand) -> None:
    await stand.queue(*range(3))
    door = BulkHand(ready=lambda _: False)
    async with stand.running(door) as sender:
        await stand.until(sending=3)
        door.left = 30
        sender.wake()
        await stand.until(queued=3)


@pytest.mark.parametrize(("act", "state"), [("hold", "held"), ("call_off", "dead")])
async def test_what_is_refused_for_now_is_not_sent_after_a_pause(stand: Stand, act: str, state: str) -> None:
    await stand.queue(0, 1)
    door = BulkHand()
    door.outcomes.extend([Later(0.1, "429"), Later(0.1, "429")])
    door.gate.clear()
    async with stand.running(door) as sender:
        await door.called(2)
        async with stand.database.write() as conn:
            await (bulk.hold(conn, 1) if act == "hold" else bulk.call_off(conn, 1, "cancelled"))
        door.gate.set()
        await stand.until(**{state: 2})
        sender.wake()
        await asyncio.sleep(0.3)
    assert len(door.posts) == 2


async def test_who_closed_the_door_is_marked(stand: Stand) -> None:
    """At which other door he gets it, is decided by whoever called him (test_broadcasting.py)."""
    await stand.queue(0, 1)
    door = BulkHand()
    door.outcomes.extend([Blocked("403 blocked"), Refused("400 chat not found")])
    async with stand.running(door):
        await stand.until(dead=2)
        async with stand.database.read() as conn:
            known = await contacts.by_ids(conn, [contact.id for contact in stand.contacts[:2]])
    assert [known[contact.id].blocked for contact in stand.contacts[:2]] == [True, False]


async def test_a_correction_takes_the_place_of_the_message(stand: Stand) -> None:
    (first,) = await stand.queue(0)
    await stand.queue(0, verb="amend", text="Đính chính")
    door = BulkHand()
    async with stand.running(door):
        await stand.until(sent=2)
    assert [(post.verb, post.message_id) for post in door.posts] == [("send", ""), ("amend", f"m{first}")]


async def test_a_correction_waits_for_the_message(stand: Stand) -> None:
    await stand.queue(0, not_before=stand.clock.now() + HOUR)
    await stand.queue(0, verb="amend", text="Đính chính")
    door = BulkHand()
    async with stand.running(door) as sender:
        await asyncio.sleep(0.3)
        assert door.posts == []
        stand.clock.ahead = 2 * HOUR
        sender.wake()
        await stand.until(sent=1)
        stand.clock.ahead = 3 * HOUR
        sender.wake()
        await stand.until(sent=2)
    assert [post.verb for post in door.posts] == ["send", "amend"]


async def test_a_correction_of_what_is_gone_is_said_anew(stand: Stand) -> None:
    await stand.queue(0)
    door = BulkHand()
    async with stand.running(door):
        await stand.until(sent=1)
        door.outcomes.append(Refused("400 message to edit not found"))
        await stand.queue(0, verb="amend", text="Đính chính")
        await stand.queue(1, verb="amend", text="Đính chính")
        await stand.until(sent=3)
    assert [(post.address, post.verb) for post in door.posts[1:]] == [
        ("5000", "amend"),
        ("5000", "send"),
        ("5001", "send"),
    ]


async def test_the_papers_of_an_announcement_are_made_once(stand: Stand) -> None:
    await stand.queue(*range(12), papers=(PHOTO,))
    door = BulkHand()
    async with stand.running(door):
        await stand.until(sent=12)
    assert stand.made == [PHOTO]
    assert len({id(post.papers[0]) for post in door.posts}) == 1


async def test_one_process_sends_and_the_other_does_not(stand: Stand) -> None:
    first, second = BulkHand(), BulkHand()
    async with stand.running(first), stand.running(second, replace(TERMS, holder="two")):
        await stand.queue(*range(12))
        await stand.until(sent=12)
    assert sorted([len(first.posts), len(second.posts)]) == [0, 12]


async def test_the_next_process_goes_on_where_one_ended(stand: Stand) -> None:
    await stand.queue(*range(3))
    first, second = BulkHand(ready=lambda _: False), BulkHand()
    async with stand.running(first):
        await stand.until(sending=3)
    await stand.until(queued=3)
    async with stand.running(second, replace(TERMS, holder="two")):
        await stand.until(sent=3)  # given back at the end of the first, so there is nothing to wait for
    assert (len(first.posts), len(second.posts)) == (0, 3)


async def test_a_token_is_taken_over_when_its_lease_runs_out(stand: Stand) -> None:
    await stand.queue(*range(10))
    first, second = BulkHand(ready=lambda _: False), BulkHand()
    short, other = replace(TERMS, token=timedelta(seconds=0.01)), replace(TERMS, holder="two")
    async with stand.running(first, short):
        await stand.until(sending=bulk_sender.AHEAD)
        async with stand.running(second, other):
            await stand.until(sent=10)  # what the first had taken it puts back, and begins none of it
    assert (len(first.posts), len(second.posts)) == (0, 10)


async def test_the_end_of_the_process_waits_for_what_is_under_way(
    stand: Stand, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk_sender, "LAST_WORDS", 0.3)
    await stand.queue(*range(2))
    door = BulkHand()
    door.gate.clear()
    async with stand.running(door):
        await door.called(2)
    assert set((await stand.states()).values()) == {("unknown", "the process ended")}
    assert len(door.posts) == 2
