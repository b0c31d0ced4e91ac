"""The fake server refuses what Telegram refuses. What it lets pass is proved by two libraries in the files beside."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import ClientSession

from tests.fakes.telegram import TOKEN, FakeTelegram, User, flood

BUTTON = {"text": "Có", "callback_data": "1:yes"}


class Caller:
    """Makes calls as they come over the wire."""

    def __init__(self, telegram: FakeTelegram, session: ClientSession) -> None:
        self._telegram = telegram
        self._session = session

    async def __call__(self, method: str, token: str = TOKEN, /, **parameters: Any) -> tuple[int, Any]:
        url = f"{self._telegram.url}/bot{token}/{method}"
        async with self._session.post(url, json=parameters) as response:
            said = await response.json()
            assert said["ok"] is (response.status == 200)
            return response.status, said["result"] if said["ok"] else said["description"]


@pytest.fixture
async def call(telegram: FakeTelegram) -> AsyncIterator[Caller]:
    async with ClientSession() as session:
        yield Caller(telegram, session)


@pytest.fixture
async def lan(telegram: FakeTelegram) -> User:
    lan = telegram.user(5001)
    await lan.says("chào")
    return lan


def rows(*lengths: int) -> dict[str, Any]:
    return {"inline_keyboard": [[BUTTON] * length for length in lengths]}


def data(text: str) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": "Có", "callback_data": text}]]}


def bold(offset: int, length: int) -> list[dict[str, Any]]:
    return [{"type": "bold", "offset": offset, "length": length}]


@pytest.mark.parametrize(
    ("parameters", "why"),
    [
        ({"text": ""}, "text is empty"),
        ({"text": " \n "}, "text is empty"),
        ({"text": "x" * 4097}, "too long"),
        ({"text": "🌾" * 2049}, "too long"),
        ({"text": 7}, "must be a string"),
        ({}, "'text' is required"),
        ({"text": "x", "colour": "red"}, "unknown parameter 'colour'"),
        ({"text": "x", "parse_mode": "HTML"}, "parse_mode"),
        ({"text": "x", "chat_id": 5002}, "chat not found"),
        ({"text": "x", "chat_id": "Lan"}, "chat_id"),
        ({"text": "chào", "entities": bold(0, 5)}, "out of the text"),
        ({"text": "chào", "entities": bold(-1, 2)}, "out of the text"),
        ({"text": "🌾🌾", "entities": bold(1, 2)}, "within a character"),
        ({"text": "chào", "entities": [{"type": "loud", "offset": 0, "length": 1}]}, "unknown type"),
        ({"text": "x", "reply_markup": rows(9)}, "REPLY_MARKUP_TOO_LONG"),
        ({"text": "x", "reply_markup": rows(*[8] * 13)}, "REPLY_MARKUP_TOO_LONG"),
        ({"text": "x", "reply_markup": data("")}, "BUTTON_DATA_INVALID"),
        ({"text": "x", "reply_markup": data("x" * 65)}, "BUTTON_DATA_INVALID"),
        ({"text": "x", "reply_markup": data("ệ" * 22)}, "BUTTON_DATA_INVALID"),
        ({"text": "x", "reply_markup": {"inline_keyboard": [[{"text": "Có"}]]}}, "exactly one kind"),
        ({"text": "x", "reply_markup": {"inline_keyboard": [[{**BUTTON, "text": " "}]]}}, "text is empty"),
        ({"text": "x", "reply_markup": "{"}, "can't parse"),
    ],
)
async def test_messages_that_are_refused(call: Caller, lan: User, parameters: dict[str, Any], why: str) -> None:
    status, said = await call("sendMessage", **{"chat_id": 5001, **parameters})
    assert (status, why in said) == (400, True), said
    assert lan.reads() == []


async def test_the_limits_themselves_are_taken(call: Caller, lan: User) -> None:
    assert (await call("sendMessage", chat_id=5001, text="x" * 4096))[0] == 200
    assert (await call("sendMessage", chat_id="5001", text="x", reply_markup=rows(*[8] * 12, 4)))[0] == 200
    assert (await call("sendMessage", chat_id=5001, text="x", reply_markup=data("ệ" * 21 + "x")))[0] == 200
    assert (await call("sendMessage", chat_id=5001, text=" 🌾chào ", entities=bold(3, 4)))[0] == 200
    assert lan.reads()[-1].marks == (("bold", "chào"),)


async def test_edits(call: Caller, lan: User) -> None:
    _, sent = await call("sendMessage", chat_id=5001, text="một", reply_markup=rows(1))
    edit = {"chat_id": 5001, "message_id": sent["message_id"], "text": "hai"}
    assert (await call("editMessageText", **edit))[0] == 200
    assert "message is not modified" in (await call("editMessageText", **edit))[1]
    assert "to edit not found" in (await call("editMessageText", **{**edit, "message_id": 99}))[1]
    assert "can't be edited" in (await call("editMessageText", **{**edit, "message_id": 1}))[1]
    markup = {"chat_id": 5001, "message_id": sent["message_id"], "reply_markup": rows(2)}
    assert (await call("editMessageReplyMarkup", **markup))[0] == 200
    assert "message is not modified" in (await call("editMessageReplyMarkup", **markup))[1]
    assert (lan.reads()[0].text, lan.reads()[0].labels) == ("hai", ["Có", "Có"])
    assert (await call("deleteMessage", chat_id=5001, message_id=sent["message_id"]))[0] == 200
    assert (await call("deleteMessage", chat_id=5001, message_id=sent["message_id"]))[0] == 400
    assert lan.reads() == []


async def test_a_tap_is_answered_once(call: Caller, lan: User, telegram: FakeTelegram) -> None:
    await call("sendMessage", chat_id=5001, text="?", reply_markup=rows(1))
    await lan.taps("Có")
    tap = telegram.updates.waiting[-1]["callback_query"]["id"]
    assert (await call("answerCallbackQuery", callback_query_id=tap, text="x" * 201))[0] == 400
    assert (await call("answerCallbackQuery", callback_query_id=tap, text="Đã ghi"))[0] == 200
    assert (await call("answerCallbackQuery", callback_query_id=tap))[0] == 400
    assert lan.notices == ["Đã ghi"]
    with pytest.raises(AssertionError, match="'Không'"):
        await lan.taps("Không")


@pytest.mark.parametrize(
    ("method", "token", "status"),
    [
        ("sendCarrierPigeon", TOKEN, 404),
        ("getMe", "4217:another", 401),
        ("getMe", "nonsense", 404),
        ("GETME", TOKEN, 200),
    ],
)
async def test_methods_and_tokens(call: Caller, method: str, token: str, status: int) -> None:
    assert (await call(method, token))[0] == status


async def test_updates_are_confirmed_by_the_offset(call: Caller, telegram: FakeTelegram) -> None:
    lan = telegram.user(5001)
    ids = [await lan.says(str(at)) for at in range(5)]

    async def got(**parameters: Any) -> list[int]:
        return [update["update_id"] for update in (await call("getUpdates", **parameters))[1]]

    assert await got() == ids
    assert await got(limit=2) == ids[:2], "asking without an offset forgets nothing"
    assert await got(offset=ids[2]) == ids[2:]
    assert await got(offset=0) == ids[2:]
    assert await got(offset=-1) == ids[4:]
    assert await got() == ids[4:]
    assert await got(offset=ids[4] + 1) == []
    for wrong in ({"limit": 101}, {"limit": 0}, {"timeout": 51}, {"allowed_updates": ["gossip"]}):
        assert (await call("getUpdates", **wrong))[0] == 400


async def test_only_what_was_asked_for_is_told(call: Caller, telegram: FakeTelegram) -> None:
    await call("getUpdates", allowed_updates=["callback_query"])
    await telegram.user(5001).says("chào")
    telegram.user(5001).presses("1:yes", 1)
    assert [set(update) for update in (await call("getUpdates"))[1]] == [{"update_id", "callback_query"}]


async def test_a_long_poll_waits_and_only_one_may(call: Caller, telegram: FakeTelegram) -> None:
    first = asyncio.create_task(call("getUpdates", timeout=50))
    await asyncio.sleep(0.05)
    second = asyncio.create_task(call("getUpdates", timeout=50))
    status, why = await first
    assert (status, "terminated by other getUpdates" in why) == (409, True)
    await telegram.user(5001).says("chào")
    assert len((await second)[1]) == 1


async def test_polling_and_webhook_exclude_each_other(call: Caller) -> None:
    assert (await call("setWebhook", url="http://example.org/telegram"))[0] == 400
    assert (await call("setWebhook", url="https://127.0.0.1/telegram", secret_token="có dấu"))[0] == 400
    assert (await call("setWebhook", url="http://127.0.0.1:9/telegram", secret_token="abc"))[0] == 200
    assert (await call("getWebhookInfo"))[1]["url"] == "http://127.0.0.1:9/telegram"
    assert (await call("getUpdates"))[0] == 409
    assert (await call("deleteWebhook"))[0] == 200
    assert (await call("getUpdates"))[0] == 200


async def test_files_have_their_limits(call: Caller, telegram: FakeTelegram) -> None:
    big = telegram.files.add(b"x", size=20 * 1024 * 1024 + 1)
    assert "file is too big" in (await call("getFile", file_id=big.file_id))[1]
    assert (await call("getFile", file_id="nowhere"))[0] == 400


async def test_commands_and_actions(call: Caller, lan: User) -> None:
    assert (await call("setMyCommands", commands=[{"command": "moi", "description": "Đề cử mới"}]))[0] == 200
    assert (await call("setMyCommands", commands=[{"command": "Mới", "description": "Đề cử mới"}]))[0] == 400
    assert (await call("setMyCommands", commands=[{"command": "moi", "description": ""}]))[0] == 400
    assert (await call("sendChatAction", chat_id=5001, action="typing"))[0] == 200
    assert (await call("sendChatAction", chat_id=5001, action="yawning"))[0] == 400


async def test_a_fault_meets_so_many_calls(call: Caller, telegram: FakeTelegram) -> None:
    telegram.fail("getMe", flood(7), times=2)
    assert [(await call("getMe"))[0] for _ in range(3)] == [429, 429, 200]


async def test_a_long_text_leaves_the_phone_in_pieces(telegram: FakeTelegram) -> None:
    await telegram.user(5001).says("x" * 10_000)
    assert [len(update["message"]["text"]) for update in telegram.updates.waiting] == [4096, 4096, 1808]
