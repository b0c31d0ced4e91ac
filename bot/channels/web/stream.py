"""The feed as server-sent events: what there is, then what comes, with a heartbeat while nothing does.

A stream must not outlive `Streams.close()`, nor run so long that an ended session goes unnoticed.
"""

import asyncio
import json
import zlib
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import suppress
from typing import Any

from aiohttp import web

from bot.channels.base import FeedItem, bubble_to_json

HEARTBEAT = 15.0  # seconds
LIFE = 3600.0  # seconds after which the browser connects anew, which checks its session
PATIENCE = 1.0  # seconds to wait for the past before saying that there is none
PAUSE = 0.15  # seconds without more of the past before saying that this was all
RETRY = 1500  # milliseconds until the browser connects again

BEAT = b": beat\nevent: beat\ndata: 1\n\n"
"""A comment keeps proxies awake; the event tells the page that a connection which looks open is open."""

READY = b"event: ready\ndata: 1\n\n"
"""The past was shown; what follows is news."""

Feed = AsyncIterator[list[FeedItem]]


def event(item: FeedItem) -> bytes:
    """Return `item` as one server-sent event."""
    said = {"id": item.id, "verb": item.verb, "at": item.at.isoformat(), "bubble": bubble_to_json(item.bubble)}
    text = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    return f"id: {item.id}\ndata: {text}\n\n".encode()


def start_after(request: web.Request) -> int:
    """Return the newest item that the page has. A browser that reconnects repeats the old URL, but a newer header."""
    said = (request.headers.get("Last-Event-ID", ""), request.query.get("after", ""))
    return max((int(text) for text in said if text.isascii() and text.isdigit() and len(text) < 19), default=0)


class Line:
    """The open response. Compressed by a small window: 500 open pages must not cost 100 MB."""

    def __init__(self, request: web.Request) -> None:
        headers = {"Content-Type": "text/event-stream; charset=utf-8", "Cache-Control": "no-store"}
        headers |= {"X-Accel-Buffering": "no", "X-Content-Type-Options": "nosniff", "Vary": "Accept-Encoding"}
        self._squeeze = None
        if "gzip" in request.headers.get("Accept-Encoding", ""):
            headers["Content-Encoding"] = "gzip"
            self._squeeze = zlib.compressobj(wbits=16 + 12, memLevel=5)
        self.response = web.StreamResponse(headers=headers)

    async def write(self, text: bytes) -> None:
        """Send at once."""
        if self._squeeze:
            text = self._squeeze.compress(text) + self._squeeze.flush(zlib.Z_SYNC_FLUSH)
        await self.response.write(text)


class Streams:
    """Every open stream of this door."""

    def __init__(self) -> None:
        self._closing = asyncio.Event()

    def close(self) -> None:
        """End every stream after what it is writing."""
        self._closing.set()

    async def serve(self, request: web.Request, feed: Callable[[int], Feed]) -> web.StreamResponse:
        """Answer with the feed until the page leaves or the door closes."""
        line = Line(request)
        await line.response.prepare(request)
        with suppress(TimeoutError, ConnectionResetError):
            async with asyncio.timeout(LIFE):
                await line.write(f"retry: {RETRY}\n\n".encode())
                await self._pour(line, feed(start_after(request)))
        return line.response

    async def _pour(self, line: Line, feed: Feed) -> None:
        closing = asyncio.ensure_future(self._closing.wait())
        coming = asyncio.ensure_future(anext(feed))
        patience, sign = PATIENCE, READY
        try:
            while True:
                await asyncio.wait({coming, closing}, timeout=patience, return_when=asyncio.FIRST_COMPLETED)
                if closing.done():
                    return
                if coming.done():
                    await line.write(b"".join(map(event, coming.result())))
                    coming = asyncio.ensure_future(anext(feed))
                    patience = min(patience, PAUSE) if sign is READY else HEARTBEAT
                else:
                    await line.write(sign)
                    patience, sign = HEARTBEAT, BEAT
        except StopAsyncIteration:
            return
        finally:
            await _end(closing, coming, feed)


async def _end(closing: asyncio.Future[Any], coming: asyncio.Future[Any], feed: Feed) -> None:
    """Leave no task and no open generator behind."""
    for task in (closing, coming):
        task.cancel()
    await asyncio.gather(closing, coming, return_exceptions=True)
    if isinstance(feed, AsyncGenerator):
        await feed.aclose()
