"""Unmodified python-telegram-bot works against the fake server too: a second, independent reader of what it says."""

from collections.abc import AsyncIterator

import pytest
from telegram import (
    Bot,
    BotCommand,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    Message,
    MessageEntity,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)
from telegram.error import BadRequest, Forbidden, InvalidToken, NetworkError, RetryAfter

from tests.fakes.telegram import DROPPED, FORBIDDEN, SERVER_ERROR, TOKEN, FakeTelegram, flood
from tests.fakes.telegram.files import UPLOAD_LIMIT

KEYBOARD = InlineKeyboardMarkup([[InlineKeyboardButton("Có", callback_data="1:yes")]])


def bot_with(telegram: FakeTelegram, token: str) -> Bot:
    return Bot(token, base_url=f"{telegram.url}/bot", base_file_url=f"{telegram.url}/file/bot")


@pytest.fixture
async def bot(telegram: FakeTelegram) -> AsyncIterator[Bot]:
    async with bot_with(telegram, TOKEN) as bot:
        yield bot


async def test_a_conversation(telegram: FakeTelegram, bot: Bot) -> None:
    assert (bot.bot.is_bot, bot.username) == (True, "neu_guong_bot")
    lan = telegram.user(5001)
    await lan.starts("ABCD")
    (update,) = await bot.get_updates(timeout=1, allowed_updates=["message", "callback_query"])
    assert update.message is not None
    assert (update.message.text, update.message.chat.type) == ("/start ABCD", "private")
    sent = await bot.send_message(5001, "Họ tên?", entities=[MessageEntity("bold", 0, 2)], reply_markup=KEYBOARD)
    assert sent.reply_markup == KEYBOARD
    assert sent.parse_entities() == {MessageEntity("bold", 0, 2): "Họ"}
    await lan.taps("Có")
    _, tapped = await bot.get_updates(offset=update.update_id)
    assert tapped.callback_query is not None
    assert tapped.callback_query.data == "1:yes"
    assert await tapped.callback_query.answer("Đã ghi")
    edited = await bot.edit_message_text("Họ tên: Thắng", chat_id=5001, message_id=sent.message_id)
    assert isinstance(edited, Message)
    assert edited.edit_date is not None
    await bot.edit_message_reply_markup(chat_id=5001, message_id=sent.message_id, reply_markup=KEYBOARD)
    assert (lan.reads()[0].text, lan.reads()[0].labels, lan.notices) == ("Họ tên: Thắng", ["Có"], ["Đã ghi"])
    assert await bot.delete_message(5001, sent.message_id)
    assert await bot.send_chat_action(5001, "typing")
    assert await bot.set_my_commands([BotCommand("moi", "Đề cử mới")])


async def test_everything_that_people_send_can_be_read(telegram: FakeTelegram, bot: Bot) -> None:
    lan = telegram.user(5001)
    for kind in ("sticker", "voice", "audio", "video", "video_note", "location", "contact", "dice"):
        await lan.sends(kind)
    await lan.sends_album([b"one", b"two"])
    await lan.edits("x")
    lan.presses("9:old", 77)
    await lan.blocks()
    updates = await bot.get_updates()
    assert len(updates) == 13
    assert updates[0].message is not None
    assert updates[0].message.sticker is not None
    assert updates[-3].edited_message is not None
    assert updates[-2].callback_query is not None
    assert updates[-1].my_chat_member is not None
    assert updates[-1].my_chat_member.new_chat_member.status == "kicked"


async def test_files_up_and_down(telegram: FakeTelegram, bot: Bot) -> None:
    lan = telegram.user(5001)
    await lan.sends_document(b"a paper", "giấy.pdf", "application/pdf")
    (update,) = await bot.get_updates()
    assert update.message is not None
    assert update.message.document is not None
    assert update.message.document.file_name == "giấy.pdf"
    file = await update.message.document.get_file()
    assert bytes(await file.download_as_bytearray()) == b"a paper"
    sent = await bot.send_document(5001, b"a list", caption="Danh sách", filename="danh-sach.xlsx")
    assert sent.document is not None
    await bot.send_photo(5001, b"chart", caption="Tiến độ")
    assert [seen.text for seen in lan.reads()] == ["Danh sách", "Tiến độ"]


async def test_a_document_is_read_back_as_it_was_sent(telegram: FakeTelegram, bot: Bot) -> None:
    await telegram.user(5001).says("chào")
    sent = await bot.send_document(5001, b"PK a list", filename="Danh sách xã.xlsx")
    assert sent.caption is None
    assert sent.document is not None
    assert (sent.document.file_name, sent.document.file_size) == ("Danh sách xã.xlsx", 9)
    file = await sent.document.get_file()
    assert bytes(await file.download_as_bytearray()) == b"PK a list"
    with pytest.raises(BadRequest, match="File must be non-empty"):
        await bot.send_document(5001, b"", filename="a.xlsx")
    with pytest.raises(NetworkError, match="Too Large"):
        await bot.send_document(5001, bytes(UPLOAD_LIMIT + 1), filename="a.xlsx")
    assert [seen.file for seen in telegram.users[5001].reads()] == ["Danh sách xã.xlsx"]


async def test_the_webhook_is_described(telegram: FakeTelegram, bot: Bot) -> None:
    await bot.set_webhook("http://127.0.0.1:9/telegram", secret_token="abc", allowed_updates=["message"])
    info = await bot.get_webhook_info()
    assert (info.url, info.allowed_updates) == ("http://127.0.0.1:9/telegram", ("message",))
    assert await bot.delete_webhook()


async def test_errors(telegram: FakeTelegram, bot: Bot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")  # else it warns of its own future
    await telegram.user(5001).says("chào")
    telegram.fail("sendMessage", flood(7))
    with pytest.raises(RetryAfter, match="Retry in 0:00:07"):
        await bot.send_message(5001, "x")
    for fault, error in ((FORBIDDEN, Forbidden), (SERVER_ERROR, NetworkError), (DROPPED, NetworkError)):
        telegram.fail("sendMessage", fault)
        with pytest.raises(error):
            await bot.send_message(5001, "x")
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(1, "x")
    with pytest.raises(InvalidToken):
        async with bot_with(telegram, "1:wrong"):
            raise AssertionError("it was let in")


async def test_a_number_is_shared_by_its_owner(telegram: FakeTelegram, bot: Bot) -> None:
    lan = telegram.user(5001)
    await lan.starts()
    asking = ReplyKeyboardMarkup([[KeyboardButton("Gửi số", request_contact=True)]], one_time_keyboard=True)
    await bot.send_message(5001, "Số của anh/chị?", reply_markup=asking)
    await lan.shares_phone("+84912345678")
    _, own = await bot.get_updates(timeout=1)
    assert own.message is not None
    assert own.message.contact is not None
    assert (own.message.contact.user_id, own.message.contact.phone_number) == (5001, "+84912345678")
    await bot.send_message(5001, "Cảm ơn", reply_markup=ReplyKeyboardRemove())
    assert lan.chat.field_buttons == []
