"""Two who forward the last place at the same moment: one does, the other is told so in words and may rank instead."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.app import opened
from bot.settings import read_settings
from conversations.model import Tapped
from storage.tables import decisions, nominations, places
from tests.pipeline.desks import a_round_with, does, filed, key_of
from tests.pipeline.door import HandDoor
from tests.story import CATALOGUE, Story, told

TIMES = 20
DECIDERS = ("hung", "binh")


@pytest.mark.parametrize("houses", [1, 2])
async def test_one_gets_the_last_place(address: str, tmp_path: Path, houses: int) -> None:
    async with AsyncExitStack() as stack:
        first = await stack.enter_async_context(told(tmp_path / "a", address))
        second = await stack.enter_async_context(another_process(first, tmp_path, address)) if houses > 1 else first
        winners = {await raced(first, second, time) for time in range(TIMES)}
    assert winners <= set(DECIDERS)


@asynccontextmanager
async def another_process(first: Story, folder: Path, address: str) -> AsyncIterator[Story]:
    """Open the house once more on the same database; it shares nothing else with the first."""
    settings = read_settings({"DATA": str(folder / "b"), "DATABASE_URL": address, "DEMO": "0"})
    door = HandDoor()
    async with opened(settings, (door,), first.clock, CATALOGUE, on_time=False) as app:
        yield Story(app, door, first.clock)


async def raced(first: Story, second: Story, time: int) -> str:
    """Let both forward at once; return who got the place."""
    round_id = await a_round_with(first.app, most=1)
    ids = [await filed(first, who, round_id, 2 * time + number) for number, who in enumerate(("lan", "hoa"))]
    stories = dict(zip(DECIDERS, (first, second), strict=True))
    for (who, story), id_ in zip(stories.items(), ids, strict=True):
        await does(story, who, Tapped(0, f"@review:{id_}"))
    taps = {who: key_of(story.door, who, "forward.") for who, story in stories.items()}
    doors = {id(story.door): story.door for story in stories.values()}.values()
    before = [len(door.posts) for door in doors]
    await asyncio.gather(*(does(stories[who], who, tap) for who, tap in taps.items()))
    news = [post for door, known in zip(doors, before, strict=True) for post in door.posts[known:]]
    winner, loser = DECIDERS if await forwarded(first, ids, round_id) == ids[0] else DECIDERS[::-1]
    assert "Đã chuyển hồ sơ" in "".join(post.bubble.plain() for post in news if post.address == winner)
    (refusal,) = (post.bubble for post in news if post.address == loser and post.verb == "send")
    assert "Lựa chọn này không còn nữa" in refusal.plain()
    assert "Đã hết suất (1/1)" in refusal.plain()
    acts = {key.data.partition(".")[0] for key in refusal.keys}
    assert "rank" in acts
    assert "forward" not in acts
    officer = "lan" if winner == DECIDERS[0] else "hoa"
    assert [post.address for post in news if post.address in ("lan", "hoa")] == [officer]  # the other hears nothing
    return winner


async def forwarded(story: Story, ids: list[int], round_id: int) -> int:
    """Return which nomination was forwarded; it is one, by one decision, for one place."""
    async with story.app.database.read() as conn:
        rows = (await conn.execute(select(nominations.c.id, nominations.c.stage))).all()
        made = (await conn.execute(select(decisions.c.id).where(decisions.c.nomination_id.in_(ids)))).all()
        taken = (await conn.execute(select(places.c.taken).where(places.c.round_id == round_id))).scalars().all()
    assert (len(made), list(taken)) == (1, [1])
    (id_,) = (row.id for row in rows if row.id in ids and row.stage == "forwarded")
    assert {row.stage for row in rows if row.id in ids} == {"forwarded", "submitted"}
    return int(id_)
