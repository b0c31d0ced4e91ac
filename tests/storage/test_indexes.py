"""No list reads a whole table: what the statements really are is asked of the database itself."""

import re
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncConnection

from conversations.council_queries import (
    CandidatesAt,
    CouncilOf,
    LatestVoteOn,
    StandingOf,
    TalliesOf,
    VotesAt,
)
from conversations.following import Consented
from conversations.gallery_queries import ConsentTo, ExemplarById, FollowUpsOf, Gallery, ToursAsked
from conversations.nurture_queries import CaredBy, ComingRounds, VisitsDue, VisitsOf
from conversations.queries import (
    DossierById,
    OpenRounds,
    ReadersOf,
    RoundAnswers,
    RoundById,
    RoundsUnder,
    SentFilesOf,
    TerritoryOf,
    TriedUnder,
    UnitsNamed,
    WorkbookRead,
)
from storage import (
    answers,
    contacts,
    conversations,
    files,
    following,
    gallery,
    inbox,
    invites,
    nominations,
    nurture,
    outbox,
    people,
    plans,
    rounds,
    sessions,
    units,
    votes,
)
from storage.database import Database
from storage.outbox import Settled
from tests.storage.province import NOW, TODAY, ZONE

UNTIL = NOW
Read = Callable[[AsyncConnection], Awaitable[Any]]

READS: dict[str, Read] = {
    "answers.history": lambda conn: answers.history(conn, "p:1", 1),
    "contacts.find": lambda conn: contacts.find(conn, [("web", "a"), ("telegram", "b")]),
    "contacts.by_ids": lambda conn: contacts.by_ids(conn, [1, 2]),
    "contacts.of_people": lambda conn: contacts.of_people(conn, [1, 2]),
    "contacts.bind": lambda conn: contacts.bind(conn, 1, 2),
    "contacts.mark_blocked": lambda conn: contacts.mark_blocked(conn, [1, 2], NOW),
    "conversations.load": lambda conn: conversations.load(conn, ["p:1", "p:2"]),
    "files.readings": lambda conn: files.readings(conn, [WorkbookRead("a")]),
    "files.by_sha": lambda conn: files.by_sha(conn, ["a", "b"]),
    "inbox.load": lambda conn: inbox.load(conn, 1),
    "inbox.count_failed": inbox.count_failed,
    "invites.behind": lambda conn: invites.behind(conn, ["a", "b"], NOW),
    "invites.revoke": lambda conn: invites.revoke(conn, ["a", "b"], NOW),
    "nominations.known": lambda conn: conn.execute(nominations._known, {"people": [1, 2], "drafts": [1, 2]}),
    "nominations.sent_of": lambda conn: nominations.sent_of(conn, [SentFilesOf(1), SentFilesOf(2)], ZONE),
    "nominations.sent_of units": lambda conn: nominations.sent_of(conn, [SentFilesOf(1, unit_id=1)], ZONE),
    "nominations.holds_file": lambda conn: nominations.holds_file(conn, 1, "a"),
    "nominations.dossiers": lambda conn: nominations.dossiers(conn, [DossierById(1)], ZONE),
    "nominations.tried": lambda conn: nominations.tried(conn, [TriedUnder("002")]),
    "following.follow_ups_of": lambda conn: following.follow_ups_of(conn, [FollowUpsOf(1), FollowUpsOf(2)]),
    "following.consents": lambda conn: following.consents(conn, [ConsentTo(1), ConsentTo(2)]),
    "following.keep": lambda conn: following.keep(conn, Consented(1, agreed=False, words=""), 1, NOW),
    "following.hide": lambda conn: following._hide(conn, 1),
    "following.tours_asked": lambda conn: following.tours_asked(conn, [ToursAsked(1, TODAY)], ZONE),
    "gallery.found": lambda conn: gallery.found(conn, [Gallery(())]),
    "gallery.found words": lambda conn: gallery.found(conn, [Gallery(("trong", "na"))]),
    "gallery.by_ids": lambda conn: gallery.by_ids(conn, [ExemplarById(1), ExemplarById(2)]),
    "gallery.spread": lambda conn: gallery._spreading(conn, [1, 2]),
    "nurture.cared": lambda conn: nurture.cared(conn, [CaredBy(1)], ZONE),
    "nurture.due": lambda conn: nurture.due(conn, [VisitsDue(1, TODAY), VisitsDue(2, TODAY)]),
    "nurture.visits_of": lambda conn: nurture.visits_of(conn, [VisitsOf(1), VisitsOf(2)]),
    "rounds.coming": lambda conn: rounds.coming(conn, [ComingRounds(1, TODAY), ComingRounds(2, TODAY)]),
    "outbox.start": lambda conn: outbox.start(conn, [1, 2], UNTIL),
    "outbox.claim_due": lambda conn: outbox.claim_due(conn, NOW, 10, UNTIL),
    "outbox.claimed": lambda conn: conn.execute(outbox._claimed, {"ids": [1, 2]}),
    "outbox.settle": lambda conn: outbox.settle(conn, [Settled(1, "dead")]),
    "outbox.expire_leases": lambda conn: outbox.expire_leases(conn, NOW),
    "outbox.give_up": lambda conn: outbox.give_up(conn, [1], "blocked"),
    "outbox.tail": lambda conn: outbox.tail(conn, 1, 10),
    "outbox.payload": lambda conn: outbox.payload(conn, 1, 1),
    "outbox.feed": lambda conn: outbox.feed(conn, 1, 0, 10),
    "outbox.message_ids": lambda conn: outbox.message_ids(conn, [(1, 1), (2, 1)]),
    "outbox.counts": outbox.counts,
    "people.by_ids": lambda conn: people.by_ids(conn, [1, 2]),
    "people.readers_of": lambda conn: people.readers_of(conn, [ReadersOf(1), ReadersOf(2)]),
    "rounds.open_on": lambda conn: rounds.open_on(conn, [OpenRounds(1, TODAY), OpenRounds(2, TODAY)]),
    "plans.newest": plans.newest,
    "plans.since": lambda conn: plans.since(conn, 1),
    "rounds.under": lambda conn: rounds.under(conn, [RoundsUnder(1, TODAY), RoundsUnder(2, TODAY)]),
    "rounds.answers": lambda conn: rounds.answers(conn, [RoundAnswers(1)]),
    "rounds.by_ids": lambda conn: rounds.by_ids(conn, [RoundById(1)]),
    "sessions.behind": lambda conn: sessions.behind(conn, "a", NOW),
    "sessions.extend": lambda conn: sessions.extend(conn, "a", NOW),
    "sessions.sweep": lambda conn: sessions.sweep(conn, NOW),
    "units.territories": lambda conn: units.territories(conn, [TerritoryOf(1), TerritoryOf(2)]),
    "units.search": lambda conn: units.search(conn, [UnitsNamed(1, "a b"), UnitsNamed(2, "c")], TODAY),
    "units.children": lambda conn: units.children(conn, [UnitsNamed(1, ""), UnitsNamed(2, "")], TODAY),
    "units.roots": lambda conn: units.roots(conn, TODAY),
    "units.by_ids": lambda conn: units.by_ids(conn, [1, 2]),
    "votes.free": lambda conn: conn.execute(votes._free, {"ids": [1, 2], "desk": 1, "of_round": 1}),
    "votes.unit_of": lambda conn: votes.unit_of(conn, 1),
    "votes.may_vote": lambda conn: conn.execute(votes._may_vote, {"vote": 1, "nomination": 1, "person": 1}),
    "votes.candidates": lambda conn: votes.candidates(conn, [CandidatesAt((1, 2))]),
    "votes.councils": lambda conn: votes.councils(conn, [CouncilOf(1), CouncilOf(2)]),
    "votes.whole": lambda conn: votes._whole(conn, [1, 2]),
    "votes.at_units": lambda conn: votes.at_units(conn, [VotesAt((1, 2)), VotesAt((1,), closed=True)]),
    "votes.latest": lambda conn: votes.latest(conn, [LatestVoteOn(1), LatestVoteOn(2)]),
    "votes.standings": lambda conn: votes.standings(conn, [StandingOf((1, 2))]),
    "votes.tallies": lambda conn: votes.tallies(conn, [TalliesOf(1), TalliesOf(2, closing=True)], TODAY),
}
# SQLite: `SCAN outbox` reads all of it (with an index or without); of what the statement made itself it may.
WHOLE_TABLE = {"sqlite": r"SCAN (?!up\b|due\b|anon_|CONSTANT|\d|\(|SUBQUERY)(.+)", "postgresql": r"Seq Scan on (\S+)"}
PARTIAL = r"ix_outbox_open|ix_inbox_failed"  # these hold only the few rows that are asked for


@contextmanager
def heard(conn: AsyncConnection) -> Iterator[list[tuple[str, Any]]]:
    """Collect the statements that are run meanwhile."""
    statements: list[tuple[str, Any]] = []

    def hear(_conn: Any, _cursor: Any, statement: str, parameters: Any, _context: Any, many: bool) -> None:  # noqa: FBT001 - SQLAlchemy calls it
        statements.append((statement, parameters[0] if many else parameters))

    event.listen(conn.sync_connection, "before_cursor_execute", hear)
    yield statements
    event.remove(conn.sync_connection, "before_cursor_execute", hear)


@pytest.fixture
async def conn(database: Database) -> AsyncIterator[AsyncConnection]:
    async with database.write() as conn:
        if database.dialect == "postgresql":  # small tables are read whole by choice; this leaves only necessity
            await conn.exec_driver_sql("SET LOCAL enable_seqscan = off")
        yield conn


@pytest.mark.parametrize("name", READS)
async def test_it_uses_an_index(conn: AsyncConnection, name: str) -> None:
    dialect = conn.dialect.name
    with heard(conn) as statements:
        await READS[name](conn)
    assert statements
    for statement, parameters in statements:
        explain = "EXPLAIN QUERY PLAN " if dialect == "sqlite" else "EXPLAIN "
        plan = [str(row[-1]) for row in await conn.exec_driver_sql(explain + statement, parameters)]
        whole = [step for step in plan if re.search(WHOLE_TABLE[dialect], step) and not re.search(PARTIAL, step)]
        assert not whole, "\n".join([statement, *plan])
