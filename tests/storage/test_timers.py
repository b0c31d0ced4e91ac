"""What is due: one row per cause, claimed once, told at the hour that each wishes."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from conversations.model import Decided, Dismissed, Extended, RemindersSet
from conversations.queries import PendingFor
from storage import extensions, nominations, pending, reviews, timers
from storage.addressees import OF_DESK, of_closing, of_overdue
from storage.database import Database
from storage.nominations import Filing
from storage.tables import timers as table
from storage.timers import NewTimer, Rearmed
from tests.storage.province import Province, a_nomination

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
NOW = datetime(2026, 11, 23, 6, 0, tzinfo=ZONE)  # a Monday
TODAY = NOW.date()
DAY = timedelta(days=1)
MORNING = datetime(2026, 11, 23, 7, 30, tzinfo=ZONE)


async def rows(conn: AsyncConnection, kind: str) -> list[tuple[Any, ...]]:
    """Key, moment in Việt Nam and told day of every row of a kind."""
    found = await conn.execute(select(table.c.key, table.c.due_at, table.c.told).where(table.c.kind == kind))
    return sorted((row.key, row.due_at.astimezone(ZONE), row.told) for row in found)


async def test_the_same_cause_has_one_row(database: Database, province: Province) -> None:
    async with database.write() as conn:
        await timers.put(conn, [NewTimer("file", 7, NOW, TODAY), NewTimer("file", 8, NOW, TODAY)])
        await timers.put(conn, [NewTimer("file", 7, NOW + DAY, TODAY + DAY)])
        await timers.put(conn, [NewTimer("file", 8, NOW + DAY, TODAY + DAY)], keeps_told=True)
        assert await rows(conn, "file") == [("file:7", NOW + DAY, TODAY + DAY), ("file:8", NOW + DAY, TODAY)]


async def test_what_is_due_is_held_and_looked_at_again_on_its_day(database: Database, province: Province) -> None:
    async with database.write() as conn:
        new = [NewTimer("draft", n, NOW + DAY * n, TODAY, province.lan.id) for n in (0, 1, 2)]
        await timers.put(conn, new)
        held = await timers.held(conn, "draft", NOW + DAY, 9)
        assert [(one.subject_id, one.person_id) for one in held] == [(0, province.lan.id), (1, province.lan.id)]
        assert await timers.held(conn, "vote", NOW + DAY, 9) == []
        await timers.rearm(conn, [Rearmed(held[0].id, TODAY + DAY * 5), Rearmed(held[1].id, None)], NOW + DAY)
        left = await rows(conn, "draft")
    assert [(key, due) for key, due, _ in left] == [
        (f"draft:{province.lan.id}:0", NOW + DAY * 5),
        (f"draft:{province.lan.id}:2", NOW + DAY * 2),
    ]


async def test_everybody_hears_of_it_at_the_hour_that_he_wishes(database: Database, province: Province) -> None:
    lan, hoa, binh, minh = (one.id for one in (province.lan, province.hoa, province.binh, province.minh))
    tuesday = NOW + DAY
    async with database.write() as conn:
        await timers.wish(conn, hoa, RemindersSet("noon", "daily"), NOW)
        await timers.wish(conn, binh, RemindersSet("late", "weekly"), NOW)
        await timers.wish(conn, minh, RemindersSet("early", "deadlines"), NOW)
        await timers.announce_to(conn, [lan, hoa, binh, minh], tuesday)
        await timers.announce_to(conn, [lan], tuesday)  # for another reason
        assert [(key, due) for key, due, _ in await rows(conn, "digest")] == [
            (f"digest:{lan}:2026-11-24", MORNING + DAY),
            (f"digest:{hoa}:2026-11-24", datetime(2026, 11, 24, 11, 30, tzinfo=ZONE)),
            (f"digest:{binh}:2026-11-30", datetime(2026, 11, 30, 16, 30, tzinfo=ZONE)),
        ]


async def test_a_deadline_waits_for_no_monday(database: Database, province: Province) -> None:
    async with database.write() as conn:
        await timers.wish(conn, province.binh.id, RemindersSet("late", "weekly"), NOW)
        await timers.wish(conn, province.lan.id, RemindersSet("early", "deadlines"), NOW)
        await timers.announce(conn, of_closing(extended=False, others=0), closing(province), NOW + DAY, urgent=True)
        found = {key: due.time() for key, due, _ in await rows(conn, "digest")}
    assert found == {
        f"digest:{one.id}:2026-11-24": at
        for one, at in (
            (province.lan, MORNING.time()),
            (province.hoa, MORNING.time()),
            (province.binh, datetime(2026, 11, 24, 16, 30).time()),  # noqa: DTZ001 - only its hour is wanted
        )
    }


def closing(province: Province, **more: Any) -> dict[str, Any]:
    """What a closing of the round is asked with: each commune brings forward one."""
    top = {"top_from": f"/{province.province}/", "top_to": f"/{province.province}0"}
    return {"round": province.round, "least": 1, "on": TODAY, "matter": f"closing:{province.round}", **top, **more}


async def addressed(conn: AsyncConnection, who: Any, values: dict[str, Any]) -> set[int]:
    """Whom a SELECT finds."""
    return set((await conn.execute(who, values)).scalars())


async def test_who_has_done_it_is_left_in_peace(database: Database, province: Province) -> None:
    everybody = of_closing(extended=False, others=0)
    async with database.write() as conn:
        assert await addressed(conn, everybody, closing(province)) == {
            province.lan.id, province.hoa.id, province.binh.id,
        }  # fmt: skip
        await nominations.file(conn, [Filing(province.lan, a_nomination(1, province.round), NOW)])
        assert await addressed(conn, everybody, closing(province)) == {province.hoa.id}
        assert await addressed(conn, of_overdue(extended=False, others=0), closing(province)) == set()  # Minh reviews
        deed = Dismissed(f"closing:{province.round}", "paper")
        await timers.dismiss(conn, province.hoa.id, deed, province.huu_lien, NOW)
        assert await addressed(conn, everybody, closing(province)) == set()
        assert await addressed(conn, everybody, closing(province, least=2)) == {province.lan.id, province.binh.id}


async def test_more_time_is_another_closing(database: Database, province: Province) -> None:
    reach = {
        "own_from": f"/{province.province}/{province.huu_lien}/",
        "own_to": f"/{province.province}/{province.huu_lien}0",
    }
    other = {name.replace("own", "other_0"): path for name, path in reach.items()}
    async with database.write() as conn:
        await extensions.add(conn, Extended(province.round, province.huu_lien, date(2027, 1, 8), "lũ"), 1, NOW)
        assert await rows(conn, "round") == [(f"round:{province.round}", NOW + DAY, TODAY - DAY)]
        late = of_closing(extended=True, others=0)
        assert await addressed(conn, late, closing(province, **reach)) == {province.hoa.id}
        rest = of_closing(extended=False, others=1)
        assert await addressed(conn, rest, closing(province, **other)) == {province.lan.id, province.binh.id}


async def test_a_nomination_is_watched_wherever_it_goes(database: Database, province: Province) -> None:
    async with database.write() as conn:
        filed = replace(a_nomination(1, province.round), desk_id=province.van_nham)
        (id_,) = (await nominations.file(conn, [Filing(province.lan, filed, NOW)])).values()
        assert await rows(conn, "file") == [(f"file:{id_}", datetime(2026, 11, 26, 6, tzinfo=ZONE), TODAY)]
        assert await addressed(conn, OF_DESK, {"ids": [id_]}) == {province.binh.id}
        deed = Decided(id_, 1, "return", province.van_nham, province.van_nham, 0, note="Ảnh", remarks={"a": "mờ"})
        assert await reviews.decide(conn, deed, province.binh.id, NOW + DAY)
        assert await rows(conn, "file") == [(f"file:{id_}", datetime(2026, 11, 27, 6, tzinfo=ZONE), TODAY + DAY)]
        assert await addressed(conn, OF_DESK, {"ids": [id_]}) == set()
        friday = PendingFor(province.lan.id, date(2026, 11, 27), TODAY)
        (one,) = (await pending.pending(conn, [friday], ZONE))[friday].returned
        assert (one.nomination_id, one.on, one.remarks) == (id_, TODAY + DAY, 1)
        thursday = PendingFor(province.lan.id, date(2026, 11, 26), TODAY)
        assert (await pending.pending(conn, [thursday], ZONE))[thursday].returned == ()


async def test_a_round_that_nobody_watches_is_watched(database: Database, province: Province) -> None:
    async with database.write() as conn:
        await timers.watch_rounds(conn, NOW)
        await timers.watch_rounds(conn, NOW + DAY)
        assert await rows(conn, "round") == [(f"round:{province.round}", NOW, TODAY - DAY)]


async def test_a_snooze_takes_the_place_of_the_reminder_of_that_day(database: Database, province: Province) -> None:
    eight = datetime(2026, 11, 24, 8, 0, tzinfo=ZONE)
    async with database.write() as conn:
        await timers.announce_to(conn, [province.lan.id], NOW + DAY)
        await timers.snooze(conn, province.lan.id, eight)
        await timers.announce_to(conn, [province.lan.id], NOW + DAY)
        assert [due for _, due, _ in await rows(conn, "digest")] == [eight]


async def test_two_claimers_share_what_is_due(
    database: Database, province: Province, another: Callable[..., Database]
) -> None:
    everybody = [province.lan.id, province.hoa.id, province.binh.id, province.minh.id]
    async with database.write() as conn:
        await timers.announce_to(conn, everybody, NOW)

    async def claims(own: Database) -> list[int]:
        taken: list[int] = []
        while True:
            async with own.write() as conn:
                some = await timers.claim(conn, MORNING, 1, MORNING + DAY)
                await asyncio.sleep(0.01)
            if not some:
                return taken
            taken += [one.person_id for one in some]

    one, two = await asyncio.gather(claims(database), claims(another()))
    assert sorted(one + two) == sorted(everybody)


async def test_what_a_claimer_left_is_taken_again(database: Database, province: Province) -> None:
    async with database.write() as conn:
        await timers.announce_to(conn, [province.lan.id], NOW)
        assert await timers.claim(conn, MORNING - DAY, 9, MORNING) == []
        (first,) = await timers.claim(conn, MORNING, 9, MORNING + DAY)
        assert await timers.claim(conn, MORNING + DAY / 2, 9, MORNING + DAY) == []
        assert await timers.claim(conn, MORNING + DAY, 9, MORNING + DAY * 2) == [first]
        await timers.done(conn, [first.id])
        assert await timers.claim(conn, MORNING + DAY * 9, 9, MORNING + DAY * 10) == []
