"""What Telegram demands of a message: its length, its marks, its buttons."""

import re
from typing import Any

from tests.fakes.telegram.faults import bad_request
from tests.fakes.telegram.parameters import Parameters

TEXT_LIMIT, CAPTION_LIMIT, NOTICE_LIMIT = 4096, 1024, 200
BUTTONS, IN_ROW, DATA_LIMIT = 100, 8, 64
ENTITIES = 100
LOOKS = {"bold", "italic", "underline", "strikethrough", "code", "pre", "spoiler", "blockquote", "url", "text_link"}
BUTTON_KINDS = {"callback_data", "url", "web_app", "switch_inline_query", "copy_text"}
KEYBOARD_TRAITS = {"resize_keyboard", "one_time_keyboard", "is_persistent"}
COMMAND = re.compile(r"[a-z0-9_]{1,32}")


def units(text: str) -> int:
    """Return the length in UTF-16 units, as Telegram counts."""
    return len(text.encode("utf-16-le")) // 2


def checked_text(parameters: Parameters) -> dict[str, Any]:
    """Return text and marks of a message as they are kept: without white space around."""
    raw = parameters.text("text")
    if parameters.has("parse_mode"):
        raise bad_request("can't parse entities: this server knows no parse_mode; send entities")
    text = raw.strip()
    if not text:
        raise bad_request("message text is empty")
    if units(text) > TEXT_LIMIT:
        raise bad_request("message is too long")
    kept = _checked_entities(parameters, "entities", raw)
    return {"text": text, "entities": kept} if kept else {"text": text}


def checked_caption(parameters: Parameters) -> dict[str, Any]:
    """Return caption and marks of a photo or paper as they are kept; it need not have any."""
    raw = parameters.text("caption")
    text = raw.strip()
    if units(text) > CAPTION_LIMIT:
        raise bad_request("message caption is too long")
    kept = _checked_entities(parameters, "caption_entities", raw)
    return ({"caption": text} if text else {}) | ({"caption_entities": kept} if kept else {})


def _checked_entities(parameters: Parameters, name: str, raw: str) -> list[dict[str, Any]]:
    entities = parameters.data(name, list) or []
    if len(entities) > ENTITIES:
        raise bad_request("too many entities")
    lead = units(raw) - units(raw.lstrip())
    return [_checked_entity(entity, raw, lead) for entity in entities]


def _checked_entity(entity: Any, text: str, lead: int) -> dict[str, Any]:
    if not isinstance(entity, dict) or entity.get("type") not in LOOKS:
        raise bad_request("can't parse entities: unknown type")
    offset, length = entity.get("offset"), entity.get("length")
    if not isinstance(offset, int) or not isinstance(length, int) or length < 1:
        raise bad_request("can't parse entities: offset and length must be numbers")
    if offset < lead or offset + length > units(text):
        raise bad_request("entity is out of the text")
    for border in (offset, offset + length):
        try:
            text.encode("utf-16-le")[: 2 * border].decode("utf-16-le")
        except UnicodeDecodeError:
            raise bad_request("entity begins or ends within a character") from None
    return {**entity, "offset": offset - lead}


def checked_keyboard(parameters: Parameters) -> dict[str, Any]:
    """Return the inline keyboard of a message, if it has one."""
    markup = parameters.data("reply_markup", dict)
    if markup is None:
        return {}
    rows = markup.get("inline_keyboard")
    if set(markup) != {"inline_keyboard"} or not isinstance(rows, list):
        raise bad_request("can't parse reply keyboard markup: an inline keyboard is expected")
    if sum(len(row) for row in rows) > BUTTONS or any(len(row) > IN_ROW for row in rows):
        raise bad_request("REPLY_MARKUP_TOO_LONG")
    kept = [[_checked_button(button) for button in row] for row in rows if row]
    return {"reply_markup": {"inline_keyboard": kept}} if kept else {}


def below_the_field(parameters: Parameters) -> list[str] | None:
    """Return the buttons that a message puts below the field where one types: [] takes them away, None leaves them.

    This server knows only those that share the person's own number.
    """
    markup = parameters.data("reply_markup", dict) or {}
    if "remove_keyboard" in markup:
        if markup != {"remove_keyboard": True}:
            raise bad_request("can't parse reply keyboard markup: remove_keyboard must be true")
        return []
    if "keyboard" not in markup:
        return None
    traits = {name: value for name, value in markup.items() if name != "keyboard" and value is not False}
    if not traits.keys() <= KEYBOARD_TRAITS or not all(value is True for value in traits.values()):
        raise bad_request("can't parse reply keyboard markup: unknown trait")
    buttons = [button for row in markup["keyboard"] for button in row]
    for button in buttons:
        if set(button) != {"text", "request_contact"} or button["request_contact"] is not True:
            raise bad_request("can't parse keyboard button: one that requests a contact is expected")
        if not str(button["text"]).strip():
            raise bad_request("can't parse keyboard button: text is empty")
    if not buttons:
        raise bad_request("reply keyboard is empty")
    return [button["text"] for button in buttons]


def _checked_button(button: Any) -> dict[str, Any]:
    if not isinstance(button, dict) or not str(button.get("text", "")).strip():
        raise bad_request("can't parse inline keyboard button: text is empty")
    kinds = set(button) - {"text"}
    if len(kinds) != 1 or not kinds <= BUTTON_KINDS:
        raise bad_request("can't parse inline keyboard button: exactly one kind is expected")
    if "callback_data" in button and not 1 <= len(str(button["callback_data"]).encode()) <= DATA_LIMIT:
        raise bad_request("BUTTON_DATA_INVALID")
    return button


def checked_commands(parameters: Parameters) -> list[dict[str, str]]:
    """Return the commands of the menu."""
    commands: list[dict[str, str]] = parameters.data("commands", list)
    for command in commands:
        if not COMMAND.fullmatch(command.get("command", "")):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(command.get("description", "")) <= 256:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    if len(commands) > 100:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    return commands
