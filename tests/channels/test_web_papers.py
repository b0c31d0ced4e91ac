"""Papers at the web chat: the feed names them, a visitor fetches his own, and nobody else's."""

from collections.abc import AsyncIterator

import pytest
from aiohttp.test_utils import TestClient

from bot.channels.base import Bubble, Paragraph, Span
from bot.channels.web.download import disposition
from conversations.model import Paper
from tests.e2e.web_house import MemoryHouse, serving
from tests.e2e.web_visitor import Visitor

ME, SOMEBODY = "visitor-1", "visitor-2"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BOOK = Paper("kept", "Biểu điểm.xlsx", "a" * 64)
GONE = Paper("kept", "Cũ.xlsx", "b" * 64)
SHOWN = Bubble((Paragraph("body", (Span("Đây ạ."),)),), papers=(BOOK, GONE), unavailable=("Chưa lấy được.",) * 2)


@pytest.fixture
def house() -> MemoryHouse:
    house = MemoryHouse(files={BOOK.ref: (XLSX, b"PK\x03\x04")})
    house.show(ME, SHOWN)
    house.show(SOMEBODY, SHOWN)
    return house


@pytest.fixture
async def visitor(house: MemoryHouse) -> AsyncIterator[Visitor]:
    async with serving(house) as server, TestClient(server) as client:
        visitor = Visitor(client)
        await visitor.posts("session")
        yield visitor


async def test_the_feed_names_the_papers(visitor: Visitor) -> None:
    async with visitor.follows() as feed:
        (item,) = await feed.items(1)
    assert item["id"] == 1
    assert [paper["name"] for paper in item["bubble"]["papers"]] == ["Biểu điểm.xlsx", "Cũ.xlsx"]
    assert item["bubble"]["unavailable"] == ["Chưa lấy được.", "Chưa lấy được."]


async def test_a_paper_is_downloaded_and_kept_by_nobody_on_the_way(visitor: Visitor) -> None:
    response = await visitor.gets("papers/1/0")
    assert (response.status, response.content_type, await response.read()) == (200, XLSX, b"PK\x03\x04")
    headers = response.headers
    assert headers["Content-Disposition"] == (
        "attachment; filename=\"Bieu diem.xlsx\"; filename*=UTF-8''Bi%E1%BB%83u%20%C4%91i%E1%BB%83m.xlsx"
    )
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store"
    assert headers["Content-Security-Policy"] == "default-src 'none'; sandbox"


@pytest.mark.parametrize(
    "path",
    [
        "papers/2/0", "papers/1/1", "papers/1/2", "papers/99/0", "papers/1/-1", "papers/1/x", "papers/1",
        "papers/9999999999999999/0", "papers/٣/0", "papers/1/0/..",
    ],
)  # fmt: skip
async def test_what_is_not_there_or_not_his_is_not_found(visitor: Visitor, path: str) -> None:
    assert (await visitor.gets(path)).status == 404


async def test_a_stranger_gets_nothing(visitor: Visitor) -> None:
    visitor.client.session.cookie_jar.clear()
    assert (await visitor.gets("papers/1/0")).status == 401


async def test_whether_it_can_be_had_is_told_without_fetching_it(visitor: Visitor) -> None:
    for path, status in (("papers/1/0", 200), ("papers/1/1", 404)):
        response = await visitor.client.head(f"/api/{path}")
        assert (response.status, await response.read()) == (status, b"")


@pytest.mark.parametrize(
    ("name", "header"),
    [
        ("a.xlsx", "attachment; filename=\"a.xlsx\"; filename*=UTF-8''a.xlsx"),
        (
            'a"; filename="b.exe\r\nX: y',
            (
                'attachment; filename="a_; filename=_b.exe__X_ y";'
                " filename*=UTF-8''a%22%3B%20filename%3D%22b.exe%0D%0AX%3A%20y"
            ),
        ),
        ("100%'(*)😀", "attachment; filename=\"100_'(_)_\"; filename*=UTF-8''100%25%27%28%2A%29%F0%9F%98%80"),
    ],
)
def test_a_name_cannot_become_another_header(name: str, header: str) -> None:
    assert disposition(name) == header
