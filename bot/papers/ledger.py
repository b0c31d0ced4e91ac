"""What became of an announcement for everybody, as a workbook: unit by unit, with when it went out and who said that he
got it. Looked up when it is fetched; nothing is changed.
"""

import asyncio
from datetime import UTC, datetime, tzinfo

from bot.catalogue import FIRST, Catalogue
from bot.clock import Clock
from bot.papers.roster_workbook import write_list
from conversations.texts import Text, phrase
from storage import announcements
from storage.announcements import LedgerRow
from storage.database import Database

HEADS = ("name", "unit", "fate", "door", "sent", "received", "reminded", "reason")
"""The columns, in their order."""
FATES = ("queued", "sent", "unsure", "failed", "blocked", "unreachable")
"""What may have become of it for somebody."""


class LedgerPapers:
    """Makes the workbook of an announcement."""

    def __init__(self, database: Database, catalogue: Catalogue, clock: Clock) -> None:
        self._database = database
        self._catalogue = catalogue
        self._clock = clock

    async def ledger(self, ref: str) -> bytes:
        """Return the workbook of announcement `ref` as things stand now."""
        async with self._database.read() as conn:
            rows = await announcements.ledger(conn, int(ref))
        zone = self._clock.now().tzinfo or UTC
        return await asyncio.to_thread(self._written, rows, zone)

    def _written(self, rows: list[LedgerRow], zone: tzinfo) -> bytes:
        heads = [phrase(f"ledger.head.{head}") for head in HEADS]
        return write_list(self._say, phrase("ledger.title"), heads, [self._row(row, zone) for row in rows])

    def _row(self, row: LedgerRow, zone: tzinfo) -> list[str]:
        moments = (row.queued_at, row.received_at, row.reminded_at)
        fate = self._say(phrase(f"ledger.fate.{row.fate}"))
        return [row.name, row.unit, fate, row.channel or "", *(_at(one, zone) for one in moments), row.reason or ""]

    def _say(self, text: Text) -> str:
        return self._catalogue.say(FIRST, text)


def _at(moment: datetime | None, zone: tzinfo) -> str:
    return moment.astimezone(zone).strftime("%d/%m/%Y %H:%M") if moment else ""
