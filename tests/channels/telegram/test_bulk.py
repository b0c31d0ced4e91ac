"""What goes to many: drawn as the door draws it, a file sent up once, and no token in the log."""

import asyncio
import logging
from dataclasses import replace
from time import monotonic

import pytest

from bot.channels.base import Bubble, Delivered, Enclosure, Key, Later, Paragraph, Post, Refused, Span, Unsure
from bot.channels.telegram import Limits, Telegram, sending
from conversations.model import Paper
from tests.channels.telegram.conftest import NOON
from tests.fakes.telegram import DROPPED, TOKEN, FakeTelegram, Fault, flood
from tests.fakes.telegram.faults import bad_request
from tests.fakes.telegram.limits import Flood
from tests.fakes.telegram.parameters import Upload

PHOTO = Enclosure("hop-xa.jpg", "image/jpeg", b"\xff\xd8\xff a photo")
PDF = Enclosure("Quyết định số 458.pdf", "application/pdf", b"%PDF-1.7 a paper")
FAST = Limits(1000, 1000, 0)


def announced(*papers: Enclosure, to: int = 5001, text: str = "Họp lúc 7 giờ") -> Post:
    kept = tuple(Paper("kept", paper.name, "f" * 64) for paper in papers)
    unavailable = tuple(f"Chưa lấy được {paper.name}." for paper in papers)
    spans = (Span("Thông báo", bold=True), Span(f": {text}"))
    keys = (Key("got", "Đã nhận"), Key("again", "Nhắc lại sau"))
    bubble = Bubble((Paragraph("body", spans),), keys, ref=9, papers=kept, unavailable=unavailable)
    return Post(to, str(to), "send", bubble, papers=papers)


@pytest.fixture
async def door(telegram: FakeTelegram) -> Telegram:
    for number in range(5001, 5011):
        await telegram.user(number).says("chào")
    return Telegram(TOKEN, telegram.url, lambda: NOON, limits=FAST)


async def test_both_clients_draw_the_same(telegram: FakeTelegram, door: Telegram) -> None:
    post = announced()
    assert await door.send(post) == Delivered("2")
    assert await door.bulk.send(post) == Delivered("3")
    mine, many = telegram.users[5001].reads()
    assert replace(many, message_id=2) == mine
    assert (mine.marks, mine.labels) == ((("bold", "Thông báo"),), ["Đã nhận", "Nhắc lại sau"])
    await door.close()


@pytest.mark.parametrize(
    ("paper", "method", "kind"), [(PHOTO, "sendPhoto", "photo"), (PDF, "sendDocument", "document")]
)
async def test_a_file_is_sent_up_once_however_many_get_it(
    telegram: FakeTelegram, door: Telegram, paper: Enclosure, method: str, kind: str
) -> None:
    outcomes = await asyncio.gather(*(door.bulk.send(announced(paper, to=5001 + at)) for at in range(10)))
    assert outcomes == [Delivered("2")] * 10
    calls = telegram.called(method)
    uploads = [call for call in calls if any(isinstance(value, Upload) for value in call.values())]
    assert (len(calls), len(uploads)) == (10, 1)
    for user in telegram.users.values():
        (seen,) = user.reads()
        assert (seen.text, seen.labels) == ("Thông báo: Họp lúc 7 giờ", ["Đã nhận", "Nhắc lại sau"])
        assert seen.marks == (("bold", "Thông báo"),)
        stored = user.chat.messages[2][kind]
        file_id = stored[0]["file_id"] if kind == "photo" else stored["file_id"]
        assert telegram.files.find(file_id).content == paper.content
    if kind == "document":
        assert [user.reads()[0].file for user in telegram.users.values()] == [PDF.name] * 10
    await door.close()


async def test_an_id_that_telegram_has_forgotten(telegram: FakeTelegram, door: Telegram) -> None:
    await door.bulk.send(announced(PHOTO))
    telegram.files._files.clear()
    assert await door.bulk.send(announced(PHOTO, to=5002)) == Delivered("2")
    assert await door.bulk.send(announced(PHOTO, to=5003)) == Delivered("2")
    uploads = [
        call for call in telegram.called("sendPhoto") if not isinstance(call["photo"], str) or "attach" in call["photo"]
    ]
    assert len(uploads) == 2
    await door.close()


async def test_several_papers_or_a_long_text_go_one_after_the_other(telegram: FakeTelegram, door: Telegram) -> None:
    assert await door.bulk.send(announced(PHOTO, PDF)) == Delivered("4")
    assert await door.bulk.send(announced(PHOTO, to=5002, text="dài " * 300)) == Delivered("3")
    assert [seen.labels for seen in telegram.users[5001].reads()] == [[], [], ["Đã nhận", "Nhắc lại sau"]]
    assert [bool(seen.text) for seen in telegram.users[5002].reads()] == [False, True]
    await door.close()


async def test_a_paper_that_is_refused_leaves_the_text(telegram: FakeTelegram, door: Telegram) -> None:
    telegram.fail("sendDocument", Fault(bad_request("wrong file")), 2)
    assert await door.bulk.send(announced(PDF)) == Delivered("2")
    (seen,) = telegram.users[5001].reads()
    assert seen.text == "Thông báo: Họp lúc 7 giờ\n\nChưa lấy được Quyết định số 458.pdf."
    await door.close()


async def test_a_photo_with_its_text_that_may_have_arrived(telegram: FakeTelegram, door: Telegram) -> None:
    telegram.fail("sendPhoto", DROPPED)
    assert isinstance(await door.bulk.send(announced(PHOTO)), Unsure)
    telegram.fail("sendPhoto", flood(7))
    assert await door.bulk.send(announced(PHOTO, to=5002)) == Later(7, "429 Too Many Requests: retry after 7")
    assert door.bulk.resting() > 6
    assert [len(telegram.users[number].reads()) for number in (5001, 5002)] == [1, 0]
    await door.close()


@pytest.mark.parametrize("client", ["door", "bulk"])
async def test_what_stands_below_a_photo_is_mended_there(telegram: FakeTelegram, door: Telegram, client: str) -> None:
    await door.bulk.send(announced(PHOTO))
    mended = replace(announced(text="Họp lúc 8 giờ"), verb="amend", message_id="2")
    send = door.send if client == "door" else door.bulk.send
    assert await send(mended) == Delivered("2")
    assert await send(mended) == Delivered("2"), "not modified is as good as modified"
    (seen,) = telegram.users[5001].reads()
    assert (seen.text, seen.edited, seen.labels) == ("Thông báo: Họp lúc 8 giờ", True, ["Đã nhận", "Nhắc lại sau"])
    assert "photo" in telegram.users[5001].chat.messages[2]
    await door.close()


async def test_nothing_to_say_takes_no_turn_from_others(telegram: FakeTelegram) -> None:
    door = Telegram(TOKEN, telegram.url, lambda: NOON)
    door.bulk.reserve("5001")
    assert isinstance(await door.bulk.send(replace(announced(), bubble=Bubble(()))), Refused)
    assert door.bulk.wait("5001") > 0.9
    await door.close()


async def test_the_limits_of_a_chat_are_kept_by_the_client_itself(telegram: FakeTelegram) -> None:
    """Two messages and a paper for one chat, which the fake server lets have one a second."""
    await telegram.user(5001).says("chào")
    telegram.flood = Flood(30, 1)
    door = Telegram(TOKEN, telegram.url, lambda: NOON)
    begin = monotonic()
    assert await door.bulk.send(announced(PHOTO, text="dài " * 300)) == Delivered("3")
    assert telegram.flood.refused == 0
    assert monotonic() - begin >= 1
    await door.close()


async def test_neither_token_nor_words_are_told(
    telegram: FakeTelegram, caplog: pytest.LogCaptureFixture, unused_tcp_port: int
) -> None:
    caplog.set_level(logging.INFO)
    await telegram.user(5001).says("chào")
    for token, url in (("1:wrong-secret", telegram.url), (TOKEN, f"http://127.0.0.1:{unused_tcp_port}")):
        door = Telegram(token, url, lambda: NOON, limits=FAST)
        outcome = await door.bulk.send(announced())
        assert isinstance(outcome, Later)
        telegram.fail("sendMessage", flood(1))
        await door.bulk.send(announced())
        assert token.partition(":")[2] not in caplog.text + outcome.reason
        assert "Họp" not in caplog.text
        await door.close()


async def test_a_call_that_takes_too_long_is_lost(
    telegram: FakeTelegram, door: Telegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "PAPER_PATIENCE", 0.3)
    telegram.fail("sendPhoto", Fault(silent=True, acts=True))
    assert await door.bulk.send(announced(PHOTO)) == Unsure("TimeoutError")
    await door.close()
