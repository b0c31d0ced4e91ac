"""A council through the whole house: buttons that somebody was never given, two who act at one moment, and what a
conversation keeps of a secret ballot.
"""

import json
from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.channels.base import Inbound
from conversations.model import Event, Said, Tapped
from conversations.queries import TalliesOf
from storage import votes
from storage.tables import answers, ballots, conversations, journal, turnouts
from storage.tables import votes as votes_table
from tests.story import Story, told

OPENING = (
    "@round=huu-lung most=1", "lan: (đề cử Hoàng Văn Thắng)", "lan: (đề cử Nông Văn Dền)", "hung: /hoidong",
    "hung: > tất cả", "hung: > xong", "hung: [Mở bỏ phiếu",
)  # fmt: skip
LAST_DAY = date(2026, 11, 26)


@pytest.fixture
async def story(tmp_path: Path) -> AsyncIterator[Story]:
    async with told(tmp_path) as story:
        await plays(story, *OPENING)
        yield story


async def plays(story: Story, *lines: str) -> list[str]:
    read: list[str] = []
    for line in lines:
        read = await story.plays(line)
    return read


async def does(story: Story, *acts: tuple[str, Event]) -> None:
    """Let things come in together: they share a transaction."""
    story.said += 1
    inbounds = [Inbound("hand", f"x{story.said}.{who}", who, event, story.clock.now()) for who, event in acts]
    await story.app.house.take(inbounds)
    await story.app.sender.drain()


@pytest.mark.parametrize(
    ("who", "answer"),
    [("mai", "của hội đồng đơn vị khác"), ("minh", "của hội đồng đơn vị khác"), ("lan", "của hội đồng đơn vị khác"),
     ("binh", "của hội đồng đơn vị khác")],
)  # fmt: skip
async def test_a_forged_link_opens_nothing(story: Story, who: str, answer: str) -> None:
    for choice in ("@vote:1", "@vote:2", "@ballot:1", "yes", "remind", "close"):
        await does(story, (who, Tapped(0, choice)))
    texts = story.door.texts(who)
    assert any(answer in text for text in texts)
    assert not any("đồng ý đề nghị tôn vinh" in text for text in texts)
    async with story.app.database.read() as conn:
        assert (await conn.execute(select(turnouts))).all() == []


async def test_what_was_done_is_written_down_as_done(story: Story) -> None:
    await plays(story, "tho: [Bỏ phiếu", "tho: [Đồng ý", "hung: /hoidong", "hung: [Chốt kết quả", "hung: [Vẫn chốt")
    async with story.app.database.read() as conn:
        acts = list((await conn.execute(select(journal.c.act))).scalars())
    assert [acts.count(act) for act in ("vote_opened", "balloted", "vote_closed", "refused")] == [1, 1, 1, 0]


async def test_a_member_cannot_lead(story: Story) -> None:
    await plays(story, "tho: [Bỏ phiếu", "tho: [Đồng ý", "tho: [Đồng ý")
    for choice in ("close", "remind", "prolong"):
        await does(story, ("tho", Tapped(story.door.posts[-1].bubble.ref, choice)))
    await does(story, ("tho", Said("chốt kết quả")))
    async with story.app.database.read() as conn:
        assert (await conn.execute(select(votes_table.c.closed_at))).scalars().all() == [None]


async def test_who_is_slower_than_the_closing_is_told_so(story: Story) -> None:
    await plays(story, "tho: [Bỏ phiếu", "hung: /hoidong", "hung: [Chốt kết quả")
    await does(story, ("hung", Said("vẫn chốt")), ("tho", Said("đồng ý")))
    assert "Đã hết giờ bỏ phiếu" in story.door.texts("tho")[-2]  # the last one tells the result
    async with story.app.database.read() as conn:
        assert (await conn.execute(select(ballots))).all() == []


@pytest.mark.parametrize("asked_for_the_day", [False, True])
async def test_no_more_time_once_the_result_is_told(story: Story, *, asked_for_the_day: bool) -> None:
    """The last day passes while the leader has the button before him, or has tapped it already."""
    for member in ("tho", "duc", "yen", "quy"):
        await plays(story, f"{member}: [Bỏ phiếu", f"{member}: [Đồng ý", f"{member}: [Đồng ý")
    await plays(story, "hung: /hoidong")
    if asked_for_the_day:
        await plays(story, "hung: [Gia hạn")
    await plays(story, "@days=4")
    for words in ("[Gia hạn", "> gia hạn", "> 30/11/2026"):
        await plays(story, f"hung: {words}")
    await plays(story, "hung: /hoidong", "hung: [Hoàng Văn Thắng", "hung: [Chốt kết quả")
    assert [key.label for key in story.door.posts[-1].bubble.keys if key.role == "answer"] == [
        "Chốt kết quả",
        "Chưa chốt",
    ]
    for choice in ("prolong", "gia hạn"):
        await does(story, ("hung", Tapped(story.door.posts[-1].bubble.ref, choice)), ("hung", Said(choice)))
    await plays(story, "hung: > 30/11/2026")
    async with story.app.database.read() as conn:
        assert (await conn.execute(select(votes_table.c.closes_on))).scalars().all() == [LAST_DAY]


async def test_minutes_have_the_ballot_that_came_at_the_same_moment(story: Story) -> None:
    await plays(story, "tho: [Bỏ phiếu", "hung: /hoidong", "hung: [Chốt kết quả")
    await does(story, ("tho", Said("đồng ý")), ("hung", Said("vẫn chốt")))
    async with story.app.database.read() as conn:
        (minutes,) = (await conn.execute(select(votes_table.c.minutes))).scalars()
    assert "Đã bỏ phiếu (1): Lâm Văn Thọ." in minutes


async def test_a_conversation_keeps_nothing_of_a_secret_ballot(story: Story) -> None:
    await plays(story, "tho: [Bỏ phiếu", "tho: [Không đồng ý", "duc: [Bỏ phiếu", "duc: > đồng ý")
    async with story.app.database.write() as conn:
        kept = [json.dumps(state) for state in (await conn.execute(select(conversations.c.state))).scalars()]
        kept += [key for key in (await conn.execute(select(answers.c.key))).scalars() if key == "opinion"]
        assert not [state for state in kept if '"opinion": "' in state or state == "opinion"]
        assert [row.person_id for row in await conn.execute(select(ballots))] == [None, None]
        query = TalliesOf(1, closing=True)
        (tally,) = (await votes.tallies(conn, [query], story.clock.now().date()))[query]
    assert dict(tally.counts) == {"no": 1, "yes": 1}
    own = [text for text in story.door.texts("tho") if "Đã nhận phiếu" in text]
    assert own
    assert not any("Không đồng ý" in text.split("\n")[0] for text in own)
