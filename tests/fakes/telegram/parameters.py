"""Reads the parameters of a call in each of the four ways in which they may come, and refuses what is not one."""

import json
from dataclasses import dataclass
from typing import Any

import aiogram.methods
from aiohttp import web
from aiohttp.web_request import FileField

from tests.fakes.telegram.faults import bad_request

REQUIRED: dict[str, tuple[str, ...]] = {
    "sendMessage": ("chat_id", "text"),
    "editMessageText": ("chat_id", "message_id", "text"),
    "editMessageCaption": ("chat_id", "message_id"),
    "editMessageReplyMarkup": ("chat_id", "message_id"),
    "deleteMessage": ("chat_id", "message_id"),
    "answerCallbackQuery": ("callback_query_id",),
    "getFile": ("file_id",),
    "sendPhoto": ("chat_id", "photo"),
    "sendDocument": ("chat_id", "document"),
    "sendChatAction": ("chat_id", "action"),
    "setMyCommands": ("commands",),
}


async def read_values(request: web.Request) -> dict[str, Any]:
    """Return what came in the query and the body."""
    values: dict[str, Any] = dict(request.query)
    if request.content_type == "application/json":
        said = json.loads(await request.read() or b"{}")
        if not isinstance(said, dict):
            raise bad_request("object expected")
        return values | said
    return values | {name: _read(value) for name, value in (await request.post()).items()}


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came in the body."""

    name: str
    mime: str
    content: bytes


def _read(value: str | bytes | bytearray | FileField) -> Any:
    if not isinstance(value, FileField):
        return value
    with value.file as file:
        return Upload(value.filename, value.content_type, file.read())


class Parameters:
    """The parameters of one call."""

    def __init__(self, method: str, values: dict[str, Any]) -> None:
        model = getattr(aiogram.methods, method[:1].upper() + method[1:])
        self._values = {name: value for name, value in values.items() if value is not None}
        for name in self._values:
            if name not in model.model_fields and not isinstance(self._values[name], Upload):
                raise bad_request(f"unknown parameter {name!r}")
        for name in REQUIRED.get(method, ()):
            if name not in self._values:
                raise bad_request(f"parameter {name!r} is required")

    def has(self, name: str) -> bool:
        """Whether it was given."""
        return name in self._values

    def text(self, name: str, default: str = "") -> str:
        """Return a string."""
        value = self._values.get(name, default)
        if not isinstance(value, str):
            raise bad_request(f"parameter {name!r} must be a string")
        return value

    def integer(self, name: str, default: int = 0, low: int = -(2**63), high: int = 2**63) -> int:
        """Return a whole number within bounds."""
        value = self._values.get(name, default)
        try:
            number = int(value) if isinstance(value, int | str) else None
        except ValueError:
            number = None
        if number is None or isinstance(value, bool) or not low <= number <= high:
            raise bad_request(f"parameter {name!r} is invalid")
        return number

    def flag(self, name: str) -> bool:
        """Return a boolean."""
        value = self._values.get(name, False)
        if isinstance(value, str):
            value = {"true": True, "false": False}.get(value.lower())
        if not isinstance(value, bool):
            raise bad_request(f"parameter {name!r} must be a boolean")
        return value

    def data(self, name: str, kind: type) -> Any:
        """Return a JSON object or list, which may come as text; None where there is none."""
        value = self._values.get(name)
        if isinstance(value, str):
            try:
                value = json.loads(value)
            except ValueError:
                raise bad_request(f"can't parse {name} JSON object") from None
        if value is not None and not isinstance(value, kind):
            raise bad_request(f"can't parse {name}: {kind.__name__} expected")
        return value

    def file(self, name: str) -> Upload | str:
        """Return what was uploaded, or the id of a file that is there already."""
        value = self._values[name]
        if isinstance(value, str) and value.startswith("attach://"):
            value = self._values.get(value.removeprefix("attach://"))
        if isinstance(value, Upload):
            return value
        if not isinstance(value, str):
            raise bad_request(f"there is no {name} in the request")
        return value
