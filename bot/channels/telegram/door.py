"""The Telegram door as a channel: polls or is called, sends what it is given.

It must not know who speaks or what is asked; it builds its own connections and lets go of them.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiohttp import web

from bot.channels.base import Capabilities, House, Outcome, Post
from bot.channels.telegram.bulk import Bulk
from bot.channels.telegram.files import Files
from bot.channels.telegram.intake import Intake
from bot.channels.telegram.pace import Aside, Limits, Pace
from bot.channels.telegram.polling import Polling
from bot.channels.telegram.sending import Sending
from bot.channels.telegram.setbacks import explain, patiently
from bot.channels.telegram.taps import Taps
from bot.channels.telegram.updates import ALLOWED
from bot.channels.telegram.webhook import PATH, Webhook, webhook_handler
from bot.channels.telegram.wire import LostError, UnreachableError, Wire

CONNECTIONS = 1000
"""To Telegram at once; aiogram's 100 would make a broadcast wait for itself."""
LABEL_LIMIT = 38
"""Characters of a button as wide as a phone that are surely shown."""

log = logging.getLogger(__name__)

Commands = Mapping[str, Sequence[tuple[str, str]]]
"""Language code, or "" for everybody else -> (command, what it does), as the menu of the chat shows them."""


class Telegram:
    """A door that polls, or with a `webhook` is called. `now` gives an aware time."""

    name = "telegram"
    can = Capabilities(label_limit=LABEL_LIMIT, phone=True)

    def __init__(
        self,
        token: str,
        api_url: str,
        now: Callable[[], datetime],
        *,
        webhook: Webhook | None = None,
        commands: Commands | None = None,
        limits: Limits | None = None,
    ) -> None:
        self._session = AiohttpSession(api=TelegramAPIServer.from_base(api_url), limit=CONNECTIONS)
        self._files = Files(Bot(token, session=self._session))
        self._wire = Wire(self._session, token)
        pace = Pace(limits or Limits())
        self._sending = Sending(self._wire, Aside(pace))
        self.bulk = Bulk(token, api_url, pace)
        self._taps = Taps(self._wire)
        self._now = now
        self._webhook = webhook
        self._commands = commands or {}
        self._username = ""

    def routes(self, house: House) -> list[web.RouteDef]:
        """Return what the house's web server is to serve for this door; nothing where it polls."""
        if self._webhook is None:
            return []
        return [web.post(PATH, webhook_handler(self._webhook, self._intake(house), self._now))]

    async def run(self, house: House) -> None:
        """Poll until cancelled, or tell Telegram where to post and return."""
        if self._webhook is None:
            await patiently(self._wire, "deleteWebhook", {})
            await self._introduce()
            await Polling(self._wire, self._intake(house), self._taps, self._now).run()
            return
        where = {"url": self._webhook.url, "secret_token": self._webhook.secret}
        await patiently(self._wire, "setWebhook", {**where, "max_connections": 100, "allowed_updates": ALLOWED})
        await self._introduce()

    def link(self, code: str) -> str:
        """Return the link that opens the chat with a code; "" until Telegram said what this bot is called."""
        return f"https://t.me/{self._username}?start={code}" if self._username else ""

    async def send(self, post: Post) -> Outcome:
        """Make one call; no typing sign before it, for that would be a call as dear as the message."""
        return await self._sending.send(post)

    async def close(self) -> None:
        """Let go of connections."""
        await self._taps.close()
        await self.bulk.close()
        await self._session.close()

    def _intake(self, house: House) -> Intake:
        return Intake(self.name, self._files, house)

    async def _introduce(self) -> None:
        """Ask what this bot is called, for links to it, and fill the menu of the chat."""
        try:
            me = await self._wire.call("getMe", {})
        except (UnreachableError, LostError) as error:
            log.warning("telegram: getMe: no answer (%s)", error)
        else:
            self._username = str(me.result.get("username", "")) if me.ok and isinstance(me.result, dict) else ""
        await self._tell_commands()

    async def _tell_commands(self) -> None:
        """Fill the menu of the chat; without it everything works, so a failure is only logged."""
        for language, commands in self._commands.items():
            listed = [{"command": command, "description": what} for command, what in commands]
            try:
                answer = await self._wire.call("setMyCommands", {"commands": listed, "language_code": language})
            except (UnreachableError, LostError) as error:
                log.warning("telegram: setMyCommands: no answer (%s)", error)
            else:
                if not answer.ok:
                    log.warning("telegram: setMyCommands: %s", explain(answer))
