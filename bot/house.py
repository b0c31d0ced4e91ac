"""What the doors may ask of the house: the implementation of `channels.base.House`. No door is known here."""

import asyncio
import json
from collections import defaultdict
from collections.abc import AsyncIterator, Sequence
from datetime import timedelta

from bot.channels.base import Enclosure, FeedItem, Handled, Inbound, bubble_from_json
from bot.clock import Clock
from bot.ids import hash_secret, new_address, new_secret
from bot.intake import Intake
from bot.journal_entries import of_paper, of_photo
from bot.papers.making import PaperMaker
from bot.pipeline import Pipeline
from bot.posting import Row
from conversations.model import BadFile, KeptFile
from storage import contacts, conversations, files, journal, nominations, outbox, sessions
from storage.contacts import Contact
from storage.database import Database
from storage.files import FileRow

SESSION_LIFE = timedelta(days=180)
"""An officer nominates a few times a year; asking her for a new code each time would cost more than it protects."""
FEED_PAGE = 200
FEED_PAUSE = 5.0
"""Seconds after which a feed looks by itself: another process may have added something."""


class Rooms:
    """Wakes the feeds of an address when something was added for it in this process."""

    def __init__(self) -> None:
        self._waiting: defaultdict[tuple[str, str], set[asyncio.Event]] = defaultdict(set)

    def wake(self, rows: Sequence[Row]) -> None:
        """Wake everybody who waits at the addresses of `rows`."""
        for who in {(row.channel, row.address) for row in rows}:
            for event in self._waiting.get(who, ()):
                event.set()

    async def wait(self, channel: str, address: str, event: asyncio.Event) -> None:
        """Wait until something was added for the address, at most FEED_PAUSE seconds."""
        who = (channel, address)
        self._waiting[who].add(event)
        try:
            await asyncio.wait_for(event.wait(), FEED_PAUSE)
        except TimeoutError:
            pass
        finally:
            event.clear()
            self._waiting[who].discard(event)
            if not self._waiting[who]:
                del self._waiting[who]


class OpenHouse:
    """The house as the doors see it."""

    def __init__(
        self,
        database: Database,
        pipeline: Pipeline,
        evidence: Intake,
        papers: PaperMaker,
        rooms: Rooms,
        clock: Clock,
    ) -> None:
        self._database = database
        self._pipeline = pipeline
        self._evidence = evidence
        self._papers = papers
        self._rooms = rooms
        self._clock = clock

    async def take(self, inbounds: Sequence[Inbound]) -> list[Handled]:
        """Handle what came in; returns when it is committed."""
        return await self._pipeline.take(inbounds)

    async def keep(self, content: bytes, name: str) -> KeptFile | BadFile:
        """Check a file, strip it, keep it and remember what is known of it."""
        taken = await self._evidence.take(content, name)
        now = self._clock.now()
        if isinstance(taken.file, KeptFile):
            rows = [
                FileRow(file.sha256, file.mime, file.size, now, reading, photo_print)
                for file, reading, photo_print in taken.known()
            ]
            async with self._database.write() as conn:
                await files.record(conn, rows)
        return taken.file

    async def feed(self, channel: str, address: str, after: int) -> AsyncIterator[list[FeedItem]]:
        """Yield what there is after `after` (0: the newest FEED_PAGE), then news as it comes. Endless."""
        contact = await self._contact(channel, address)
        event = asyncio.Event()
        if not after:
            async with self._database.read() as conn:
                after = await outbox.tail(conn, contact.id, FEED_PAGE)
        while True:
            async with self._database.read() as conn:
                rows = await outbox.feed(conn, contact.id, after, FEED_PAGE)
            if rows:
                after = rows[-1].id
                yield [
                    FeedItem(row.id, row.verb, bubble_from_json(row.payload), row.created_at)
                    for row in rows
                    if row.verb != "toast"
                ]
            if len(rows) < FEED_PAGE:
                await self._rooms.wait(channel, address, event)

    async def open_session(self, channel: str) -> tuple[str, str]:
        """Let a new visitor in: a contact behind which nobody is known yet."""
        secret, address = new_secret(), new_address()
        async with self._database.write() as conn:
            contact = (await contacts.resolve(conn, [(channel, address, "")]))[channel, address]
            await sessions.start(conn, hash_secret(secret), contact.id, self._clock.now() + SESSION_LIFE)
        return secret, address

    async def session(self, channel: str, secret: str) -> str | None:
        """Return the address behind a cookie; None where it is unknown, expired or of another door."""
        now, token = self._clock.now(), hash_secret(secret)
        async with self._database.read() as conn:
            visitor = await sessions.behind(conn, token, now)
        if visitor and visitor.expires_at - now < SESSION_LIFE / 2:
            async with self._database.write() as conn:
                await sessions.extend(conn, token, now + SESSION_LIFE)
        return visitor.address if visitor and visitor.channel == channel else None

    async def read_file(self, channel: str, address: str, sha256: str) -> tuple[str, bytes] | None:
        """Return a file that stands in a draft or a nomination of the person at this address."""
        contact = await self._contact(channel, address)
        nomination_id = None
        async with self._database.read() as conn:
            known = (await files.by_sha(conn, [sha256])).get(sha256)
            stored = (await conversations.load(conn, [contact.owner], lock=False)).get(contact.owner)
            drafted = stored is not None and sha256 in json.dumps(stored.state)
            if not drafted and contact.person:
                nomination_id = await nominations.with_file(conn, contact.person.id, sha256)
        if known is None or not (drafted or nomination_id):
            return None
        if nomination_id:
            await self._note(of_photo(contact.owner, nomination_id, sha256))
        return known.mime, await asyncio.to_thread(self._papers.read, sha256)

    async def read_paper(self, channel: str, address: str, row_id: int, n: int) -> Enclosure | None:
        """Return paper `n` of what was said to this address, made now, outside of any transaction."""
        contact = await self._contact(channel, address)
        async with self._database.read() as conn:
            said = await outbox.said(conn, contact.id, row_id)
        papers = bubble_from_json(said.payload).papers if said is not None else ()
        if said is None or not 0 <= n < len(papers):
            return None
        made = await self._papers(papers[n])
        if made is not None:
            await self._note(of_paper(row_id, contact.owner, said.nomination_id, papers[n]))
        return made

    async def _note(self, entry: journal.Entry) -> None:
        """Write down that something is handed out, before it is."""
        async with self._database.write() as conn:
            await journal.append(conn, [entry], self._clock.now())

    async def _contact(self, channel: str, address: str) -> Contact:
        """Return who is at an address that a session was opened for."""
        async with self._database.read() as conn:
            return (await contacts.find(conn, {(channel, address)}))[channel, address]
