"""An announcement in the database: whom it is for, at which door, what became of it, and that nobody gets it twice."""

import asyncio
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import insert, select, update

from conversations.audience import Audience
from conversations.model import BroadcastCorrected, BroadcastKept, BroadcastSteered, SilentReminded
from conversations.queries import AnnouncedTo, AudienceOf, BroadcastsUnder, RollCall
from storage import announcements, audiences, broadcasts, contacts, nominations, outbox, people, units
from storage.contacts import Contact
from storage.database import Database, Transaction
from storage.nominations import Filing
from storage.outbox import NewPost
from storage.people import NewPerson
from storage.tables import contacts as doors
from storage.tables import nominations as files
from storage.tables import outbox as posts
from storage.tables import people as everybody
from storage.tables import recipients
from storage.units import NewUnit
from tests.storage.province import NOW, ZONE, Province, a_nomination

DOORS = ("telegram", "web")
HOUR = timedelta(hours=1)


async def at_door(conn: Transaction, person: int, channel: str, address: str) -> Contact:
    contact = (await contacts.resolve(conn, [(channel, address, "")]))[channel, address]
    await contacts.bind(conn, contact.id, person)
    return contact


def kept(audience: Audience, text: str = "Họp lúc *8 giờ*") -> BroadcastKept:
    return BroadcastKept(0, 0, audience, text, "", (), NOW, {"text": text})


async def goes(conn: Transaction, number: int = 1) -> list[broadcasts.Waiting]:
    """Let what is due be put into the outbox; return for whom."""
    assert await broadcasts.begin(conn, number, DOORS, NOW)
    waiting = await broadcasts.waiting(conn, number, 100)
    rows = [
        NewPost(one.contact_id, f"p:{one.person_id}", 5, "send", {}, lane="bulk", broadcast_id=number)
        for one in waiting
    ]
    ids = await outbox.add(conn, rows, NOW)
    await broadcasts.brought(conn, number, list(zip(waiting, ids, strict=True)))
    return waiting


async def becomes(conn: Transaction, state: str, *owners: int) -> None:
    """Let something become of what is in the outbox for these people."""
    who = [f"p:{owner}" for owner in owners]
    await conn.execute(
        update(posts).where(posts.c.owner.in_(who), posts.c.state == "queued").values(state=state, reason="so")
    )


async def names(conn: Transaction, province: Province, **sifted: Any) -> set[str]:
    audience = Audience(sifted.pop("unit_id", province.province), **sifted)
    query = AudienceOf(audience, province.minh.id, sample=50)
    return {name.rsplit(maxsplit=1)[-1] for name in (await audiences.seen(conn, [query]))[query].names}


async def test_who_it_is_for(database: Database, province: Province) -> None:
    async with database.write() as conn:
        left = await people.create(conn, [NewPerson("Vi Văn Nghỉ", "anh Nghỉ", province.farmers, frozenset())], NOW)
        filed = await nominations.file(conn, [Filing(province.lan, a_nomination(1, province.round), NOW)])
        at = {"round_id": province.round}
        assert await names(conn, province) == {"Lan", "Hòa", "Bình"}, left
        assert await names(conn, province, unit_id=province.van_nham) == {"Lan", "Bình"}
        assert await names(conn, province, roles=("leader",)) == {"Hòa", "Bình"}
        assert await names(conn, province, without=(province.lan.id,)) == {"Hòa", "Bình"}
        assert await names(conn, province, sift="unsent", **at) == {"Hòa", "Bình"}
        assert await names(conn, province, sift="field", field_id="kinh-te", **at) == {"Lan"}
        assert await names(conn, province, sift="field", field_id="y-te", **at) == set()
        taken_back = update(files).values(stage="withdrawn")
        await conn.execute(taken_back)
        assert filed
        assert await names(conn, province, sift="unsent", **at) == {"Lan", "Hòa", "Bình"}
        assert await names(conn, province, sift="field", field_id="kinh-te", **at) == set()


async def test_everybody_gets_it_at_the_door_where_he_was_last(database: Database, province: Province) -> None:
    async with database.write() as conn:
        first = await at_door(conn, province.lan.id, "telegram", "1")
        await at_door(conn, province.lan.id, "web", "2")
        closed = await at_door(conn, province.hoa.id, "telegram", "3")
        await at_door(conn, province.hoa.id, "unknown", "4")
        await contacts.mark_blocked(conn, [closed.id], NOW)
        await outbox.add(conn, [NewPost(first.id, f"p:{province.lan.id}", 1, "send", {})], NOW)
        assert await broadcasts.keep(conn, kept(Audience(province.province)), province.minh.id, NOW)
        (lan,) = await goes(conn)
        assert (lan.person_id, lan.contact_id, lan.channel, lan.todo) == (
            province.lan.id,
            first.id,
            "telegram",
            "announce",
        )
        assert await goes(conn) == []
        counts = await announcements.counts(conn, 1)
        assert (counts.total, counts.queued, counts.unreachable) == (3, 1, 2)


async def test_whom_it_does_not_reach_at_one_door_it_reaches_at_another(database: Database, province: Province) -> None:
    lan, hoa = province.lan.id, province.hoa.id
    async with database.write() as conn:
        old = await at_door(conn, lan, "telegram", "1")
        new = await at_door(conn, lan, "web", "2")
        await at_door(conn, hoa, "telegram", "3")
        await broadcasts.keep(conn, kept(Audience(province.province)), province.minh.id, NOW)
        assert {one.contact_id for one in await goes(conn)} >= {new.id}
        await becomes(conn, "dead", lan, hoa)
        assert await broadcasts.try_another_door(conn, 1, DOORS) == 1
        assert [one.contact_id for one in await goes(conn)] == [old.id]
        await becomes(conn, "dead", lan)
        assert await broadcasts.try_another_door(conn, 1, DOORS) == 0
        assert await broadcasts.finish(conn, 1)
        counts = await announcements.counts(conn, 1)
        assert (counts.failed, counts.unreachable) == (2, 1)


async def test_only_the_silent_are_reminded_and_nobody_after_he_answered(
    database: Database, province: Province
) -> None:
    lan, hoa, binh = province.lan.id, province.hoa.id, province.binh.id
    async with database.write() as conn:
        for number, person in enumerate((lan, hoa, binh)):
            await at_door(conn, person, "telegram", str(number))
        await broadcasts.keep(conn, kept(Audience(province.province)), province.minh.id, NOW)
        assert len(await goes(conn)) == 3
        await becomes(conn, "sent", lan, hoa)
        await becomes(conn, "unknown", binh)
        assert await broadcasts.finish(conn, 1)
        assert await broadcasts.receive(conn, 1, lan, NOW)
        assert await broadcasts.receive(conn, 1, lan, NOW), "a second tap says the same"
        assert not await broadcasts.receive(conn, 1, province.minh.id, NOW), "it was not for her"
        assert await broadcasts.remind(conn, SilentReminded(1, 1), NOW)
        assert not await broadcasts.remind(conn, SilentReminded(1, 1), NOW), "two admins remind once"
        assert {(one.person_id, one.todo) for one in await goes(conn)} == {(hoa, "remind"), (binh, "remind")}
        await broadcasts.receive(conn, 1, hoa, NOW)
        open_ = select(posts.c.owner).where(posts.c.state == "queued")
        assert (await conn.execute(open_)).scalars().all() == [f"p:{binh}"], "what waited for Hòa is not sent any more"
        counts = await announcements.counts(conn, 1)
        assert (counts.sent, counts.unsure, counts.received, counts.silent, counts.reminded) == (2, 1, 2, 1, 2)
        rolls = await announcements.rolls(conn, [RollCall(1)])
        by_unit = {one.unit: (one.received, one.of, one.silent) for one in rolls[RollCall(1)]}
        assert by_unit == {
            "Hội Nông dân xã Vân Nham": (1, 1, ()),
            "xã Hữu Liên": (1, 1, ()),
            "xã Vân Nham": (0, 1, ("Lý Văn Bình",)),
        }
        assert await names(conn, province, sift="silent", silent_on=1) == {"Bình"}


async def test_it_is_held_up_goes_on_and_is_called_off(database: Database, province: Province) -> None:
    async with database.write() as conn:
        for number, person in enumerate((province.lan.id, province.hoa.id)):
            await at_door(conn, person, "telegram", str(number))
        await broadcasts.keep(conn, kept(Audience(province.province)), province.minh.id, NOW)
        await goes(conn)
        states = select(posts.c.state).order_by(posts.c.id)
        for version, (act, expected) in enumerate(
            (("pause", "held"), ("resume", "queued"), ("pause", "held"), ("cancel", "dead")), start=1
        ):
            steered = BroadcastSteered(1, version, act)  # type: ignore[arg-type]  # one of the acts, spelt above
            assert await broadcasts.steer(conn, steered)
            assert not await broadcasts.steer(conn, steered), act
            assert (await conn.execute(states)).scalars().all() == [expected, expected]
            assert await broadcasts.begin(conn, 1, DOORS, NOW) == (act == "resume")
        assert await broadcasts.due(conn, NOW) == []


async def test_a_planned_one_is_changed_until_it_goes(database: Database, province: Province) -> None:
    later = kept(Audience(province.province))
    async with database.write() as conn:
        planned = BroadcastKept(0, 0, later.audience, later.text, "", (), NOW + HOUR, {})
        await broadcasts.keep(conn, planned, province.minh.id, NOW)
        assert await broadcasts.due(conn, NOW) == []
        assert not await broadcasts.begin(conn, 1, DOORS, NOW)
        changed = BroadcastKept(1, 1, later.audience, "Họp 9 giờ", "", (), NOW, {})
        assert await broadcasts.keep(conn, changed, province.minh.id, NOW)
        assert not await broadcasts.keep(conn, changed, province.minh.id, NOW), "it is not as it was seen"
        assert await broadcasts.due(conn, NOW) == [1]
        await goes(conn)
        again = BroadcastKept(1, 2, later.audience, "Họp 10 giờ", "", (), NOW, {})
        assert not await broadcasts.keep(conn, again, province.minh.id, NOW), "it is on its way"
        query, beside = BroadcastsUnder((province.van_nham, province.province)), BroadcastsUnder((province.huu_lien,))
        found = await announcements.under(conn, [query, beside], ZONE)
        assert [one.text for one in found[query]] == ["Họp 9 giờ"]
        assert found[beside] == ()


async def test_a_correction_goes_to_those_who_got_it(database: Database, province: Province) -> None:
    lan, hoa, binh = province.lan.id, province.hoa.id, province.binh.id
    async with database.write() as conn:
        for number, person in enumerate((lan, hoa, binh)):
            await at_door(conn, person, "telegram", str(number))
        await broadcasts.keep(conn, kept(Audience(province.province)), province.minh.id, NOW)
        await goes(conn)
        await becomes(conn, "sent", lan)
        await becomes(conn, "dead", hoa)
        assert await broadcasts.correct(conn, BroadcastCorrected(1, 1, "Họp 9 giờ", ""), NOW)
        assert {(one.person_id, one.todo) for one in await goes(conn)} == {(lan, "correct"), (binh, "announce")}
        query = AnnouncedTo(lan)
        found = (await announcements.announced(conn, [query], ZONE))[query]
        assert found
        assert (found.broadcast.text, found.broadcast.corrected, found.received) == ("Họp 9 giờ", True, False)
        ledger = {row.name: row.fate for row in await announcements.ledger(conn, 1)}
        assert ledger == {"Hoàng Thị Lan": "sent", "Nông Văn Hòa": "failed", "Lý Văn Bình": "queued"}


async def test_two_processes_never_put_it_into_the_outbox_twice(
    another: Callable[..., Database], province: Province
) -> None:
    database = another()
    async with database.write() as conn:
        await people.create(conn, [a_person(number, province.farmers) for number in range(300)], NOW)
        rows = (await conn.execute(select(everybody.c.id))).scalars().all()
        for person in rows:
            await at_door(conn, person, "telegram", f"t{person}")
        await broadcasts.keep(conn, kept(Audience(province.province)), province.minh.id, NOW)

    async def works(own: Database) -> None:
        left = True
        while left:
            async with own.write() as conn:
                if await broadcasts.begin(conn, 1, DOORS, NOW):
                    waiting = await broadcasts.waiting(conn, 1, 20)
                    left = bool(waiting)
                    fresh = [NewPost(one.contact_id, "p", 5, "send", {}, broadcast_id=1) for one in waiting]
                    ids = await outbox.add(conn, fresh, NOW)
                    await broadcasts.brought(conn, 1, list(zip(waiting, ids, strict=True)))
            await asyncio.sleep(0)

    await asyncio.gather(works(another()), works(another()))
    async with database.read() as conn:
        who = (await conn.execute(select(posts.c.contact_id))).scalars().all()
        left = await conn.execute(select(recipients.c.person_id).where(recipients.c.post_id.is_(None)))
    assert len(who) == len(set(who)) == len(rows) - 1
    assert left.all() == []


def a_person(number: int, unit_id: int) -> NewPerson:
    return NewPerson(f"Vi Văn {number}", "anh", unit_id, frozenset({"officer"}))


MANY = 10_000
PATIENCE = 5.0
"""Seconds for a quarter of a province, on a machine that others work on too."""


async def test_a_whole_province_is_found_in_seconds(database: Database, province: Province) -> None:
    async with database.write() as conn:
        villages = [NewUnit(f"thôn {number}", "village", province.van_nham) for number in range(200)]
        below = await units.add(conn, villages)
        ids = await people.create(conn, [a_person(n, below[n % len(below)]) for n in range(MANY)], NOW)
        new = [{"channel": "telegram", "address": f"t{id_}", "person_id": id_, "display_name": ""} for id_ in ids]
        await conn.execute(insert(doors), new)
        await broadcasts.keep(conn, kept(Audience(province.van_nham)), province.minh.id, NOW)
    begun = time.perf_counter()
    async with database.write() as conn:
        assert await broadcasts.begin(conn, 1, DOORS, NOW)
        assert len(await broadcasts.waiting(conn, 1, 1_000)) == 1_000
        assert (await announcements.counts(conn, 1)).queued == MANY
    assert time.perf_counter() - begun < PATIENCE


@pytest.mark.parametrize("blocked", [True, False])
async def test_who_closed_the_door_is_reminded_at_another(
    database: Database, province: Province, *, blocked: bool
) -> None:
    async with database.write() as conn:
        other = await at_door(conn, province.lan.id, "telegram", "1")
        last = await at_door(conn, province.lan.id, "web", "2")
        await broadcasts.keep(conn, kept(Audience(province.farmers)), province.minh.id, NOW)
        await goes(conn)
        await becomes(conn, "sent", province.lan.id)
        await contacts.mark_blocked(conn, [last.id] if blocked else [], NOW)
        await broadcasts.remind(conn, SilentReminded(1, 1), NOW)
        (reminded,) = await goes(conn)
        assert reminded.contact_id == (other.id if blocked else last.id)
