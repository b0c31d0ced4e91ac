"""Which units of people brought forward too few, in which rounds they take part, and what fell short when one closed.

Asked for a whole batch of people: a few statements, however many they are. What is near enough to be spoken of is not
decided here.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import bindparam, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from conversations.duties import BODIES, COMMUNES, COUNTED, DOES, closing_matter, least_of
from conversations.extensions import closing_for
from conversations.model import UnitLevel
from conversations.queries import Bearing, Extension, ExtensionsOf, Gap, PendingFor, Round, RoundById
from storage import extensions, rounds
from storage.addressees import ANY_LEAST, bears, brought
from storage.tables import dismissals, nominations, people, roles, units
from storage.tables import rounds as rounds_table
from storage.timers import LONGEST
from storage.units import below, lineage

MOST_CALLED = 10
"""Units for which it is said whom to call."""

_roles = select(roles.c.person_id, roles.c.unit_id, roles.c.role).where(
    roles.c.person_id.in_(bindparam("people", expanding=True))
)
_up = lineage()
_lineages = select(_up.c.asked, _up.c.id, _up.c.name, _up.c.level).order_by(_up.c.asked, _up.c.height)
_running = select(rounds_table.c.id).where(
    rounds_table.c.unit_id.in_(bindparam("units", expanding=True)),
    rounds_table.c.closes >= bindparam("first"),
    rounds_table.c.opens <= bindparam("last"),
)
_top = units.alias("top")
_brought = (
    select(_top.c.id, nominations.c.round_id, func.count().label("n"))
    .join_from(_top, units, below(units, _top))
    .join(nominations, nominations.c.unit_id == units.c.id)
    .where(
        _top.c.id.in_(bindparam("units", expanding=True)),
        nominations.c.round_id.in_(bindparam("rounds", expanding=True)),
        nominations.c.stage.in_(COUNTED),
    )
    .group_by(_top.c.id, nominations.c.round_id)
)
_bearing, _parent = units.alias("bearing"), units.alias("parent")
_short = (
    select(
        _top.c.id.label("above"),
        rounds_table.c.id.label("round"),
        _bearing.c.id,
        _bearing.c.name,
        _bearing.c.level,
        _bearing.c.path_ids,
        brought(_bearing, rounds_table.c.id).label("sent"),
    )
    .join_from(_top, _bearing, below(_bearing, _top) & (_bearing.c.id != _top.c.id))
    .join(_parent, _parent.c.id == _bearing.c.parent_id)
    .join(rounds_table, rounds_table.c.id.in_(bindparam("rounds", expanding=True)))
    .where(
        _top.c.id.in_(bindparam("units", expanding=True)),
        bears(_bearing, _parent),
        or_(_bearing.c.valid_to.is_(None), _bearing.c.valid_to > bindparam("on")),
    )
    .order_by(_bearing.c.folded, _bearing.c.id)
)
ON_PAPER = select(dismissals.c.unit_id, dismissals.c.matter).where(
    dismissals.c.unit_id.in_(bindparam("units", expanding=True)), dismissals.c.why == "paper"
)
"""What units said to have handed in on paper."""
_officers = (
    select(_top.c.id, people.c.name)
    .join_from(_top, units, below(units, _top))
    .join(roles, roles.c.unit_id == units.c.id)
    .join(people, people.c.id == roles.c.person_id)
    .where(_top.c.id.in_(bindparam("units", expanding=True)), roles.c.role == "officer")
    .order_by(people.c.id.desc())
)


class _Unit(NamedTuple):
    id: int
    name: str
    level: UnitLevel


Lineage = tuple[_Unit, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What was found for one person."""

    gaps: tuple[Gap, ...] = ()
    bearings: tuple[Bearing, ...] = ()
    overdue: tuple[Gap, ...] = ()


class _Batch(NamedTuple):
    """What there is to look at for a batch of people."""

    held: Mapping[int, list[tuple[int, str]]]
    lineages: Mapping[int, Lineage]
    running: tuple[Round, ...]
    given: Mapping[int, tuple[Extension, ...]]
    sent: Mapping[tuple[int, int], int]

    def closing(self, round_: Round, ids: tuple[int, ...]) -> Round:
        """Return the round as it closes for a unit with this lineage."""
        return replace(round_, closes=closing_for(round_, ids, self.given.get(round_.id, ())))


def bearing_of(lineage_: Lineage) -> Lineage:
    """Return the lineage from the unit on that takes part in a round for the one at the head; empty where none does."""
    for at, unit in enumerate(lineage_):
        above = lineage_[at + 1].level if at + 1 < len(lineage_) else ""
        if unit.level in COMMUNES or (unit.level in BODIES and above == "province"):
            return lineage_[at:]
    return ()


async def bearing_unit(conn: AsyncConnection, unit_id: int) -> int | None:
    """Return the unit that takes part in rounds for this one, which may be itself; None where none does."""
    rows = await conn.execute(_lineages, {"units": {unit_id}})
    bearing = bearing_of(tuple(_Unit(row.id, row.name, row.level) for row in rows))
    return bearing[0].id if bearing else None


async def found(conn: AsyncConnection, queries: Collection[PendingFor]) -> dict[PendingFor, Found]:
    """Return what each person's units owe."""
    batch = await _looked_up(conn, queries)
    overdue = await _overdue(conn, queries, batch)
    return {query: Found(_gaps(query, batch), _bearings(query, batch), overdue.get(query, ())) for query in queries}


async def _looked_up(conn: AsyncConnection, queries: Collection[PendingFor]) -> _Batch:
    held: dict[int, list[tuple[int, str]]] = {}
    for row in await conn.execute(_roles, {"people": {query.person_id for query in queries}}):
        held.setdefault(row.person_id, []).append((row.unit_id, row.role))
    at = {unit_id for some in held.values() for unit_id, _ in some}
    lineages: dict[int, Lineage] = {}
    for row in await conn.execute(_lineages, {"units": at}):
        lineages[row.asked] = (*lineages.get(row.asked, ()), _Unit(row.id, row.name, row.level))
    above = {unit.id for some in lineages.values() for unit in some}
    days = [query.on for query in queries]
    asked = {"units": above, "first": min(days) - LONGEST, "last": max(days)}
    ids = sorted((await conn.execute(_running, asked)).scalars())
    running = await rounds.by_ids(conn, [RoundById(id_) for id_ in ids]) if ids else {}
    given = await extensions.of_rounds(conn, [ExtensionsOf(id_) for id_ in ids]) if ids else {}
    bearing = {some[0].id for one in lineages.values() if (some := bearing_of(one))}
    sent = await conn.execute(_brought, {"units": bearing, "rounds": ids}) if ids else ()
    return _Batch(
        held,
        lineages,
        tuple(round_ for round_ in running.values() if round_ is not None),
        {query.round_id: some for query, some in given.items()},
        {(row.id, row.round_id): row.n for row in sent},
    )


def _gaps(query: PendingFor, batch: _Batch) -> tuple[Gap, ...]:
    gaps: dict[tuple[int, int], Gap] = {}
    for unit_id, role in batch.held.get(query.person_id, ()):
        whole = batch.lineages.get(unit_id, ())
        bearing = bearing_of(whole)
        if not bearing or not (role == "officer" or (role in DOES and bearing[0].id == unit_id)):
            continue
        for round_ in batch.running:
            if round_.unit_id not in {unit.id for unit in bearing}:
                continue
            own = batch.closing(round_, tuple(unit.id for unit in whole))
            sent, least = batch.sent.get((bearing[0].id, own.id), 0), least_of(own, bearing[0].level)
            if own.opens <= query.on <= own.closes and sent < max(least, ANY_LEAST):
                gaps[own.id, bearing[0].id] = Gap(own, bearing[0].id, bearing[0].name, sent, least)
    return tuple(sorted(gaps.values(), key=lambda gap: (gap.round.closes, gap.round.id, gap.unit_id)))


def _bearings(query: PendingFor, batch: _Batch) -> tuple[Bearing, ...]:
    known: dict[tuple[int, int], Bearing] = {}
    for unit_id, role in batch.held.get(query.person_id, ()):
        whole = batch.lineages.get(unit_id, ())
        bearing = bearing_of(whole)
        ids = {unit.id for unit in whole}
        for round_ in batch.running:
            if role == "admin" and round_.unit_id == unit_id:
                known[round_.id, unit_id] = Bearing(round_, unit_id, whole[0].level, owns=True)
            elif role in DOES and bearing and bearing[0].id == unit_id and round_.unit_id in ids:
                known.setdefault((round_.id, unit_id), Bearing(round_, unit_id, whole[0].level, owns=False))
    return tuple(known[key] for key in sorted(known))


async def _overdue(
    conn: AsyncConnection, queries: Collection[PendingFor], batch: _Batch
) -> dict[PendingFor, tuple[Gap, ...]]:
    """Return to leaders what fell short below them when a round closed; mostly no round did."""
    led = {query: _led(query, batch) for query in queries}
    tops = {unit_id for some in led.values() for unit_id, _ in some}
    ids = {round_.id for some in led.values() for _, round_ in some}
    if not tops:
        return {}
    asked = {"units": tops, "rounds": ids, "on": max(query.on for query in queries)}
    rows = (await conn.execute(_short, asked)).all()
    told = {
        query: tuple(
            gap
            for unit_id, round_ in some
            for row in rows
            if (row.above, row.round) == (unit_id, round_.id) and (gap := _fell_short(row, round_, query, batch))
        )
        for query, some in led.items()
    }
    short = {gap.unit_id for some in told.values() for gap in some}
    paper = {(row.unit_id, row.matter) for row in await conn.execute(ON_PAPER, {"units": short})}
    named = {gap.unit_id for some in told.values() for gap in some[:MOST_CALLED]}
    calls = {row.id: row.name for row in await conn.execute(_officers, {"units": named})} if named else {}
    return {
        query: tuple(
            replace(
                gap,
                call=calls.get(gap.unit_id, ""),
                paper=(gap.unit_id, closing_matter(gap.round.id)) in paper,
            )
            for gap in some
        )
        for query, some in told.items()
    }


def _led(query: PendingFor, batch: _Batch) -> list[tuple[int, Round]]:
    """Return where the person leads, with the rounds there that may have closed for somebody since he was told last."""
    return [
        (unit_id, round_)
        for unit_id, role in batch.held.get(query.person_id, ())
        for round_ in batch.running
        if role == "leader"
        and round_.unit_id in {unit.id for unit in batch.lineages.get(unit_id, ())}
        and any(query.since <= day < query.on for day in _closings(round_, batch))
    ]


def _closings(round_: Round, batch: _Batch) -> Iterable[date]:
    return (round_.closes, *(one.until for one in batch.given.get(round_.id, ())))


def _fell_short(row: Any, round_: Round, query: PendingFor, batch: _Batch) -> Gap | None:
    own = batch.closing(round_, tuple(int(part) for part in row.path_ids.strip("/").split("/")))
    least = least_of(own, row.level)
    if query.since <= own.closes < query.on and row.sent < max(least, ANY_LEAST):
        return Gap(own, row.id, row.name, row.sent, least)
    return None
