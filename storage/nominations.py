"""Finished nominations. Filing one twice is filing it once; who may read which is not decided here."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, tzinfo
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import CompoundSelect, Integer, Row, Select, String, Text, bindparam, cast, literal, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from conversations.answers.folding import fold
from conversations.model import Filed, Person
from conversations.nurture import first_visit
from conversations.queries import Dossier, DossierById, Marks, Sent, SentFilesOf, TerritoryOf, Tried, TriedUnder
from conversations.twins import marks_of
from storage import timers, traces, twins
from storage.dialects import insert_into
from storage.tables import nominations, people, rounds, units
from storage.unions import portions, together
from storage.units import reaches, territories

Identity = tuple[int, int]
"""(person id, draft)"""
NOWHERE = ("", "")
"""Where the subtree of a unit lies that does not exist."""


class Filing(NamedTuple):
    """A nomination as `person` sends it; his unit keeps the name under which it was made."""

    person: Person
    filed: Filed
    at: datetime


_SENT = (
    nominations.c.id,
    nominations.c.subject,
    nominations.c.kind,
    nominations.c.plan_id,
    nominations.c.field_id,
    nominations.c.stage,
    nominations.c.at,
    people.c.name.label("by"),
)
_one = select(nominations).where(nominations.c.id == bindparam("id"))
_joined = nominations.join(people, people.c.id == nominations.c.person_id)
_dossiers = (
    select(
        *_SENT,
        nominations.c.round_id,
        nominations.c.plan_version,
        nominations.c.unit_id,
        nominations.c.person_id,
        nominations.c.answers,
        nominations.c.card,
        nominations.c.verdict,
        nominations.c.unit_name,
        nominations.c.moved_at,
        nominations.c.rank,
        nominations.c.desk_id,
        nominations.c.station,
        nominations.c.version,
        nominations.c.reviewer_id,
        nominations.c.card_before,
        nominations.c.next_on,
    )
    .select_from(_joined)
    .where(nominations.c.id.in_(bindparam("ids", expanding=True)))
)
_tried = (
    select(nominations.c.field_id, nominations.c.kind, nominations.c.answers, rounds.c.years)
    .join(rounds, rounds.c.id == nominations.c.round_id)
    .where(nominations.c.plan_id == bindparam("plan"))
    .order_by(nominations.c.id.desc())
    .limit(bindparam("most", type_=Integer))
)
_known = select(nominations.c.person_id, nominations.c.draft, nominations.c.id).where(  # not by pairs: SQLite would
    nominations.c.person_id.in_(bindparam("people", expanding=True)),  # read the whole table for those
    nominations.c.draft.in_(bindparam("drafts", expanding=True)),
)

_holding = (
    select(nominations.c.id)
    .where(
        nominations.c.person_id == bindparam("person"),
        cast(nominations.c.answers, Text).like(bindparam("file")),  # a person has few nominations
    )
    .order_by(nominations.c.id.desc())
    .limit(1)
)


@cache
def _file(dialect: str) -> Any:
    insert = insert_into(dialect, nominations).on_conflict_do_nothing(index_elements=["person_id", "draft"])
    return insert.returning(nominations.c.person_id, nominations.c.draft, nominations.c.id)


def _newest(number: int) -> Select[Any]:
    newest = select(literal(number).label("number"), *_SENT).order_by(nominations.c.id.desc())
    return newest.limit(bindparam(f"limit_{number}", type_=Integer))


@cache
def _of_people(size: int) -> CompoundSelect[Any]:
    def one(number: int) -> Select[Any]:
        whose = nominations.c.person_id == bindparam(f"of_{number}")
        return _newest(number).select_from(_joined).where(whose)

    return together(one, size)


@cache
def _of_units(size: int) -> CompoundSelect[Any]:
    def one(number: int) -> Select[Any]:
        tree = units.join(nominations, nominations.c.unit_id == units.c.id)
        joined = tree.join(people, people.c.id == nominations.c.person_id)
        begins = units.c.path_ids >= bindparam(f"from_{number}", type_=String)
        return (
            _newest(number)
            .select_from(joined)
            .where(begins, units.c.path_ids < bindparam(f"to_{number}", type_=String))
        )

    return together(one, size)


async def file(conn: AsyncConnection, rows: Sequence[Filing]) -> dict[Identity, int]:
    """Keep nominations; return the id of each by (person, draft), also of those that were filed before."""
    if not rows:
        return {}
    lying = await territories(conn, {TerritoryOf(row.person.unit_id) for row in rows})
    added = await conn.execute(_file(conn.dialect.name), [_values(row, lying) for row in rows])
    ids: dict[Identity, int] = {(person_id, draft): row_id for person_id, draft, row_id in added}
    new = [row for row in rows if _identity(row) in ids]
    await twins.keep(conn, [_keyed(row, ids[_identity(row)], lying) for row in new])
    await traces.keep(conn, [traces.Traced(ids[_identity(row)], row.filed.answers) for row in new])
    for at in {row.at for row in new}:
        some = [row for row in new if row.at == at]
        await timers.put_file(conn, [(ids[_identity(row)], row.filed.stage, _next_on(row)) for row in some], at)
    if missing := {_identity(row) for row in rows} - ids.keys():
        asked = {"people": {person_id for person_id, _ in missing}, "drafts": {draft for _, draft in missing}}
        found = await conn.execute(_known, asked)
        ids |= {(row.person_id, row.draft): row.id for row in found if (row.person_id, row.draft) in missing}
    return ids


async def index(conn: AsyncConnection, nomination_id: int) -> None:
    """Let a nomination whose answers were changed be found by what it says now, and no more by what it said."""
    row = (await conn.execute(_one, {"id": nomination_id})).one()
    marks = marks_of(row.kind, row.subject, row.answers, row.territory_id or 0)
    changed = {"born": marks.born, "place": marks.place}
    await conn.execute(update(nominations).where(nominations.c.id == row.id).values(changed))
    await twins.forget(conn, row.id)
    await twins.keep(conn, [twins.Keyed(row.id, row.round_id, marks)])
    await traces.forget(conn, row.id)
    await traces.keep(conn, [traces.Traced(row.id, row.answers)])


async def sent_of(
    conn: AsyncConnection, queries: Collection[SentFilesOf], zone: tzinfo
) -> dict[SentFilesOf, tuple[Sent, ...]]:
    """Return the newest nominations of each query's person or, where it names a unit, of that unit's subtree."""
    people_ = {query: {"of": query.person_id} for query in queries if query.unit_id is None}
    units_ = {query: query.unit_id for query in queries if query.unit_id is not None}
    found = await _lists(conn, people_, _of_people, zone)
    if units_:
        reach = await reaches(conn, set(units_.values()))
        spans = {query: reach.get(unit_id, NOWHERE) for query, unit_id in units_.items()}
        found |= await _lists(conn, {query: {"from": a, "to": b} for query, (a, b) in spans.items()}, _of_units, zone)
    return found


async def dossiers(
    conn: AsyncConnection, queries: Collection[DossierById], zone: tzinfo
) -> dict[DossierById, Dossier | None]:
    """Return each query's nomination whole, None where there is none."""
    found = await conn.execute(_dossiers, {"ids": {query.id for query in queries}})
    known = {
        row.id: Dossier(
            sent=sent(row, zone, unit=row.unit_name, moved=row.moved_at, rank=row.rank),
            round_id=row.round_id,
            plan_version=row.plan_version,
            unit_id=row.unit_id,
            person_id=row.person_id,
            answers=row.answers,
            card=row.card,
            verdict=row.verdict,
            desk_id=row.desk_id,
            station=row.station,
            version=row.version,
            reviewer_id=row.reviewer_id,
            card_before=row.card_before,
            next_on=row.next_on,
        )
        for row in found
    }
    return {query: known.get(query.id) for query in queries}


async def tried(conn: AsyncConnection, queries: Collection[TriedUnder]) -> dict[TriedUnder, tuple[Tried, ...]]:
    """Return the newest nominations under each query's plan. Admins ask this one at a time, when they publish."""
    found: dict[TriedUnder, tuple[Tried, ...]] = {}
    for query in queries:
        rows = await conn.execute(_tried, {"plan": query.plan_id, "most": query.limit})
        found[query] = tuple(Tried(row.field_id, row.kind, row.answers, tuple(row.years)) for row in rows)
    return found


async def with_file(conn: AsyncConnection, person_id: int, sha256: str) -> int | None:
    """Return the newest nomination of this person in which a file stands, None where there is none."""
    return (await conn.execute(_holding, {"person": person_id, "file": f"%{sha256}%"})).scalar_one_or_none()


async def _lists(
    conn: AsyncConnection, asked: Mapping[SentFilesOf, Mapping[str, Any]], statement: Any, zone: tzinfo
) -> dict[SentFilesOf, tuple[Sent, ...]]:
    found: dict[SentFilesOf, tuple[Sent, ...]] = {}
    for some in portions(list(asked)):
        values = {f"{name}_{n}": value for n, query in enumerate(some) for name, value in asked[query].items()}
        values |= {f"limit_{number}": query.limit for number, query in enumerate(some)}
        rows = sorted(await conn.execute(statement(len(some)), values), key=lambda row: -row.id)
        for number, query in enumerate(some):
            found[query] = tuple(sent(row, zone) for row in rows if row.number == number)
    return found


def _identity(row: Filing) -> Identity:
    return row.person.id, row.filed.draft


def _marks(row: Filing, lying: Mapping[TerritoryOf, int]) -> Marks:
    return marks_of(row.filed.kind, row.filed.subject, row.filed.answers, lying[TerritoryOf(row.person.unit_id)])


def _keyed(row: Filing, row_id: int, lying: Mapping[TerritoryOf, int]) -> twins.Keyed:
    return twins.Keyed(row_id, row.filed.round_id, _marks(row, lying))


def _values(row: Filing, lying: Mapping[TerritoryOf, int]) -> dict[str, Any]:
    filed, person, marks = row.filed, row.person, _marks(row, lying)
    return {
        "person_id": person.id,
        "draft": filed.draft,
        "stage": filed.stage,
        "round_id": filed.round_id,
        "plan_id": filed.plan_id,
        "plan_version": filed.plan_version,
        "field_id": filed.field_id,
        "kind": filed.kind,
        "subject": filed.subject,
        "subject_folded": fold(filed.subject),
        "unit_id": person.unit_id,
        "unit_name": person.unit,
        "answers": filed.answers,
        "card": filed.card,
        "verdict": filed.verdict,
        "at": row.at,
        "desk_id": filed.desk_id,
        "station": filed.station,
        "moved_at": row.at,
        "born": marks.born,
        "place": marks.place,
        "territory_id": marks.territory,
        "next_on": _next_on(row),
    }


def _next_on(row: Filing) -> date | None:
    return first_visit(row.filed.stage, row.at.date())


def sent(row: Row[Any], zone: tzinfo, **more: Any) -> Sent:
    """Return a nomination as its list shows it; `more` is what only some lists know."""
    day = row.at.astimezone(zone).date()
    return Sent(row.id, row.subject, row.kind, row.plan_id, row.field_id, row.stage, day, row.by, **more)
