"""What comes of causes that are due: whom to remind today, and when to look again. A cause that is gone is forgotten.

The rounds, which need to know their plans, are looked at in bot/round_days.py.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import BindParameter, bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from conversations.reminding import (
    coming,
    day_of_vote,
    days_of_draft,
    falls,
    file_days,
    next_picture,
    on_or_after,
    week_begins,
)
from conversations.stages import WAITING
from conversations.state import State, state_from_json
from storage import conversations, timers
from storage.addressees import OF_DESK, OF_VOTES
from storage.tables import nominations, votes
from storage.timers import Rearmed, Timer

SLEEP = timedelta(days=30)
"""After which it is looked whether somebody went on with a draft that he was reminded of for the last time."""

_ids: BindParameter[int] = bindparam("ids", expanding=True)
_files = select(
    nominations.c.id, nominations.c.person_id, nominations.c.stage, nominations.c.moved_at, nominations.c.next_on
).where(nominations.c.id.in_(_ids))
_votes = select(votes.c.id, votes.c.closes_on).where(votes.c.id.in_(_ids), votes.c.closed_at.is_(None))


async def files(conn: AsyncConnection, rows: Sequence[Timer], now: datetime) -> list[Rearmed]:
    """Remind those at whose desk a file lies, or who have to mend it or visit somebody."""
    today, desks, makers = now.date(), set[int](), set[int]()
    found = {row.id: row for row in await conn.execute(_files, {"ids": {row.subject_id for row in rows}})}
    next_on: list[Rearmed] = []
    for timer in rows:
        row = found.get(timer.subject_id)
        days = file_days(row.stage, row.moved_at.astimezone(now.tzinfo).date(), row.next_on) if row else ()
        if row is not None and falls(days, timer.told, today):
            (desks if row.stage in WAITING else makers).add(row.id if row.stage in WAITING else row.person_id)
        next_on.append(Rearmed(timer.id, coming(days, today)))
    if desks:
        await timers.announce(conn, OF_DESK, {"ids": sorted(desks)}, now, urgent=False)
    await timers.announce_to(conn, makers, now)
    return next_on


async def ballots(conn: AsyncConnection, rows: Sequence[Timer], now: datetime) -> list[Rearmed]:
    """Remind the silent members of a council on the working day before their vote is over."""
    today = now.date()
    found = {row.id: row for row in await conn.execute(_votes, {"ids": {row.subject_id for row in rows}})}
    due, next_on = list[int](), list[Rearmed]()
    for timer in rows:
        closes: date | None = found[timer.subject_id].closes_on if timer.subject_id in found else None
        days = (day_of_vote(closes),) if closes else ()
        if closes and closes >= today and falls(days, timer.told, today):
            due.append(timer.subject_id)
        next_on.append(Rearmed(timer.id, coming(days, today)))
    if due:
        await timers.announce(conn, OF_VOTES, {"ids": due}, now, urgent=True)
    return next_on


async def drafts(conn: AsyncConnection, rows: Sequence[Timer], now: datetime) -> list[Rearmed]:
    """Remind those who left a draft; what was gone on with meanwhile counts from then."""
    today, people = now.date(), set[int]()
    stored = await conversations.load(conn, {f"p:{row.person_id}" for row in rows}, lock=False)
    states = {owner: state_from_json(one.state) for owner, one in stored.items()}
    next_on: list[Rearmed] = []
    for timer in rows:
        touched = _touched(states.get(f"p:{timer.person_id}", State()), timer.subject_id, now)
        if touched is None:
            next_on.append(Rearmed(timer.id, None))
            continue
        days = days_of_draft(touched)
        if timer.person_id and falls(days, timer.told, today):
            people.add(timer.person_id)
        next_on.append(Rearmed(timer.id, coming(days, today) or on_or_after(today + SLEEP)))
    await timers.announce_to(conn, people, now)
    return next_on


def _touched(state: State, draft: int, now: datetime) -> date | None:
    """Return on which day a draft was gone on with last; None where it is no more."""
    for frame in (*state.stack, *state.shelf):
        if frame.draft == draft and frame.touched:
            return datetime.fromisoformat(frame.touched).astimezone(now.tzinfo).date()
    return None


async def pictures(conn: AsyncConnection, rows: Sequence[Timer], now: datetime) -> list[Rearmed]:
    """Let those be told who want to see once a week how far their units are; what is shown is composed then."""
    today = now.date()
    whom = [row.person_id for row in rows if row.person_id is not None and today == week_begins(today)]
    await timers.announce_to(conn, whom, now, urgent=True)
    return [Rearmed(row.id, next_picture(today)) for row in rows]
