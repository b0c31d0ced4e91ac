"""A nomination from the link to the sent file, in a real browser over the running program, which is killed on the way.

Here the promise is tested as it is given to the officer: a real farmer, one thumb, and nothing lost.
"""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from playwright.async_api import expect

from tests.e2e.doors_records import Nomination, nominations
from tests.e2e.officer_script import DONE, ENTRY, SCRIPT, SUBJECT, THIS_YEAR, Act, sentence
from tests.e2e.process import PATIENCE, Program, running
from tests.e2e.thumb import MILLISECONDS, Thumb
from tests.e2e.web_house import sentences
from tests.e2e.web_officer import Officer, officer_at

REVIEW, TRUTH = SCRIPT[-2:]
KNOCKOUT = next(at for at, act in enumerate(SCRIPT) if act.asked == sentence("ask.criteria.knockout"))
BEGUN, REST = SCRIPT[:KNOCKOUT], SCRIPT[KNOCKOUT:]
PAGE = sentences("vi")
SECOND = "Lý Thị Pham"
CARD = "Phiếu đối chiếu tiêu chí"
COUNTS = "Đạt 3 · Chưa đạt 0 · Còn thiếu 0 · Hội đồng xét 17 · Chờ kết quả 1"
SUMMARY = {
    4: f"Họ tên: {SUBJECT}",
    5: "Ngày sinh: 15/02/1979",
    6: "Nơi ở: thôn Toàn Tâm",
    7: f"{THIS_YEAR - 2}: 180.000.000 đ, {THIS_YEAR - 1}: 210.000.000 đ và {THIS_YEAR}: 240.000.000 đ",
    8: f"Năm {THIS_YEAR - 2}, Năm {THIS_YEAR - 1} và Năm {THIS_YEAR} đang chờ kết quả",
    9: "cả 13 điều",
    10: "cả 6 điều",
    11: "Không",
    12: "2 tệp",
    16: "Làm từng ít một",
}
SMALL = {"viewport": {"width": 320, "height": 640}, "has_touch": False, "is_mobile": False}
FOCUSED = "() => document.activeElement.closest('button')?.textContent ?? document.activeElement.id"
REACH = 25
"""Times that Tab is pressed before somebody would give up."""
OVERFLOW = "() => document.scrollingElement.scrollWidth - innerWidth"


@pytest.fixture
async def program(tmp_path: Path) -> AsyncIterator[Program]:
    async with running(tmp_path / "data") as program:
        yield program


@pytest.fixture
def photos(tmp_path: Path) -> tuple[Path, ...]:
    """Two photos as a phone takes them, with the place they were taken."""
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (21.0, 30.0, 0.0)}
    paths = (tmp_path / "vườn na.jpg", tmp_path / "kho lạnh.jpg")
    for path, colour in zip(paths, ("darkgreen", "peru"), strict=True):
        Image.new("RGB", (2400, 1800), colour).save(path, exif=exif)
    return paths


def link(program: Program, code: str = ENTRY) -> str:
    """Return a personal link of the demo."""
    return f"{program.address}/v/{code}"


def filed(program: Program) -> list[Nomination]:
    """Return what was sent, in order."""
    return [nomination for _, nomination in nominations(program.data)]


def differing(one: Nomination, other: Nomination) -> set[str]:
    """Return the questions that were answered differently."""
    keys = one.answers | other.answers
    return {key for key in keys if one.answers.get(key) != other.answers.get(key)}


async def look_over(thumb: Thumb) -> None:
    """Read the summary: every answer with its own button, and the card with what still waits."""
    await thumb.sees(REVIEW)
    for part in (CARD, COUNTS, "II.3.2", f"Năm {THIS_YEAR} đang chờ kết quả", "Hồ sơ đã đủ để gửi"):
        await expect(thumb.newest).to_contain_text(part)
    lines = thumb.newest.locator(".with-edit")
    await expect(lines).to_have_count(16)
    await expect(thumb.newest.locator(".edit")).to_have_count(15)  # this field is for single persons only
    for number, part in SUMMARY.items():
        await expect(lines.nth(number - 1)).to_contain_text(part)


async def mend(thumb: Thumb, number: int, asked: str, answer: str) -> None:
    """Tap "Sửa" beside one answer, give another, and be back at the summary."""
    before = thumb.newest.get_by_role("button", name=f"Sửa câu {number}", exact=True)
    await before.click()
    await thumb.sees(Act(asked))
    await expect(thumb.newest).to_contain_text("Lần trước anh/chị trả lời")
    await expect(thumb.officer.page.locator(".edit")).to_have_count(0)
    await thumb.newest.get_by_role("button", name=answer).click()
    await thumb.sees(REVIEW)
    await expect(thumb.newest.locator(".with-edit").nth(number - 1)).to_contain_text(answer)


async def send(thumb: Thumb) -> None:
    """Read every criterion, come back, send, and swear that it is true."""
    await thumb.newest.get_by_role("button", name="Xem hết 21 tiêu chí").click()
    await expect(thumb.newest).to_contain_text("“Là nông dân có thành tích trong sản xuất, kinh doanh” (II.3.2)")
    await expect(thumb.newest).to_contain_text("Đã có ảnh mô hình sản xuất, kinh doanh")
    await expect(thumb.newest).to_contain_text("Nghị định 152/2025/NĐ-CP")
    await thumb.newest.get_by_role("button", name=REVIEW.picks[0]).click()
    await thumb.nominates((TRUTH,))
    await thumb.sees(DONE)
    await expect(thumb.officer.page.locator("#progress-text")).to_have_text("")


async def answer_while_it_is_dead(thumb: Thumb, program: Program) -> None:
    """`kill -9`, two answers into the void, a start: the page finds back and sends them by itself."""
    page = thumb.officer.page
    thumb.officer.errors_are_meant("Failed to load resource", "ERR_")
    await program.kill()
    await thumb.does(REST[0])
    await expect(page.locator("#pending article")).to_have_count(1)
    await expect(page.locator("#banner")).to_have_text(PAGE["web.reconnecting"], timeout=MILLISECONDS)
    await page.fill("#answer", "Nửa câu")
    await program.start()
    await thumb.sees(REST[1])
    await expect(page.locator("#pending article")).to_have_count(0)
    await expect(page.locator("#answer")).to_have_value("Nửa câu")
    await page.fill("#answer", "")


async def nominate_another_in_spite_of_a_kill(thumb: Thumb, program: Program) -> None:
    page = thumb.officer.page
    await thumb.nominates([replace(act, typed=SECOND) if act.typed == SUBJECT else act for act in BEGUN])
    await thumb.sees(REST[0])
    said = await thumb.officer.own_words()
    await answer_while_it_is_dead(thumb, program)
    assert await thumb.officer.own_words() == said
    await program.kill()
    await program.start()
    await page.reload()
    await thumb.sees(REST[1])
    await thumb.nominates(REST[1:])
    await thumb.sees(replace(DONE, asked=DONE.asked.replace(SUBJECT, SECOND)))


async def read_as_leader(officer: Officer) -> None:
    """Find the file in the list, and read in it what was answered, what the photos show and what the criteria say."""
    thumb = Thumb(officer)
    await officer.taps("Hồ sơ")
    await expect(thumb.newest.get_by_role("button", name=SECOND)).to_be_visible()
    await thumb.newest.get_by_role("button", name=SUBJECT).click()
    for part in ("đã gửi", "Nông Thị Lan", "Nơi ở: thôn Phổng", CARD, COUNTS):
        await expect(thumb.newest).to_contain_text(part)
    await thumb.newest.get_by_role("button", name="Ảnh, giấy tờ (2)").click()
    await expect(thumb.newest).to_contain_text("Đã có ảnh mô hình")
    for photo in ("1 vườn na.jpg", "2 kho lạnh.jpg"):
        seen = thumb.newest.get_by_role("img", name=photo)
        await seen.scroll_into_view_if_needed()
        await expect(seen).to_have_js_property("complete", True)
        assert await seen.evaluate("photo => photo.naturalWidth") > 0
    await thumb.newest.get_by_role("button", name="‹ Hồ sơ").click()
    await thumb.newest.get_by_role("button", name="Xem hết 21 tiêu chí").click()
    await expect(thumb.newest).to_contain_text("tiêu biểu trên tất cả các lĩnh vực")
    await thumb.newest.get_by_role("button", name="Xem tiếp").click()
    await expect(thumb.newest).to_contain_text("Người đề cử xác nhận là không")


async def test_a_farmer_by_one_thumb(program: Program, photos: tuple[Path, ...]) -> None:
    async with officer_at(link(program)) as officer:
        thumb = Thumb(officer, photos)
        await thumb.nominates(SCRIPT[:-2])
        await look_over(thumb)
        await mend(thumb, 6, sentence("ask.place"), "thôn Phổng")
        await send(thumb)
        await nominate_another_in_spite_of_a_kill(thumb, program)
        assert await officer.page.evaluate(OVERFLOW) <= 0
    first, second = filed(program)
    assert (first.stage, first.subject, first.kind) == ("submitted", SUBJECT, "individual")
    assert (second.stage, second.subject) == ("submitted", SECOND)
    assert first.verdict == second.verdict
    assert differing(first, second) == {"subject", "place", "review", "review.all"}
    async with officer_at(link(program, "demo-leader")) as leader:
        await read_as_leader(leader)


async def test_a_small_screen_by_keyboard(program: Program) -> None:
    async with officer_at(link(program), **SMALL) as officer:
        thumb = Thumb(officer)
        for act in SCRIPT[:8]:
            await thumb.sees(act)
            assert await officer.page.evaluate(OVERFLOW) <= 0
            await by_keyboard(officer, act)
        titles, done = SCRIPT[8:10]
        await thumb.sees(titles)
        for part in titles.picks:
            await walk_to(officer, part)
            await officer.page.keyboard.press("Space")
        await thumb.sees(done)
        await by_keyboard(officer, done)
        await thumb.sees(SCRIPT[10])
        assert await officer.page.evaluate(OVERFLOW) <= 0


async def by_keyboard(officer: Officer, act: Act) -> None:
    """Walk to the answer and press it, or type it."""
    if act.picks:
        await walk_to(officer, act.picks[0])
    else:
        await expect(officer.page.locator("#answer")).to_be_focused()
        await officer.page.keyboard.type(act.typed)
    await officer.page.keyboard.press("Enter")


async def walk_to(officer: Officer, part: str) -> None:
    """Press Tab, backwards from the field, until the button that says `part` has the focus."""
    async with asyncio.timeout(PATIENCE):  # the page allows no eval, so wait_for_function cannot wait for it
        while await officer.page.evaluate(FOCUSED) in ("log", ""):  # noqa: ASYNC110 - as above
            await asyncio.sleep(0.05)
    step = "Shift+Tab" if await officer.page.evaluate(FOCUSED) == "answer" else "Tab"
    passed = [await officer.page.evaluate(FOCUSED)]
    while part not in passed[-1]:
        assert len(passed) < REACH, f"{part!r} is out of the keyboard's reach, which goes: {passed}"
        await officer.page.keyboard.press(step)
        passed.append(await officer.page.evaluate(FOCUSED))
