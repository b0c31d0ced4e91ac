"""A house in memory for the tests of the web chat: it keeps what came in and shows what a test tells it to show.

Like the real one it echoes what was typed, but neither commands nor taps.
"""

import asyncio
import hashlib
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from itertools import count
from pathlib import Path

from aiohttp import web
from aiohttp.test_utils import TestServer
from babel.messages.pofile import read_po

from bot.channels.base import Bubble, Enclosure, FeedItem, Handled, Inbound, Paragraph, Span, Verb
from bot.channels.web import WebChat
from bot.channels.web.page import Words
from conversations.model import BadFile, KeptFile, Said

START = datetime(2027, 1, 18, 9, 14, tzinfo=timezone(timedelta(hours=7)))
LOCALES = Path(__file__).parents[2] / "locales"


def sentences(locale: str) -> dict[str, str]:
    """Return the page's own words by key."""
    found: dict[str, str] = {}
    for path in sorted((LOCALES / locale).glob("*.po")):
        with path.open("rb") as file:
            found |= {str(message.id): str(message.string) for message in read_po(file)}
    return {key: words for key, words in found.items() if key.startswith("web.")}


def bubble(text: str, *, entry: str = "none", **more: object) -> Bubble:
    """Return a bubble of one paragraph."""
    return Bubble((Paragraph("body", (Span(text),)),), entry=entry, **more)  # type: ignore[arg-type]  # a test is short


@dataclass
class MemoryHouse:
    """Implements House. `react` is called with each fresh inbound, after its echo; it may show things."""

    react: Callable[["MemoryHouse", Inbound], str | None] = lambda house, inbound: None
    taken: list[Inbound] = field(default_factory=list)
    sessions: dict[str, str] = field(default_factory=dict)
    files: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    feeds: dict[str, list[FeedItem]] = field(default_factory=dict)
    numbers: "count[int]" = field(default_factory=lambda: count(1))
    visitors: "count[int]" = field(default_factory=lambda: count(1))
    refs: "count[int]" = field(default_factory=lambda: count(1))
    open_feeds: int = 0
    delay: float = 0
    _news: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def take(self, inbounds: Sequence[Inbound]) -> list[Handled]:
        await asyncio.sleep(self.delay)
        return [await self._handled(inbound) for inbound in inbounds]

    async def _handled(self, inbound: Inbound) -> Handled:
        if inbound.key in {known.key for known in self.taken}:
            return Handled(fresh=False)
        self.taken.append(inbound)
        if isinstance(inbound.event, Said) and not inbound.event.text.startswith("/"):
            self.show(inbound.address, bubble(inbound.event.text), "echo")
        toast = self.react(self, inbound)
        async with self._news:
            self._news.notify_all()
        return Handled(fresh=True, toast=toast or "")

    def show(self, address: str, shown: Bubble, verb: Verb = "send") -> None:
        """Put a bubble into a feed; `tell()` lets open pages know."""
        number = next(self.numbers)
        item = FeedItem(number, verb, shown, START + timedelta(seconds=number))
        self.feeds.setdefault(address, []).append(item)

    async def tell(self, address: str, *shown: Bubble) -> None:
        """Show bubbles now."""
        async with self._news:
            for each in shown:
                self.show(address, each)
            self._news.notify_all()

    async def keep(self, content: bytes, name: str) -> KeptFile | BadFile:
        if b"damaged" in content:
            return BadFile(name, "damaged")
        sha256 = hashlib.sha256(content).hexdigest()
        mime = "image/png" if content.startswith(b"\x89PNG") else "application/pdf"
        mime = "image/jpeg" if content.startswith(b"\xff\xd8") else mime
        self.files[sha256] = (mime, content)
        return KeptFile(sha256, mime, len(content), name)

    async def feed(self, channel: str, address: str, after: int) -> AsyncIterator[list[FeedItem]]:
        self.open_feeds += 1
        try:
            while True:
                async with self._news:
                    while not (items := [item for item in self.feeds.get(address, []) if item.id > after]):
                        await self._news.wait()
                after = items[-1].id
                yield items
        finally:
            self.open_feeds -= 1

    async def open_session(self, channel: str) -> tuple[str, str]:
        number = next(self.visitors)
        self.sessions[f"secret-{number}"] = f"visitor-{number}"
        return f"secret-{number}", f"visitor-{number}"

    async def session(self, channel: str, secret: str) -> str | None:
        return self.sessions.get(secret)

    async def read_file(self, channel: str, address: str, sha256: str) -> tuple[str, bytes] | None:
        return self.files.get(sha256)

    async def read_paper(self, channel: str, address: str, row_id: int, n: int) -> Enclosure | None:
        papers = [paper for item in self.feeds.get(address, []) if item.id == row_id for paper in item.bubble.papers]
        if n >= len(papers) or papers[n].ref not in self.files:
            return None
        return Enclosure(papers[n].name, *self.files[papers[n].ref])


class Server(TestServer):
    """A server on localhost, and the door that it serves."""

    door: WebChat


@asynccontextmanager
async def serving(
    house: MemoryHouse, *, secure: bool = False, port: int | None = None, words: Words | None = None
) -> AsyncIterator[Server]:
    """Serve the web chat of `house` on localhost."""
    known = {locale: sentences(locale) for locale in ("vi", "en")}
    door = WebChat(words or (lambda key, locale: known[locale][key]), lambda: START, secure_cookies=secure)
    app = web.Application()
    app.add_routes(door.routes(house))
    server = Server(app, port=port)
    server.door = door
    await server.start_server()
    try:
        yield server
    finally:
        await door.close()
        await server.close()
