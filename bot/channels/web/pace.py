"""How often strangers may come in from one address of the network: enough for an office behind one, not for guessing.

A proxy in front names whom it speaks for; from anybody else that would be a lie and is not believed.
"""

from collections.abc import Callable
from datetime import datetime
from ipaddress import ip_address

from aiohttp import web

from bot.channels.web.visits import refusal

AT_ONCE = 60
"""Times in a row; a commune's office or a mobile network is one address to us."""
REFILL = 10.0
"""Seconds after which one more is let in."""
MOST_KNOWN = 20_000
"""Addresses that are remembered; then those that are let in again anyway are forgotten."""


class Pace:
    """Counts who comes. `now` gives an aware time."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._left: dict[str, tuple[float, float]] = {}

    def check(self, request: web.Request) -> None:
        """Count this coming; 429 where it was too often. The page then tries again by itself, a little later."""
        who, now = _address(request), self._now().timestamp()
        if len(self._left) > MOST_KNOWN:
            self._left = {one: left for one, left in self._left.items() if _refilled(left, now) < AT_ONCE}
        left = _refilled(self._left.get(who, (AT_ONCE, now)), now)
        if left < 1:
            raise refusal(web.HTTPTooManyRequests, "too_often")
        self._left[who] = (left - 1, now)


def _refilled(left: tuple[float, float], now: float) -> float:
    count, since = left
    return min(float(AT_ONCE), count + max(0.0, now - since) / REFILL)


def _address(request: web.Request) -> str:
    remote = request.remote or ""
    named = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    return named if named and _near(remote) else remote


def _near(remote: str) -> bool:
    """Whether this is a machine of our own: a proxy stands there."""
    try:
        return not ip_address(remote).is_global
    except ValueError:
        return True
