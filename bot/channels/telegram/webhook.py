"""Takes the updates that Telegram posts to us, and says 200 only when they are committed; else Telegram repeats them.

The next update of a chat is posted only after the answer to the one before, so nothing is gained by holding the photos
of an album back until all have come: each is taken as it comes. What a tap wants to hear goes into the answer itself.
"""

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from hmac import compare_digest
from typing import Any

from aiohttp import web

from bot.channels.telegram.albums import Parcel
from bot.channels.telegram.arrival import Arrival
from bot.channels.telegram.intake import Intake
from bot.channels.telegram.suspects import Suspects
from bot.channels.telegram.taps import METHOD, tap_answer
from bot.channels.telegram.updates import parse_update

PATH = "/telegram"
HEADER = "X-Telegram-Bot-Api-Secret-Token"
RETRY_AFTER = "2"  # seconds

Handler = Callable[[web.Request], Awaitable[web.Response]]


@dataclass(frozen=True, slots=True, repr=False)
class Webhook:
    """Where Telegram is to post, and the word by which it is known. Not printable: it holds a secret."""

    public_url: str
    secret: str

    @property
    def url(self) -> str:
        return self.public_url + PATH


def webhook_handler(webhook: Webhook, intake: Intake, now: Callable[[], datetime]) -> Handler:
    """Return the handler of PATH."""
    suspects = Suspects()
    secret = webhook.secret.encode()

    async def receive(request: web.Request) -> web.Response:
        if not compare_digest(request.headers.get(HEADER, "").encode("utf-8", "surrogateescape"), secret):
            return web.Response(status=403)
        raw = _object(await request.read())
        if raw is None:
            return web.Response(status=400)
        arrival = parse_update(raw, now())
        return web.Response() if arrival is None else await _taken(arrival, intake, suspects)

    return receive


def _object(body: bytes) -> dict[str, Any] | None:
    try:
        raw = json.loads(body)
    except ValueError:
        return None
    return raw if isinstance(raw, dict) else None


async def _taken(arrival: Arrival, intake: Intake, suspects: Suspects) -> web.Response:
    try:
        (handled,) = await intake.take([Parcel((arrival,))])
    except Exception as error:  # noqa: BLE001 - whatever it was, Telegram is to repeat the update
        if suspects.failed(arrival.update_id, error):
            return web.Response()
        return web.Response(status=503, headers={"Retry-After": RETRY_AFTER})
    suspects.passed(arrival.update_id)
    if not arrival.callback:
        return web.Response()
    return web.json_response({"method": METHOD, **tap_answer(arrival.callback, handled.toast)})
