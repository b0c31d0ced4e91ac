"""Posts as calls, and what Telegram's answers mean."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest

from bot.channels.base import (
    Blocked,
    Bubble,
    Channel,
    Delivered,
    Key,
    Later,
    Outcome,
    Paragraph,
    Post,
    Refused,
    Span,
    Unsure,
)
from bot.channels.telegram import Telegram, sending
from bot.channels.telegram.outcomes import judge
from bot.channels.telegram.wire import read_answer
from tests.channels.telegram.conftest import NOON
from tests.fakes.telegram import DROPPED, FORBIDDEN, SERVER_ERROR, SILENT, TOKEN, FakeTelegram, Fault, flood

ASKED = Bubble((Paragraph("body", (Span("Họ tên "), Span("chủ hộ", bold=True))),), (Key("back", "Quay lại"),), ref=9)
ANSWERED = Bubble((Paragraph("body", (Span("Họ tên: Hoàng Văn Thắng"),)),), ref=9)


def post(bubble: Bubble = ASKED, *, message_id: str = "", address: str = "5001", number: int = 1) -> Post:
    return Post(number, address, "amend" if message_id else "send", bubble, message_id)


async def test_a_message_is_sent(telegram: FakeTelegram, door: Telegram) -> None:
    lan = telegram.user(5001)
    await lan.says("chào")
    assert await door.send(post()) == Delivered("2")
    (seen,) = lan.reads()
    assert (seen.text, seen.marks) == ("Họ tên chủ hộ", (("bold", "chủ hộ"),))
    assert seen.buttons == ((("Quay lại", "9:back"),),)
    assert telegram.called("sendMessage")[0]["link_preview_options"] == {"is_disabled": True}


async def test_an_edit_takes_the_place_of_the_message(telegram: FakeTelegram, door: Telegram) -> None:
    lan = telegram.user(5001)
    await lan.says("chào")
    await door.send(post())
    assert await door.send(post(ANSWERED, message_id="2")) == Delivered("2")
    assert await door.send(post(ANSWERED, message_id="2")) == Delivered("2"), "not modified is as good as modified"
    (seen,) = lan.reads()
    assert (seen.text, seen.labels, seen.edited) == ("Họ tên: Hoàng Văn Thắng", [], True)


async def test_an_edit_needs_its_message(telegram: FakeTelegram, door: Telegram) -> None:
    await telegram.user(5001).says("chào")
    assert isinstance(await door.send(post(message_id="99")), Refused)
    assert isinstance(await door.send(replace(post(message_id="9"), message_id="")), Refused)


async def test_an_echo_already_stands_there(telegram: FakeTelegram, door: Telegram) -> None:
    assert await door.send(replace(post(), verb="echo")) == Delivered()
    assert telegram.calls == []


async def test_a_bubble_that_telegram_cannot_take_is_refused(telegram: FakeTelegram, door: Telegram) -> None:
    assert isinstance(await door.send(post(Bubble(()))), Refused)
    assert isinstance(await door.send(post(replace(ASKED, keys=(Key("ệ" * 40, "Có"),)))), Refused)
    assert telegram.calls == []


def long_bubble() -> Bubble:
    return replace(ASKED, paragraphs=tuple(Paragraph("body", (Span(f"{at} " + "dài " * 900),)) for at in range(3)))


async def test_a_long_text_goes_in_several_messages(telegram: FakeTelegram, door: Telegram) -> None:
    lan = telegram.user(5001)
    await lan.says("chào")
    assert await door.send(post(long_bubble())) == Delivered("4")
    assert [(seen.text[0], seen.labels) for seen in lan.reads()] == [("0", []), ("1", []), ("2", ["Quay lại"])]
    assert await door.send(post(ANSWERED, message_id="4")) == Delivered("4")
    assert [seen.text[0] for seen in lan.reads()] == ["0", "1", "H"]


async def test_a_long_text_goes_on_where_it_was_held_up(telegram: FakeTelegram, door: Telegram) -> None:
    lan = telegram.user(5001)
    await lan.says("chào")
    sent = asyncio.create_task(door.send(post(long_bubble())))
    await lan.waits(lambda: len(lan.reads()) == 1)
    telegram.fail("sendMessage", flood(7))
    assert await sent == Later(7, "429 Too Many Requests: retry after 7")
    assert await door.send(post(long_bubble())) == Delivered(str(lan.chat.last_id))
    assert [seen.text[0] for seen in lan.reads()] == ["0", "1", "2"]


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        (flood(7), Later(7, "429 Too Many Requests: retry after 7")),
        (SERVER_ERROR, Later(5, "500 Internal Server Error")),
        (FORBIDDEN, Blocked("403 Forbidden: bot was blocked by the user")),
        (DROPPED, Unsure("ServerDisconnectedError")),
        (SILENT, Unsure("TimeoutError")),
    ],
)
async def test_what_goes_wrong(
    telegram: FakeTelegram, door: Telegram, monkeypatch: pytest.MonkeyPatch, fault: Fault, expected: Outcome
) -> None:
    monkeypatch.setattr(sending, "PATIENCE", 0.3)
    lan = telegram.user(5001)
    await lan.says("chào")
    telegram.fail("sendMessage", fault)
    assert await door.send(post()) == expected
    assert len(lan.reads()) == (1 if fault.acts else 0)


async def test_an_edit_that_may_have_arrived_is_made_again(telegram: FakeTelegram, door: Telegram) -> None:
    await telegram.user(5001).says("chào")
    await door.send(post())
    telegram.fail("editMessageText", DROPPED)
    assert isinstance(await door.send(post(ANSWERED, message_id="2")), Later)
    assert await door.send(post(ANSWERED, message_id="2")) == Delivered("2")


async def test_people_who_cannot_be_reached(telegram: FakeTelegram, door: Telegram) -> None:
    lan = telegram.user(5001)
    assert await door.send(post()) == Refused("400 Bad Request: chat not found")
    await lan.says("chào")
    await lan.blocks()
    assert await door.send(post()) == Blocked("403 Forbidden: bot was blocked by the user")
    await lan.unblocks()
    assert isinstance(await door.send(post()), Delivered)


async def test_no_telegram_at_all(unused_tcp_port: int) -> None:
    door = Telegram(TOKEN, f"http://127.0.0.1:{unused_tcp_port}", lambda: NOON)
    assert await door.send(post()) == Later(5, "ClientConnectorError")
    await door.close()


async def test_a_token_that_telegram_does_not_know(telegram: FakeTelegram) -> None:
    door = Telegram("1:wrong", telegram.url, lambda: NOON)
    assert await door.send(post()) == Later(60, "401 Unauthorized")
    await door.close()


SENT = b'{"ok":true,"result":{"message_id":31}}'


@pytest.mark.parametrize(
    ("status", "body", "expected"),
    [
        (200, SENT, Delivered("31")),
        (200, b'{"ok":true,"result":true}', Delivered("")),
        (200, b"<html>", Unsure("200 not an answer of the Bot API")),
        (200, b"[]", Unsure("200 not an answer of the Bot API")),
        (302, b"", Unsure("302 not an answer of the Bot API")),
        (400, b'{"ok":false,"description":"Bad Request: x"}', Refused("400 Bad Request: x")),
        (400, b'{"ok":false,"description":"gone","parameters":{"migrate_to_chat_id":-1}}', Refused("400 gone")),
        (404, b'{"ok":false,"description":"Not Found"}', Later(60, "404 Not Found")),
        (413, b"<html>", Refused("413 not an answer of the Bot API")),
        (429, b'{"ok":false,"description":"slow"}', Later(5, "429 slow")),
        (502, b"<html>Bad Gateway</html>", Later(5, "502 not an answer of the Bot API")),
    ],
)
def test_answers(status: int, body: bytes, expected: Outcome) -> None:
    assert judge(read_answer(status, body)) == expected


def test_an_unmodified_message_is_delivered_only_where_one_is_amended() -> None:
    answer = read_answer(400, b'{"ok":false,"description":"Bad Request: message is not modified: ..."}')
    assert judge(answer, "31") == Delivered("31")
    assert isinstance(judge(answer), Refused)


async def test_five_hundred_at_once(telegram: FakeTelegram, door: Telegram) -> None:
    people = [telegram.user(6000 + at) for at in range(500)]
    for person in people:
        await person.says("chào")
    outcomes = await asyncio.gather(*(door.send(post(address=str(6000 + at), number=at)) for at in range(500)))
    assert all(isinstance(outcome, Delivered) for outcome in outcomes)
    assert all(len(person.reads()) == 1 for person in people)


async def test_neither_token_nor_words_are_told(telegram: FakeTelegram, caplog: pytest.LogCaptureFixture) -> None:
    door = Telegram("1:wrong-secret", telegram.url, lambda: NOON)
    outcome: Any = await door.send(post())
    assert "wrong-secret" not in outcome.reason
    assert "wrong-secret" not in caplog.text
    await door.close()


async def test_it_is_a_channel(door: Telegram) -> None:
    channel: Channel = door
    assert (channel.name, channel.can.buttons, channel.can.edits, channel.can.pulls) == ("telegram", True, True, False)


PHONE = Key("!phone", "📱 Gửi số điện thoại", "phone")


async def test_the_own_number_is_asked_for_below_the_field_and_the_button_goes_again(
    telegram: FakeTelegram, door: Telegram
) -> None:
    lan = telegram.user(5001)
    await lan.says("chào")
    asking = replace(ASKED, keys=(PHONE,), phone="ask")
    assert isinstance(await door.send(post(asking)), Delivered)
    assert lan.chat.field_buttons == ["📱 Gửi số điện thoại"]
    await door.send(post(ANSWERED, number=2))
    assert lan.chat.field_buttons == ["📱 Gửi số điện thoại"], "an ordinary message leaves it"
    await door.send(post(replace(ANSWERED, phone="over"), number=3))
    assert lan.chat.field_buttons == []


async def test_beside_other_buttons_there_is_no_room_for_it(telegram: FakeTelegram, door: Telegram) -> None:
    lan = telegram.user(5001)
    await lan.says("chào")
    await door.send(post(replace(ASKED, keys=(*ASKED.keys, PHONE), phone="ask")))
    assert (lan.chat.field_buttons, lan.reads()[-1].labels) == ([], ["Quay lại"])
    edited = await door.send(post(replace(ASKED, keys=(PHONE,), phone="ask"), message_id="2", number=2))
    assert isinstance(edited, Delivered)
    assert lan.chat.field_buttons == []
