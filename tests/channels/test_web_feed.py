"""The feed of the web chat: what was, what comes, going on after a break, and an end when the house closes."""

import asyncio
import time
import zlib
from collections.abc import AsyncIterator

import pytest
from aiohttp.test_utils import TestClient

from bot.channels.base import Delivered, Key, Post, bubble_from_json
from bot.channels.web import WebChat, stream
from tests.e2e.web_house import START, MemoryHouse, bubble, serving
from tests.e2e.web_visitor import Visitor

ME = "visitor-1"


@pytest.fixture
def house() -> MemoryHouse:
    return MemoryHouse()


@pytest.fixture
async def visitor(house: MemoryHouse) -> AsyncIterator[Visitor]:
    async with serving(house) as server, TestClient(server) as client:
        visitor = Visitor(client)
        await visitor.posts("session")
        yield visitor


async def test_the_past_comes_first_then_the_news(visitor: Visitor, house: MemoryHouse) -> None:
    shown = bubble("Họ tên?", entry="text", keys=(Key("a", "Giữ nguyên"),), ref=7, progress="câu 3/15")
    house.show(ME, shown)
    async with visitor.follows() as feed:
        assert await feed.block() == {"retry": "1500"}
        (item,) = await feed.items(1)
        assert bubble_from_json(item["bubble"]) == shown
        assert (item["id"], item["verb"], item["at"]) == (1, "send", "2027-01-18T09:14:01+07:00")
        assert (await feed.block())["event"] == "ready"
        await visitor.posts("say", id="12345678", text="Thắng")
        (echo,) = await feed.items(1)
        assert (echo["verb"], echo["bubble"]["paragraphs"][0]["spans"][0]["text"]) == ("echo", "Thắng")


async def test_nobody_waits_for_a_past_that_is_not_there(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "PATIENCE", 0.01)
    async with visitor.follows() as feed:
        await feed.block()
        assert (await feed.block()) == {"event": "ready", "data": "1"}


@pytest.mark.parametrize(
    ("after", "header", "expected"),
    [
        ("", "", [1, 2, 3]),
        ("?after=1", "", [2, 3]),
        ("", "2", [3]),
        ("?after=1", "2", [3]),
        ("?after=2", "1", [3]),
        ("?after=x", "-1", [1, 2, 3]),
        ("?after=" + "9" * 5000, "٢", [1, 2, 3]),
    ],
)
async def test_a_broken_stream_goes_on_where_it_was(
    visitor: Visitor, house: MemoryHouse, after: str, header: str, expected: list[int]
) -> None:
    for text in ("một", "hai", "ba"):
        house.show(ME, bubble(text))
    async with visitor.follows(after, **({"Last-Event-ID": header} if header.isascii() else {})) as feed:
        assert [item["id"] for item in await feed.items(len(expected))] == expected


async def test_each_sees_only_his_own(visitor: Visitor, house: MemoryHouse) -> None:
    house.show("visitor-2", bubble("không phải cho chị"))
    house.show(ME, bubble("cho chị"))
    async with visitor.follows() as feed:
        (item,) = await feed.items(1)
    assert "không" not in str(item)


async def test_silence_is_broken_by_heartbeats(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "PATIENCE", 0.01)
    monkeypatch.setattr(stream, "HEARTBEAT", 0.01)
    async with visitor.follows() as feed:
        blocks = [await feed.block() for _ in range(4)]
    assert blocks[2:] == 2 * [{"comment": "beat", "event": "beat", "data": "1"}]


async def test_every_event_is_sent_at_once_also_compressed(visitor: Visitor, house: MemoryHouse) -> None:
    house.show(ME, bubble("một " * 2000))
    headers = {"Accept-Encoding": "gzip"}
    async with visitor.client.get("/api/feed", headers=headers, auto_decompress=False) as response:
        unpack = zlib.decompressobj(wbits=31)
        text, packed = b"", 0
        while b"event: ready" not in text:
            chunk = await response.content.readany()
            packed += len(chunk)
            text += unpack.decompress(chunk)
    assert response.headers["Content-Encoding"] == "gzip"
    assert "một một" in text.decode()
    assert packed < len(text) / 20


async def test_closing_the_door_ends_the_streams_and_their_feeds(house: MemoryHouse) -> None:
    async with serving(house) as server, TestClient(server) as client:
        visitor = Visitor(client)
        await visitor.posts("session")
        house.show(ME, bubble("một"))
        async with visitor.follows() as feed:
            await feed.items(1)
            started = time.monotonic()
            await server.door.close()
            with pytest.raises(EOFError):
                await feed.items(1)
    assert time.monotonic() - started < 2
    assert house.open_feeds == 0


async def test_a_page_that_leaves_is_let_go(
    visitor: Visitor, house: MemoryHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stream, "HEARTBEAT", 0.02)
    house.show(ME, bubble("một"))
    async with visitor.follows() as feed:
        await feed.items(1)
        assert house.open_feeds == 1
        feed.response.close()
    for _ in range(100):
        if not house.open_feeds:
            return
        await asyncio.sleep(0.02)
    pytest.fail("the feed of a page that is gone stays open")


async def test_a_stream_does_not_run_for_ever(
    visitor: Visitor, house: MemoryHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stream, "LIFE", 0.05)
    async with visitor.follows() as feed:
        with pytest.raises(EOFError):
            await feed.items(1)
    assert house.open_feeds == 0


async def test_the_door_pulls_and_never_pushes() -> None:
    door = WebChat(lambda key, locale: key, lambda: START, secure_cookies=False)
    assert (door.name, door.can.pulls, door.can.buttons, door.can.edits) == ("web", True, True, True)
    await door.run(MemoryHouse())
    assert not isinstance(await door.send(Post(1, ME, "send", bubble("x"))), Delivered)
