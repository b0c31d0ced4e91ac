"""Votes of a council: who may vote on what and until when, what is counted, and that a secret ballot has no person."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import Select, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.contests import contest
from conversations.council import Opinion
from conversations.counting import lacking, outcomes
from conversations.model import Balloted, VoteClosed, VoteProlonged
from conversations.queries import CandidatesAt, LatestVoteOn, TalliesOf, Vote, VoteById, VotesAt
from storage import reviews, votes
from storage.database import Database
from storage.tables import ballots, metadata, nominations, turnouts
from tests.storage.council import LAST_DAY, SALT, Council, a_vote, elsewhere, opened
from tests.storage.province import NOW, TODAY, ZONE

HERE_NOW = NOW.astimezone(ZONE)
SECRET: tuple[Opinion, ...] = ("yes", "no", "abstain", "yes", "yes")
OPEN: tuple[Opinion, ...] = ("yes", "yes", "no", "yes")
LATER = LAST_DAY + timedelta(days=1)


async def whole(conn: AsyncConnection, vote_id: int) -> Vote:
    vote = (await votes.by_ids(conn, [VoteById(vote_id)]))[VoteById(vote_id)]
    assert vote is not None
    return vote


async def counted(conn: AsyncConnection, vote_id: int, today: date) -> dict[int, dict[Opinion, int]]:
    query = TalliesOf(vote_id)
    return {tally.nomination_id: dict(tally.counts) for tally in (await votes.tallies(conn, [query], today))[query]}


async def test_a_ballot_counts_once_and_may_be_changed(database: Database, council: Council) -> None:
    first, second = council.files[:2]
    async with database.write() as conn:
        vote_id = await opened(conn, council)
        for member in council.members[:3]:
            assert await votes.cast(conn, Balloted(vote_id, first, "no"), member.id, TODAY)
            assert await votes.cast(conn, Balloted(vote_id, first, "yes"), member.id, TODAY)
        assert await votes.cast(conn, Balloted(vote_id, first, "abstain"), council.members[3].id, LAST_DAY)
        vote = await whole(conn, vote_id)
        assert vote.items[0].voted == {member.id for member in council.members[:4]}
        assert [lacking(vote, item) for item in vote.items] == [0, 4]
        assert await counted(conn, vote_id, LATER) == {first: {"yes": 3, "abstain": 1}}
        assert second not in await counted(conn, vote_id, LATER)


async def test_nobody_is_told_a_count_before_the_end(database: Database, council: Council) -> None:
    async with database.write() as conn:
        vote_id = await opened(conn, council)
        await votes.cast(conn, Balloted(vote_id, council.files[0], "yes"), council.leader.id, TODAY)
        assert await counted(conn, vote_id, LAST_DAY) == {}
        vote = await whole(conn, vote_id)
        assert not vote.over(LAST_DAY)
        assert await votes.close(conn, VoteClosed(vote_id, vote.version, "biên bản"), NOW)
        assert await counted(conn, vote_id, TODAY) == {council.files[0]: {"yes": 1}}
        assert (await whole(conn, vote_id)).minutes == "biên bản"


@pytest.mark.parametrize("why", ["no member", "no role any more", "another unit", "nominated it", "recused",
                                 "not in this vote", "closed", "last day over"])  # fmt: skip
async def test_a_forged_ballot_is_refused(database: Database, council: Council, why: str) -> None:
    """Through the check that is made in the transaction, whatever button or link the deed came from."""
    async with database.write() as conn:
        vote_id = await opened(conn, council)
        person, file, when = council.members[1], council.files[0], HERE_NOW
        match why:
            case "no member":
                person = replace(council.outsider, held=(*elsewhere(person, council.unit_id).posts,))
            case "no role any more":
                person = replace(person, roles=frozenset(), held=())
            case "another unit":
                person = elsewhere(person, council.outsider.unit_id)
            case "nominated it":
                await conn.execute(update(nominations).where(nominations.c.id == file).values(person_id=person.id))
            case "recused":
                await reviews.recuse(conn, file, person.id, "anh em", NOW)
            case "not in this vote":
                file = council.files[2]
            case "closed":
                assert await votes.close(conn, VoteClosed(vote_id, 1, ""), NOW)
            case _:
                when = HERE_NOW + timedelta(days=4)
        assert not await contest(conn, person, Balloted(vote_id, file, "yes"), when)
        assert (await conn.execute(select(ballots))).all() == (await conn.execute(select(turnouts))).all() == []
        assert await contest(conn, council.members[2], Balloted(vote_id, council.files[1], "yes"), HERE_NOW) == (
            why != "closed"
        )


async def test_only_the_leader_opens_closes_and_prolongs(database: Database, council: Council) -> None:
    async with database.write() as conn:
        for person in (council.members[1], council.outsider):
            assert not await contest(conn, person, a_vote(council), HERE_NOW)
        assert await contest(conn, council.leader, a_vote(council), HERE_NOW)
        (vote,) = (await votes.at_units(conn, [VotesAt((council.unit_id,))]))[VotesAt((council.unit_id,))]
        for person in (council.members[1], council.outsider):
            assert not await contest(conn, person, VoteProlonged(vote.id, vote.version, LATER), HERE_NOW)
            assert not await contest(conn, person, VoteClosed(vote.id, vote.version, ""), HERE_NOW)
        assert await contest(conn, council.leader, VoteProlonged(vote.id, vote.version, LATER), HERE_NOW)
        assert not await contest(conn, council.leader, VoteClosed(vote.id, vote.version, ""), HERE_NOW)
        assert await contest(conn, council.leader, VoteClosed(vote.id, vote.version + 1, ""), HERE_NOW)


async def test_minutes_that_miss_a_ballot_are_refused(database: Database, council: Council) -> None:
    async with database.write() as conn:
        vote_id = await opened(conn, council)
        seen = (await whole(conn, vote_id)).version
        await votes.cast(conn, Balloted(vote_id, council.files[0], "yes"), council.leader.id, TODAY)
        assert not await votes.close(conn, VoteClosed(vote_id, seen, "0 phiếu"), NOW)
        assert await votes.close(conn, VoteClosed(vote_id, seen + 1, "1 phiếu"), NOW)
        assert not await votes.close(conn, VoteClosed(vote_id, seen + 2, "2 phiếu"), NOW)
        assert not await votes.prolong(conn, VoteProlonged(vote_id, seen + 2, LATER), TODAY)


async def test_who_can_know_the_result_gives_no_more_time(database: Database, council: Council) -> None:
    """Over with enough ballots the result is told, so they are not taken anew; over with too few nothing is."""
    after = HERE_NOW + timedelta(days=(LATER - TODAY).days)
    more = LATER + timedelta(days=3)
    async with database.write() as conn:
        vote_id = await opened(conn, council)
        for member in council.members[:4]:
            await votes.cast(conn, Balloted(vote_id, council.files[0], "yes"), member.id, TODAY)
        lacks_one = (await whole(conn, vote_id)).version
        assert await contest(conn, council.leader, VoteProlonged(vote_id, lacks_one, LATER), after)
        for member in council.members[:4]:
            await votes.cast(conn, Balloted(vote_id, council.files[1], "no"), member.id, LATER)
        full = (await whole(conn, vote_id)).version
        assert not await contest(conn, council.leader, VoteProlonged(vote_id, full, more), after + timedelta(days=1))
        assert (await whole(conn, vote_id)).closes_on == LATER
        assert await contest(conn, council.leader, VoteProlonged(vote_id, full, more), after)


async def test_a_nomination_is_in_one_vote_at_a_time(database: Database, council: Council) -> None:
    here = CandidatesAt((council.unit_id,))
    async with database.write() as conn:
        vote_id = await opened(conn, council)
        left = [one.nomination_id for one in (await votes.candidates(conn, [here]))[here]]
        assert left == [council.files[2]]
        assert await votes.open_vote(conn, a_vote(council), council.leader.id, SALT, NOW) is None
        await votes.close(conn, VoteClosed(vote_id, 1, ""), NOW)
        again = await votes.open_vote(conn, a_vote(council), council.leader.id, SALT, NOW)
        query = LatestVoteOn(council.files[0])
        assert again is not None
        assert (await votes.latest(conn, [query]))[query] == again


async def test_a_vote_is_refused_about_what_lies_elsewhere_or_with_strangers(
    database: Database, council: Council
) -> None:
    right = a_vote(council)
    async with database.write() as conn:
        for wrong in (
            replace(right, unit_id=council.outsider.unit_id),
            replace(right, round_id=right.round_id + 1),
            replace(right, members=(*right.members, council.outsider.id)),
            replace(right, members=()),
            replace(right, nominations=()),
        ):
            assert await votes.open_vote(conn, wrong, council.leader.id, SALT, NOW) is None


async def test_a_secret_ballot_cannot_be_read_with_its_person(database: Database, council: Council) -> None:
    async with database.write() as conn:
        vote_id = await opened(conn, council)
        for member, opinion in zip(council.members, SECRET, strict=True):
            assert await votes.cast(conn, Balloted(vote_id, council.files[0], opinion), member.id, TODAY)
        vote = await whole(conn, vote_id)
        await votes.close(conn, VoteClosed(vote_id, vote.version, ""), NOW)
        rows = (await conn.execute(select(ballots))).all()
        assert len(rows) == len(council.members)
        assert {row.person_id for row in rows} == {None}
        query = TalliesOf(vote_id)
        (tally,) = (await votes.tallies(conn, [query], TODAY))[query]
        assert tally.named == ()
        kept = [str(row) for table in metadata.tables.values() for row in await conn.execute(select(table))]
        assert not [row for row in kept if SALT in row], "with the salt a mark leads back to its person"


def test_no_statement_reads_person_and_ballot_together() -> None:
    """Of those that read ballots, none reads who turned out, nor the salt; a name only where the vote is not secret."""
    for name, statement in vars(votes).items():
        if isinstance(statement, Select):
            tables = {table for table in metadata.tables if f"{table}." in str(statement)}
            assert not {"ballots", "turnouts"} <= tables, name
            if "ballots" in tables and "people" in tables:
                assert "votes.secret IS false" in str(statement) or "votes.secret IS 0" in str(statement), name
            assert name == "_held" or "votes.salt" not in str(statement), name


async def test_an_open_vote_tells_who_thinks_what(database: Database, council: Council) -> None:
    async with database.write() as conn:
        vote_id = await opened(conn, council, secret=False)
        for member, opinion in zip(council.members, OPEN, strict=False):
            await votes.cast(conn, Balloted(vote_id, council.files[0], opinion), member.id, TODAY)
        query = TalliesOf(vote_id)
        found = (await votes.tallies(conn, [query], LATER))[query]
        outcome = outcomes(await whole(conn, vote_id), found)[0]
    assert outcome.named == tuple((one.name, opinion) for one, opinion in zip(council.members, OPEN, strict=False))
    assert (outcome.decision, outcome.needed) == ("not_passed", 4)
