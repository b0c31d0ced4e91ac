"""The calls of the last second as Telegram has counted them, at the latest.

Nobody tells when Telegram counts a call: somewhere between its leaving and its answer. An answer that took longer than
the quickest ones tells by how much the call may have been late, so that much later it is taken to have been counted;
then no delay, of this machine or of the network, lets more through in a second than is allowed.
"""

from bisect import insort
from collections import deque

SPAN = 1.005
"""Seconds for which a call counts."""
SAMPLES, FEWEST = 100, 10
"""Answers by which the quickest is known; with fewer it is taken to be instantaneous, which is safe."""


class Quickest:
    """How long an answer takes at least."""

    def __init__(self) -> None:
        self._took: deque[float] = deque(maxlen=SAMPLES)

    def learn(self, seconds: float) -> float:
        """Return by how much a call was late at most that was answered after so long."""
        self._took.append(seconds)
        return seconds - min(self._took) if len(self._took) >= FEWEST else seconds


class Counted:
    """Calls of one kind. Those under way count until they are answered, and for a second more."""

    def __init__(self, quickest: Quickest) -> None:
        self._quickest = quickest
        self._under_way: dict[str, float] = {}
        self._counted: list[float] = []

    def leaves(self, chat: str, now: float) -> None:
        """A call goes out; there is one to a chat at a time."""
        self._under_way[chat] = now

    def answered(self, chat: str, now: float) -> None:
        """Its answer came, or it is given up."""
        left = self._under_way.pop(chat, None)
        if left is not None:
            insort(self._counted, left + self._quickest.learn(now - left))

    def withdrawn(self, chat: str) -> None:
        """It was not made after all."""
        self._under_way.pop(chat, None)

    def many(self, now: float) -> int:
        """Return how many count now."""
        while self._counted and self._counted[0] <= now - SPAN:
            del self._counted[0]
        return len(self._under_way) + len(self._counted)

    def below_at(self, most: int, now: float) -> float:
        """Return when fewer than `most` count, as far as that is known."""
        excess = self.many(now) - most + 1
        if excess <= 0:
            return now
        return self._counted[min(excess, len(self._counted)) - 1] + SPAN if self._counted else now + SPAN
