"""A paper on the page, in a real browser on a phone: seen, downloaded by thumb and by keyboard, missed with a word."""

import io
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from playwright.async_api import expect

from bot.channels.base import Bubble, Key, Paragraph, Span
from conversations.model import Paper
from tests.channels.test_web_page_access import AUDIT, REST, RING, walk_to
from tests.e2e.web_house import MemoryHouse, Server, bubble, serving
from tests.e2e.web_officer import DESK, PHONE, Officer, officer_at
from tests.e2e.web_talk import Talk

ME = "visitor-1"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BOOK = Paper("kept", "Biểu điểm 458-KH-UBND.xlsx", "a" * 64)
LONG = Paper("kept", f"{'Kế hoạch rất dài ' * 8}{'x' * 60}.xlsx", "a" * 64)
GONE = Paper("kept", "Cũ.xlsx", "b" * 64)
MISSED = "Chưa lấy được tệp “Cũ.xlsx”."
SHOWN = Bubble(
    (Paragraph("body", (Span("Đây là kế hoạch. Anh/chị điền giúp?"),)),),
    (Key("1", "Xong"),),
    ref=50,
    entry="files",
    papers=(BOOK, LONG, GONE),
    unavailable=("Chưa lấy được.", "Chưa lấy được.", MISSED),
)
NAME = "Tải về Biểu điểm 458-KH-UBND.xlsx"


@pytest.fixture
def house() -> MemoryHouse:
    return MemoryHouse(Talk(), files={BOOK.ref: (XLSX, b"PK\x03\x04 a workbook")})


@pytest.fixture
async def server(house: MemoryHouse) -> AsyncIterator[Server]:
    async with serving(house) as server:
        yield server


async def shown_to(officer: Officer, house: MemoryHouse) -> None:
    """Show the message with papers."""
    await officer.reads("Chị muốn giới thiệu ai?")
    await officer.page.wait_for_selector('#log[aria-live="polite"]')
    await house.tell(ME, SHOWN)
    await officer.reads("Đây là kế hoạch.")


@pytest.fixture
async def officer(server: Server, house: MemoryHouse) -> AsyncIterator[Officer]:
    async with officer_at(str(server.make_url("/?code=demo-officer"))) as officer:
        await shown_to(officer, house)
        yield officer


async def test_a_thumb_downloads_a_paper(officer: Officer, tmp_path: Path) -> None:
    async with officer.page.expect_download() as coming:
        await officer.page.get_by_role("link", name=NAME, exact=True).tap()
    download = await coming.value
    assert download.suggested_filename == "Biểu điểm 458-KH-UBND.xlsx"
    await download.save_as(tmp_path / "got")
    assert (tmp_path / "got").read_bytes() == b"PK\x03\x04 a workbook"
    assert await officer.page.title() == "Nêu Gương – giới thiệu điển hình tiên tiến", "the page has gone away"
    await officer.taps("Xong")
    await officer.reads("Họ tên?")


async def test_papers_stay_when_the_question_is_answered_and_after_a_reload(
    officer: Officer, house: MemoryHouse
) -> None:
    house.show(ME, Bubble((Paragraph("body", (Span("Đã điền."),)),), ref=50, papers=SHOWN.papers[:1]), "amend")
    await house.tell(ME, bubble("Bước sau?", ref=51, keys=(Key("1", "Vâng"),)))
    await officer.reads("Bước sau?")
    links = officer.page.locator("a.paper")
    await expect(links).to_have_count(1)
    await officer.page.reload()
    await officer.reads("Bước sau?")
    await expect(links).to_have_count(1)
    async with officer.page.expect_download() as coming:
        await links.tap()
    assert (await coming.value).suggested_filename == "Biểu điểm 458-KH-UBND.xlsx"


async def test_a_paper_that_cannot_be_had_is_said_so(officer: Officer) -> None:
    officer.errors_are_meant("404")
    await officer.page.get_by_role("link", name="Tải về Cũ.xlsx", exact=True).tap()
    await expect(officer.page.locator("#toast")).to_have_text(MISSED)
    await expect(officer.page.locator("#items > .bot").last).to_contain_text("Đây là kế hoạch.")


async def test_without_a_line_the_page_stays_and_says_so(officer: Officer) -> None:
    await officer.context.set_offline(True)
    await officer.page.get_by_role("link", name="Tải về Cũ.xlsx", exact=True).tap()
    await expect(officer.page.locator("#toast")).to_have_text(MISSED)
    await officer.context.set_offline(False)
    await officer.taps("Xong")
    await officer.reads("Họ tên?")


async def test_a_keyboard_downloads_a_paper(server: Server, house: MemoryHouse) -> None:
    async with officer_at(
        str(server.make_url("/?code=demo-officer")), **DESK, has_touch=False, is_mobile=False
    ) as officer:
        await shown_to(officer, house)
        await expect(officer.page.locator("#answer")).to_be_focused()
        await walk_to(officer, NAME, "Shift+Tab")
        assert await officer.page.evaluate(RING) != "none"
        async with officer.page.expect_download() as coming:
            await officer.page.keyboard.press("Enter")
        assert (await coming.value).suggested_filename == "Biểu điểm 458-KH-UBND.xlsx"
        await expect(officer.page.get_by_role("link", name=NAME, exact=True)).to_be_focused()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 320, 195])
async def test_it_can_be_read_and_hit(server: Server, house: MemoryHouse, scheme: str, width: int) -> None:
    device = {"viewport": {"width": width, "height": 844}, "color_scheme": scheme}
    async with officer_at(str(server.make_url("/?code=demo-officer")), **device) as officer:
        await shown_to(officer, house)
        await officer.page.evaluate(REST)
        assert await officer.page.evaluate(AUDIT) == []
        link = officer.page.get_by_role("link", name=NAME, exact=True)
        box = await link.bounding_box()
        assert box is not None
        assert box["height"] >= 44
        await expect(link.locator("svg[aria-hidden=true]")).to_be_visible()


async def test_a_photo_is_seen_where_it_stands(server: Server, house: MemoryHouse) -> None:
    """On a phone: no wider than the screen, with a name for who cannot see it."""
    out = io.BytesIO()
    Image.new("RGB", (2400, 1800), "darkgreen").save(out, "JPEG")
    photo = Paper("kept", "1 vuon-na.jpg", "c" * 64)
    house.files[photo.ref] = ("image/jpeg", out.getvalue())
    async with officer_at(str(server.make_url("/?code=demo-officer"))) as officer:
        await shown_to(officer, house)
        await house.tell(ME, replace(SHOWN, papers=(photo,), unavailable=("Chưa lấy được.",)))
        seen = officer.page.get_by_role("img", name=photo.name)
        await seen.scroll_into_view_if_needed()
        await officer.page.wait_for_function("document.querySelector('.photo img').naturalWidth === 2400")
        box = await seen.bounding_box()
        assert box is not None
        assert box["width"] <= PHONE["viewport"]["width"]
        assert box["height"] <= PHONE["viewport"]["height"]
