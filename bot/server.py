"""The web server: the routes of the doors, and /healthz, /readyz, /metrics for whoever runs the house."""

import asyncio
import signal
from collections.abc import Callable, Sequence
from typing import Protocol, runtime_checkable

from aiohttp import web

from bot.channels.base import Channel, House
from bot.demo import CODES
from bot.running import App
from storage import outbox
from storage.errors import StorageError

MOST_BODY = 450 * 1024 * 1024
"""The web door's own limits are far smaller per part; this is for twenty files of 20 MB in one go."""


@runtime_checkable
class Served(Protocol):
    """A door that the world calls over HTTP."""

    def routes(self, house: House) -> list[web.RouteDef]:
        """Return what the web server is to serve for this door."""


@runtime_checkable
class Linked(Protocol):
    """A door that a link opens."""

    def link(self, code: str) -> str:
        """Return the address under which `code` opens this door; "" where none is known."""


async def serve(app: App, doors: Sequence[Channel], tell: Callable[[str], None]) -> None:
    """Serve every door until SIGINT or SIGTERM; `tell` is told where."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, stop.set)
    runner = web.AppRunner(routes(app, doors), access_log=None, shutdown_timeout=5)
    await runner.setup()
    site = web.TCPSite(runner, app.settings.host, app.settings.port)
    await site.start()
    receiving = [asyncio.create_task(door.run(app.house), name=door.name) for door in doors]
    tell(_where(app, runner))
    try:
        await stop.wait()
    finally:
        for task in receiving:
            task.cancel()
        await asyncio.gather(*receiving, return_exceptions=True)
        for door in doors:
            if door.can.pulls:  # its open streams would hold up the end; the others still have to send
                await door.close()
        await runner.cleanup()


def routes(app: App, doors: Sequence[Channel]) -> web.Application:
    """Return the application with the routes of all doors."""
    server = web.Application(client_max_size=MOST_BODY)
    server.add_routes(
        [
            web.get("/healthz", _healthy),
            web.get("/readyz", lambda _: _ready(app)),
            web.get("/metrics", lambda _: _metrics(app)),
        ]
    )
    for door in doors:
        if isinstance(door, Served):
            server.add_routes(door.routes(app.house))
    return server


async def _healthy(_: web.Request) -> web.Response:
    return web.json_response({"ok": True})


async def _ready(app: App) -> web.Response:
    """Ready is: the database answers."""
    try:
        async with app.database.read() as conn:
            await outbox.counts(conn)
    except StorageError as error:
        return web.json_response({"ok": False, "why": type(error).__name__}, status=503)
    return web.json_response({"ok": True})


async def _metrics(app: App) -> web.Response:
    return web.Response(body=app.metrics.text(), headers={"Content-Type": "text/plain; version=0.0.4; charset=utf-8"})


def _where(app: App, runner: web.AppRunner) -> str:
    """Say where the house is, and in the demo the three links."""
    host, port = runner.addresses[0][:2]
    top = app.settings.public_url or f"http://{host}:{port}"
    links = [f"  {role:8} {top}/v/{code}" for role, code in CODES.items()] if app.settings.demo else []
    return "\n".join([f"Nêu Gương: {top}", *links])
