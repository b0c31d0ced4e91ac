"""Who is at the page: the cookie, and the proof that a request comes from our own page.

The secret inside the cookie is made and checked by the house; it must never reach a log or a script.
"""

import json
from collections.abc import Mapping
from urllib.parse import urlsplit

from aiohttp import web

from bot.channels.base import House

COOKIE_DAYS = 180
REQUESTED_WITH = "neu-guong"
PRIVATE = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}


def reply(body: Mapping[str, object], status: int = 200) -> web.Response:
    """Return `body` as JSON that nobody keeps."""
    return web.json_response(body, status=status, headers=PRIVATE)


def refusal(kind: type[web.HTTPException], error: str) -> web.HTTPException:
    """Return the exception that answers `{"error": …}` with the status of `kind`."""
    return kind(text=json.dumps({"error": error}), content_type="application/json", headers=PRIVATE)


def only_our_page(request: web.Request) -> None:
    """Refuse what another site may have made the browser send.

    Other sites cannot set the first header without asking, and we never allow it. A proxy may have changed Host; then
    the browser's own word that page and target are one site counts.
    """
    headers = request.headers
    same_host = urlsplit(headers.get("Origin", "")).netloc.lower() == request.host.lower()
    same_site = headers.get("Sec-Fetch-Site", "same-origin" if same_host else "") == "same-origin"
    if headers.get("X-Requested-With") != REQUESTED_WITH or not same_site:
        raise refusal(web.HTTPForbidden, "foreign")


class Visits:
    """The visitors of one house."""

    def __init__(self, house: House, channel: str, *, secure: bool) -> None:
        self._house = house
        self._channel = channel
        self._secure = secure
        self._cookie = "__Host-neu-guong" if secure else "neu-guong"

    async def known(self, request: web.Request) -> tuple[str, str] | None:
        """Return (secret, address) of a visitor who has been here before."""
        secret = request.cookies.get(self._cookie, "")
        address = await self._house.session(self._channel, secret) if secret else None
        return None if address is None else (secret, address)

    async def address(self, request: web.Request) -> str:
        """Return the visitor's address; 401 for a stranger."""
        visit = await self.known(request)
        if visit is None:
            raise refusal(web.HTTPUnauthorized, "no_session")
        return visit[1]

    async def admit(self, request: web.Request) -> tuple[str, str]:
        """Return (secret, address), of a new visitor where this is none we know."""
        return await self.known(request) or await self._house.open_session(self._channel)

    def remember(self, response: web.Response, secret: str) -> None:
        """Let the browser bring `secret` again."""
        response.set_cookie(
            self._cookie,
            secret,
            max_age=COOKIE_DAYS * 86_400,
            httponly=True,
            samesite="Strict",
            secure=self._secure,
        )
