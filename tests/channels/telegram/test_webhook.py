"""The webhook: only Telegram may call it, and it hears 200 only for what is committed."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from aiohttp import ClientSession, web

from bot.channels.telegram import Telegram, Webhook, setbacks
from conversations.model import Said, SentFiles, Tapped
from tests.channels.telegram.conftest import NOON
from tests.channels.telegram.house import NotingHouse
from tests.channels.telegram.patience import until
from tests.fakes.telegram import SERVER_ERROR, TOKEN, FakeTelegram

SECRET = "a-word-that-only-telegram-knows"
HEADER = "X-Telegram-Bot-Api-Secret-Token"


@pytest.fixture
async def site(telegram: FakeTelegram, house: NotingHouse, unused_tcp_port: int) -> AsyncIterator[str]:
    """A house that is called; gives the address of its webhook."""
    public = f"http://127.0.0.1:{unused_tcp_port}"
    door = Telegram(TOKEN, telegram.url, lambda: NOON, webhook=Webhook(public, SECRET))
    application = web.Application()
    application.add_routes(door.routes(house))
    runner = web.AppRunner(application, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", unused_tcp_port).start()
    await door.run(house)
    yield f"{public}/telegram"
    await runner.cleanup()
    await door.close()


def statuses(telegram: FakeTelegram) -> list[int]:
    return [status for _, status in telegram.hook.deliveries] if telegram.hook else []


async def test_it_is_registered(telegram: FakeTelegram, site: str) -> None:
    (said,) = telegram.called("setWebhook")
    assert said == {
        "url": site,
        "secret_token": SECRET,
        "max_connections": 100,
        "allowed_updates": ["message", "callback_query", "my_chat_member"],
    }


async def test_a_message_is_acknowledged_after_the_commit(
    telegram: FakeTelegram, house: NotingHouse, site: str
) -> None:
    house.gate.clear()
    said = await telegram.user(5001).says("1ty2")
    await until(lambda: house.batches)
    await asyncio.sleep(0.05)
    assert statuses(telegram) == []
    house.gate.set()
    await until(lambda: statuses(telegram) == [200])
    assert [(inbound.key, inbound.event) for inbound in house.taken] == [(f"u{said}", Said("1ty2"))]


async def test_a_failed_take_is_repeated(telegram: FakeTelegram, house: NotingHouse, site: str) -> None:
    failures = iter([True] * 3)
    house.refuses = lambda _: next(failures, False)
    await telegram.user(5001).says("1ty2")
    await house.has(1)
    await until(lambda: statuses(telegram) == [503, 503, 503, 200])
    assert house.texts == ["1ty2"]


async def test_one_that_breaks_the_house_blocks_its_sender_not_for_ever(
    telegram: FakeTelegram, house: NotingHouse, site: str, caplog: pytest.LogCaptureFixture
) -> None:
    house.refuses = lambda inbound: inbound.event == Said("độc")
    await telegram.user(5001).says("độc")
    await telegram.user(5001).says("sau đó")
    await until(lambda: len(statuses(telegram)) >= 3)
    await telegram.user(5002).says("có")
    await house.has(2)
    assert house.texts == ["có", "sau đó"]
    assert "độc" not in caplog.text


async def test_a_tap_is_answered_in_the_same_breath(telegram: FakeTelegram, house: NotingHouse, site: str) -> None:
    lan = telegram.user(5001)
    await lan.says("chào")
    house.toast = "Đã ghi"
    lan.presses("12:yes", 1)
    await until(lambda: lan.notices == ["Đã ghi"])
    assert house.events == [Said("chào"), Tapped(12, "yes")]


async def test_the_photos_of_an_album_are_taken_as_they_come(
    telegram: FakeTelegram, house: NotingHouse, site: str
) -> None:
    """Telegram posts the next one only after the answer to the one before."""
    await telegram.user(5001).sends_album([b"one", b"two", b"three"])
    async with asyncio.timeout(2):
        await house.has(3)
    assert all(isinstance(event, SentFiles) and len(event.files) == 1 for event in house.events)
    assert len({inbound.key for inbound in house.taken}) == 3


async def test_the_same_update_twice_has_the_same_key(telegram: FakeTelegram, house: NotingHouse, site: str) -> None:
    said = await telegram.user(5001).says("có")
    telegram.updates.repeat(said)
    await until(lambda: statuses(telegram) == [200, 200])
    assert house.batches == [[f"u{said}"], [f"u{said}"]]
    assert house.texts == ["có"]


async def test_many_at_once(telegram: FakeTelegram, house: NotingHouse, site: str) -> None:
    for at in range(200):
        await telegram.user(6000 + at).says("chào")
    await house.has(200)
    await until(lambda: not telegram.updates.waiting)


@pytest.mark.parametrize(
    ("secret", "body", "status"),
    [
        (SECRET, b'{"update_id": 5}', 200),
        (SECRET, b'{"update_id": 5, "message": {"text": "cannot be read"}}', 200),
        (SECRET, b"[]", 400),
        (SECRET, b"not json", 400),
        (SECRET + "x", b'{"update_id": 5}', 403),
        ("sai-mật-khẩu", b'{"update_id": 5}', 403),
        ("", b'{"update_id": 5}', 403),
        (None, b'{"update_id": 5}', 403),
    ],
)
async def test_strangers_and_nonsense(
    house: NotingHouse, site: str, secret: str | None, body: bytes, status: int
) -> None:
    headers = {} if secret is None else {HEADER: secret}
    async with ClientSession(headers=headers) as session, session.post(site, data=body) as response:
        assert response.status == status
    assert house.taken == []


async def test_a_polling_door_serves_nothing(door: Telegram, house: NotingHouse) -> None:
    assert door.routes(house) == []


async def test_registering_is_tried_until_it_works(
    telegram: FakeTelegram, house: NotingHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(setbacks, "FIRST_PAUSE", 0.01)
    telegram.fail("setWebhook", SERVER_ERROR, times=3)
    commands = {"": [("moi", "Đề cử mới")], "en": [("moi", "New nomination")]}
    webhook = Webhook("http://127.0.0.1:9", SECRET)
    door = Telegram(TOKEN, telegram.url, lambda: NOON, webhook=webhook, commands=commands)
    await door.run(house)
    assert telegram.hook is not None
    assert telegram.commands["en"] == [{"command": "moi", "description": "New nomination"}]
    assert SECRET not in repr(webhook)
    await door.close()


async def test_a_menu_that_cannot_be_set_stops_nothing(
    telegram: FakeTelegram, house: NotingHouse, caplog: pytest.LogCaptureFixture
) -> None:
    telegram.fail("setMyCommands", SERVER_ERROR)
    webhook = Webhook("http://127.0.0.1:9", SECRET)
    door = Telegram(TOKEN, telegram.url, lambda: NOON, webhook=webhook, commands={"": [("moi", "Đề cử mới")]})
    await door.run(house)
    assert "setMyCommands" in caplog.text
    await door.close()


async def test_a_code_makes_a_link_as_soon_as_the_bot_knows_its_name(telegram: FakeTelegram) -> None:
    door = Telegram(TOKEN, telegram.url, lambda: NOON, webhook=Webhook("http://127.0.0.1:1", SECRET))
    assert door.link("ABCD-EFGH-2345") == ""
    await door.run(NotingHouse())
    await door.close()
    assert door.link("ABCD-EFGH-2345") == "https://t.me/neu_guong_bot?start=ABCD-EFGH-2345"
