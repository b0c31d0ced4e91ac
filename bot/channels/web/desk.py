"""Takes in what the page posts: reads it, hands it to the house, answers when it is safe.

It must not judge what was said, nor answer before the house has committed it.
"""

from collections.abc import Callable
from datetime import datetime

from aiohttp import web

from bot.channels.base import House, Inbound
from bot.channels.web.download import download
from bot.channels.web.pace import Pace
from bot.channels.web.page import tongue
from bot.channels.web.reading import CHOICE, CODE, ID, Body, read_files
from bot.channels.web.visits import Visits, only_our_page, refusal, reply
from conversations.model import BadFile, Event, KeptFile, Opened, Said, SentFiles, Tapped

SHOWN = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp", "image/gif": "gif"}
"""Kinds of files that the browser may show; others are only downloaded."""


def fate(file: KeptFile | BadFile) -> dict[str, str]:
    """Return what the page is told of an uploaded file."""
    if isinstance(file, BadFile):
        return {"name": file.name, "fault": file.fault}
    return {"name": file.name, "sha256": file.sha256}


class Desk:
    """The handlers of everything that is posted, of the person's own photos, and of the papers handed out."""

    def __init__(self, house: House, visits: Visits, now: Callable[[], datetime], channel: str) -> None:
        self._house = house
        self._visits = visits
        self._now = now
        self._channel = channel
        self._pace = Pace(now)

    async def session(self, request: web.Request) -> web.Response:
        """Say whether the visitor is known."""
        return reply({"known": await self._visits.known(request) is not None})

    async def open_session(self, request: web.Request) -> web.Response:
        """Give the visitor his cookie before he spends his one-time code: that answer may get lost on the way."""
        only_our_page(request)
        if await self._visits.known(request) is None:
            self._pace.check(request)
        secret, _ = await self._visits.admit(request)
        response = reply({})
        self._visits.remember(response, secret)
        return response

    async def enter(self, request: web.Request) -> web.Response:
        """Let the visitor in: with a code, or to be shown where he was."""
        only_our_page(request)
        body = await Body.of(request)
        event: Event = Said(f"/start {body.word('code', CODE)}") if body.has("code") else Opened()
        if body.has("code") or await self._visits.known(request) is None:
            self._pace.check(request)
        now = self._now()
        key = body.word("id", ID) if body.has("id") else f"enter-{now.timestamp():.6f}"
        secret, address = await self._visits.admit(request)
        response = reply(await self._taken(request, address, key, event))
        self._visits.remember(response, secret)
        return response

    async def say(self, request: web.Request) -> web.Response:
        """Take a typed text."""
        only_our_page(request)
        address = await self._visits.address(request)
        body = await Body.of(request)
        return reply(await self._taken(request, address, body.word("id", ID), Said(body.text("text"))))

    async def tap(self, request: web.Request) -> web.Response:
        """Take a tap on a button."""
        only_our_page(request)
        address = await self._visits.address(request)
        body = await Body.of(request)
        event = Tapped(body.ref(), body.word("choice", CHOICE))
        return reply(await self._taken(request, address, body.word("id", ID), event))

    async def files(self, request: web.Request) -> web.Response:
        """Take photos and papers, several as one event; say what became of each."""
        only_our_page(request)
        address = await self._visits.address(request)
        key, files = await read_files(request, self._house.keep)
        answer = await self._taken(request, address, key, SentFiles(files))
        return reply({**answer, "files": [fate(file) for file in files]})

    async def file(self, request: web.Request) -> web.Response:
        """Show a photo that the person sent."""
        address = await self._visits.address(request)
        sha256 = request.match_info["sha256"]
        found = await self._house.read_file(self._channel, address, sha256)
        if found is None:
            raise refusal(web.HTTPNotFound, "no_file")
        mime, content = found
        way = f'inline; filename="{sha256[:12]}.{SHOWN[mime]}"' if mime in SHOWN else "attachment"
        headers = {
            "Cache-Control": "private, max-age=31536000, immutable",
            "Content-Disposition": way,
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "Content-Type": mime,
            "X-Content-Type-Options": "nosniff",
        }
        return web.Response(body=content, headers=headers)

    async def paper(self, request: web.Request) -> web.Response:
        """Hand out a paper of what was said to this visitor."""
        address = await self._visits.address(request)
        row, n = (int(request.match_info[name]) for name in ("row", "n"))
        made = await self._house.read_paper(self._channel, address, row, n)
        if made is None:
            raise refusal(web.HTTPNotFound, "no_paper")
        return download(made)

    async def _taken(self, request: web.Request, address: str, key: str, event: Event) -> dict[str, object]:
        inbound = Inbound(self._channel, f"{address}:{key}", address, event, self._now(), locale=tongue(request))
        (handled,) = await self._house.take([inbound])
        return {"toast": handled.toast}
