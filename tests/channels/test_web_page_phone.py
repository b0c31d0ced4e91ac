"""The page in a real browser on a phone: one nomination by thumb, photos, a card, and what is long past."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.async_api import expect

from bot.channels.base import Bubble, Key, Paragraph, Span
from conversations.model import KeptFile, Said, SentFiles, Tapped
from tests.e2e.web_house import MemoryHouse, Server, bubble, serving
from tests.e2e.web_officer import NoBrowserError, Officer, find_browser, officer_at
from tests.e2e.web_talk import Talk

ME = "visitor-1"
EVIL = "<img src=x onerror=alert(1)><b>đậm</b>&lt;"


@pytest.fixture
def house() -> MemoryHouse:
    return MemoryHouse(Talk())


@pytest.fixture
async def server(house: MemoryHouse) -> AsyncIterator[Server]:
    async with serving(house) as server:
        yield server


@pytest.fixture
async def officer(server: Server) -> AsyncIterator[Officer]:
    async with officer_at(str(server.make_url("/?code=demo-officer"))) as officer:
        await officer.reads("Chị muốn giới thiệu ai?")
        yield officer


@pytest.fixture
def photos(tmp_path: Path) -> list[Path]:
    paths = [tmp_path / "ảnh 1.png", tmp_path / "ảnh 2.jpg"]
    for path, colour in zip(paths, ("green", "red"), strict=True):
        Image.new("RGB", (1200, 900), colour).save(path)
    return paths


async def test_a_link_leads_in_and_is_spent_once(officer: Officer, house: MemoryHouse, server: Server) -> None:
    assert officer.page.url == str(server.make_url("/")), "the code does not stay in the address"
    await officer.page.goto(str(server.make_url("/v/demo-officer")))
    await officer.reads("Chị muốn giới thiệu ai?")
    assert [i.event for i in house.taken if isinstance(i.event, Said)] == [Said("/start demo-officer")]


async def test_a_code_may_be_typed_or_its_link_pasted(server: Server, house: MemoryHouse) -> None:
    async with officer_at(str(server.make_url("/"))) as officer:
        await officer.page.click("#entry-form [type=submit]")
        await expect(officer.page.locator("#entry-note")).to_have_text("Xin nhập mã vào đã nhé.")
        await officer.enters(" https://neuguong.example/?code=abcd-efgh ")
        await officer.reads("Chị muốn giới thiệu ai?")
    assert house.taken[0].event == Said("/start abcd-efgh")


async def test_one_nomination_by_thumb(officer: Officer, house: MemoryHouse, photos: list[Path]) -> None:
    await expect(officer.page.locator("#progress-text")).to_have_text("câu 1/7")
    await officer.taps("Một người")
    await officer.reads("Họ tên?")
    await officer.says("Hoàng Văn Thắng")
    await officer.reads("Lợi nhuận?")
    await officer.says("180tr")
    await officer.reads("Điều nào đúng?")
    await officer.taps("tích cực tham gia các hoạt động xã hội")
    await officer.taps("Tiếp")
    await officer.reads("Gửi ảnh mô hình.")
    await officer.sends(*photos)
    await officer.reads("Cách làm?")
    await officer.says("Nuôi 40 con bò.")
    await officer.reads("Phiếu đề cử")
    await officer.page.get_by_role("button", name="Sửa câu 1").click()
    await officer.reads("Bước 8")
    events = [inbound.event for inbound in house.taken[1:]]
    (album,) = [event for event in events if isinstance(event, SentFiles)]
    assert [file.name for file in album.files if isinstance(file, KeptFile)] == ["ảnh 1.png", "ảnh 2.jpg"]
    words = [Said(text) for text in ("Hoàng Văn Thắng", "180tr", "Nuôi 40 con bò.")]
    taps = [Tapped(1, "2"), Tapped(4, "t1"), Tapped(4, "1"), Tapped(7, "!edit:1")]
    assert events == [taps[0], words[0], words[1], taps[1], taps[2], album, words[2], taps[3]]
    files = "📎 ảnh 1.png\n📎 ảnh 2.jpg"
    assert await officer.own_words() == ["Hoàng Văn Thắng", "180tr", files, "Nuôi 40 con bò."]


async def test_only_the_open_question_has_buttons(officer: Officer) -> None:
    await officer.taps("Một người")
    await officer.reads("Họ tên?")
    answered = officer.page.locator("#items > .bot").first
    await expect(answered).to_contain_text("✔ Một người")
    await expect(answered.locator("button")).to_have_count(0)
    await officer.says("Thắng")
    await officer.reads("Lợi nhuận?")
    labels = await officer.page.locator("#items button").all_inner_texts()
    assert labels == ["‹ Quay lại", "Lưu, làm tiếp sau", "? Là gì"]


async def test_a_reminder_leaves_the_open_question_open(officer: Officer, house: MemoryHouse) -> None:
    await officer.page.wait_for_selector('#log[aria-live="polite"]')  # the past is shown, what comes now is news
    await house.tell(ME, bubble("Còn 3 ngày.", ref=99, keys=(Key("1", "Nhắc mai"),)))
    await officer.reads("Còn 3 ngày.")
    await expect(officer.page.locator("#progress-text")).to_have_text("câu 1/7")
    await officer.taps("Một người")
    await officer.reads("Họ tên?")


async def test_ticks_change_at_once_and_stay_true(officer: Officer, house: MemoryHouse) -> None:
    for answer in ("a", "b", "c"):
        await officer.says(answer)
        await officer.said(answer)
    await officer.reads("Điều nào đúng?")
    house.delay = 0.8
    first, second = officer.key("không ảnh hưởng xấu đến môi trường"), officer.key("chấp hành tốt pháp luật")
    for tick in (first, second, first):
        await tick.click()
    await expect(first).to_have_attribute("aria-pressed", "false", timeout=700)
    await expect(second).to_have_attribute("aria-pressed", "true", timeout=700)
    assert isinstance(house.react, Talk)
    for _ in range(100):
        if len(house.taken) == 7:
            break
        await officer.page.wait_for_timeout(100)
    assert house.react.on == {2}
    await officer.page.wait_for_timeout(300)
    await expect(first).to_have_attribute("aria-pressed", "false")
    await expect(second).to_have_attribute("aria-pressed", "true")


async def test_the_keyboard_fits_the_question(officer: Officer) -> None:
    field = officer.page.locator("#answer")
    await expect(officer.page.locator("#pick")).to_be_hidden()
    await officer.says("1")
    await officer.reads("Họ tên?")
    await expect(field).to_have_js_property("inputMode", "text")
    await officer.says("2")
    await officer.reads("Lợi nhuận?")
    await expect(field).to_have_js_property("inputMode", "numeric")
    await officer.page.get_by_role("button", name="Bàn phím chữ").click()
    await expect(field).to_have_js_property("inputMode", "text")
    await officer.says("3")
    await officer.reads("Điều nào đúng?")
    await officer.says("4")
    await officer.reads("Gửi ảnh")
    await expect(officer.page.locator("#pick")).to_be_visible()
    await officer.says("5")
    await officer.reads("Cách làm?")
    await field.fill("dòng một")
    await field.press("Enter")
    await field.type("dòng hai")
    assert await field.input_value() == "dòng một\ndòng hai", "on a phone Enter begins a new line of a story"


async def test_photos_can_be_looked_at_before_and_after(
    officer: Officer, house: MemoryHouse, photos: list[Path], tmp_path: Path
) -> None:
    for answer in ("1", "2", "3", "4"):
        await officer.says(answer)
        await officer.said(answer)
    await officer.reads("Gửi ảnh")
    broken = tmp_path / "hỏng.pdf"
    broken.write_bytes(b"%PDF damaged")
    await officer.page.set_input_files("#files", photos)
    await officer.page.set_input_files("#files", broken)
    await expect(officer.page.locator("#tray .shot")).to_have_count(3)
    await officer.page.get_by_role("button", name="Bỏ ảnh 1.png").click()
    await officer.page.get_by_role("button", name="Gửi 2 tệp").click()
    await officer.reads("Cách làm?")
    own = await officer.said("hỏng.pdf")
    await expect(own.locator(".shot")).to_have_count(2)
    await expect(own.locator(".fault")).to_have_text("Tệp hỏng")
    await officer.page.reload()
    await officer.reads("Cách làm?")
    picture = officer.page.locator(".own .shot img")
    await expect(picture).to_have_count(1)
    await expect(picture).to_have_attribute("alt", "ảnh 2.jpg")
    await expect(picture).to_have_js_property("naturalWidth", 1200)


async def test_a_big_photo_is_made_smaller_and_a_bigger_file_is_not_sent(
    officer: Officer, house: MemoryHouse, tmp_path: Path
) -> None:
    for answer in ("1", "2", "3", "4"):
        await officer.says(answer)
        await officer.said(answer)
    await officer.reads("Gửi ảnh")
    noise = Image.effect_noise((4000, 3000), 60).convert("RGB")
    noise.save(tmp_path / "to.jpg", quality=95, exif=b"Exif\0\0")
    (tmp_path / "khổng lồ.pdf").write_bytes(bytes(21 * 1024 * 1024))
    await officer.page.set_input_files("#files", [tmp_path / "khổng lồ.pdf", tmp_path / "to.jpg"])
    await expect(officer.page.locator("#toast")).to_contain_text("“khổng lồ.pdf” lớn hơn 20 MB")
    await officer.page.get_by_role("button", name="Gửi 1 tệp").click()
    await officer.reads("Cách làm?")
    ((_, content),) = house.files.values()
    assert len(content) < (tmp_path / "to.jpg").stat().st_size / 2


async def test_text_is_only_text(officer: Officer, house: MemoryHouse) -> None:
    evil = Paragraph("note", (Span(EVIL), Span(EVIL, bold=True)))
    line = Paragraph("line", (Span(EVIL),), Key("x", EVIL, "edit"))
    shown = Bubble((evil, line), (Key("a", EVIL), Key("b", EVIL, ticked=True)), 50, EVIL)
    await house.tell(ME, shown)
    newest = await officer.reads(EVIL)
    await expect(newest.locator("img")).to_have_count(0)
    await officer.says(EVIL)
    await officer.said(EVIL)
    assert await officer.page.locator("#talk img").count() == 0


async def test_the_dots_show_while_the_house_thinks_and_a_notice_passes(officer: Officer, house: MemoryHouse) -> None:
    house.delay = 1.6
    await officer.says("báo")
    own = await officer.said("báo")
    await expect(own).to_contain_text("đang gửi…")
    await expect(officer.page.locator("#typing")).to_be_visible()
    await officer.reads("Họ tên?")
    await expect(officer.page.locator("#typing")).to_be_hidden()
    await expect(officer.page.locator("#toast")).to_have_text("Đã ghi")
    await expect(await officer.said("báo")).to_contain_text("đã gửi")


async def test_reading_on_above_is_not_disturbed(officer: Officer, house: MemoryHouse) -> None:
    await house.tell(ME, *(bubble(f"Tin {number}") for number in range(40)))
    await officer.reads("Tin 39")
    log = officer.page.locator("#log")
    at_end = "log => log.scrollHeight - log.clientHeight - log.scrollTop"
    await officer.page.wait_for_timeout(200)  # it comes into sight
    await log.evaluate("log => log.scrollTo(0, log.scrollHeight)")
    await log.evaluate("log => log.scrollTo(0, 300)")
    await officer.page.wait_for_timeout(100)
    await house.tell(ME, bubble("Tin mới nhất"))
    pill = officer.page.get_by_role("button", name="Tin mới ↓")
    await expect(pill).to_be_visible()
    assert await log.evaluate("log => log.scrollTop") == 300
    await pill.click()
    assert await log.evaluate(at_end) < 2
    await expect(pill).to_be_hidden()


def test_without_a_browser_the_tests_fail_loudly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHROMIUM", "/nowhere/chromium")
    with pytest.raises(NoBrowserError, match="CHROMIUM=/path"):
        find_browser()
    monkeypatch.delenv("CHROMIUM")
    monkeypatch.setattr(shutil, "which", {"chromium": "/usr/bin/chromium"}.get)
    assert find_browser() == "/usr/bin/chromium"
