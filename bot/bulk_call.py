"""One row of the bulk lane as calls: its papers made once for all, an amendment with the id of what it amends."""

import logging
from collections import OrderedDict
from dataclasses import replace
from typing import Protocol

from bot.bulk_rows import Waiting
from bot.channels.base import Enclosure, Later, Outcome, Post, Refused, Unsure
from bot.faults import trace
from bot.papers.making import Make
from conversations.model import Paper
from storage import bulk, outbox
from storage.database import Database

PAPERS = 4
"""Made papers that are kept: those of the announcements under way."""
FOLLOWS = 2.0
"""Seconds to wait for the message that is to be amended."""
_log = logging.getLogger(__name__)


class Sends(Protocol):
    """Whoever makes the calls."""

    async def send(self, post: Post) -> Outcome:
        """Never raises for what the platform does."""


class BulkCall:
    """Makes the calls of a row."""

    def __init__(self, database: Database, door: Sends, make: Make) -> None:
        self._database = database
        self._door = door
        self._make = make
        self._made: OrderedDict[tuple[int | None, Paper], Enclosure] = OrderedDict()

    async def make(self, held: Waiting) -> Outcome:
        """Return what came of it; nothing is raised."""
        try:
            return await self._amend(held) if held.row.verb == "amend" else await self._say(held)
        except Exception as error:  # noqa: BLE001 - a door must not raise; if it does, the others go on
            _log.error("A bulk message raised instead of giving an outcome: %s", trace(error))
            return Unsure(type(error).__name__)

    async def _say(self, held: Waiting) -> Outcome:
        row = held.row
        post = Post(row.id, row.address, row.verb, row.bubble)
        if row.bubble.papers:
            made = {paper.name: await self._paper(held, paper) for paper in row.bubble.papers}
            lacking = [name for name, enclosure in made.items() if enclosure is None]
            enclosures = tuple(enclosure for enclosure in made.values() if enclosure is not None)
            post = replace(post, bubble=row.bubble.without(lacking), papers=enclosures)
        return await self._door.send(post)

    async def _amend(self, held: Waiting) -> Outcome:
        """Change the message where it stands; where it cannot be changed any more it is said anew, without papers."""
        row, which = held.row, (held.row.contact_id, held.row.bubble.ref)
        async with self._database.read() as conn:
            known = await outbox.message_ids(conn, [which])
            early = not known and await bulk.follows(conn, *which, row.id)
        if early:
            return Later(FOLLOWS, "the message that it amends is still to be sent")
        outcome: Outcome = Refused("it is not known that the message to amend arrived")
        if known:
            outcome = await self._door.send(Post(row.id, row.address, "amend", row.bubble, known[which]))
        if isinstance(outcome, Refused):
            return await self._door.send(Post(row.id, row.address, "send", row.bubble))
        return outcome

    async def _paper(self, held: Waiting, paper: Paper) -> Enclosure | None:
        """Return a paper; all who get it within one announcement get the same."""
        key = (held.broadcast_id, paper)
        if key in self._made:
            return self._made[key]
        enclosure = await self._make(paper)
        if enclosure is not None:
            self._made[key] = enclosure
            if len(self._made) > PAPERS:
                self._made.popitem(last=False)
        return enclosure
