"""Paper -> the file that is handed out. Made when it is sent or fetched, in a thread, outside of any transaction.

What goes wrong here must not hold up the message that the paper goes with: it is logged, and there is no paper.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from inspect import iscoroutinefunction
from typing import Any

from bot.channels.base import Enclosure
from bot.faults import trace
from bot.papers.naming import mime_of
from conversations.model import Paper
from storage.files import FileStore

PATIENCE = 20.0
"""Seconds that the making of one paper may take, waiting for its turn included."""
AT_ONCE = 2
"""Papers made at one time: a workbook takes a processor for itself."""
_log = logging.getLogger(__name__)

Make = Callable[[Paper], Awaitable[Enclosure | None]]
"""Returns the file, or None where it cannot be had; never raises."""
Maker = Callable[[str], bytes] | Callable[[str], Awaitable[bytes]]
"""Makes the content of a paper from its `ref`: in a thread where it blocks, else as a coroutine."""


class PaperMaker:
    """Makes papers: kept files come from `store`, others of `makers`, by kind, each given the `ref` of a paper."""

    def __init__(self, store: FileStore, makers: Mapping[str, Maker]) -> None:
        self._store = store
        self._makers: dict[str, Maker] = {"kept": self.read, **makers}
        self._turn = asyncio.Semaphore(AT_ONCE)

    async def __call__(self, paper: Paper) -> Enclosure | None:
        """Return the file, or None where it cannot be had."""
        make = self._makers.get(paper.kind)
        if make is None:
            _log.error("Nobody makes papers of the kind %r", paper.kind)
            return None
        try:
            async with asyncio.timeout(PATIENCE), self._turn:
                content = await _made(make, paper.ref)
        except Exception as error:  # noqa: BLE001 - whatever it was, the message goes out without the paper
            _log.error("A paper of the kind %r could not be made: %s", paper.kind, trace(error))
            return None
        return Enclosure(paper.name, mime_of(paper.name), content)

    def read(self, sha256: str) -> bytes:
        """Return the content of a kept file. Blocks: run it in a thread."""
        with self._store.open(sha256) as file:
            return file.read()


async def _made(make: Any, ref: str) -> bytes:
    content: bytes = await make(ref) if iscoroutinefunction(make) else await asyncio.to_thread(make, ref)
    return content
