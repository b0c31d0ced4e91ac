"""Telegram's limits, kept strictly: so many calls in any second overall, so many to one chat, else 429.

The real server is laxer about single bursts and tells no exact limits; whoever passes here passes there.
"""

from collections import defaultdict, deque
from collections.abc import Callable
from time import monotonic

from tests.fakes.telegram.faults import RefusalError

RETRY_AFTER = 1


class Window:
    """No more than `most` in any `seconds`."""

    def __init__(self, most: int, seconds: float = 1.0) -> None:
        self._most = most
        self._seconds = seconds
        self._calls: deque[float] = deque()

    def full(self, now: float) -> bool:
        """Whether one more would be too many."""
        while self._calls and self._calls[0] <= now - self._seconds:
            self._calls.popleft()
        return len(self._calls) >= self._most

    def count(self, now: float) -> None:
        """Count a call."""
        self._calls.append(now)


class Flood:
    """The limits of one token. `refused` counts the 429s."""

    def __init__(self, overall: int = 30, chat: int = 1, now: Callable[[], float] = monotonic) -> None:
        self._overall = Window(overall)
        self._chats: defaultdict[str, Window] = defaultdict(lambda: Window(chat))
        self._now = now
        self.refused = 0
        self.taken: list[float] = []

    def check(self, chat: str) -> None:
        """Count a call, or refuse it."""
        now = self._now()
        if self._overall.full(now) or self._chats[chat].full(now):
            self.refused += 1
            raise RefusalError(429, f"Too Many Requests: retry after {RETRY_AFTER}", {"retry_after": RETRY_AFTER})
        self._overall.count(now)
        self._chats[chat].count(now)
        self.taken.append(now)
