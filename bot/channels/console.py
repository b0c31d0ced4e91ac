"""The console as a door: one person, no buttons. What it shows is what any door without buttons shows.

A photo is handed in as `@path`, several as `@path @path`. Nothing is read from the environment.
"""

import asyncio
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from bot.channels.base import Bubble, Capabilities, Delivered, House, Inbound, Outcome, Post
from conversations.model import BadFile, Event, KeptFile, Opened, Said, SentFiles

REPLY_SECONDS = 2.0
"""How long the prompt waits for the reply; some things (a stale number) have none."""


class Console:
    """Reads lines from stdin, writes messages to stdout."""

    name = "console"
    can = Capabilities(buttons=False, edits=False, text_limit=100_000)

    def __init__(self, persona: str, now: Callable[[], datetime]) -> None:
        self._persona = persona
        self._now = now
        self._said = 0
        self._replied = asyncio.Event()

    async def run(self, house: House) -> None:
        """Talk until the end of the input."""
        await self._take(house, Said(f"/start {self._persona}") if self._persona else Opened())
        while line := await asyncio.to_thread(sys.stdin.readline):
            await self._take(house, await self._event(house, line.strip()))

    async def send(self, post: Post) -> Outcome:
        """Print one message."""
        print(f"\n🤖 {_written(post.bubble)}\n", flush=True)
        self._replied.set()
        return Delivered(str(post.id))

    async def close(self) -> None:
        """Nothing to let go of."""

    async def _take(self, house: House, event: Event) -> None:
        self._said += 1
        self._replied.clear()
        key = f"{self._now().timestamp():.6f}-{self._said}"
        (handled,) = await house.take([Inbound(self.name, key, self._persona or "console", event, self._now())])
        if handled.toast:
            print(f"({handled.toast})", flush=True)
        try:
            await asyncio.wait_for(self._replied.wait(), REPLY_SECONDS)
        except TimeoutError:
            return

    async def _event(self, house: House, line: str) -> Event:
        if not line.startswith("@"):
            return Said(line)
        paths = [Path(part.strip()) for part in line.split("@") if part.strip()]
        return SentFiles(tuple([await _kept(house, path) for path in paths]))


async def _kept(house: House, path: Path) -> KeptFile | BadFile:
    try:
        content = await asyncio.to_thread(path.read_bytes)
    except OSError:
        return BadFile(path.name, "unavailable")
    return await house.keep(content, path.name)


def _written(bubble: Bubble) -> str:
    progress = f"\n   [{bubble.progress}]" if bubble.progress else ""
    return bubble.plain().replace("\n", "\n   ") + progress
