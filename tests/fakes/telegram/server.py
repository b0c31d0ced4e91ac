"""A Bot API server on localhost. It refuses whatever Telegram refuses, and does what can go wrong when told to.

`async with FakeTelegram() as server:` starts it; `server.url` is what TELEGRAM_API_URL is to be.
"""

import asyncio
import re
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Self

from aiohttp import web

from tests.fakes.telegram.chat import Chat
from tests.fakes.telegram.faults import Fault, Faults, RefusalError
from tests.fakes.telegram.files import Files
from tests.fakes.telegram.hook import Hook
from tests.fakes.telegram.limits import Flood
from tests.fakes.telegram.methods import METHODS, NAMES
from tests.fakes.telegram.parameters import Parameters, read_values
from tests.fakes.telegram.updates import Updates
from tests.fakes.telegram.user import User

TOKEN = "4217:a-token-of-nobody"
BODY_LIMIT = 60 * 1024 * 1024  # a file of 50 MB and what stands around it


class FakeTelegram:
    """One bot's Telegram. `clock` tells the seconds since 1970, `hook_pause` stretches the webhook's repetitions."""

    def __init__(
        self, token: str = TOKEN, clock: Callable[[], float] = time.time, hook_pause: float = 0.02, port: int = 0
    ) -> None:
        self.token = token
        self.me = {
            "id": int(token.partition(":")[0]),
            "is_bot": True,
            "first_name": "Nêu Gương",
            "username": "neu_guong_bot",
        }
        self.chats: dict[int, Chat] = {}
        self.users: dict[int, User] = {}
        self.updates = Updates()
        self.files = Files()
        self.faults = Faults()
        self.flood: Flood | None = None
        self.hook: Hook | None = None
        self.taps: dict[str, int] = {}
        self.notices: dict[int, list[str]] = {}
        self.commands: dict[str, list[dict[str, str]]] = {}
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.url = ""
        self._clock = clock
        self._hook_pause = hook_pause
        self._port = port
        self._hook_task: asyncio.Task[None] | None = None
        self._runner: web.AppRunner | None = None

    async def __aenter__(self) -> Self:
        application = web.Application(client_max_size=BODY_LIMIT)
        application.router.add_route("*", "/bot{token}/{method}", self._call)
        application.router.add_get("/file/bot{token}/{path:.+}", self._download)
        self._runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self._port).start()
        self._port = self._runner.addresses[0][1]
        self.url = f"http://127.0.0.1:{self._port}"
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.post_nowhere()
        if self._runner is not None:
            await self._runner.cleanup()

    def user(self, number: int, first_name: str = "Lan", last_name: str = "Hoàng", language: str = "vi") -> User:
        """Return a person, always the same for a number."""
        if number not in self.users:
            person = {"id": number, "is_bot": False, "first_name": first_name, "last_name": last_name}
            person["language_code"] = language
            self.chats[number] = Chat(person)
            self.users[number] = User(self, person, self.chats[number])
        return self.users[number]

    def fail(self, method: str, fault: Fault, times: int = 1) -> None:
        """Let the next calls of a method go wrong."""
        self.faults.add(method, fault, times)

    def called(self, method: str) -> list[dict[str, Any]]:
        """Return the parameters of each call of a method so far."""
        return [values for name, values in self.calls if name == method]

    def time(self) -> int:
        """Return the time as messages carry it."""
        return int(self._clock())

    async def post_to(self, url: str, secret: str, most: int) -> None:
        """Begin to post updates."""
        await self.post_nowhere()
        self.hook = Hook(url, secret, most, self.updates, self.execute, self._hook_pause)
        self._hook_task = asyncio.create_task(self.hook.run())

    async def post_nowhere(self) -> None:
        """End posting updates; what waits stays."""
        task, self._hook_task, self.hook = self._hook_task, None, None
        if task is not None:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    async def execute(self, method: str, values: dict[str, Any]) -> Any:
        """Carry out a call that came in the answer to a webhook; nobody hears what became of it."""
        with suppress(RefusalError):
            return await self._execute(NAMES[method.lower()], values)

    async def _execute(self, name: str, values: dict[str, Any]) -> Any:
        self.calls.append((name, values))
        return await METHODS[name](self, Parameters(name, values))

    async def _call(self, request: web.Request) -> web.Response:
        try:
            name = self._method(request.match_info["token"], request.match_info["method"])
            fault = self.faults.next(name)
            if fault is None:
                values = await read_values(request)
                self._check_flood(name, values)
                return _answer(await self._execute(name, values))
            return await self._go_wrong(request, name, fault)
        except RefusalError as refusal:
            return _refuse(refusal)

    def _check_flood(self, name: str, values: dict[str, Any]) -> None:
        """Refuse what comes too fast, where a test wants the limits kept; a refusal is a call that was heard."""
        if self.flood is None or "chat_id" not in values or name == "sendChatAction":
            return
        try:
            self.flood.check(str(values["chat_id"]))
        except RefusalError:
            self.calls.append((name, values))
            raise

    async def _go_wrong(self, request: web.Request, name: str, fault: Fault) -> web.Response:
        values = await read_values(request)
        if fault.acts:
            await self._execute(name, values)
        if fault.refusal is not None:
            self.calls.append((name, values))
            raise fault.refusal
        if fault.page is not None:
            return web.Response(status=fault.page[0], body=fault.page[1], content_type="text/html")
        if fault.silent:
            await asyncio.sleep(3600)
        if fault.drops and request.transport is not None:
            request.transport.abort()
        return web.Response()

    def _method(self, token: str, name: str) -> str:
        if name.lower() not in NAMES or not re.fullmatch(r"\d+:[\w-]+", token):
            raise RefusalError(404, "Not Found")
        if token != self.token:
            raise RefusalError(401, "Unauthorized")
        return NAMES[name.lower()]

    async def _download(self, request: web.Request) -> web.Response:
        stored = self.files.at(request.match_info["path"])
        fault = self.faults.next("download")
        if request.match_info["token"] != self.token or stored is None:
            return _refuse(RefusalError(404, "Not Found"))
        if fault is not None and fault.refusal is not None:
            return _refuse(fault.refusal)
        return web.Response(body=stored.content)


def _answer(result: Any) -> web.Response:
    return web.json_response({"ok": True, "result": result})


def _refuse(refusal: RefusalError) -> web.Response:
    said = {"ok": False, "error_code": refusal.status, "description": refusal.description}
    more = {"parameters": refusal.parameters} if refusal.parameters else {}
    return web.json_response({**said, **more}, status=refusal.status)
