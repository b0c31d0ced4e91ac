"""The page for everybody: by keyboard only, at 200 % zoom, on a small screen, in the dark, with a screen reader."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import FilePayload, expect

from bot.channels.base import Key
from conversations.model import Said, SentFiles, Tapped
from tests.e2e import web_officer
from tests.e2e.web_house import MemoryHouse, Server, bubble, serving
from tests.e2e.web_officer import DESK, Officer, officer_at
from tests.e2e.web_talk import Talk

ME = "visitor-1"
AUDIT = Path(web_officer.__file__).with_name("web_audit.js").read_text(encoding="utf-8")
REST = """() => Promise.allSettled(document.getAnimations()
    .filter((animation) => animation.effect.getComputedTiming().endTime < Infinity)
    .map((animation) => animation.finished))"""
FOCUSED = """() => {
    const element = document.activeElement;
    return (element.ariaLabel ?? element.labels?.[0]?.textContent ?? element.textContent).trim();
}"""
RING = "() => getComputedStyle(document.activeElement.closest('label') ?? document.activeElement).outlineStyle"
STEPS = ("Chị muốn giới thiệu ai?", "Họ tên?", "Lợi nhuận?", "Điều nào đúng?", "Gửi ảnh", "Cách làm?", "Phiếu đề cử")
PICTURE = FilePayload(name="ảnh mô hình.png", mimeType="image/png", buffer=b"\x89PNG")


@pytest.fixture
def house() -> MemoryHouse:
    return MemoryHouse(Talk())


@pytest.fixture
async def server(house: MemoryHouse) -> AsyncIterator[Server]:
    async with serving(house) as server:
        yield server


async def audit(officer: Officer, where: str) -> None:
    """Fail with everything that is wrong on the page as it is."""
    await officer.page.evaluate(REST)
    problems = await officer.page.evaluate(AUDIT)
    assert not problems, f"{where}:\n" + "\n".join(problems)


async def go_through(officer: Officer, house: MemoryHouse) -> None:
    """Look the page over at every step of a nomination, and in its rarer states."""
    await officer.page.wait_for_selector("#code")
    await audit(officer, "entry")
    await officer.page.click("#entry-form [type=submit]")
    await audit(officer, "entry with a note")
    await officer.enters("demo-officer")
    for step in STEPS:
        await officer.reads(step)
        await audit(officer, step)
        if step == "Gửi ảnh":
            await officer.page.set_input_files("#files", [PICTURE])
            await officer.page.wait_for_selector("#tray .shot")
            await audit(officer, "tray")
            await officer.page.click("#tray .primary")
        else:
            await officer.says("một hai ba")
    await officer.reads("Bước")
    await officer.context.set_offline(True)
    await officer.says("không có mạng")
    await expect(officer.page.locator("#pending")).to_contain_text("bấm để gửi lại")
    await audit(officer, "offline")
    await officer.context.set_offline(False)
    await officer.reads("Bước 9")
    long = "Một câu trả lời rất dài để xem nút có xuống dòng hay không, khi chữ to và màn hình hẹp"
    await house.tell(
        ME, bubble("x" * 200, ref=70, keys=(Key("1", long), Key("2", "đ" * 90), Key("3", long, ticked=True)))
    )
    await officer.reads("xxx")
    await audit(officer, "long words")


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_colours_names_and_sizes_on_a_phone(server: Server, house: MemoryHouse, scheme: str) -> None:
    async with officer_at(str(server.make_url("/")), color_scheme=scheme) as officer:
        await go_through(officer, house)


@pytest.mark.parametrize(
    "device",
    [
        {"viewport": {"width": 195, "height": 422}, "device_scale_factor": 2},  # 390 × 844 at 200 %
        {"viewport": {"width": 320, "height": 568}},
    ],
    ids=["zoomed", "small"],
)
async def test_nothing_is_cut_off(server: Server, house: MemoryHouse, device: dict[str, Any]) -> None:
    async with officer_at(str(server.make_url("/")), **device) as officer:
        await go_through(officer, house)


async def test_without_a_mouse(server: Server, house: MemoryHouse) -> None:
    async with officer_at(str(server.make_url("/")), **DESK, has_touch=False, is_mobile=False) as officer:
        officer.page.on("filechooser", lambda chooser: chooser.set_files([PICTURE]))
        await expect(officer.page.locator("#code")).to_be_focused()
        await types(officer, "demo-officer", "Enter")
        await officer.reads("Chị muốn giới thiệu ai?")
        await expect(officer.page.locator("#answer")).to_be_focused()
        await walk_to(officer, "Một người", "Shift+Tab")
        await officer.page.keyboard.press("Enter")
        await officer.reads("Họ tên?")
        await expect(officer.page.locator("#answer")).to_be_focused()
        await types(officer, "Hoàng Văn Thắng", "Enter")
        await officer.reads("Lợi nhuận?")
        await types(officer, "180tr", "Enter")
        await officer.reads("Điều nào đúng?")
        await walk_to(officer, "chấp hành tốt pháp luật", "Shift+Tab")
        await officer.page.keyboard.press("Space")
        await expect(officer.key("chấp hành tốt pháp luật")).to_have_attribute("aria-pressed", "true")
        await officer.page.wait_for_timeout(300)
        await expect(officer.key("chấp hành tốt pháp luật")).to_be_focused()
        await walk_to(officer, "Tiếp", "Tab")
        await officer.page.keyboard.press("Enter")
        await officer.reads("Gửi ảnh mô hình.")
        await expect(officer.key("Gửi sau")).to_be_focused()
        await send_a_photo(officer)
        await officer.reads("Cách làm?")
        await officer.page.focus("#answer")
        await types(officer, "dòng một", "Shift+Enter")
        await types(officer, "dòng hai", "Enter")
        await officer.reads("Phiếu đề cử")
        await walk_to(officer, "Sửa câu 1", "Shift+Tab")
        await officer.page.keyboard.press("Enter")
        await officer.reads("Bước 8")
    done = [type(inbound.event) for inbound in house.taken]
    assert done == [Said, Tapped, Said, Said, Tapped, Tapped, SentFiles, Said, Tapped]
    assert house.taken[7].event == Said("dòng một\ndòng hai")


async def types(officer: Officer, text: str, key: str) -> None:
    await officer.page.keyboard.type(text)
    await officer.page.keyboard.press(key)


async def walk_to(officer: Officer, name: str, step: str) -> None:
    """Press `step` until the thing called `name` has the focus, and can be seen to have it."""
    passed = []
    for _ in range(12):
        await officer.page.keyboard.press(step)
        passed.append(await officer.page.evaluate(FOCUSED))
        if passed[-1] == name:
            assert await officer.page.evaluate(RING) != "none"
            return
    pytest.fail(f"{name!r} is out of the keyboard's reach, which goes: {passed}")


async def send_a_photo(officer: Officer) -> None:
    await walk_to(officer, "Chụp hoặc chọn ảnh, PDF", "Tab")
    await officer.page.keyboard.press("Enter")
    await expect(officer.page.get_by_role("button", name="Gửi 1 tệp")).to_be_focused()
    await officer.page.keyboard.press("Enter")


async def test_a_screen_reader_hears_the_talk(server: Server) -> None:
    async with officer_at(str(server.make_url("/?code=demo-officer"))) as officer:
        await officer.reads("Chị muốn giới thiệu ai?")
        page = officer.page
        log = page.get_by_role("log", name="Cuộc trò chuyện")
        await expect(log).to_have_attribute("aria-live", "polite")
        await expect(log.get_by_role("group", name="Chị muốn giới thiệu ai?")).to_be_visible()
        await expect(log.get_by_role("article").last).to_contain_text("Nêu Gương:")
        await expect(page.get_by_role("textbox", name="Câu trả lời")).to_be_visible()
        await expect(page.get_by_role("button", name="Gửi", exact=True)).to_be_visible()
        await expect(page.get_by_role("progressbar", name="Đã trả lời đến đâu")).to_have_js_property("value", 1)
        await expect(page.get_by_role("heading", name="Nêu Gương")).to_be_visible()
        assert await page.title() == "Nêu Gương – giới thiệu điển hình tiên tiến"


async def test_nothing_moves_for_those_who_do_not_want_it(server: Server) -> None:
    async with officer_at(str(server.make_url("/?code=demo-officer")), reduced_motion="reduce") as officer:
        newest = await officer.reads("Chị muốn giới thiệu ai?")
        await officer.says("một người")
        newest = await officer.reads("Họ tên?")
        assert await newest.evaluate("bubble => getComputedStyle(bubble).animationName") == "none"


async def test_without_scripts_the_page_says_what_it_needs(server: Server) -> None:
    async with officer_at(str(server.make_url("/")), java_script_enabled=False) as officer:
        note = officer.page.locator(".noscript")
        await expect(note).to_be_visible()
        assert "Trang này cần JavaScript" in await note.inner_text()
