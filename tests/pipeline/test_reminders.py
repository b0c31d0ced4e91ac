"""Through the whole house: a reminder comes once, late rather than never, and never where it makes no sense any more.

Whatever stops in between, however the clock jumps, and however many processes beat.
"""

import asyncio
import sys
from collections import Counter
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot import reminders
from bot.app import TOP, opened
from bot.channels.base import Inbound
from bot.settings import read_settings
from bot.telling import open_doors
from conversations.model import Due
from storage import contacts, inbox, people, timers
from storage.people import NewPerson
from storage.tables import outbox
from storage.tables import timers as table
from tests.pipeline.door import HandDoor
from tests.story import CATALOGUE, Story, told

WHO = {"lan", "hoa", "hung", "binh", "mai", "sen"}
"""Those who can do something about it that a commune lacks nominations."""
MARK = "2026-12-24"
"""Thirty working days before the round closes."""
MANY = 60


@pytest.fixture
async def story(address: str, tmp_path: Path) -> AsyncIterator[Story]:
    """The house with a round under way in which nobody has sent anything."""
    async with told(tmp_path, address) as story:
        await story.plays("@round=huu-lung")
        yield story


def heard(story: Story) -> Counter[str]:
    """How many messages each got."""
    return Counter(post.address for post in story.door.posts)


async def test_each_is_told_once_a_day_in_the_morning(story: Story) -> None:
    await story.plays(f"@to={MARK} 07:29")
    assert heard(story) == {}
    await story.plays(f"@to={MARK} 17:00")
    assert heard(story) == dict.fromkeys(WHO, 1)
    for _ in range(3):
        await story.app.reminders.beat()
    await story.app.sender.drain()
    assert heard(story) == dict.fromkeys(WHO, 1)


async def test_a_machine_that_was_down_for_ten_days_says_it_once(story: Story) -> None:
    await story.plays("@to=2026-12-20 12:00")
    await story.plays("@at=2027-01-20 09:10")  # the marks of 30 and 14 days went by meanwhile
    assert heard(story) == dict.fromkeys(WHO, 1)
    assert "Còn 12 ngày làm việc" in story.door.texts("lan")[-1]
    await story.plays("@to=2027-01-22 17:00")
    assert heard(story) == dict.fromkeys(WHO, 1)


async def test_what_makes_no_sense_any_more_is_dropped(story: Story) -> None:
    await story.plays("@to=2026-12-20 12:00")
    await story.plays("@at=2027-02-16 09:10")  # the round closed on the 12th
    assert heard(story) == {"minh": 1}
    assert "đã hết hạn 12/02/2027" in story.door.texts("minh")[-1]


async def test_on_a_saturday_and_at_tet_nobody_is_told(story: Story) -> None:
    await story.plays("@to=2026-12-20 12:00")
    for at in ("2026-12-26 09:00", "2026-12-27 12:00", "2026-12-28 07:00"):
        await story.plays(f"@at={at}")
        assert heard(story) == {}, at
    await story.plays("@to=2026-12-28 08:00")
    assert heard(story) == dict.fromkeys(WHO, 1)
    await story.plays("@at=2027-02-05 09:00")  # the last marks went by, but Tết has begun
    assert heard(story) == dict.fromkeys(WHO, 1)


async def test_a_clock_that_is_put_back_says_nothing_twice(story: Story) -> None:
    await story.plays(f"@to={MARK} 09:00")
    await story.plays("@at=2026-12-22 09:00")
    async with story.app.database.write() as conn:
        await timers.announce_to(conn, [1], story.clock.now())
    await story.plays("@to=2026-12-25 17:00")
    assert heard(story) == dict.fromkeys(WHO, 1)


async def test_a_restart_in_between_loses_nothing(story: Story, address: str, tmp_path: Path) -> None:
    await story.plays(f"@to={MARK} 06:30")  # it was looked whom it concerns, and nobody is told yet
    settings = read_settings({"DATA": str(tmp_path), "DATABASE_URL": address, "DEMO": "0"})
    door = HandDoor()
    async with opened(settings, (door,), story.clock, CATALOGUE, on_time=False) as app:
        story.clock.moment += timedelta(hours=1)
        await app.reminders.beat()
        await app.sender.drain()
    assert Counter(post.address for post in door.posts) == dict.fromkeys(WHO, 1)
    await story.plays(f"@to={MARK} 17:00")
    assert heard(story) == {}


@pytest.mark.parametrize("taken", [False, True])
async def test_a_process_that_dies_while_it_tells(story: Story, *, taken: bool) -> None:
    """Before or after the transaction in which somebody is told; in both cases its rows stay claimed."""
    await story.plays(f"@to={MARK} 06:30")
    story.clock.moment += timedelta(hours=1)
    now = story.clock.now()
    async with story.app.database.write() as conn:
        claimed = await timers.claim(conn, now, 100, now + reminders.LEASE)
        doors = await open_doors(conn, {one.person_id for one in claimed}, story.app.parts.can)
    if taken:
        inbounds = [
            Inbound("hand", reminders._key(one, now), doors[one.person_id].address, Due(), now) for one in claimed
        ]
        await story.app.house.take(inbounds)
    await story.plays(f"@at={MARK} 07:32")
    assert heard(story) == (dict.fromkeys(WHO, 1) if taken else {})
    await story.plays(f"@at={MARK} 07:36")
    assert heard(story) == dict.fromkeys(WHO, 1)
    async with story.app.database.read() as conn:
        digests = select(func.count()).where(table.c.kind == "digest")
        assert (await conn.execute(digests)).scalar() == 0


async def test_who_has_no_open_door_is_no_obstacle(story: Story) -> None:
    async with story.app.database.write() as conn:
        door = (await contacts.find(conn, [("hand", "lan")]))["hand", "lan"]
        await contacts.mark_blocked(conn, [door.id], story.clock.now())
    await story.plays(f"@to={MARK} 17:00")
    assert heard(story) == dict.fromkeys(WHO - {"lan"}, 1)


async def test_a_bug_is_kept_for_replay_and_apologises_to_nobody(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    def bug(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("conversations.nudge.digest", bug)
    await story.plays(f"@to={MARK} 17:00")
    assert heard(story) == {}
    async with story.app.database.read() as conn:
        assert await inbox.count_failed(conn) == len(WHO)


async def test_two_processes_tell_everybody_once(story: Story, address: str, tmp_path: Path, dialect: str) -> None:
    if dialect == "sqlite":
        return  # there it is one process by design; two claimers at once are tested in tests/storage/test_timers.py
    async with story.app.database.write() as conn:
        new = [NewPerson(f"Người {n}", f"anh {n}", 4, frozenset({"officer"})) for n in range(MANY)]
        for person_id in await people.create(conn, new, story.clock.now()):
            contact = (await contacts.resolve(conn, [("hand", f"x{person_id}", "")]))["hand", f"x{person_id}"]
            await contacts.bind(conn, contact.id, person_id)
    command = [sys.executable, "-m", "tests.pipeline.second_house", address, str(tmp_path), f"{MARK} 07:31"]
    pipe = asyncio.subprocess.PIPE
    houses = [await asyncio.create_subprocess_exec(*command, stdin=pipe, stdout=pipe, cwd=TOP) for _ in range(2)]
    for house in houses:
        assert house.stdout is not None
        assert await house.stdout.readline() == b"open\n"
    said = await asyncio.gather(*(house.communicate(b"go\n") for house in houses))
    assert [house.returncode for house in houses] == [0, 0]
    async with story.app.database.read() as conn:
        rows = await conn.execute(select(outbox.c.contact_id, func.count().label("n")).group_by(outbox.c.contact_id))
        each = [row.n for row in rows]
    assert each == [1] * (len(WHO) + MANY)
    assert sum(int(out) for out, _ in said) == len(each)


async def test_a_reminder_breaks_no_question(story: Story) -> None:
    """At the very moment: the question that was asked is still open, its buttons still count."""
    for what in ("/moi", "[Đã biết", "> kinh te"):
        await story._does("lan", what)
    asked = story.door.posts[-1].bubble
    story.clock.moment = datetime.fromisoformat(f"{MARK} 07:00").replace(tzinfo=story.clock.moment.tzinfo)
    await story._does("lan", "> Hoàng Văn Thắng")  # after so long a silence he is first told where he is
    await story.plays(f"@to={MARK} 07:45")
    assert "Nhắc việc" in story.door.texts("lan")[-1]
    assert story.door.posts[-1].bubble.ref == 0 < asked.ref
    await story._does("lan", "> Hoàng Văn Thắng")
    assert "✔ Họ tên: Hoàng Văn Thắng" in story.door.texts("lan")[-1]


async def test_the_picture_of_the_week_comes_once_and_no_more_when_it_is_not_wished(story: Story) -> None:
    wish, no = ("/nhac", "[Chỉ nhắc", "[7 giờ 30", "[Có"), ("/nhac", "[Chỉ nhắc", "[7 giờ 30", "[Không")
    for what in (*wish, *wish):
        await story.plays(f"minh: {what}")
    story.door.posts.clear()
    story.read = 0
    await story.plays("@to=2026-12-07 17:00")
    pictures = [post for post in story.door.posts if post.papers]
    assert [(post.address, post.papers[0].mime) for post in pictures] == [("minh", "image/png")] * 2
    for what in no:
        await story.plays(f"minh: {what}")
    before = len(story.door.posts)
    await story.plays("@to=2026-12-15 17:00")
    assert not [post for post in story.door.posts[before:] if post.papers]
    async with story.app.database.read() as conn:
        left = (
            await conn.execute(select(func.count()).select_from(table).where(table.c.kind == "picture"))
        ).scalar_one()
    assert left == 0
