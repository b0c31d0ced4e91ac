"""How fast one token may speak: so many calls a second, one a second to each chat, and room for replies.

A reply never waits here; it is noted, and bulk makes room for it. While people write, some of the room stays free all
the time, so that the next reply finds it. Telegram counts in windows, so this does too; a bucket that fills up while
nothing is sent would let twice as many through at once.
"""

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic

SPAN = 1.02
"""Seconds in which no more goes out than is allowed in one: calls do not arrive as evenly as they leave."""
EVEN = 0.8
"""Part of the even distance that two calls of the bulk keep, so that they do not come in bursts."""
CONVERSATION = 60.0
"""Seconds after a reply in which others are likely to follow."""
MOST_CHATS = 5_000
"""Chats remembered at most before those that are free again are forgotten."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Calls a second: overall, to one chat; and how many of the first are kept free while people write."""

    overall: int = 30
    chat: int = 1
    headroom: int = 5


class Pace:
    """The calls of one token in this process."""

    def __init__(self, limits: Limits, now: Callable[[], float] = monotonic) -> None:
        self.limits = limits
        self._now = now
        self._calls: deque[float] = deque()
        self._chats: dict[str, float] = {}
        self._last_bulk = self._last_reply = float("-inf")
        self._rests_until = float("-inf")
        self._reserved: set[str] = set()

    def note(self, chat: str) -> None:
        """A reply goes out now."""
        self._last_reply = self._now()
        self._count(chat, self._last_reply)

    def wait(self, chat: str) -> float:
        """Return the seconds until bulk may call this chat; 0: now."""
        now = self._now()
        ready = max(
            self._rests_until,
            self._last_bulk + EVEN / self.limits.overall,
            self._chats.get(chat, float("-inf")) + SPAN / self.limits.chat,
            self._room_at(now),
        )
        return max(0.0, ready - now)

    def reserve(self, chat: str) -> None:
        """Bulk calls this chat now: its next turn has come already."""
        self._last_bulk = self._now()
        self._count(chat, self._last_bulk)
        self._reserved.add(chat)

    def forgo(self, chat: str) -> None:
        """What was reserved and not used is not to be used later."""
        self._reserved.discard(chat)

    async def turn(self, chat: str) -> None:
        """Wait until bulk may call this chat, and count the call."""
        if chat in self._reserved:
            self._reserved.remove(chat)
            return
        while (seconds := self.wait(chat)) > 0:  # noqa: ASYNC110 - time has no event; others may take the turn meanwhile
            await asyncio.sleep(seconds)
        self._last_bulk = self._now()
        self._count(chat, self._last_bulk)

    def rest(self, seconds: float) -> None:
        """Telegram said how long it wants to be left alone, or does not answer."""
        self._rests_until = max(self._rests_until, self._now() + seconds)

    def resting(self) -> float:
        """Return the seconds for which bulk is not to call at all."""
        return max(0.0, self._rests_until - self._now())

    def _room_at(self, now: float) -> float:
        """Return when there is room for one more."""
        while self._calls and self._calls[0] <= now - SPAN:
            self._calls.popleft()
        talking = now - self._last_reply < CONVERSATION
        most = max(1, self.limits.overall - (self.limits.headroom if talking else 0))
        return self._calls[-most] + SPAN if len(self._calls) >= most else now

    def _count(self, chat: str, now: float) -> None:
        self._calls.append(now)
        self._chats[chat] = now
        if len(self._chats) > MOST_CHATS:
            free = now - SPAN / self.limits.chat
            self._chats = {name: last for name, last in self._chats.items() if last > free}


class Aside:
    """How replies go: at once, and bulk steps aside."""

    def __init__(self, pace: Pace) -> None:
        self._pace = pace

    async def turn(self, chat: str) -> None:
        """Count the call."""
        self._pace.note(chat)

    def rest(self, seconds: float) -> None:
        """What Telegram refuses to a reply it refuses to bulk as well."""
        self._pace.rest(seconds)
