"""Lets time pass in a house whose clock a test holds: from one thing that is due to the next, as a heartbeat does."""

from collections.abc import AsyncIterator
from datetime import datetime
from typing import Protocol

from sqlalchemy import func, select

from bot.running import App
from conversations.reminding import OPENS, awake, moment
from storage.tables import timers


class Settable(Protocol):
    """A clock that can be set."""

    moment: datetime


async def passes(app: App, clock: Settable, until: datetime) -> AsyncIterator[datetime]:
    """Beat whenever something is due until then; yield the moments at which something may have been said."""
    while (due := await _next(app, clock.moment)) is not None and due <= until:
        clock.moment = max(due, clock.moment)
        await app.reminders.beat()
        await app.sender.drain()
        yield clock.moment
    clock.moment = max(clock.moment, until)
    await app.reminders.beat()
    await app.sender.drain()
    yield clock.moment


async def _next(app: App, now: datetime) -> datetime | None:
    """Return the next moment at which the beat has something to do."""
    first = select(func.min(func.coalesce(timers.c.lease_until, timers.c.due_at)))
    async with app.database.read() as conn:
        look = (await conn.execute(first.where(timers.c.kind != "digest"))).scalar()
        tell = (await conn.execute(first.where(timers.c.kind == "digest"))).scalar()
    moments = [look.astimezone(now.tzinfo)] if look else []
    if tell:
        at = max(tell.astimezone(now.tzinfo), now)
        moments.append(at if awake(at) else moment(at.date(), OPENS, at))
    return min(moments, default=None)
