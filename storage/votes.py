"""The votes of a council. Every change is conditional on the vote as it was seen or on its being open; who holds which
role is not known here.

A secret ballot is kept apart from its person: `turnouts` say who has voted, `ballots` what was voted, and no statement
here reads the two together. So that a ballot can be changed while the vote is open, it bears a mark made of the
person and the vote's salt. The salt is read only where the vote is held to take a ballot, and with the closing it is
gone: then nobody can tell any more, not even with these tables in his hands. Only an open vote keeps the person on the
ballot. (What somebody taps passes through the inbox like every message, and is read there only to replay a failed one.)
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from functools import cache
from hashlib import sha256
from typing import Any

from sqlalchemy import Row, bindparam, exists, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from conversations.council import share
from conversations.counting import tellable
from conversations.model import Balloted, VoteClosed, VoteOpened, VoteProlonged
from conversations.queries import (
    Candidate,
    CandidatesAt,
    CouncilOf,
    Item,
    LatestVoteOn,
    Member,
    Standing,
    StandingOf,
    TalliesOf,
    Tally,
    Vote,
    VoteById,
    VotesAt,
)
from conversations.rights import MAY
from conversations.stages import WAITING
from storage.dialects import insert_in_order, insert_into
from storage.tables import (
    ballots,
    nominations,
    people,
    recusals,
    roles,
    rounds,
    turnouts,
    units,
    vote_items,
    vote_members,
    votes,
)

_in_a_vote = exists().where(
    vote_items.c.nomination_id == nominations.c.id, vote_items.c.vote_id == votes.c.id, votes.c.closed_at.is_(None)
)
_free = (
    select(nominations.c.id)
    .where(
        nominations.c.id.in_(bindparam("ids", expanding=True)),
        nominations.c.desk_id == bindparam("desk"),
        nominations.c.round_id == bindparam("of_round"),
        nominations.c.stage.in_(WAITING),
        ~_in_a_vote,
    )
    .order_by(nominations.c.id)
    .with_for_update()
)
_candidates = (
    select(
        nominations.c.id,
        nominations.c.subject,
        nominations.c.unit_name,
        nominations.c.desk_id,
        nominations.c.round_id,
        nominations.c.rank,
        people.c.name.label("by"),
        rounds.c.name.label("round"),
    )
    .join(people, people.c.id == nominations.c.person_id)
    .join(rounds, rounds.c.id == nominations.c.round_id)
    .where(nominations.c.desk_id.in_(bindparam("desks", expanding=True)), nominations.c.stage.in_(WAITING), ~_in_a_vote)
    .order_by(nominations.c.moved_at, nominations.c.id)
    .limit(bindparam("most"))
)
_council = (
    select(roles.c.unit_id, people.c.id, people.c.name)
    .join(people, people.c.id == roles.c.person_id)
    .where(
        roles.c.unit_id.in_(bindparam("units", expanding=True)),
        roles.c.role.in_(sorted(MAY["vote"][1])),
    )
    .distinct()
    .order_by(people.c.id)
)
_held = select(votes).where(votes.c.id == bindparam("vote")).with_for_update()
_may_vote = select(nominations.c.id).where(
    nominations.c.id == bindparam("nomination"),
    nominations.c.person_id != bindparam("person"),
    exists().where(vote_items.c.vote_id == bindparam("vote"), vote_items.c.nomination_id == nominations.c.id),
    exists().where(vote_members.c.vote_id == bindparam("vote"), vote_members.c.person_id == bindparam("person")),
    ~exists().where(recusals.c.nomination_id == nominations.c.id, recusals.c.person_id == bindparam("person")),
)
_heads = (
    select(
        *(column for column in votes.c if column is not votes.c.salt),
        units.c.name.label("unit"),
        rounds.c.name.label("round"),
        people.c.name.label("opened_by"),
    )
    .join(units, units.c.id == votes.c.unit_id)
    .join(rounds, rounds.c.id == votes.c.round_id)
    .join(people, people.c.id == votes.c.person_id)
    .where(votes.c.id.in_(bindparam("ids", expanding=True)))
)
_members = (
    select(vote_members.c.vote_id, people.c.id, people.c.name)
    .join(people, people.c.id == vote_members.c.person_id)
    .where(vote_members.c.vote_id.in_(bindparam("ids", expanding=True)))
    .order_by(people.c.id)
)
_items = (
    select(vote_items, nominations.c.subject, nominations.c.person_id)
    .join(nominations, nominations.c.id == vote_items.c.nomination_id)
    .where(vote_items.c.vote_id.in_(bindparam("ids", expanding=True)))
    .order_by(nominations.c.id)
)
_parts = (
    select(vote_items, recusals.c.person_id)
    .join(recusals, recusals.c.nomination_id == vote_items.c.nomination_id)
    .where(vote_items.c.vote_id.in_(bindparam("ids", expanding=True)))
)
_turnouts = select(turnouts).where(turnouts.c.vote_id.in_(bindparam("ids", expanding=True)))
_newest = (
    select(votes.c.id)
    .where(votes.c.unit_id.in_(bindparam("units", expanding=True)))
    .order_by(votes.c.id.desc())
    .limit(bindparam("most"))
)
_unsettled = _newest.where(votes.c.closed_at.is_(None))
_latest = (
    select(vote_items.c.nomination_id, func.max(vote_items.c.vote_id).label("vote_id"))
    .where(vote_items.c.nomination_id.in_(bindparam("ids", expanding=True)))
    .group_by(vote_items.c.nomination_id)
)
_standing = select(
    nominations.c.id,
    nominations.c.field_id,
    nominations.c.stage,
    nominations.c.desk_id,
    nominations.c.station,
    nominations.c.rank,
    nominations.c.version,
).where(nominations.c.id.in_(bindparam("ids", expanding=True)))
_countable = votes.c.id.in_(bindparam("closing", expanding=True)) | (
    votes.c.id.in_(bindparam("ids", expanding=True))
    & or_(votes.c.closed_at.is_not(None), votes.c.closes_on < bindparam("today"))
)
_counts = (
    select(ballots.c.vote_id, ballots.c.nomination_id, ballots.c.opinion, func.count().label("n"))
    .join(votes, votes.c.id == ballots.c.vote_id)
    .where(_countable)
    .group_by(ballots.c.vote_id, ballots.c.nomination_id, ballots.c.opinion)
)
_named = (
    select(ballots.c.vote_id, ballots.c.nomination_id, ballots.c.opinion, people.c.name)
    .join(votes, votes.c.id == ballots.c.vote_id)
    .join(people, people.c.id == ballots.c.person_id)
    .where(_countable, votes.c.secret.is_(False))
    .order_by(people.c.id)
)


@cache
def _turn_out(dialect: str) -> Any:
    return insert_into(dialect, turnouts).on_conflict_do_nothing()


@cache
def _cast(dialect: str) -> Any:
    new = insert_into(dialect, ballots)
    return new.on_conflict_do_update(
        index_elements=["vote_id", "nomination_id", "mark"], set_={"opinion": new.excluded.opinion}
    )


async def open_vote(conn: AsyncConnection, deed: VoteOpened, person_id: int, salt: str, now: datetime) -> int | None:
    """Open a vote and return its id; None where a nomination lies elsewhere, is in a vote, or a member is none."""
    wanted = {"ids": deed.nominations, "desk": deed.unit_id, "of_round": deed.round_id}
    free = {row.id for row in await conn.execute(_free, wanted)}
    known = {row.id for row in await conn.execute(_council, {"units": [deed.unit_id]})}
    if not deed.nominations or free != set(deed.nominations) or not deed.members or not known.issuperset(deed.members):
        return None
    row = {
        "unit_id": deed.unit_id,
        "round_id": deed.round_id,
        "person_id": person_id,
        "secret": deed.secret,
        "quorum": str(deed.quorum),
        "passing": str(deed.passing),
        "base": deed.base,
        "closes_on": deed.closes_on,
        "opened_at": now,
        "salt": salt,
        "version": 1,
    }
    (vote_id,) = await insert_in_order(conn, votes, [row])
    await conn.execute(vote_items.insert(), [{"vote_id": vote_id, "nomination_id": id_} for id_ in deed.nominations])
    await conn.execute(vote_members.insert(), [{"vote_id": vote_id, "person_id": id_} for id_ in deed.members])
    return vote_id


async def unit_of(conn: AsyncConnection, vote_id: int) -> int | None:
    """Return the unit whose council votes; the vote is held until the transaction ends."""
    row = (await conn.execute(_held, {"vote": vote_id})).one_or_none()
    return row.unit_id if row is not None else None


async def cast(conn: AsyncConnection, deed: Balloted, person_id: int, today: date) -> bool:
    """Take a ballot in place of the one before it; False where the vote is over or this person has none in it."""
    vote = (await conn.execute(_held, {"vote": deed.vote_id})).one_or_none()
    who = {"vote": deed.vote_id, "nomination": deed.nomination_id, "person": person_id}
    if vote is None or _over(vote, today) or (await conn.execute(_may_vote, who)).one_or_none() is None:
        return False
    of = {"vote_id": deed.vote_id, "nomination_id": deed.nomination_id}
    await conn.execute(_turn_out(conn.dialect.name), of | {"person_id": person_id})
    mark = sha256(f"{vote.salt}/{deed.nomination_id}/{person_id}".encode()).hexdigest()
    named = None if vote.secret else person_id
    await conn.execute(_cast(conn.dialect.name), of | {"mark": mark, "opinion": deed.opinion, "person_id": named})
    await _change(conn, vote, {})
    return True


async def close(conn: AsyncConnection, deed: VoteClosed, now: datetime) -> bool:
    """End a vote with its minutes; False where it is not as it was seen. With its salt goes every way to a person."""
    vote = await _as_seen(conn, deed.vote_id, deed.version)
    if vote is not None:
        await _change(conn, vote, {"closed_at": now, "salt": None, "minutes": deed.minutes})
    return vote is not None


async def prolong(conn: AsyncConnection, deed: VoteProlonged, today: date) -> bool:
    """Give a vote another last day; False where it is not as it was seen, or where its result may be known."""
    vote = await _as_seen(conn, deed.vote_id, deed.version)
    if vote is None or tellable((await _whole(conn, {vote.id}))[vote.id], today):
        return False
    await _change(conn, vote, {"closes_on": deed.closes_on})
    return True


async def candidates(
    conn: AsyncConnection, queries: Collection[CandidatesAt]
) -> dict[CandidatesAt, tuple[Candidate, ...]]:
    """Return what a council of these units can be asked about; a leader asks for his own, one at a time."""
    found: dict[CandidatesAt, tuple[Candidate, ...]] = {}
    for query in queries:
        rows = await conn.execute(_candidates, {"desks": query.unit_ids, "most": query.limit})
        found[query] = tuple(
            Candidate(row.id, row.subject, row.by, row.unit_name, row.round_id, row.round, row.desk_id, row.rank)
            for row in rows
        )
    return found


async def councils(conn: AsyncConnection, queries: Collection[CouncilOf]) -> dict[CouncilOf, tuple[Member, ...]]:
    """Return who may vote at each unit."""
    rows = (await conn.execute(_council, {"units": {query.unit_id for query in queries}})).all()
    return {query: tuple(Member(row.id, row.name) for row in rows if row.unit_id == query.unit_id) for query in queries}


async def by_ids(conn: AsyncConnection, queries: Collection[VoteById]) -> dict[VoteById, Vote | None]:
    """Return each vote; who voted, not how."""
    known = await _whole(conn, {query.vote_id for query in queries})
    return {query: known.get(query.vote_id) for query in queries}


async def at_units(conn: AsyncConnection, queries: Collection[VotesAt]) -> dict[VotesAt, tuple[Vote, ...]]:
    """Return the newest votes of each query's units."""
    ids: dict[VotesAt, list[int]] = {}
    for query in queries:
        asked = {"units": query.unit_ids, "most": query.limit}
        ids[query] = list((await conn.execute(_newest if query.closed else _unsettled, asked)).scalars())
    known = await _whole(conn, {id_ for some in ids.values() for id_ in some})
    return {query: tuple(known[id_] for id_ in ids[query]) for query in queries}


async def latest(conn: AsyncConnection, queries: Collection[LatestVoteOn]) -> dict[LatestVoteOn, int]:
    """Return the newest vote on each nomination."""
    rows = await conn.execute(_latest, {"ids": {query.nomination_id for query in queries}})
    known = {row.nomination_id: row.vote_id for row in rows}
    return {query: known.get(query.nomination_id, 0) for query in queries}


async def standings(conn: AsyncConnection, queries: Collection[StandingOf]) -> dict[StandingOf, tuple[Standing, ...]]:
    """Return where the nominations of each query stand."""
    rows = await conn.execute(_standing, {"ids": {id_ for query in queries for id_ in query.nomination_ids}})
    known = {row.id: Standing(*row) for row in rows}
    return {query: tuple(known[id_] for id_ in query.nomination_ids if id_ in known) for query in queries}


async def tallies(
    conn: AsyncConnection, queries: Collection[TalliesOf], today: date
) -> dict[TalliesOf, tuple[Tally, ...]]:
    """Return the counts of votes that are over or are being closed, of open ones with the names; else nothing."""
    asked = {
        "ids": {query.vote_id for query in queries if not query.closing},
        "closing": {query.vote_id for query in queries if query.closing},
        "today": today,
    }
    counts = (await conn.execute(_counts, asked)).all()
    named = (await conn.execute(_named, asked)).all()
    return {query: _tallies(query.vote_id, counts, named) for query in queries}


def _tallies(vote_id: int, counts: Iterable[Row[Any]], named: Collection[Row[Any]]) -> tuple[Tally, ...]:
    of: dict[int, dict[Any, int]] = {}
    for row in counts:
        if row.vote_id == vote_id:
            of.setdefault(row.nomination_id, {})[row.opinion] = row.n
    return tuple(
        Tally(
            id_,
            found,
            tuple((row.name, row.opinion) for row in named if (row.vote_id, row.nomination_id) == (vote_id, id_)),
        )
        for id_, found in sorted(of.items())
    )


async def _whole(conn: AsyncConnection, ids: Collection[int]) -> dict[int, Vote]:
    if not ids:
        return {}
    heads = (await conn.execute(_heads, {"ids": ids})).all()
    members = (await conn.execute(_members, {"ids": ids})).all()
    items = (await conn.execute(_items, {"ids": ids})).all()
    barred = [*items, *(await conn.execute(_parts, {"ids": ids})).all()]
    voted = (await conn.execute(_turnouts, {"ids": ids})).all()
    return {
        row.id: Vote(
            id=row.id,
            unit_id=row.unit_id,
            unit=row.unit,
            round_id=row.round_id,
            round=row.round,
            opened_by=row.opened_by,
            opened_at=row.opened_at,
            secret=row.secret,
            quorum=share(row.quorum),
            passing=share(row.passing),
            base=row.base,
            closes_on=row.closes_on,
            closed_at=row.closed_at,
            minutes=row.minutes or "",
            version=row.version,
            items=tuple(
                Item(one.nomination_id, one.subject, _people(voted, one), _people(barred, one))
                for one in items
                if one.vote_id == row.id
            ),
            members=tuple(Member(one.id, one.name) for one in members if one.vote_id == row.id),
        )
        for row in heads
    }


def _people(rows: Iterable[Row[Any]], item: Row[Any]) -> frozenset[int]:
    """Who stands in `rows` beside this item."""
    at = (item.vote_id, item.nomination_id)
    return frozenset(row.person_id for row in rows if (row.vote_id, row.nomination_id) == at)


def _over(vote: Row[Any], today: date) -> bool:
    return vote.closed_at is not None or today > vote.closes_on


async def _as_seen(conn: AsyncConnection, vote_id: int, version: int) -> Row[Any] | None:
    """Return the vote, held until the transaction ends, if it is still as it was seen and not closed."""
    vote = (await conn.execute(_held, {"vote": vote_id})).one_or_none()
    return vote if vote is not None and vote.version == version and vote.closed_at is None else None


async def _change(conn: AsyncConnection, vote: Row[Any], changed: Mapping[str, Any]) -> None:
    values = dict(changed) | {"version": vote.version + 1}
    await conn.execute(update(votes).where(votes.c.id == vote.id).values(values))
