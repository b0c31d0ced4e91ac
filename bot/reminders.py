"""The beat of the reminders: look at what is due, then tell those who have to hear of it.

Looking is one transaction: whom it concerns is found, and when to look again, or nothing happened. Telling goes the way
of every message: an event of the person's conversation, whose key is the person and the day, so that it is told once,
whatever stops in between and however many processes beat.
"""

import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime, timedelta

from bot import round_days
from bot.channels.base import Capabilities, Handled, Inbound
from bot.clock import Clock
from bot.shelf import Shelf
from bot.telling import open_doors
from conversations.model import Due
from conversations.reminding import awake
from storage import looking, timers
from storage.database import Database, Transaction
from storage.timers import CAUSES, Cause, Digest, Rearmed, Timer

AT_ONCE = 500
LEASE = timedelta(minutes=5)
"""Longer than AT_ONCE people take to be told."""
_log = logging.getLogger(__name__)

Take = Callable[[Sequence[Inbound]], Awaitable[list[Handled]]]


class Reminders:
    """Looks and tells; holds nothing in memory between two beats."""

    def __init__(
        self, database: Database, plans: Shelf, can: Mapping[str, Capabilities], clock: Clock, take: Take
    ) -> None:
        self._database = database
        self._plans = plans
        self._can = can
        self._clock = clock
        self._take = take

    async def beat(self) -> None:
        """Do what is due; nobody is told anything outside of the hours for that."""
        now = self._clock.now()
        while await self._look(now):
            pass
        while awake(now := self._clock.now()) and await self._tell(now):
            pass

    async def _look(self, now: datetime) -> bool:
        """Look at what is due, of each kind at most AT_ONCE; return whether there may be more."""
        more = False
        async with self._database.write() as conn:
            for kind in CAUSES:
                rows = await timers.held(conn, kind, now, AT_ONCE)
                if rows:
                    await timers.rearm(conn, await self._looked(conn, kind, rows, now), now)
                more = more or len(rows) == AT_ONCE
        return more

    async def _looked(self, conn: Transaction, kind: Cause, rows: Sequence[Timer], now: datetime) -> list[Rearmed]:
        match kind:
            case "round":
                return await round_days.look(conn, rows, await self._plans.current(conn), now)
            case "file":
                return await looking.files(conn, rows, now)
            case "vote":
                return await looking.ballots(conn, rows, now)
            case "draft":
                return await looking.drafts(conn, rows, now)
            case "picture":
                return await looking.pictures(conn, rows, now)

    async def _tell(self, now: datetime) -> bool:
        """Tell at most AT_ONCE people; return whether there may be more. Who has no open door cannot be told."""
        async with self._database.write() as conn:
            claimed = await timers.claim(conn, now, AT_ONCE, now + LEASE)
            doors = await open_doors(conn, {one.person_id for one in claimed}, self._can) if claimed else {}
        inbounds = [
            Inbound(door.channel, _key(one, now), door.address, Due(), now)
            for one in claimed
            if (door := doors.get(one.person_id))
        ]
        if inbounds:
            await self._take(inbounds)
        if claimed:
            async with self._database.write() as conn:
                await timers.done(conn, [one.id for one in claimed])
            _log.info("%d people looked after, %d of them at a door", len(claimed), len(inbounds))
        return len(claimed) == AT_ONCE


def _key(one: Digest, now: datetime) -> str:
    """Name the reminder of a person on a day: what comes in twice under it is left alone."""
    return f"due:{one.person_id}:{now.date().isoformat()}"
