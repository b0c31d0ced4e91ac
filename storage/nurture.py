"""Those who are looked after: when they are visited next, what was found at each visit, and how one of them becomes a
nomination. Whom an officer looks after are those he nominated.
"""

from collections.abc import Collection
from datetime import datetime, tzinfo
from typing import Any

from sqlalchemy import Integer, Row, bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from conversations.answers.folding import fold
from conversations.criteria.verdict import Verdict
from conversations.model import Visited
from conversations.queries import Cared, CaredBy, Visit, VisitsDue, VisitsOf
from conversations.stages import after
from storage.nominations import index, sent
from storage.reviews import as_seen, move
from storage.tables import nominations, people, visits

_cared = (
    select(
        nominations.c.id,
        nominations.c.subject,
        nominations.c.kind,
        nominations.c.plan_id,
        nominations.c.field_id,
        nominations.c.stage,
        nominations.c.at,
        people.c.name.label("by"),
        nominations.c.next_on,
        nominations.c.verdict,
    )
    .join(people, people.c.id == nominations.c.person_id)
    .where(nominations.c.person_id == bindparam("person"), nominations.c.next_on.is_not(None))
    .order_by(nominations.c.next_on, nominations.c.id)
    .limit(bindparam("most", type_=Integer))
)
_due = (
    select(nominations.c.person_id, nominations.c.next_on, func.count().label("n"))
    .where(nominations.c.person_id.in_(bindparam("people", expanding=True)), nominations.c.next_on <= bindparam("last"))
    .group_by(nominations.c.person_id, nominations.c.next_on)
)
_visits = (
    select(visits, people.c.name.label("by"))
    .join(people, people.c.id == visits.c.person_id)
    .where(visits.c.nomination_id.in_(bindparam("ids", expanding=True)))
    .order_by(visits.c.id)
)


async def visit(conn: AsyncConnection, deed: Visited, person_id: int, now: datetime) -> bool:
    """Keep a visit, with the answers of that day; False where the subject is another's, or is not nurtured as seen."""
    row = await as_seen(conn, deed.nomination_id, deed.version)
    if row is None or row.stage != "nurturing" or row.person_id != person_id:
        return False
    filed = deed.filed
    changed: dict[str, Any] = {
        "plan_version": filed.plan_version,
        "field_id": filed.field_id,
        "kind": filed.kind,
        "subject": filed.subject,
        "subject_folded": fold(filed.subject),
        "answers": filed.answers,
        "card": filed.card,
        "verdict": filed.verdict,
        "next_on": deed.next_on,
    }
    if filed.stage == "submitted":
        changed |= _promoted(row, deed, now)
    await move(conn, row, changed, now)
    await index(conn, row.id)
    await conn.execute(
        visits.insert(),
        {
            "nomination_id": row.id,
            "person_id": person_id,
            "news": deed.news,
            "obstacle": deed.obstacle,
            "missing": deed.missing,
            "at": now,
        },
    )
    return True


def _promoted(row: Row[Any], deed: Visited, now: datetime) -> dict[str, Any]:
    """What makes a nomination of it: it begins at the first desk of its round, sent today."""
    filed = deed.filed
    moved = filed.round_id != row.round_id
    return {
        "stage": after("nurturing", "promote"),
        "round_id": filed.round_id,
        "origin_round_id": row.origin_round_id or (row.round_id if moved else None),
        "desk_id": filed.desk_id,
        "station": filed.station,
        "reviewer_id": None,
        "before": None,
        "rank": None,
        "next_on": None,
        "at": now,
    }


async def cared(conn: AsyncConnection, queries: Collection[CaredBy], zone: tzinfo) -> dict[CaredBy, tuple[Cared, ...]]:
    """Return whom each person looks after; a person asks for his own one at a time."""
    found: dict[CaredBy, tuple[Cared, ...]] = {}
    for query in queries:
        rows = await conn.execute(_cared, {"person": query.person_id, "most": query.limit})
        found[query] = tuple(Cared(sent(row, zone), row.next_on, _missing(row)) for row in rows)
    return found


def _missing(row: Row[Any]) -> int:
    return len(Verdict.from_json(row.verdict).blocking)


async def due(conn: AsyncConnection, queries: Collection[VisitsDue]) -> dict[VisitsDue, int]:
    """Return how many visits are due for each person on his day."""
    asked = {"people": {query.person_id for query in queries}, "last": max(query.on for query in queries)}
    rows = (await conn.execute(_due, asked)).all()
    return {
        query: sum(row.n for row in rows if row.person_id == query.person_id and row.next_on <= query.on)
        for query in queries
    }


async def visits_of(conn: AsyncConnection, queries: Collection[VisitsOf]) -> dict[VisitsOf, tuple[Visit, ...]]:
    """Return the visits to each subject, oldest first."""
    rows = (await conn.execute(_visits, {"ids": {query.nomination_id for query in queries}})).all()
    return {
        query: tuple(
            Visit(row.by, row.at, row.news, row.obstacle, row.missing)
            for row in rows
            if row.nomination_id == query.nomination_id
        )
        for query in queries
    }
