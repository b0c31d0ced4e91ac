"""The web chat as a channel: which address leads to what.

It must not push anything (the page fetches its messages) and must not start a server: the house does that.
"""

from collections.abc import Callable
from datetime import datetime

from aiohttp import web

from bot.channels.base import Capabilities, House, Outcome, Post, Refused
from bot.channels.web.desk import Desk
from bot.channels.web.page import Words, page_routes
from bot.channels.web.reading import CODE, NUMBER, SHA256
from bot.channels.web.stream import Streams
from bot.channels.web.visits import Visits


class WebChat:
    """A door that pulls. `words` gives the page's own strings by key and locale, `now` an aware time, `address` is
    where the world finds the page.
    """

    name = "web"
    can = Capabilities(label_limit=300, text_limit=20_000, pulls=True)

    def __init__(self, words: Words, now: Callable[[], datetime], *, secure_cookies: bool, address: str = "") -> None:
        self._words = words
        self._address = address
        self._now = now
        self._secure = secure_cookies
        self._streams = Streams()

    def routes(self, house: House) -> list[web.RouteDef]:
        """Return what the house's web server is to serve for this door."""
        visits = Visits(house, self.name, secure=self._secure)
        desk = Desk(house, visits, self._now, self.name)

        async def feed(request: web.Request) -> web.StreamResponse:
            address = await visits.address(request)
            return await self._streams.serve(request, lambda after: house.feed(self.name, address, after))

        return [
            *page_routes(self._words, f"/v/{{code:{CODE.pattern}}}"),
            web.get("/api/session", desk.session),
            web.post("/api/session", desk.open_session),
            web.post("/api/enter", desk.enter),
            web.post("/api/say", desk.say),
            web.post("/api/tap", desk.tap),
            web.post("/api/files", desk.files),
            web.get("/api/feed", feed),
            web.get(f"/api/file/{{sha256:{SHA256.pattern}}}", desk.file),
            web.get(f"/api/papers/{{row:{NUMBER.pattern}}}/{{n:{NUMBER.pattern}}}", desk.paper),
        ]

    def link(self, code: str) -> str:
        """Return the personal link that a code makes."""
        return f"{self._address}/v/{code}" if self._address else ""

    async def run(self, house: House) -> None:
        """Return at once: browsers call us."""

    async def send(self, post: Post) -> Outcome:
        """Refuse: what the person is to see waits in the feed until the page fetches it."""
        return Refused("the web chat fetches its messages from the feed")

    async def close(self) -> None:
        """End every open stream, so that the server can stop without waiting for them."""
        self._streams.close()
