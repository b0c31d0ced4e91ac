"""What people have undone, as things stand now: asked for a whole batch of people with one statement per kind of thing.

What is a deadline, and how it is said, is not decided here.
"""

from collections.abc import Callable, Collection, Mapping
from datetime import datetime, time, tzinfo
from typing import Any, TypeVar

from sqlalchemy import BindParameter, Row, bindparam, exists, select
from sqlalchemy.ext.asyncio import AsyncConnection

from conversations.duties import closing_matter
from conversations.queries import Lying, Pending, PendingFor, ReminderWishes, Returned, Silence, VisitDue
from conversations.reminding import SILENCES, Wishes, after, before
from conversations.rights import MAY
from conversations.stages import WAITING
from storage import gaps
from storage.addressees import SILENT
from storage.tables import (
    decisions,
    dismissals,
    nominations,
    recusals,
    reminder_wishes,
    roles,
    vote_items,
    vote_members,
    votes,
)

T = TypeVar("T")
_people: BindParameter[int] = bindparam("people", expanding=True)
_wishes = select(reminder_wishes).where(reminder_wishes.c.person_id.in_(_people))
_dismissed = select(dismissals.c.person_id, dismissals.c.matter).where(dismissals.c.person_id.in_(_people))
_file = (nominations.c.id, nominations.c.subject, nominations.c.moved_at)
_returned = (
    select(nominations.c.person_id, *_file)
    .where(
        nominations.c.person_id.in_(_people),
        nominations.c.stage == "returned",
        nominations.c.moved_at < bindparam("until"),
    )
    .order_by(nominations.c.moved_at, nominations.c.id)
)
_remarks = (
    select(decisions.c.nomination_id, decisions.c.remarks)
    .where(decisions.c.nomination_id.in_(bindparam("ids", expanding=True)), decisions.c.act == "return")
    .order_by(decisions.c.id)
)
_lying = (
    select(roles.c.person_id, *_file)
    .join(nominations, nominations.c.desk_id == roles.c.unit_id)
    .where(
        roles.c.person_id.in_(_people),
        roles.c.role.in_(sorted(MAY["decide"][1])),
        nominations.c.stage.in_(WAITING),
        nominations.c.moved_at < bindparam("until"),
        nominations.c.person_id != roles.c.person_id,
        ~exists().where(recusals.c.nomination_id == nominations.c.id, recusals.c.person_id == roles.c.person_id),
    )
    .distinct()
    .order_by(nominations.c.moved_at, nominations.c.id)
)
_silences = (
    select(
        vote_members.c.person_id,
        votes.c.id.label("vote"),
        votes.c.closes_on,
        nominations.c.id,
        nominations.c.subject,
    )
    .join(votes, votes.c.id == vote_members.c.vote_id)
    .join(vote_items, vote_items.c.vote_id == votes.c.id)
    .join(nominations, nominations.c.id == vote_items.c.nomination_id)
    .where(
        vote_members.c.person_id.in_(_people),
        votes.c.closes_on >= bindparam("first"),
        votes.c.closes_on <= bindparam("last"),
        *SILENT,
    )
    .order_by(votes.c.closes_on, votes.c.id, nominations.c.id)
)
_visits = (
    select(nominations.c.person_id, nominations.c.id, nominations.c.subject, nominations.c.next_on)
    .where(nominations.c.person_id.in_(_people), nominations.c.next_on <= bindparam("last"))
    .order_by(nominations.c.next_on, nominations.c.id)
)


async def wishes(conn: AsyncConnection, queries: Collection[ReminderWishes]) -> dict[ReminderWishes, Wishes]:
    """Return when each person wants to be reminded, and how often."""
    rows = await conn.execute(_wishes, {"people": {query.person_id for query in queries}})
    known = {row.person_id: Wishes(row.slot, row.rhythm, row.picture) for row in rows}
    return {query: known.get(query.person_id, query.empty()) for query in queries}


async def pending(conn: AsyncConnection, queries: Collection[PendingFor], zone: tzinfo) -> dict[PendingFor, Pending]:
    """Return what waits for each person on his day; those of one batch ask for one day."""
    found: dict[PendingFor, Pending] = {}
    for on in {query.on for query in queries}:
        found |= await _on_a_day(conn, [query for query in queries if query.on == on], zone)
    return found


async def _on_a_day(conn: AsyncConnection, queries: Collection[PendingFor], zone: tzinfo) -> dict[PendingFor, Pending]:
    on = next(iter(queries)).on
    who: dict[str, Any] = {"people": {query.person_id for query in queries}}
    still = who | {"until": datetime.combine(before(after(on, 1), SILENCES[0]), time(), zone)}
    returned = (await conn.execute(_returned, still)).all()
    remarks = await _remarked(conn, [row.id for row in returned])
    lying = (await conn.execute(_lying, still)).all()
    silences = (await conn.execute(_silences, who | {"first": on, "last": after(on, 1)})).all()
    visits = (await conn.execute(_visits, who | {"last": on})).all()
    owed = await gaps.found(conn, queries)
    put_aside = await _put_aside(conn, queries, owed)
    rhythms = await wishes(conn, [ReminderWishes(query.person_id) for query in queries])
    back = _each(returned, lambda row: Returned(row.id, row.subject, _day(row, zone), remarks.get(row.id, 0)))
    waits = _each(lying, lambda row: Lying(row.id, row.subject, _day(row, zone)))
    mute = _each(silences, lambda row: Silence(row.vote, row.id, row.subject, row.closes_on))
    go = _each(visits, lambda row: VisitDue(row.id, row.subject, row.next_on))
    return {
        query: Pending(
            gaps=tuple(gap for gap in owed[query].gaps if closing_matter(gap.round.id) not in put_aside[query]),
            bearings=owed[query].bearings,
            returned=back.get(query.person_id, ()),
            waiting=waits.get(query.person_id, ()),
            silences=mute.get(query.person_id, ()),
            visits=go.get(query.person_id, ()),
            overdue=owed[query].overdue,
            dismissed=put_aside[query],
            rhythm=rhythms[ReminderWishes(query.person_id)].rhythm,
        )
        for query in queries
    }


def _each(rows: Collection[Row[Any]], made: Callable[[Row[Any]], T]) -> dict[int, tuple[T, ...]]:
    """Return what is made of the rows of each person, in their order."""
    found: dict[int, list[T]] = {}
    for row in rows:
        found.setdefault(row.person_id, []).append(made(row))
    return {person_id: tuple(some) for person_id, some in found.items()}


def _day(row: Row[Any], zone: tzinfo) -> Any:
    return row.moved_at.astimezone(zone).date()


async def _remarked(conn: AsyncConnection, ids: Collection[int]) -> dict[int, int]:
    """Return how many remarks each was returned with the last time."""
    rows = await conn.execute(_remarks, {"ids": ids}) if ids else ()
    return {row.nomination_id: len(row.remarks or {}) for row in rows}


async def _put_aside(
    conn: AsyncConnection, queries: Collection[PendingFor], owed: Mapping[PendingFor, gaps.Found]
) -> dict[PendingFor, frozenset[str]]:
    """Return the matters that each person hears of no more: put aside by himself, or done on paper for his unit."""
    own: dict[int, set[str]] = {}
    for row in await conn.execute(_dismissed, {"people": {query.person_id for query in queries}}):
        own.setdefault(row.person_id, set()).add(row.matter)
    at = {query: _units(owed[query]) for query in queries}
    paper: dict[int, set[str]] = {}
    for row in await conn.execute(gaps.ON_PAPER, {"units": set().union(*at.values())}):
        paper.setdefault(row.unit_id, set()).add(row.matter)
    return {
        query: frozenset(own.get(query.person_id, set()).union(*(paper.get(unit_id, set()) for unit_id in at[query])))
        for query in queries
    }


def _units(owed: gaps.Found) -> set[int]:
    return {gap.unit_id for gap in owed.gaps} | {one.unit_id for one in owed.bearings if not one.owns}
