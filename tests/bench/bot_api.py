"""A Bot API server that does next to nothing for a call, so that what is measured is the bot and not this.

It keeps the last message of each chat, tells whoever listens of every call, and answers with the least that a bot
reads. It checks nothing, but for Telegram's limits where a `flood` is set: tests/fakes/telegram does the rest.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from typing import Any, Literal
from urllib.parse import parse_qsl

from aiohttp import web

from tests.fakes.telegram.faults import RefusalError
from tests.fakes.telegram.limits import Flood

Verb = Literal["send", "edit", "tap", "other"]
VERBS: dict[str, Verb] = {"sendMessage": "send", "editMessageText": "edit", "answerCallbackQuery": "tap"}
_JSON = {"Content-Type": "application/json"}
_MESSAGE = b'{"ok":true,"result":{"message_id":%d,"date":1700000000,"chat":{"id":%d,"type":"private"}}}'
_TOO_FAST = b'{"ok":false,"error_code":429,"description":"Too Many Requests","parameters":{"retry_after":1}}'
_TRUE = b'{"ok":true,"result":true}'


@dataclass(frozen=True, slots=True)
class Call:
    """One call. `markup` is as it came: JSON text from a form, an object from JSON."""

    verb: Verb
    message_id: int
    fields: dict[str, Any]

    @property
    def text(self) -> str:
        return str(self.fields.get("text", ""))

    def read(self, name: str) -> Any:
        """Return a field that is JSON within a form, or itself where everything came as JSON."""
        raw = self.fields.get(name)
        return json.loads(raw) if isinstance(raw, str) else raw


@dataclass(slots=True)
class BotApi:
    """The server. `listeners` are by chat; `hooked` is told when a bot has registered its webhook."""

    listeners: dict[int, Callable[[Call], None]] = field(default_factory=dict)
    hooked: Callable[[], None] = lambda: None
    flood: Flood | None = None
    _ids: "count[int]" = field(default_factory=lambda: count(1000))

    async def handle(self, request: web.BaseRequest) -> web.Response:
        """Take one call."""
        method = request.path.rpartition("/")[2]
        body = await request.read()
        verb = VERBS.get(method, "other")
        if verb in {"other", "tap"}:
            if method == "setWebhook":
                self.hooked()
            return web.Response(body=_TRUE, headers=_JSON)
        fields = json.loads(body) if body.startswith(b"{") else dict(parse_qsl(body.decode()))
        chat, message_id = int(fields["chat_id"]), int(fields.get("message_id") or next(self._ids))
        if self.flood:
            try:
                self.flood.check(str(chat))
            except RefusalError:
                return web.Response(status=429, body=_TOO_FAST, headers=_JSON)
        if listener := self.listeners.get(chat):
            listener(Call(verb, message_id, fields))
        return web.Response(body=_MESSAGE % (message_id, chat), headers=_JSON)
