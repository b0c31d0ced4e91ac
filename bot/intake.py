"""Takes in a file: checked and kept; a workbook is read at once, before anybody asks what stands in it.

Reading takes a second of a processor, so it happens here and never inside a transaction.
"""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass

from bot.evidence import Evidence
from bot.papers.plan_papers import PlanPapers
from bot.papers.roster_papers import RosterPapers
from conversations.answers.workbook import XLSX
from conversations.model import BadFile, Json, KeptFile

AT_ONCE = 1
"""Workbooks read at one time: admins send one now and then, and the chats of everybody else go on meanwhile."""


@dataclass(frozen=True, slots=True)
class Taken:
    """The file, or why it could not be kept; of a workbook what was read in it and, where it is faulty, its copy with
    the marks; of a photo its print.
    """

    file: KeptFile | BadFile
    reading: Json = None
    marked: KeptFile | None = None
    photo_print: int | None = None

    def known(self) -> Iterator[tuple[KeptFile, Json, int | None]]:
        """Yield each file that was kept with what was read in it and its print."""
        if isinstance(self.file, KeptFile):
            yield self.file, self.reading, self.photo_print
        if self.marked is not None:
            yield self.marked, None, None


class Intake:
    """Takes files, one workbook after the other."""

    def __init__(self, evidence: Evidence, plans: PlanPapers, rosters: RosterPapers) -> None:
        self._evidence = evidence
        self._plans = plans
        self._rosters = rosters
        self._turn = asyncio.Semaphore(AT_ONCE)

    async def take(self, content: bytes, name: str) -> Taken:
        """Return what became of a file. Never raises for what a person sends."""
        kept = await self._evidence.keep(content, name)
        if not isinstance(kept, KeptFile):
            return Taken(kept)
        if kept.mime != XLSX:
            return Taken(kept, photo_print=await self._evidence.print_of(kept))
        async with self._turn:
            reading, marked = await asyncio.to_thread(self._read, content, name)
        copy = await self._evidence.keep(marked, name) if marked is not None else None
        if not isinstance(copy, KeptFile):
            return Taken(kept, reading)
        told = reading if isinstance(reading, dict) else {}
        return Taken(kept, {**told, "marked": copy.sha256}, copy)

    def _read(self, content: bytes, name: str) -> tuple[Json, bytes | None]:
        """Read what a workbook is by its pages: a list of units and people, else a plan."""
        if self._rosters.takes(content):
            return self._rosters.reading(content, name), None
        return self._plans.reading(content, name)
