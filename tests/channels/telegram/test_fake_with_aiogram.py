"""Unmodified aiogram works against the fake server: it parses strictly, so it catches what the fake gets wrong."""

from collections.abc import AsyncIterator

import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import (
    TelegramBadRequest,
    TelegramEntityTooLarge,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from aiogram.types import (
    BotCommand,
    BufferedInputFile,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    MessageEntity,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)

from tests.fakes.telegram import DROPPED, FORBIDDEN, SERVER_ERROR, TOKEN, FakeTelegram, flood
from tests.fakes.telegram.files import UPLOAD_LIMIT

KEYBOARD = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="Có", callback_data="1:yes")]])


@pytest.fixture
async def bot(telegram: FakeTelegram) -> AsyncIterator[Bot]:
    async with Bot(TOKEN, AiohttpSession(api=TelegramAPIServer.from_base(telegram.url))) as bot:
        yield bot


async def test_a_conversation(telegram: FakeTelegram, bot: Bot) -> None:
    me = await bot.get_me()
    assert (me.is_bot, me.id) == (True, 4217)
    lan = telegram.user(5001)
    await lan.starts("ABCD")
    (update,) = await bot.get_updates(timeout=1, allowed_updates=["message", "callback_query"])
    assert update.message is not None
    assert (update.message.text, update.message.chat.type) == ("/start ABCD", "private")
    mark = MessageEntity(type="bold", offset=0, length=2)
    sent = await bot.send_message(5001, "Họ tên?", entities=[mark], reply_markup=KEYBOARD)
    assert sent.reply_markup is not None
    assert sent.reply_markup.model_dump() == KEYBOARD.model_dump()
    await lan.taps("Có")
    _, tapped = await bot.get_updates(offset=update.update_id)
    assert tapped.callback_query is not None
    assert tapped.callback_query.data == "1:yes"
    assert await bot.answer_callback_query(tapped.callback_query.id, "Đã ghi")
    edited = await bot.edit_message_text("Họ tên: Thắng", chat_id=5001, message_id=sent.message_id)
    assert getattr(edited, "edit_date", None)
    await bot.edit_message_reply_markup(chat_id=5001, message_id=sent.message_id, reply_markup=KEYBOARD)
    assert (lan.reads()[0].text, lan.reads()[0].labels, lan.notices) == ("Họ tên: Thắng", ["Có"], ["Đã ghi"])
    assert await bot.delete_message(5001, sent.message_id)
    assert await bot.send_chat_action(5001, "typing")
    assert await bot.set_my_commands([BotCommand(command="moi", description="Đề cử mới")])


async def test_everything_that_people_send_can_be_read(telegram: FakeTelegram, bot: Bot) -> None:
    lan = telegram.user(5001)
    for kind in ("sticker", "voice", "audio", "video", "video_note", "location", "contact", "dice"):
        await lan.sends(kind)
    await lan.sends_document(b"%PDF", "a.pdf", "application/pdf")
    await lan.sends_album([b"one", b"two"])
    await lan.edits("x")
    lan.presses("9:old", 77)
    await lan.blocks()
    await lan.unblocks()
    updates = await bot.get_updates()
    assert [update.event_type for update in updates[-4:]] == [
        "edited_message", "callback_query", "my_chat_member", "my_chat_member",
    ]  # fmt: skip
    kinds = [update.message.content_type for update in updates if update.message]
    assert kinds[:8] == ["sticker", "voice", "audio", "video", "video_note", "location", "contact", "dice"]
    assert kinds[8:] == ["document", "photo", "photo"]


async def test_files_up_and_down(telegram: FakeTelegram, bot: Bot) -> None:
    lan = telegram.user(5001)
    await lan.sends_photo(b"a photo")
    (update,) = await bot.get_updates()
    assert update.message is not None
    assert update.message.photo is not None
    content = await bot.download(update.message.photo[-1])
    assert content is not None
    assert content.read() == b"a photo"
    sent = await bot.send_photo(5001, BufferedInputFile(b"chart", "chart.png"), caption="Tiến độ")
    assert sent.photo is not None
    again = await bot.send_document(5001, sent.photo[0].file_id)
    assert again.document is not None
    assert [seen.text for seen in lan.reads()] == ["Tiến độ", ""]


async def test_a_document_is_read_back_as_it_was_sent(telegram: FakeTelegram, bot: Bot) -> None:
    await telegram.user(5001).says("chào")
    sent = await bot.send_document(5001, BufferedInputFile(b"PK a list", "Danh sách xã.xlsx"))
    assert sent.caption is None
    assert sent.document is not None
    assert (sent.document.file_name, sent.document.file_size) == ("Danh sách xã.xlsx", 9)
    assert [seen.file for seen in telegram.users[5001].reads()] == ["Danh sách xã.xlsx"]
    content = await bot.download(sent.document)
    assert content is not None
    assert content.read() == b"PK a list"
    with pytest.raises(TelegramBadRequest, match="file must be non-empty"):
        await bot.send_document(5001, BufferedInputFile(b"", "a.xlsx"))
    with pytest.raises(TelegramEntityTooLarge):
        await bot.send_document(5001, BufferedInputFile(bytes(UPLOAD_LIMIT + 1), "a.xlsx"))
    with pytest.raises(TelegramBadRequest, match="wrong file_id"):
        await bot.send_document(5001, "of-nobody")
    assert len(telegram.users[5001].reads()) == 1


async def test_the_webhook_is_described(telegram: FakeTelegram, bot: Bot) -> None:
    assert (await bot.get_webhook_info()).url == ""
    await bot.set_webhook("http://127.0.0.1:9/telegram", secret_token="abc", allowed_updates=["message"])
    info = await bot.get_webhook_info()
    assert (info.url, info.allowed_updates, info.max_connections) == ("http://127.0.0.1:9/telegram", ["message"], 40)
    await bot.delete_webhook(drop_pending_updates=True)


async def test_errors(telegram: FakeTelegram, bot: Bot) -> None:
    await telegram.user(5001).says("chào")
    telegram.fail("sendMessage", flood(7))
    with pytest.raises(TelegramRetryAfter) as caught:
        await bot.send_message(5001, "x")
    assert caught.value.retry_after == 7
    for fault, error in (
        (FORBIDDEN, TelegramForbiddenError),
        (SERVER_ERROR, TelegramServerError),
        (DROPPED, TelegramNetworkError),
    ):
        telegram.fail("sendMessage", fault)
        with pytest.raises(error):
            await bot.send_message(5001, "x")
    with pytest.raises(TelegramBadRequest, match="chat not found"):
        await bot.send_message(1, "x")
    await telegram.user(5001).blocks()
    with pytest.raises(TelegramForbiddenError):
        await bot.send_message(5001, "x")
    async with Bot("1:wrong", bot.session) as stranger:
        with pytest.raises(TelegramUnauthorizedError):
            await stranger.get_me()


async def test_a_number_is_shared_by_its_owner(telegram: FakeTelegram, bot: Bot) -> None:
    lan = telegram.user(5001)
    await lan.starts()
    with pytest.raises(AssertionError, match="no button"):
        await lan.shares_phone("+84912345678")
    button = KeyboardButton(text="Gửi số", request_contact=True)
    asking = ReplyKeyboardMarkup(keyboard=[[button]], resize_keyboard=True, one_time_keyboard=True)
    await bot.send_message(5001, "Số của anh/chị?", reply_markup=asking)
    await lan.shares_phone("+84912345678")
    await lan.sends("contact")
    contacts = [update.message.contact for update in await bot.get_updates(timeout=1) if update.message]
    assert [contact and contact.user_id for contact in contacts] == [None, 5001, None]
    await bot.send_message(5001, "Cảm ơn", reply_markup=ReplyKeyboardRemove())
    assert lan.chat.field_buttons == []
    with pytest.raises(TelegramBadRequest, match="one that requests a contact"):
        await bot.send_message(5001, "?", reply_markup=ReplyKeyboardMarkup(keyboard=[[KeyboardButton(text="Có")]]))
