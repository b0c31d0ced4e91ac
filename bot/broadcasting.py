"""Announcements on their way: whoever is to get one is put into the outbox, a portion of people per transaction.

Called by the heartbeat; rows say what is to be done, so a restart goes on where it was, and nobody gets it twice. What
is said is drawn once per language, door and errand, however many people get it. Nothing is sent here: a door with
limits has a lane and a sender of its own for that, and a door that pulls finds it in its feed.
"""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

from bot.channels.base import Bubble, Capabilities, Verb, bubble_to_json
from bot.clock import Clock
from bot.pipeline import Outlet
from bot.posting import Row
from bot.render import Renderer
from conversations.announcement import Errand, composed
from conversations.model import Locale
from conversations.queries import Broadcast
from storage import announcements, broadcasts, outbox
from storage.broadcasts import Waiting
from storage.database import Database, Transaction

PORTION = 1_000
"""People per transaction: between two of them officers' own messages get their turn."""


class _Look(NamedTuple):
    """All that decides how an announcement looks to somebody."""

    errand: Errand
    locale: Locale
    channel: str
    received: bool


class Broadcaster:
    """Works through the announcements whose time has come. `slowly` are the doors that have a lane for many."""

    def __init__(
        self,
        database: Database,
        renderer: Renderer,
        can: Mapping[str, Capabilities],
        slowly: Collection[str],
        clock: Clock,
        outlets: Sequence[Outlet],
    ) -> None:
        self._database = database
        self._renderer = renderer
        self._can = can
        self._clock = clock
        self._slowly = slowly
        self._outlets = outlets
        self._turn = asyncio.Lock()

    async def beat(self) -> None:
        """Do what is due. One at a time: another process that works on the same announcement is left to it."""
        async with self._turn:
            async with self._database.read() as conn:
                due = await broadcasts.due(conn, self._clock.now())
            for broadcast_id in due:
                more = True
                while more:
                    more = await self._portion(broadcast_id)

    async def _portion(self, broadcast_id: int) -> bool:
        """One transaction; return whether there is more to do at once."""
        now = self._clock.now()
        async with self._database.write() as conn:
            if not await broadcasts.begin(conn, broadcast_id, self._can, now):
                return False
            people = await broadcasts.waiting(conn, broadcast_id, PORTION)
            rows = await self._bring(conn, broadcast_id, people, now)
            more = bool(rows) or await broadcasts.try_another_door(conn, broadcast_id, self._can) > 0
            if not more:
                await broadcasts.finish(conn, broadcast_id)
        for outlet in self._outlets:
            outlet([row for row in rows if row.channel not in self._slowly])
        return more

    async def _bring(self, conn: Transaction, broadcast_id: int, people: Sequence[Waiting], now: datetime) -> list[Row]:
        broadcast = await announcements.one(conn, broadcast_id, now.tzinfo or UTC)
        if broadcast is None or not people:
            return []
        drawn: dict[_Look, tuple[Verb, Bubble, dict[str, Any]]] = {}
        looks = [self._look(one) for one in people]
        for look in set(looks):
            verb: Verb = "amend" if look.errand == "amend" else "send"
            bubble = self._drawn(broadcast, look)
            drawn[look] = (verb, bubble, bubble_to_json(bubble))
        fresh = [self._post(broadcast_id, one, *drawn[look]) for one, look in zip(people, looks, strict=True)]
        ids = await outbox.add(conn, fresh, now)
        await broadcasts.brought(conn, broadcast_id, list(zip(people, ids, strict=True)))
        return [
            Row(id_, one.contact_id, one.channel, one.address, *drawn[look][:2], owner=f"p:{one.person_id}")
            for id_, one, look in zip(ids, people, looks, strict=True)
        ]

    def _look(self, one: Waiting) -> _Look:
        """A correction stands in place of what was wrong where the door can do that."""
        can = self._can.get(one.channel, Capabilities())
        errand: Errand = "amend" if one.todo == "correct" and can.edits else one.todo
        return _Look(errand, one.locale, one.channel, one.received)

    def _drawn(self, broadcast: Broadcast, look: _Look) -> Bubble:
        message = composed(broadcast, look.errand, look.locale, received=look.received)
        return self._renderer.bubble(message, look.locale, self._can.get(look.channel, Capabilities()))

    def _post(
        self, broadcast_id: int, one: Waiting, verb: Verb, bubble: Bubble, payload: dict[str, Any]
    ) -> outbox.NewPost:
        pulls = self._can.get(one.channel, Capabilities()).pulls
        return outbox.NewPost(
            one.contact_id,
            f"p:{one.person_id}",
            bubble.ref,
            verb,
            payload,
            "sent" if pulls else "queued",
            lane="bulk" if one.channel in self._slowly else "reply",
            broadcast_id=broadcast_id,
        )
