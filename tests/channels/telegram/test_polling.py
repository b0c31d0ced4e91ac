"""The polling loop: nothing is confirmed before it is committed, nobody waits for others, setbacks are sat out."""

import asyncio

import pytest

from bot.channels.base import Inbound
from bot.channels.telegram import lane, setbacks
from conversations.model import Said, SentOther, Tapped
from tests.channels.telegram.conftest import Polled
from tests.channels.telegram.house import NotingHouse
from tests.channels.telegram.patience import until
from tests.fakes.telegram import FakeTelegram, Fault, flood
from tests.fakes.telegram.faults import RefusalError


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(setbacks, "FIRST_PAUSE", 0.01)
    monkeypatch.setattr(lane, "FIRST_PAUSE", 0.01)


def waiting(telegram: FakeTelegram) -> list[int]:
    return [update["update_id"] for update in telegram.updates.waiting]


async def confirmed(telegram: FakeTelegram) -> None:
    """Wait until Telegram may forget everything."""
    await until(lambda: not telegram.updates.waiting)


async def test_what_people_do_arrives_in_order(telegram: FakeTelegram, house: NotingHouse, polled: Polled) -> None:
    lan, thang = telegram.user(5001), telegram.user(5002, "Thắng", "", "en")
    first = await lan.starts("ABCD-EFGH")
    await thang.says("có")
    await lan.sends("sticker")
    await lan.edits("/start KHÁC")
    async with polled():
        await house.has(3)
        assert [(inbound.key, inbound.address, inbound.event) for inbound in house.taken] == [
            (f"u{first}", "5001", Said("/start ABCD-EFGH")),
            (f"u{first + 1}", "5002", Said("có")),
            (f"u{first + 2}", "5001", SentOther("sticker")),
        ]
        assert [(inbound.channel, inbound.name, inbound.locale) for inbound in house.taken[:2]] == [
            ("telegram", "Lan Hoàng", "vi"),
            ("telegram", "Thắng", "en"),
        ]
        assert len(house.batches) == 1, "what waits together is taken together"
        await confirmed(telegram)
    allowed = telegram.called("getUpdates")[0]["allowed_updates"]
    assert allowed == ["message", "callback_query", "my_chat_member"]


async def test_nothing_is_confirmed_before_it_is_committed(
    telegram: FakeTelegram, house: NotingHouse, polled: Polled
) -> None:
    house.gate.clear()
    said = await telegram.user(5001).says("1ty2")
    async with polled():
        await until(lambda: house.batches)
        assert waiting(telegram) == [said]
    house.gate.set()
    assert house.taken == [], "killed in the middle of it"
    async with polled():
        await house.has(1)
        await confirmed(telegram)
    assert house.texts == ["1ty2"]


async def test_a_failed_take_is_tried_again(telegram: FakeTelegram, house: NotingHouse, polled: Polled) -> None:
    failures = iter([True] * 3)
    house.refuses = lambda _: next(failures, False)
    async with polled():
        await telegram.user(5001).says("1ty2")
        await house.has(1)
        await confirmed(telegram)
    assert house.texts == ["1ty2"]


async def test_one_that_breaks_the_house_blocks_nobody(
    telegram: FakeTelegram, house: NotingHouse, polled: Polled, caplog: pytest.LogCaptureFixture
) -> None:
    house.refuses = lambda inbound: inbound.event == Said("độc")
    lan, thang = telegram.user(5001), telegram.user(5002)
    poison = await lan.says("độc")
    await lan.says("sau đó")
    await thang.says("có")
    async with polled():
        await house.has(2)
        assert house.texts[0] == "có"
        await thang.says("không")
        await house.has(3)
        await confirmed(telegram)
    assert sorted(house.texts) == ["có", "không", "sau đó"]
    assert f"update {poison} is given up" in caplog.text
    assert "độc" not in caplog.text


async def test_a_house_that_is_down_loses_nothing_and_keeps_the_order(
    telegram: FakeTelegram, house: NotingHouse, polled: Polled
) -> None:
    down = True
    house.refuses = lambda _: down
    people = [telegram.user(5000 + at) for at in range(3)]
    async with polled():
        for text in ("một", "hai", "ba"):
            for person in people:
                await person.says(text)
        await until(lambda: len(house.batches) >= 20)
        assert len(waiting(telegram)) == 9
        down = False
        await house.has(9)
        await confirmed(telegram)
    for at in range(3):
        mine = [inbound.event for inbound in house.taken if inbound.address == str(5000 + at)]
        assert mine == [Said("một"), Said("hai"), Said("ba")]


async def test_disorder_and_doubles(telegram: FakeTelegram, house: NotingHouse, polled: Polled) -> None:
    lan = telegram.user(5001)
    telegram.updates.hold()
    ids = [await lan.says(text) for text in ("một", "hai", "ba")]
    telegram.updates.release([ids[2], ids[0], ids[1], ids[0]])
    async with polled():
        await house.has(3)
        await confirmed(telegram)
    assert house.texts == ["một", "hai", "ba"]


async def test_a_tap_is_handed_on_and_answered(telegram: FakeTelegram, house: NotingHouse, polled: Polled) -> None:
    lan = telegram.user(5001)
    async with polled() as door:
        await lan.says("chào")
        lan.presses("12:yes", 1)
        lan.presses("12:yes", 1)
        lan.presses("quảng cáo", 1)
        house.toast = "Nút này đã cũ " * 40
        lan.presses("3:old", 1)
        await house.has(5)
        await until(lambda: len(lan.notices) == 4)
        assert door.name == "telegram"
    assert house.events[1:] == [Tapped(12, "yes"), Tapped(12, "yes"), Tapped(0, "quảng cáo"), Tapped(3, "old")]
    assert max(map(len, lan.notices)) == 200


@pytest.mark.parametrize(
    ("fault", "word"),
    [
        (Fault(RefusalError(409, "Conflict: terminated by other getUpdates request")), "another program"),
        (Fault(RefusalError(401, "Unauthorized")), "TELEGRAM_TOKEN"),
        (Fault(RefusalError(502, "Bad Gateway")), "502"),
        (Fault(drops=True), "ServerDisconnectedError"),
    ],
)
async def test_setbacks_are_sat_out(
    telegram: FakeTelegram,
    house: NotingHouse,
    polled: Polled,
    caplog: pytest.LogCaptureFixture,
    fault: Fault,
    word: str,
) -> None:
    telegram.fail("deleteWebhook", fault)
    telegram.fail("getUpdates", fault, times=3)
    await telegram.user(5001).says("chào")
    async with polled():
        await house.has(1)
    assert word in caplog.text
    assert telegram.token not in caplog.text


async def test_a_flood_is_sat_out_as_long_as_telegram_says(
    telegram: FakeTelegram, house: NotingHouse, polled: Polled, monkeypatch: pytest.MonkeyPatch
) -> None:
    slept: list[float] = []
    sleep = asyncio.sleep

    async def note(seconds: float) -> None:
        slept.append(seconds)
        await sleep(0)

    monkeypatch.setattr(asyncio, "sleep", note)
    telegram.fail("getUpdates", flood(7))
    await telegram.user(5001).says("chào")
    async with polled():
        await house.has(1)
    assert 7 in slept


async def test_a_webhook_of_before_is_taken_away(telegram: FakeTelegram, house: NotingHouse, polled: Polled) -> None:
    await telegram.post_to("http://127.0.0.1:9/nobody", "", 1)
    await telegram.user(5001).says("chào")
    async with polled():
        await house.has(1)
    assert telegram.hook is None


async def test_hundreds_of_chats(telegram: FakeTelegram, house: NotingHouse, polled: Polled) -> None:
    def odd(inbound: Inbound) -> int:
        return int(inbound.address)

    for at in range(350):
        await telegram.user(6000 + at).says("chào")
    async with polled():
        await house.has(350)
        await confirmed(telegram)
    assert sorted(map(odd, house.taken)) == list(range(6000, 6350))
    assert max(map(len, house.batches)) == 100
