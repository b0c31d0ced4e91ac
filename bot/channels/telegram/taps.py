"""Ends the waiting sign on a tapped button, with a short notice where there is one.

It must not hold up the reply: these calls run beside it, and one that fails changes nothing for anybody.
"""

import asyncio
from contextlib import suppress
from typing import Any

from bot.channels.telegram.wire import LostError, UnreachableError, Wire

NOTICE_LIMIT = 200
PATIENCE = 10.0  # seconds

METHOD = "answerCallbackQuery"


def tap_answer(callback: str, toast: str) -> dict[str, Any]:
    """Return the parameters that answer a tap."""
    answer = {"callback_query_id": callback}
    return answer | {"text": toast[:NOTICE_LIMIT]} if toast else answer


class Taps:
    """The answers that are under way."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire
        self._under_way: set[asyncio.Task[None]] = set()

    def answer(self, callback: str, toast: str) -> None:
        """Answer soon."""
        task = asyncio.create_task(self._send(callback, toast))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def close(self) -> None:
        """Let go of what is under way."""
        for task in self._under_way:
            task.cancel()
        await asyncio.gather(*self._under_way, return_exceptions=True)

    async def _send(self, callback: str, toast: str) -> None:
        with suppress(UnreachableError, LostError):
            await self._wire.call(METHOD, tap_answer(callback, toast), PATIENCE)
