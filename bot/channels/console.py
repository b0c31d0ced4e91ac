"""The console as a door: one person, no buttons. What it shows is what any door without buttons shows.

A photo is handed in as `@path`, several as `@path @path`; a paper is put into a folder, and its path is printed.
Nothing is read from the environment.
"""

import asyncio
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from bot.channels.base import Bubble, Capabilities, Delivered, Enclosure, House, Inbound, Outcome, Post
from conversations.model import BadFile, Event, KeptFile, Opened, Said, SentFiles

REPLY_SECONDS = 2.0
"""How long the prompt waits for the reply; some things (a stale number) have none."""


class Console:
    """Reads lines from stdin, writes messages to stdout and papers into `folder`."""

    name = "console"
    can = Capabilities(buttons=False, edits=False, text_limit=100_000)

    def __init__(self, persona: str, now: Callable[[], datetime], folder: Path) -> None:
        self._persona = persona
        self._now = now
        self._folder = folder
        self._said = 0
        self._replied = asyncio.Event()

    async def run(self, house: House) -> None:
        """Talk until the end of the input."""
        await self._take(house, Said(f"/start {self._persona}") if self._persona else Opened())
        while line := await asyncio.to_thread(sys.stdin.readline):
            await self._take(house, await self._event(house, line.strip()))

    async def send(self, post: Post) -> Outcome:
        """Put the papers of one message where they can be opened, and print it."""
        put = {paper.name: await asyncio.to_thread(self._put, post.id, paper) for paper in post.papers}
        bubble = post.bubble.without([name for name, path in put.items() if path is None])
        papers = "".join(f"\n   📄 {path}" for path in put.values() if path is not None)
        print(f"\n🤖 {_written(bubble)}{papers}\n", flush=True)
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

    def _put(self, number: int, paper: Enclosure) -> Path | None:
        """Return where the paper lies now: in a folder of its message, so that none takes another's place."""
        path = self._folder / str(number) / Path(paper.name).name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(paper.content)
        except OSError:
            return None
        return path

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
