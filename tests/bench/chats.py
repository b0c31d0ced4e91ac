"""People who talk as fast as they are answered: each sends the next thing when everything for the last has come."""

import asyncio
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, count
from time import perf_counter
from typing import Any

from aiohttp import ClientError, ClientSession

from tests.bench.bot_api import BotApi, Call

PATIENCE = 30.0
"""Seconds without an answer after which a bench is broken."""
PAUSE = 0.1
"""Seconds until an update is delivered again that the bot did not take."""
_update_ids = count(1)


@dataclass(frozen=True, slots=True)
class Step:
    """Something done in a chat: a `text` typed, or a button tapped whose data ends in `tap`; and what comes of it."""

    text: str = ""
    tap: str = ""
    sends: int = 1
    edits: int = 0


@dataclass(frozen=True, slots=True)
class Hook:
    """Where the bot takes its updates."""

    session: ClientSession
    url: str


@dataclass(slots=True)
class Chat:
    """One person's chat. `done` collects (when it was answered, after how many seconds)."""

    id: int
    api: BotApi
    hook: Hook
    done: list[tuple[float, float]] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)
    shown: Call | None = None
    _missing: dict[str, int] = field(default_factory=dict)
    _whole: "asyncio.Future[None] | None" = None
    _replied: float = 0.0

    def __post_init__(self) -> None:
        self.api.listeners[self.id] = self.hears

    def hears(self, call: Call) -> None:
        """Look at what the bot does."""
        self.calls.append(call)
        if call.verb == "send" or call.read("reply_markup"):
            self.shown = call
        if call.verb == "send" or not self._missing.get("send"):
            self._replied = perf_counter()
        self._missing[call.verb] = self._missing.get(call.verb, 0) - 1
        if self._whole and not self._whole.done() and not any(left > 0 for left in self._missing.values()):
            self._whole.set_result(None)

    async def does(self, step: Step) -> None:
        """Do one thing and wait for everything that comes of it."""
        self.calls.clear()
        self._missing = {"send": step.sends, "edit": step.edits}
        self._whole = asyncio.get_running_loop().create_future()
        begin = perf_counter()
        await self.posts(step)
        async with asyncio.timeout(PATIENCE):
            await self._whole
        self.done.append((self._replied, self._replied - begin))

    async def posts(self, step: Step) -> None:
        """Deliver what is done; return when the bot has taken it."""
        update = self._tapped(step.tap) if step.tap else self._typed(step.text)
        body = json.dumps({"update_id": next(_update_ids), **update}).encode()
        while True:
            if await self._posted(body):
                return
            await asyncio.sleep(PAUSE)

    async def _posted(self, body: bytes) -> bool:
        try:
            async with self.hook.session.post(self.hook.url, data=body) as response:
                await response.read()
                return response.ok
        except ClientError:
            return False

    async def talks(self, scripts: Iterator[Sequence[Step]], stop: asyncio.Event) -> None:
        """Go through one script after the other until it is to stop."""
        for step in chain.from_iterable(scripts):
            await self.does(step)
            if stop.is_set():
                return

    def _typed(self, text: str) -> dict[str, Any]:
        return {"message": self._message(0) | {"text": text, "from": self._who()}}

    def _tapped(self, choice: str) -> dict[str, Any]:
        assert self.shown is not None, "nothing was shown yet"
        markup = self.shown.read("reply_markup")
        data = [key["callback_data"] for row in markup["inline_keyboard"] for key in row]
        found = next(one for one in data if one.partition(":")[2] == choice)
        message = self._message(self.shown.message_id) | {"text": self.shown.text, "reply_markup": markup}
        query = {"id": str(next(_update_ids)), "from": self._who(), "chat_instance": "1", "data": found}
        return {"callback_query": query | {"message": message}}

    def _message(self, message_id: int) -> dict[str, Any]:
        return {"message_id": message_id, "date": 1_700_000_000, "chat": {"id": self.id, "type": "private"}}

    def _who(self) -> dict[str, Any]:
        return {"id": self.id, "is_bot": False, "first_name": "Lan", "language_code": "vi"}
