"""How fast one token may speak: so many calls a second, one a second to each chat, and room for replies.

A reply never waits here; it is noted, and bulk makes room for it. While people write, as much stays free all the time
as their busiest second of late has needed: a reply that finds no room is refused by Telegram, and comes seconds later.
Telegram counts in windows, so this does too; a bucket that fills up while nothing is sent would let twice as many
through at once.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic

from bot.channels.telegram.counted import SPAN, Counted, Quickest

EVEN = 0.9
"""Part of the even distance that two calls of the bulk keep, so that they do not come in bursts."""
CONVERSATION = 60.0
"""Seconds after a reply in which others are likely to follow."""
BUSIEST = 15.0
"""Seconds for which the busiest second is remembered."""
SPARE = 2
"""Calls kept free beyond those of the busiest second."""
MOST_CHATS = 5_000
"""Chats remembered at most before those that are free again are forgotten."""
LONG_AGO = float("-inf")


@dataclass(frozen=True, slots=True)
class Limits:
    """Calls a second: overall, to one chat; and how many of the first are kept free at least while people write."""

    overall: int = 30
    chat: int = 1
    headroom: int = 5


class Pace:
    """The calls of one token in this process."""

    def __init__(self, limits: Limits, now: Callable[[], float] = monotonic) -> None:
        self.limits = limits
        self._now = now
        quickest = Quickest()
        self._bulk, self._replies = Counted(quickest), Counted(quickest)
        self._last_bulk = self._last_reply = self._rests_until = LONG_AGO
        self._peak, self._peak_at = 0, LONG_AGO
        self._chats: dict[str, float] = {}
        self._reserved: set[str] = set()

    # --- replies ------------------------------------------------------------------------------------------------

    def reply_leaves(self, chat: str) -> None:
        """A reply goes out now."""
        now = self._last_reply = self._now()
        self._touch(chat, now)
        self._replies.leaves(chat, now)
        many = self._replies.many(now)
        if many >= self._peak or now - self._peak_at > BUSIEST:
            self._peak, self._peak_at = many, now

    def reply_answered(self, chat: str) -> None:
        """A reply has arrived, or is given up."""
        self._replies.answered(chat, self._now())

    # --- bulk ---------------------------------------------------------------------------------------------------

    def wait(self, chat: str) -> float:
        """Return the seconds until bulk may call this chat; 0: now."""
        now = self._now()
        ready = max(
            self._rests_until,
            self._last_bulk + EVEN / self.limits.overall,
            self._chats.get(chat, LONG_AGO) + SPAN / self.limits.chat,
            self._room_at(now),
        )
        return max(0.0, ready - now)

    def reserve(self, chat: str) -> None:
        """Bulk calls this chat now: its next turn has come already."""
        self._go(chat)
        self._reserved.add(chat)

    def forgo(self, chat: str) -> None:
        """What was reserved and not used is not to be used later."""
        if chat in self._reserved:
            self._reserved.remove(chat)
            self._bulk.withdrawn(chat)

    async def turn(self, chat: str) -> None:
        """Wait until bulk may call this chat, and count the call."""
        if chat in self._reserved:
            self._reserved.remove(chat)
            return
        while (seconds := self.wait(chat)) > 0:  # noqa: ASYNC110 - time has no event; others may take the turn meanwhile
            await asyncio.sleep(seconds)
        self._go(chat)

    def over(self, chat: str) -> None:
        """The call is answered, or given up."""
        now = self._now()
        self._bulk.answered(chat, now)
        self._touch(chat, now)

    def rest(self, seconds: float) -> None:
        """Telegram said how long it wants to be left alone, or does not answer."""
        self._rests_until = max(self._rests_until, self._now() + seconds)

    def resting(self) -> float:
        """Return the seconds for which bulk is not to call at all."""
        return max(0.0, self._rests_until - self._now())

    def _room_at(self, now: float) -> float:
        """Return when there is room for one more."""
        overall = self.limits.overall
        if now - self._last_reply >= CONVERSATION:
            return self._bulk.below_at(overall, now)
        peak = self._peak if now - self._peak_at <= BUSIEST else self._replies.many(now)
        most = max(1, overall - max(self.limits.headroom, peak + SPARE))
        others = self._replies.many(now)
        return self._bulk.below_at(max(1, min(most, overall - others)), now)

    def _go(self, chat: str) -> None:
        now = self._last_bulk = self._now()
        self._bulk.leaves(chat, now)
        self._touch(chat, now)

    def _touch(self, chat: str, now: float) -> None:
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
        self._pace.reply_leaves(chat)

    def over(self, chat: str) -> None:
        """The call is answered, or given up."""
        self._pace.reply_answered(chat)

    def rest(self, seconds: float) -> None:
        """What Telegram refuses to a reply it refuses to bulk as well."""
        self._pace.rest(seconds)
