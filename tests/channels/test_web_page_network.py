"""The page when the network is weak: nothing that was answered is lost, nothing arrives twice."""

from collections.abc import AsyncIterator

import pytest
from aiohttp.test_utils import unused_port
from playwright.async_api import FilePayload, Route, expect

from conversations.model import Said, SentFiles, Tapped
from tests.e2e.web_house import MemoryHouse, Server, bubble, serving
from tests.e2e.web_officer import Officer, officer_at
from tests.e2e.web_talk import Talk

ME = "visitor-1"
PHOTO = FilePayload(name="a.png", mimeType="image/png", buffer=b"\x89PNG")
OFFLINE = "Mất mạng. Cứ trả lời tiếp, có mạng lại sẽ tự gửi."


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


def events(house: MemoryHouse) -> list[object]:
    return [inbound.event for inbound in house.taken if inbound.event != Said("/start demo-officer")]


async def test_answers_without_network_are_sent_when_it_is_back(officer: Officer, house: MemoryHouse) -> None:
    await officer.context.set_offline(True)
    await expect(officer.page.locator("#banner")).to_have_text(OFFLINE)
    await officer.says("một người")
    await expect(await officer.said("một người")).to_contain_text("chờ có mạng · bấm để gửi lại")
    await officer.says("Hoàng Văn Thắng")
    await officer.page.wait_for_timeout(300)
    assert events(house) == []
    await officer.context.set_offline(False)
    await officer.reads("Lợi nhuận?")
    assert events(house) == [Said("một người"), Said("Hoàng Văn Thắng")]
    assert await officer.own_words() == ["một người", "Hoàng Văn Thắng"]
    await expect(officer.page.locator("#pending article")).to_have_count(0)
    await expect(officer.page.locator("#banner")).to_have_text("Đã có mạng lại, đã gửi hết.")


async def test_a_tap_without_network_is_kept_too(officer: Officer, house: MemoryHouse) -> None:
    await officer.context.set_offline(True)
    await officer.taps("Một người")
    await officer.key("Hộ gia đình").click(force=True)
    await officer.said("Một người")
    await officer.context.set_offline(False)
    await officer.reads("Họ tên?")
    assert events(house) == [Tapped(1, "2")], "after one answer the others cannot be tapped"


async def test_what_was_not_sent_survives_a_reload(officer: Officer, house: MemoryHouse) -> None:
    await refuse(officer, "say")
    await officer.says("một người")
    await officer.says("Hoàng Văn Thắng")
    await officer.page.fill("#answer", "nửa câu")
    await officer.page.reload()
    await officer.said("Hoàng Văn Thắng")
    await officer.page.unroute_all()
    await officer.reads("Lợi nhuận?")
    assert events(house)[-2:] == [Said("một người"), Said("Hoàng Văn Thắng")]
    assert await officer.page.input_value("#answer") == "nửa câu"


async def test_photos_not_sent_survive_a_reload(officer: Officer, house: MemoryHouse) -> None:
    for answer in ("1", "2", "3", "4"):
        await officer.says(answer)
        await officer.said(answer)
    await officer.reads("Gửi ảnh")
    await refuse(officer, "files")
    await officer.page.set_input_files("#files", PHOTO)
    await officer.page.click("#tray .primary")
    await expect(officer.page.locator("#pending")).to_contain_text("bấm để gửi lại")
    await officer.page.reload()
    await expect(officer.page.locator("#pending .shot")).to_have_count(1)
    await officer.page.unroute_all()
    await officer.reads("Cách làm?")
    assert isinstance(events(house)[-1], SentFiles)
    assert next(iter(house.files.values()))[1] == b"\x89PNG"


async def test_a_lost_answer_is_asked_for_again_and_counts_once(officer: Officer, house: MemoryHouse) -> None:
    """The server takes the message, the answer gets lost on the way: the page posts the same id again."""
    lost = 0

    async def lose(route: Route) -> None:
        nonlocal lost
        lost += 1
        if lost > 1:
            await route.continue_()
            return
        await route.fetch()
        await route.abort("connectionreset")

    officer.errors_are_meant("ERR_CONNECTION_RESET")
    await officer.page.route("**/api/say", lose)
    await officer.says("một người")
    await officer.reads("Họ tên?")
    await expect(officer.page.locator("#pending article")).to_have_count(0)
    for _ in range(40):
        if lost == 2:
            break
        await officer.page.wait_for_timeout(100)
    assert lost == 2
    assert events(house) == [Said("một người")]
    assert await officer.own_words() == ["một người"]


async def test_a_code_is_not_spent_on_a_lost_answer(server: Server, house: MemoryHouse) -> None:
    tries = 0

    async def lose(route: Route) -> None:
        nonlocal tries
        tries += 1
        if tries == 1:
            await route.fetch()
            await route.abort("connectionreset")
        else:
            await route.continue_()

    async with officer_at("about:blank") as officer:
        officer.errors_are_meant("ERR_CONNECTION_RESET")
        await officer.page.route("**/api/enter", lose)
        await officer.page.goto(str(server.make_url("/v/ABCD-EFGH")))
        await officer.reads("Chị muốn giới thiệu ai?")
    assert (tries, len(house.taken), len(house.sessions)) == (2, 1, 1)


async def test_a_restart_of_the_server_is_passed_over(house: MemoryHouse) -> None:
    port = unused_port()
    async with officer_at("about:blank") as officer:
        officer.errors_are_meant("Failed to load resource", "ERR_")
        async with serving(house, port=port) as server:
            await officer.page.goto(str(server.make_url("/?code=demo-officer")))
            await officer.reads("Chị muốn giới thiệu ai?")
        await officer.says("một người")
        await officer.said("một người")
        house.show(ME, bubble("Trong lúc chị đi vắng"))
        async with serving(house, port=port):
            await officer.reads("Họ tên?")
            await expect(officer.page.locator("#items")).to_contain_text("Trong lúc chị đi vắng")
            assert await officer.own_words() == ["một người"]


async def test_an_ended_session_asks_for_a_code_and_keeps_what_was_not_sent(
    officer: Officer, house: MemoryHouse
) -> None:
    officer.errors_are_meant("401")
    house.sessions.clear()
    await officer.says("câu trả lời dở dang")
    await expect(officer.page.locator("#entry-note")).to_contain_text("Phiên làm việc đã hết hạn")
    await officer.enters("ABCD-EFGH")
    await officer.reads("Chị muốn giới thiệu ai?")
    own = await officer.said("câu trả lời dở dang")
    assert Said("câu trả lời dở dang") not in events(house), "it may not fit any more: the person decides"
    await own.get_by_role("button", name="bấm để gửi lại").click()
    await officer.reads("Họ tên?")
    assert events(house)[-1] == Said("câu trả lời dở dang")


async def test_a_message_that_breaks_the_server_steps_aside(officer: Officer, house: MemoryHouse) -> None:
    async def refuse_it(route: Route) -> None:
        await route.fulfill(status=400, json={"error": "malformed"})

    officer.errors_are_meant("400")
    await officer.page.route("**/api/say", refuse_it)
    await officer.says("thuốc độc")
    await expect(officer.page.locator("#toast")).to_contain_text("Tin này chưa gửi được")
    await officer.page.unroute_all()
    await officer.says("một người")
    await officer.reads("Họ tên?")
    assert events(house) == [Said("một người")]
    await expect(officer.page.locator("#pending")).to_contain_text("thuốc độc")


async def refuse(officer: Officer, path: str) -> None:
    """Cut the way of one kind of message."""
    officer.errors_are_meant("ERR_FAILED")
    await officer.page.route(f"**/api/{path}", lambda route: route.abort("failed"))
