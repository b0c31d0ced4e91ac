"""Papers go before the text, each once, whatever goes wrong in between; none holds the text up."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest

from bot.channels.base import Blocked, Bubble, Delivered, Enclosure, Key, Later, Paragraph, Post, Refused, Span, Unsure
from bot.channels.telegram import Telegram, sending
from conversations.model import Paper
from tests.channels.telegram.conftest import NOON
from tests.fakes.telegram import DROPPED, FORBIDDEN, SERVER_ERROR, SILENT, TOKEN, FakeTelegram, Fault, User, flood
from tests.fakes.telegram.faults import bad_request
from tests.fakes.telegram.parameters import Upload

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BOOK = Enclosure("Kế hoạch 458-KH-UBND.xlsx", XLSX, b"PK\x03\x04 a workbook")
PDF = Enclosure("Quyết định.pdf", "application/pdf", b"%PDF-1.7 a paper")
PHOTO = Enclosure("1 vuon-na.jpg", "image/jpeg", b"\xff\xd8\xff a photo")
LATER = Later(7, "429 Too Many Requests: retry after 7")


def post(*papers: Enclosure, text: str = "Đây ạ.", number: int = 1) -> Post:
    """A message with these papers, in a bubble that names them."""
    bubble = Bubble(
        (Paragraph("body", (Span(text),)),),
        (Key("back", "Quay lại"),),
        ref=9,
        papers=tuple(Paper("kept", paper.name, "f" * 64) for paper in papers),
        unavailable=tuple(f"Chưa lấy được {paper.name}." for paper in papers),
    )
    return Post(number, "5001", "send", bubble, papers=papers)


@pytest.fixture
async def lan(telegram: FakeTelegram) -> User:
    lan = telegram.user(5001)
    await lan.says("chào")
    return lan


def shown(lan: User) -> list[str]:
    return [seen.file or seen.text for seen in lan.reads()]


async def test_papers_come_before_the_text_and_the_keyboard_last(
    telegram: FakeTelegram, door: Telegram, lan: User
) -> None:
    assert await door.send(post(BOOK, PDF)) == Delivered("4")
    assert shown(lan) == ["Kế hoạch 458-KH-UBND.xlsx", "Quyết định.pdf", "Đây ạ."]
    assert [seen.labels for seen in lan.reads()] == [[], [], ["Quay lại"]]
    assert [name for name, _ in telegram.calls] == ["sendDocument", "sendDocument", "sendMessage"]


async def test_the_call_to_the_letter(telegram: FakeTelegram, door: Telegram, lan: User) -> None:
    await door.send(post(BOOK))
    (values,) = telegram.called("sendDocument")
    assert set(values) == {"chat_id", "document"}, "no caption, no keyboard"
    assert values["chat_id"] == "5001"
    assert values["document"] == Upload(BOOK.name, XLSX, BOOK.content)
    document = lan.chat.messages[2]["document"]
    stored = telegram.files.find(document["file_id"])
    assert (stored.name, stored.mime, stored.content) == (BOOK.name, XLSX, BOOK.content)
    assert document["file_size"] == len(BOOK.content)


async def test_the_body_of_the_call(unused_tcp_port: int) -> None:
    """As it goes over the wire: the name in UTF-8, not in percents, which phones would show."""
    heard = asyncio.Queue[bytes]()

    async def hear(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        length = next(line for line in head.split(b"\r\n") if line.lower().startswith(b"content-length"))
        heard.put_nowait(head + await reader.readexactly(int(length.split(b":")[1])))
        answer = b'{"ok":true,"result":{"message_id":7}}'
        writer.write(b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s" % (len(answer), answer))
        writer.close()

    async with await asyncio.start_server(hear, "127.0.0.1", unused_tcp_port):
        door = Telegram(TOKEN, f"http://127.0.0.1:{unused_tcp_port}", lambda: NOON)
        alone = replace(post(BOOK), bubble=Bubble((), papers=post(BOOK).bubble.papers))
        assert await door.send(alone) == Delivered("7")
        await door.close()
        said = await heard.get()
    assert said.startswith(b"POST /bot4217:a-token-of-nobody/sendDocument HTTP/1.1\r\n")
    assert b'name="document"; filename="K\xe1\xba\xbf ho\xe1\xba\xa1ch 458-KH-UBND.xlsx"\r\n' in said
    assert f"Content-Type: {XLSX}\r\n".encode() in said
    assert b"\r\n\r\nPK\x03\x04 a workbook\r\n" in said
    assert b'name="chat_id"\r\n\r\n5001\r\n' in said


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        (flood(7), LATER),
        (SERVER_ERROR, Later(5, "500 Internal Server Error")),
        (FORBIDDEN, Blocked("403 Forbidden: bot was blocked by the user")),
    ],
)
@pytest.mark.parametrize("before", [0, 1])
async def test_what_holds_a_paper_up_holds_up_what_comes_after(
    telegram: FakeTelegram, door: Telegram, lan: User, fault: Fault, expected: Any, before: int
) -> None:
    telegram.faults.next = in_turn(telegram, "sendDocument", before, fault)  # type: ignore[method-assign]  # for this test only
    assert await door.send(post(BOOK, PDF)) == expected
    assert shown(lan) == [BOOK.name][:before]
    if isinstance(expected, Later):
        assert await door.send(post(BOOK, PDF)) == Delivered(str(lan.chat.last_id))
        assert shown(lan) == [BOOK.name, PDF.name, "Đây ạ."], "each once, and in order"


def in_turn(telegram: FakeTelegram, method: str, before: int, fault: Fault) -> Any:
    """Let so many calls of a method pass, then one go wrong."""
    calls = [None] * before + [fault]
    return lambda name: calls.pop(0) if name == method and calls else None


@pytest.mark.parametrize("fault", [DROPPED, SILENT])
async def test_a_paper_that_may_have_arrived_is_not_sent_again_and_the_text_follows(
    telegram: FakeTelegram, door: Telegram, lan: User, monkeypatch: pytest.MonkeyPatch, fault: Fault
) -> None:
    monkeypatch.setattr(sending, "PAPER_PATIENCE", 0.3)
    telegram.fail("sendDocument", fault)
    telegram.fail("sendMessage", flood(7))
    assert await door.send(post(BOOK, PDF)) == LATER
    assert isinstance(await door.send(post(BOOK, PDF)), Delivered)
    assert shown(lan) == [BOOK.name, PDF.name, "Đây ạ."]


async def test_a_text_that_is_held_up_goes_on_without_its_papers(
    telegram: FakeTelegram, door: Telegram, lan: User
) -> None:
    long = "\n\n".join(f"{at} " + "dài " * 900 for at in range(3))
    telegram.faults.next = in_turn(telegram, "sendMessage", 1, flood(7))  # type: ignore[method-assign]  # for this test only
    assert await door.send(post(BOOK, text=long)) == LATER
    assert isinstance(await door.send(post(BOOK, text=long)), Delivered)
    assert [said[:1] for said in shown(lan)] == ["K", "0", "1", "2"]


async def test_a_text_that_may_have_arrived_is_unsure(telegram: FakeTelegram, door: Telegram, lan: User) -> None:
    telegram.fail("sendMessage", DROPPED)
    assert await door.send(post(BOOK)) == Unsure("ServerDisconnectedError")
    assert shown(lan) == [BOOK.name, "Đây ạ."]


async def test_a_paper_that_telegram_refuses_is_said_so(
    telegram: FakeTelegram, door: Telegram, lan: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.fakes.telegram.files.UPLOAD_LIMIT", len(BOOK.content))
    telegram.fail("sendMessage", flood(7))
    assert await door.send(post(PDF, BOOK)) == LATER
    assert await door.send(post(PDF, BOOK)) == Delivered(str(lan.chat.last_id))
    assert shown(lan) == [BOOK.name, f"Đây ạ.\n\nChưa lấy được {PDF.name}."]
    assert lan.reads()[-1].labels == ["Quay lại"]
    assert len(telegram.called("sendDocument")) == 2, "what is refused once is not tried again"


@pytest.mark.parametrize("size", [0, sending.PAPER_LIMIT + 1])
async def test_a_paper_that_is_too_big_or_empty_is_not_even_tried(
    telegram: FakeTelegram, door: Telegram, lan: User, size: int
) -> None:
    assert await door.send(post(replace(BOOK, content=bytes(size)))) == Delivered("2")
    assert shown(lan) == [f"Đây ạ.\n\nChưa lấy được {BOOK.name}."]
    assert telegram.called("sendDocument") == []


async def test_a_paper_of_the_largest_size_arrives(telegram: FakeTelegram, door: Telegram, lan: User) -> None:
    assert isinstance(await door.send(post(replace(BOOK, content=bytes(sending.PAPER_LIMIT)))), Delivered)
    assert lan.chat.messages[2]["document"]["file_size"] == 50 * 1024 * 1024


async def test_an_amendment_does_not_bring_the_papers_again(telegram: FakeTelegram, door: Telegram, lan: User) -> None:
    await door.send(post(BOOK))
    ticked = replace(post(BOOK, text="Đã ghi."), verb="amend", message_id="3", papers=())
    assert await door.send(ticked) == Delivered("3")
    assert shown(lan) == [BOOK.name, "Đã ghi."]


async def test_papers_need_no_text(door: Telegram, lan: User) -> None:
    alone = replace(post(BOOK), bubble=Bubble((), papers=post(BOOK).bubble.papers))
    assert await door.send(alone) == Delivered("2")
    assert await door.send(replace(alone, papers=())) == Refused("there is nothing to say")
    assert shown(lan) == [BOOK.name]


async def test_a_door_that_is_opened_anew_does_not_know_what_was_sent(
    telegram: FakeTelegram, door: Telegram, lan: User
) -> None:
    """A restart while the text waits: the paper comes twice, which is better than not at all."""
    telegram.fail("sendMessage", flood(7))
    await door.send(post(BOOK))
    another = Telegram(TOKEN, telegram.url, lambda: NOON)
    await another.send(post(BOOK))
    await another.close()
    assert shown(lan) == [BOOK.name, BOOK.name, "Đây ạ."]


async def test_nobody_is_there_to_hear(unused_tcp_port: int) -> None:
    door = Telegram(TOKEN, f"http://127.0.0.1:{unused_tcp_port}", lambda: NOON)
    assert await door.send(post(BOOK)) == Later(5, "ClientConnectorError")
    await door.close()


async def test_cancelled_in_the_middle_leaves_nothing_open(
    telegram: FakeTelegram, door: Telegram, lan: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The process is stopped while a paper is on its way."""
    telegram.fail("sendDocument", SILENT)
    task = asyncio.create_task(door.send(post(BOOK)))
    await lan.waits(lambda: bool(lan.reads()))
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert shown(lan) == [BOOK.name]
    assert isinstance(await door.send(post(PDF, number=2)), Delivered)


async def test_a_photo_is_seen_at_once(telegram: FakeTelegram, door: Telegram, lan: User) -> None:
    assert await door.send(post(PHOTO, BOOK)) == Delivered("4")
    assert [name for name, _ in telegram.calls] == ["sendPhoto", "sendDocument", "sendMessage"]
    (values,) = telegram.called("sendPhoto")
    assert values == {"chat_id": "5001", "photo": Upload(PHOTO.name, PHOTO.mime, PHOTO.content)}


async def test_a_photo_of_odd_proportions_comes_as_a_file(telegram: FakeTelegram, door: Telegram, lan: User) -> None:
    """Telegram refuses what is twenty times as wide as high: https://core.telegram.org/bots/api#sendphoto."""
    telegram.fail("sendPhoto", Fault(bad_request("PHOTO_INVALID_DIMENSIONS")))
    assert await door.send(post(PHOTO)) == Delivered(str(lan.chat.last_id))
    assert shown(lan) == [PHOTO.name, "Đây ạ."]


@pytest.mark.parametrize("fault", [flood(7), SERVER_ERROR])
async def test_a_photo_that_is_held_up_waits(telegram: FakeTelegram, door: Telegram, lan: User, fault: Fault) -> None:
    telegram.fail("sendPhoto", fault)
    assert isinstance(await door.send(post(PHOTO)), Later)
    assert telegram.called("sendDocument") == [], "it was not refused"
