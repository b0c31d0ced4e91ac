"""Nominations on their way: what is decided about them, by whom and at whose desk.

Every change is conditional on the version that was seen, and is made whole or not at all. Who may decide, and what a
decision leads to, is not known here.
"""

from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta, tzinfo
from typing import Any, NamedTuple

from sqlalchemy import Row, bindparam, exists, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from conversations.answers.folding import fold
from conversations.model import Decided, Ranked, Refiled, Undone, Withdrawn
from conversations.nurture import first_visit
from conversations.queries import (
    CommentsOn,
    HistoryOf,
    QueueLength,
    QueueOf,
    RecusedFrom,
    Remark,
    Sent,
    Step,
)
from conversations.stages import WAITING, Act, Stage, after
from storage import places, timers
from storage.dialects import insert_into
from storage.nominations import index, sent
from storage.places import Place
from storage.tables import comments, decisions, nominations, people, recusals, unit_successors, units

UNDO_SECONDS = 60
PLACELESS: tuple[Stage, ...] = ("declined", "nurturing", "withdrawn")
"""Stages that end the way of a nomination in its round: the places it held are others' from then on."""


class Whereabouts(NamedTuple):
    """The unit that sent a nomination, the one that has it now, and who made it."""

    unit_id: int
    desk_id: int | None
    person_id: int


_KEPT = ("stage", "desk_id", "station", "before", "reviewer_id", "rank", "next_on")
"""What a decision changes in a nomination, and what undoing it puts back."""

_seen = (
    select(nominations)
    .where(nominations.c.id == bindparam("id"), nominations.c.version == bindparam("seen"))
    .with_for_update()
)
_where = select(nominations.c.unit_id, nominations.c.desk_id, nominations.c.person_id).where(
    nominations.c.id == bindparam("id")
)
_gave_way = exists().where(unit_successors.c.unit_id == decisions.c.unit_id)
_last = (
    select(decisions, _gave_way.label("moved_on"))
    .where(decisions.c.nomination_id == bindparam("nomination"))
    .order_by(decisions.c.id.desc())
    .limit(1)
)
_first = (
    select(decisions.c.unit_id)
    .where(decisions.c.nomination_id == bindparam("nomination"))
    .order_by(decisions.c.id)
    .limit(1)
)
_part = exists().where(recusals.c.nomination_id == nominations.c.id, recusals.c.person_id == bindparam("person"))
_mine_to_decide = (
    nominations.c.desk_id.in_(bindparam("desks", expanding=True)),
    nominations.c.stage.in_(WAITING),
    nominations.c.person_id != bindparam("person"),
    ~_part,
)
_queue = (
    select(
        nominations.c.id,
        nominations.c.subject,
        nominations.c.kind,
        nominations.c.plan_id,
        nominations.c.field_id,
        nominations.c.stage,
        nominations.c.at,
        people.c.name.label("by"),
        nominations.c.unit_name,
        nominations.c.moved_at,
        nominations.c.rank,
    )
    .join(people, people.c.id == nominations.c.person_id)
    .where(*_mine_to_decide)
    .order_by(nominations.c.rank.is_(None), nominations.c.rank, nominations.c.moved_at, nominations.c.id)
    .limit(bindparam("most"))
)
_some = select(nominations.c.id).where(*_mine_to_decide).limit(bindparam("most")).subquery()
_length = select(func.count()).select_from(_some)
_history = (
    select(decisions, people.c.name.label("by"), units.c.name.label("unit"))
    .join(people, people.c.id == decisions.c.person_id)
    .join(units, units.c.id == decisions.c.unit_id)
    .where(decisions.c.nomination_id.in_(bindparam("ids", expanding=True)))
    .order_by(decisions.c.id)
)
_comments = (
    select(comments.c.nomination_id, comments.c.text, comments.c.at, people.c.name.label("by"))
    .join(people, people.c.id == comments.c.person_id)
    .where(comments.c.nomination_id.in_(bindparam("ids", expanding=True)))
    .order_by(comments.c.id)
)
_recused = select(recusals.c.nomination_id, recusals.c.person_id).where(
    recusals.c.nomination_id.in_(bindparam("ids", expanding=True)),
    recusals.c.person_id.in_(bindparam("people", expanding=True)),
)


async def decide(conn: AsyncConnection, deed: Decided, person_id: int, now: datetime) -> bool:
    """Do what was decided; False where the nomination is not as it was seen, or no place is left for it."""
    row = await as_seen(conn, deed.nomination_id, deed.version)
    act: Act = deed.act  # type: ignore[assignment]  # the table below has the last word
    stage = after(row.stage, act) if row is not None and _lies_so(row, deed) else None
    wanted = [Place(deed.at_desk, *place) for place in deed.places]
    if row is None or stage is None or not await places.take(conn, row.id, row.round_id, wanted):
        return False
    freed = await places.held_by(conn, row.id) if stage in PLACELESS else []
    await places.give_back(conn, row.id, row.round_id, freed)
    kept = (*_KEPT, "card_before") if stage == "returned" else _KEPT
    was = {name: getattr(row, name) for name in kept} | {"taken": wanted, "freed": freed}
    was["next_on"] = row.next_on.isoformat() if row.next_on else None
    changed = {
        "stage": stage,
        "desk_id": deed.desk_id,
        "station": deed.station,
        "before": row.stage if stage == "returned" else None,
        "reviewer_id": person_id if stage == "returned" else row.reviewer_id,
        "rank": None,
        "next_on": first_visit(stage, now.date()),
    }
    if stage == "returned":
        changed["card_before"] = row.card
    await move(conn, row, changed, now)
    await conn.execute(
        decisions.insert(),
        {
            "nomination_id": row.id,
            "person_id": person_id,
            "unit_id": deed.at_desk,
            "act": deed.act,
            "reason": deed.reason or None,
            "note": deed.note or None,
            "remarks": deed.remarks or None,
            "was": was,
            "at": now,
        },
    )
    return True


async def undo(conn: AsyncConnection, deed: Undone, person_id: int, now: datetime) -> bool:
    """Take the last decision back.

    False where it is another's, too long ago, or something happened since: be it that the unit of its desk is no more,
    to which it would go back, or that a place that it gave back is somebody else's by now.
    """
    last = (await conn.execute(_last, {"nomination": deed.nomination_id})).one_or_none()
    if last is None or last.id != deed.decision_id or last.person_id != person_id or last.undone_at is not None:
        return False
    if last.moved_on or last.act == "withdraw":
        return False
    row = (
        await conn.execute(select(nominations).where(nominations.c.id == deed.nomination_id).with_for_update())
    ).one()
    if now - last.at > timedelta(seconds=UNDO_SECONDS) or row.moved_at != last.at:
        return False
    was = dict(last.was)
    was["next_on"] = date.fromisoformat(was["next_on"]) if was["next_on"] else None
    taken, freed = ([Place(*place) for place in was.pop(name)] for name in ("taken", "freed"))
    if not await places.take(conn, row.id, row.round_id, freed):
        return False
    await places.give_back(conn, row.id, row.round_id, taken)
    await move(conn, row, was, now)
    await conn.execute(update(decisions).where(decisions.c.id == last.id).values(undone_at=now))
    return True


async def rank(conn: AsyncConnection, deed: Ranked) -> bool:
    """Give a nomination its place among those that wait; False where it is not as it was seen, or does not wait."""
    row = await as_seen(conn, deed.nomination_id, deed.version)
    if row is None or row.desk_id != deed.at_desk or row.stage not in WAITING:
        return False
    changed = {"rank": deed.rank, "version": row.version + 1}
    await conn.execute(update(nominations).where(nominations.c.id == row.id).values(changed))
    return True


async def refile(conn: AsyncConnection, deed: Refiled, person_id: int, now: datetime) -> bool:
    """Put the mended file in place of the returned one, back at the desk from which it came.

    In another field it begins at its first desk again, without the places that it held.
    """
    row = await as_seen(conn, deed.nomination_id, deed.version)
    if row is None or row.stage != "returned" or row.person_id != person_id:
        return False
    stage: Stage = "forwarded" if row.before == "forwarded" else "submitted"
    changed: dict[str, Any] = {
        "stage": stage,
        "before": None,
        "plan_version": deed.plan_version,
        "field_id": deed.field_id,
        "kind": deed.kind,
        "subject": deed.subject,
        "subject_folded": fold(deed.subject),
        "answers": deed.answers,
        "card": deed.card,
        "verdict": deed.verdict,
    }
    if row.station and deed.field_id != row.field_id:
        await places.give_back(conn, row.id, row.round_id, await places.held_by(conn, row.id))
        desk_id = (await conn.execute(_first, {"nomination": row.id})).scalar_one()
        changed |= {"stage": "submitted", "desk_id": desk_id, "station": 0, "reviewer_id": None}
    await move(conn, row, changed, now)
    await index(conn, row.id)
    return True


async def withdraw(conn: AsyncConnection, deed: Withdrawn, person_id: int, now: datetime) -> bool:
    """Take a nomination back that this person made; False where it is not as it was seen, or too late for that."""
    row = await as_seen(conn, deed.nomination_id, deed.version)
    stage = after(row.stage, "withdraw") if row is not None and row.person_id == person_id else None
    if row is None or stage is None:
        return False
    await places.give_back(conn, row.id, row.round_id, await places.held_by(conn, row.id))
    changed = {"stage": stage, "desk_id": None, "rank": None, "next_on": None, "before": None}
    await move(conn, row, changed, now)
    done = {"nomination_id": row.id, "person_id": person_id, "unit_id": row.unit_id, "act": "withdraw", "at": now}
    why: dict[str, Any] = {"reason": deed.reason, "note": deed.note or None, "was": {}}
    await conn.execute(decisions.insert(), done | why)
    return True


async def whereabouts(conn: AsyncConnection, nomination_id: int) -> Whereabouts | None:
    """Return whose a nomination is and where it lies; None where there is none."""
    row = (await conn.execute(_where, {"id": nomination_id})).one_or_none()
    return Whereabouts(*row) if row else None


async def recuse(conn: AsyncConnection, nomination_id: int, person_id: int, why: str, at: datetime) -> None:
    """Remember that somebody has a part in a nomination."""
    row = {"nomination_id": nomination_id, "person_id": person_id, "why": why, "at": at}
    await conn.execute(insert_into(conn.dialect.name, recusals).on_conflict_do_nothing(), row)


async def comment(conn: AsyncConnection, nomination_id: int, person_id: int, text: str, at: datetime) -> None:
    """Keep what somebody said."""
    row = {"nomination_id": nomination_id, "person_id": person_id, "text": text, "at": at}
    await conn.execute(comments.insert(), row)


async def queues(conn: AsyncConnection, queries: Collection[QueueOf], zone: tzinfo) -> dict[QueueOf, tuple[Sent, ...]]:
    """Return what waits for each person at his desks; a person asks for his own one at a time."""
    found: dict[QueueOf, tuple[Sent, ...]] = {}
    for query in queries:
        rows = await conn.execute(_queue, _at(query.unit_ids, query.person_id, query.limit))
        found[query] = tuple(sent(row, zone, unit=row.unit_name, moved=row.moved_at, rank=row.rank) for row in rows)
    return found


async def lengths(conn: AsyncConnection, queries: Collection[QueueLength]) -> dict[QueueLength, int]:
    """Return how much waits for each person."""
    return {
        query: (await conn.execute(_length, _at(query.unit_ids, query.person_id, query.limit))).scalar_one()
        for query in queries
    }


async def histories(conn: AsyncConnection, queries: Collection[HistoryOf]) -> dict[HistoryOf, tuple[Step, ...]]:
    """Return what was decided about each nomination, oldest first."""
    rows = (await conn.execute(_history, {"ids": {query.nomination_id for query in queries}})).all()
    return {query: tuple(_step(row) for row in rows if row.nomination_id == query.nomination_id) for query in queries}


async def remarks(conn: AsyncConnection, queries: Collection[CommentsOn]) -> dict[CommentsOn, tuple[Remark, ...]]:
    """Return what was said about each nomination, oldest first."""
    rows = (await conn.execute(_comments, {"ids": {query.nomination_id for query in queries}})).all()
    return {
        query: tuple(Remark(row.by, row.text, row.at) for row in rows if row.nomination_id == query.nomination_id)
        for query in queries
    }


async def recused(conn: AsyncConnection, queries: Collection[RecusedFrom]) -> dict[RecusedFrom, bool]:
    """Return whether each person has a part in the nomination."""
    asked = {"ids": {query.nomination_id for query in queries}, "people": {query.person_id for query in queries}}
    found = {(row.nomination_id, row.person_id) for row in await conn.execute(_recused, asked)}
    return {query: (query.nomination_id, query.person_id) in found for query in queries}


def _lies_so(row: Row[Any], deed: Decided) -> bool:
    """Whether a file lies at the desk of its decision, which takes it no further than to the next station."""
    return bool(row.desk_id == deed.at_desk and deed.station == row.station + (deed.act == "forward"))


def _at(unit_ids: tuple[int, ...], person_id: int, most: int) -> dict[str, Any]:
    return {"desks": unit_ids, "person": person_id, "most": most}


def _step(row: Row[Any]) -> Step:
    return Step(
        id=row.id,
        act=row.act,
        person_id=row.person_id,
        by=row.by,
        unit=row.unit,
        at=row.at,
        reason=row.reason or "",
        note=row.note or "",
        remarks=row.remarks or {},
        undone=row.undone_at is not None,
    )


async def as_seen(conn: AsyncConnection, nomination_id: int, version: int) -> Row[Any] | None:
    """Return the nomination, held until the transaction ends, if it is still as it was seen."""
    return (await conn.execute(_seen, {"id": nomination_id, "seen": version})).one_or_none()


async def move(conn: AsyncConnection, row: Row[Any], changed: Mapping[str, Any], now: datetime) -> None:
    """Change a nomination, so that whoever saw it before sees that."""
    values = dict(changed) | {"version": row.version + 1, "moved_at": now}
    await conn.execute(update(nominations).where(nominations.c.id == row.id).values(values))
    stage, next_on = (changed.get(name, getattr(row, name)) for name in ("stage", "next_on"))
    await timers.put_file(conn, [(row.id, stage, next_on)], now)
