"""What the server does at each call of the bot. Parameters are checked before anything happens."""

import re
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from tests.fakes.telegram.chat import Chat, Message
from tests.fakes.telegram.checks import (
    NOTICE_LIMIT,
    below_the_field,
    checked_caption,
    checked_commands,
    checked_keyboard,
    checked_text,
)
from tests.fakes.telegram.faults import RefusalError, bad_request
from tests.fakes.telegram.parameters import Parameters
from tests.fakes.telegram.updates import KNOWN

if TYPE_CHECKING:
    from tests.fakes.telegram.server import FakeTelegram

DOWNLOAD_LIMIT = 20 * 1024 * 1024
SECRET = re.compile(r"[A-Za-z0-9_-]{0,256}")
ACTIONS = {"typing", "upload_photo", "upload_document", "find_location"}
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current content"
    " and reply markup of the message"
)

CONTENT = ("text", "entities", "caption", "caption_entities", "reply_markup")

Method = Callable[["FakeTelegram", Parameters], Awaitable[Any]]


async def get_me(server: "FakeTelegram", _: Parameters) -> Any:
    return {
        **server.me,
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
    }


async def get_updates(server: "FakeTelegram", parameters: Parameters) -> Any:
    if server.hook is not None:
        why = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
        raise RefusalError(409, f"Conflict: {why}")
    _allow(server, parameters)
    limit, seconds = parameters.integer("limit", 100, 1, 100), parameters.integer("timeout", 0, 0, 50)
    return await server.updates.get(parameters.integer("offset"), limit, seconds)


async def set_webhook(server: "FakeTelegram", parameters: Parameters) -> Any:
    url, secret = parameters.text("url"), parameters.text("secret_token")
    if not url:
        return await delete_webhook(server, parameters)
    if not url.startswith(("https://", "http://127.0.0.1:", "http://localhost:")):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if not SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    _allow(server, parameters)
    if parameters.flag("drop_pending_updates"):
        server.updates.waiting.clear()
    await server.post_to(url, secret, parameters.integer("max_connections", 40, 1, 100))
    return True


async def delete_webhook(server: "FakeTelegram", parameters: Parameters) -> Any:
    if parameters.flag("drop_pending_updates"):
        server.updates.waiting.clear()
    await server.post_nowhere()
    return True


async def get_webhook_info(server: "FakeTelegram", _: Parameters) -> Any:
    hook = server.hook
    info = {"has_custom_certificate": False, "pending_update_count": len(server.updates.waiting)}
    if hook is None:
        return {"url": "", **info}
    allowed = {"allowed_updates": sorted(server.updates.allowed)} if server.updates.allowed else {}
    return {"url": hook.url, **info, "max_connections": hook.most, **allowed, **hook.last_error}


def _allow(server: "FakeTelegram", parameters: Parameters) -> None:
    allowed = parameters.data("allowed_updates", list)
    if allowed is None:
        return  # as before
    if unknown := set(allowed) - KNOWN:
        raise bad_request(f"unknown kinds of updates: {', '.join(sorted(unknown))}")
    server.updates.allowed = set(allowed)


async def send_message(server: "FakeTelegram", parameters: Parameters) -> Any:
    chat = _chat(server, parameters)
    buttons = below_the_field(parameters)
    said = {**checked_text(parameters), **({} if buttons is not None else checked_keyboard(parameters))}
    chat.field_buttons = chat.field_buttons if buttons is None else buttons
    return chat.put({**_head(server, chat), **said})


async def send_photo(server: "FakeTelegram", parameters: Parameters) -> Any:
    return _send_file(server, parameters, "photo")


async def send_document(server: "FakeTelegram", parameters: Parameters) -> Any:
    return _send_file(server, parameters, "document")


def _send_file(server: "FakeTelegram", parameters: Parameters, name: str) -> Message:
    chat = _chat(server, parameters)
    caption = checked_caption(parameters)
    given = parameters.file(name)
    stored = server.files.find(given) if isinstance(given, str) else server.files.upload(given)
    part = [stored.as_photo()] if name == "photo" else stored.as_document()
    said = {name: part, **caption, **checked_keyboard(parameters)}
    return chat.put({**_head(server, chat), **said})


async def edit_message_text(server: "FakeTelegram", parameters: Parameters) -> Any:
    chat = _chat(server, parameters)
    old = chat.of_bot(parameters.integer("message_id", low=1))
    if "text" not in old:
        raise bad_request("there is no text in the message to edit")
    return _edit(server, chat, old, {**checked_text(parameters), **checked_keyboard(parameters)})


async def edit_message_caption(server: "FakeTelegram", parameters: Parameters) -> Any:
    chat = _chat(server, parameters)
    old = chat.of_bot(parameters.integer("message_id", low=1))
    if "text" in old:
        raise bad_request("there is no caption in the message to edit")
    file: Message = {name: old[name] for name in ("photo", "document") if name in old}
    said = {**checked_caption(parameters), **checked_keyboard(parameters)}
    if said == _content(old):
        raise bad_request(NOT_MODIFIED)
    return _edit(server, chat, old, {**file, **said})


async def edit_message_reply_markup(server: "FakeTelegram", parameters: Parameters) -> Any:
    chat = _chat(server, parameters)
    old = chat.of_bot(parameters.integer("message_id", low=1))
    kept = {name: value for name, value in _content(old).items() if name != "reply_markup"}
    return _edit(server, chat, old, {**kept, **checked_keyboard(parameters)})


def _edit(server: "FakeTelegram", chat: Chat, old: Message, content: Message) -> Message:
    if content == _content(old):
        raise bad_request(NOT_MODIFIED)
    head = {name: old[name] for name in ("message_id", "from", "chat", "date")}
    return chat.put({**head, "edit_date": server.time(), **content})


def _content(message: Message) -> Message:
    return {name: value for name, value in message.items() if name in CONTENT}


async def delete_message(server: "FakeTelegram", parameters: Parameters) -> Any:
    _chat(server, parameters).delete(parameters.integer("message_id", low=1))
    return True


async def answer_callback_query(server: "FakeTelegram", parameters: Parameters) -> Any:
    text = parameters.text("text")
    if len(text) > NOTICE_LIMIT:
        raise bad_request("MESSAGE_TOO_LONG")
    person = server.taps.pop(parameters.text("callback_query_id"), None)
    if person is None:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    server.notices.setdefault(person, []).append(text)
    return True


async def get_file(server: "FakeTelegram", parameters: Parameters) -> Any:
    stored = server.files.find(parameters.text("file_id"))
    if stored.size > DOWNLOAD_LIMIT:
        raise bad_request("file is too big")
    return {**stored.as_document(), "file_path": stored.path}


async def send_chat_action(server: "FakeTelegram", parameters: Parameters) -> Any:
    _chat(server, parameters)
    if parameters.text("action") not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    return True


async def set_my_commands(server: "FakeTelegram", parameters: Parameters) -> Any:
    server.commands[parameters.text("language_code")] = checked_commands(parameters)
    return True


def _chat(server: "FakeTelegram", parameters: Parameters) -> Chat:
    chat = server.chats.get(parameters.integer("chat_id"))
    if chat is None:
        raise bad_request("chat not found")
    chat.check_open()
    return chat


def _head(server: "FakeTelegram", chat: Chat) -> Message:
    return {"message_id": chat.next_id(), "from": server.me, "chat": chat.head, "date": server.time()}


METHODS: dict[str, Method] = {
    "getMe": get_me,
    "getUpdates": get_updates,
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
    "sendMessage": send_message,
    "sendPhoto": send_photo,
    "sendDocument": send_document,
    "editMessageText": edit_message_text,
    "editMessageCaption": edit_message_caption,
    "editMessageReplyMarkup": edit_message_reply_markup,
    "deleteMessage": delete_message,
    "answerCallbackQuery": answer_callback_query,
    "getFile": get_file,
    "sendChatAction": send_chat_action,
    "setMyCommands": set_my_commands,
}
NAMES = {name.lower(): name for name in METHODS}
"""Telegram does not care about the case of a method's name."""
