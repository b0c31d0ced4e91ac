"""No list reads a whole table: what the statements really are is asked of the database itself."""

import re
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncConnection

from conversations.model import Consented, Decided, Ranked, Refiled, Undone
from conversations.queries import (
    BehindIt,
    BoardOf,
    CandidatesAt,
    CaredBy,
    ComingRounds,
    CommentsOn,
    CoNominatorsOf,
    ConsentTo,
    CopiedStories,
    CouncilOf,
    DossierById,
    DraftJournal,
    ExemplarById,
    ExtensionsOf,
    FollowUpsOf,
    Gallery,
    HistoryOf,
    JoinPause,
    LatestVoteOn,
    LeadersAt,
    LineageOf,
    Marks,
    NominationJournal,
    NominatorsUnder,
    OpenRounds,
    PendingFor,
    PeopleNamed,
    PersonById,
    PhoneHolder,
    PhotoTwinsOf,
    PlacesTaken,
    QueueLength,
    QueueOf,
    ReadersOf,
    RecusedFrom,
    RoundAnswers,
    RoundById,
    RoundsUnder,
    SentFilesOf,
    StandingOf,
    StationAbove,
    TalliesOf,
    TerritoryOf,
    ToursAsked,
    TriedUnder,
    TwinsOf,
    UnitCardById,
    UnitsNamed,
    VisitsDue,
    VisitsOf,
    VotesAt,
    WorkbookRead,
)
from conversations.roster import PersonRow, Roster
from storage import (
    addressees,
    answers,
    board,
    bulk,
    contacts,
    conversations,
    directory,
    extensions,
    files,
    following,
    gallery,
    gaps,
    inbox,
    invites,
    journal,
    looking,
    nominations,
    nurture,
    outbox,
    pending,
    people,
    places,
    plans,
    reviews,
    roster,
    rounds,
    sending_leases,
    sessions,
    succession,
    timers,
    traces,
    twins,
    unit_cards,
    units,
    votes,
)
from storage.database import Database
from storage.journal import Entry
from storage.outbox import Settled
from storage.timers import Rearmed, Timer
from tests.storage.broadcast_reads import BROADCAST_READS
from tests.storage.province import NOW, TODAY, ZONE

UNTIL = NOW
MARKS = Marks(body=False, name="Hoàng Văn Thắng", born="1979-02-15", place="thôn Đồng Mỏ", territory=1)
PLACE = {"of_round": 1, "of_unit": 1, "of_field": ""}
REFILED = Refiled(1, 1, 1, "kinh-te", "household", "Hộ ông Ba", {}, None, None)
A_BOARD = BoardOf(1, 1, ("commune", "ward"), TODAY)
CLOSING = {
    "round": 1, "least": 1, "on": TODAY, "matter": "closing:1",
    **{f"{name}_{end}": path for name in ("top", "own", "other_0") for end, path in (("from", "/1/"), ("to", "/10"))},
}  # fmt: skip
Read = Callable[[AsyncConnection], Awaitable[Any]]

MOVE = {"old": 1, "new": 2, "day": TODAY, "person": 1, "path": "/1/", "end": "/10"}
STATEMENTS = (
    succession._end,
    succession._children,
    succession._homes,
    succession._home,
    succession._nominations,
    succession._nominations_of,
    succession._held,
    succession._held_by,
    succession._let_go,
    succession._let_go_of,
    succession._rounds,
    succession._copy_rounds,
    succession._desks,
    succession._desks_below,
    succession._votes,
    succession._more_time,
    succession._copy_time,
    succession._free_places,
)


async def _whole_card(conn: AsyncConnection) -> None:
    """Every statement of a card, also where there is nobody."""
    for statement in (directory._roles, directory._doors, directory._open_invites):
        await conn.execute(statement, {"person": 1, "now": NOW})


A_ROSTER = Roster(people=(PersonRow(3, "A", "anh A", "xã", ("officer",), "h", "678", "7"),))

READS: dict[str, Read] = {
    **BROADCAST_READS,
    "answers.history": lambda conn: answers.history(conn, "p:1", 1),
    "board.boards": lambda conn: board.boards(conn, [A_BOARD, replace(A_BOARD, unit_id=2, fields=("kinh-te",))]),
    "bulk.waits": lambda conn: bulk.waits(conn, "telegram", NOW),
    "bulk.claim": lambda conn: bulk.claim(conn, "telegram", NOW, 10, UNTIL),
    "bulk.hold": lambda conn: bulk.hold(conn, 1),
    "bulk.release": lambda conn: bulk.release(conn, 1),
    "bulk.call_off": lambda conn: bulk.call_off(conn, 1, "cancelled"),
    "bulk.come_back": lambda conn: bulk.come_back(conn, [1, 2]),
    "bulk.tally": lambda conn: bulk.tally(conn, [1, 2]),
    "bulk.follows": lambda conn: bulk.follows(conn, 1, 1, 9),
    "contacts.find": lambda conn: contacts.find(conn, [("web", "a"), ("telegram", "b")]),
    "contacts.by_ids": lambda conn: contacts.by_ids(conn, [1, 2]),
    "contacts.of_people": lambda conn: contacts.of_people(conn, [1, 2]),
    "contacts.bind": lambda conn: contacts.bind(conn, 1, 2),
    "contacts.mark_blocked": lambda conn: contacts.mark_blocked(conn, [1, 2], NOW),
    "conversations.load": lambda conn: conversations.load(conn, ["p:1", "p:2"]),
    "contacts.unbind": lambda conn: contacts.unbind(conn, 1),
    "directory.named": lambda conn: directory.named(conn, [PeopleNamed(1, "thi lan")]),
    "directory.cards": lambda conn: directory.cards(conn, [PersonById(1, 1)], NOW),
    "directory.card of somebody": _whole_card,
    "directory.by_phone": lambda conn: directory.by_phone(conn, {PhoneHolder("0912345678"): "a"}),
    "directory.by_ids": lambda conn: directory.by_ids(conn, [1, 2]),
    "roster.compare": lambda conn: roster.compare(conn, A_ROSTER, 1, TODAY),
    "files.readings": lambda conn: files.readings(conn, [WorkbookRead("a")]),
    "files.by_sha": lambda conn: files.by_sha(conn, ["a", "b"]),
    "inbox.load": lambda conn: inbox.load(conn, 1),
    "inbox.count_failed": inbox.count_failed,
    "invites.behind": lambda conn: invites.behind(conn, ["a", "b"], NOW),
    "invites.revoke": lambda conn: invites.revoke(conn, ["a", "b"], NOW),
    "journal.of_nominations": lambda conn: journal.of_nominations(conn, [NominationJournal(1)], ZONE),
    "journal.of_drafts": lambda conn: journal.of_drafts(conn, [DraftJournal(1, 1)], ZONE),
    "journal.append": lambda conn: journal.append(conn, [Entry("viewed")], NOW),
    "journal.page": lambda conn: conn.execute(journal._page, {"after": 0, "last": 9, "most": 9}),
    "journal.beyond": lambda conn: conn.execute(journal._beyond),
    "invites.revoke_of": lambda conn: invites.revoke_of(conn, [1, 2], NOW),
    "invites.in_batch": lambda conn: invites.in_batch(conn, "a", NOW),
    "invites.pauses": lambda conn: invites.pauses(conn, [JoinPause("1"), JoinPause("2")], NOW),
    "invites.forget_wrong": lambda conn: invites.forget_wrong(conn, NOW),
    "nominations.known": lambda conn: conn.execute(nominations._known, {"people": [1, 2], "drafts": [1, 2]}),
    "nominations.sent_of": lambda conn: nominations.sent_of(conn, [SentFilesOf(1), SentFilesOf(2)], ZONE),
    "nominations.sent_of units": lambda conn: nominations.sent_of(conn, [SentFilesOf(1, unit_id=1)], ZONE),
    "nominations.with_file": lambda conn: nominations.with_file(conn, 1, "a"),
    "nominations.dossiers": lambda conn: nominations.dossiers(conn, [DossierById(1)], ZONE),
    "nominations.tried": lambda conn: nominations.tried(conn, [TriedUnder("002")]),
    "following.follow_ups_of": lambda conn: following.follow_ups_of(conn, [FollowUpsOf(1), FollowUpsOf(2)]),
    "following.consents": lambda conn: following.consents(conn, [ConsentTo(1), ConsentTo(2)]),
    "following.consent": lambda conn: following.consent(conn, Consented(1, agreed=False, words=""), 1, NOW),
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
    "outbox.said": lambda conn: outbox.said(conn, 1, 1),
    "outbox.feed": lambda conn: outbox.feed(conn, 1, 0, 10),
    "outbox.message_ids": lambda conn: outbox.message_ids(conn, [(1, 1), (2, 1)]),
    "outbox.counts": outbox.counts,
    "people.by_ids": lambda conn: people.by_ids(conn, [1, 2]),
    "people.leaders_at": lambda conn: people.leaders_at(conn, [LeadersAt((1, 2)), LeadersAt((3,))]),
    "people.readers_of": lambda conn: people.readers_of(conn, [ReadersOf(1), ReadersOf(2)]),
    "people.nominators_under": lambda conn: people.nominators_under(conn, [NominatorsUnder(1)]),
    "extensions.of_rounds": lambda conn: extensions.of_rounds(conn, [ExtensionsOf(1), ExtensionsOf(2)]),
    "rounds.open_on": lambda conn: rounds.open_on(conn, [OpenRounds(1, TODAY), OpenRounds(2, TODAY)]),
    "plans.newest": plans.newest,
    "plans.since": lambda conn: plans.since(conn, 1),
    "rounds.under": lambda conn: rounds.under(conn, [RoundsUnder(1, TODAY), RoundsUnder(2, TODAY)]),
    "rounds.answers": lambda conn: rounds.answers(conn, [RoundAnswers(1)]),
    "rounds.by_ids": lambda conn: rounds.by_ids(conn, [RoundById(1)]),
    "people.transfer": lambda conn: conn.execute(people._transfer, {"person": 1, "unit": 1}),
    "people.leave": lambda conn: people.leave(conn, 1),
    "people.revoke": lambda conn: people.revoke(conn, 1, 1, "admin"),
    **{
        f"succession.{number}": partial(AsyncConnection.execute, statement=statement, parameters=MOVE)
        for number, statement in enumerate(STATEMENTS)
    },
    "succession.places": lambda conn: conn.execute(succession._sum_places(conn.dialect.name), MOVE),
    "sending_leases.give_back": lambda conn: sending_leases.give_back(conn, "telegram:42", "a", NOW),
    "sessions.behind": lambda conn: sessions.behind(conn, "a", NOW),
    "sessions.extend": lambda conn: sessions.extend(conn, "a", NOW),
    "sessions.sweep": lambda conn: sessions.sweep(conn, NOW),
    "twins.alike": lambda conn: twins.alike(conn, [TwinsOf(MARKS, 1, 1, 1), TwinsOf(MARKS, 2, 2, 1)], ZONE),
    "twins.of a territory": lambda conn: conn.execute(twins._of_territory, MOVE | {"begin": "/1/"}),
    "twins.territory": lambda conn: conn.execute(twins._territory, MOVE | {"begin": "/1/"}),
    "twins.behind": lambda conn: twins.behind(conn, [BehindIt(1), BehindIt(2)]),
    "twins.joined": lambda conn: twins.joined(conn, [CoNominatorsOf(1), CoNominatorsOf(2)]),
    "traces.photos": lambda conn: traces.photos(conn, [PhotoTwinsOf(("a", "b"), 1, 1)]),
    "traces.stories": lambda conn: traces.stories(conn, [CopiedStories(((1, 2), (3, 4)), 1, 1)]),
    "unit_cards.cards": lambda conn: unit_cards.cards(conn, [UnitCardById(1, 1)], TODAY),
    "units.reaches": lambda conn: units.reaches(conn, [1, 2]),
    "reviews.decide": lambda conn: reviews.decide(conn, Decided(1, 1, "forward", 1, 2, 1), 1, NOW),
    "reviews.undo": lambda conn: reviews.undo(conn, Undone(1, 1), 1, NOW),
    "reviews.rank": lambda conn: reviews.rank(conn, Ranked(1, 1, 1, 1)),
    "reviews.refile": lambda conn: reviews.refile(conn, REFILED, 1, NOW),
    "reviews.first": lambda conn: conn.execute(reviews._first, {"nomination": 1}),
    "reviews.whereabouts": lambda conn: reviews.whereabouts(conn, 1),
    "reviews.queues": lambda conn: reviews.queues(conn, [QueueOf((1, 2), 1)], ZONE),
    "reviews.lengths": lambda conn: reviews.lengths(conn, [QueueLength((1, 2), 1)]),
    "reviews.histories": lambda conn: reviews.histories(conn, [HistoryOf(1), HistoryOf(2)]),
    "reviews.remarks": lambda conn: reviews.remarks(conn, [CommentsOn(1), CommentsOn(2)]),
    "reviews.recused": lambda conn: reviews.recused(conn, [RecusedFrom(1, 1), RecusedFrom(2, 1)]),
    "places.take": lambda conn: conn.execute(places._take, PLACE | {"most": 3}),
    "places.free": lambda conn: conn.execute(places._free, PLACE),
    "places.let_go": lambda conn: conn.execute(places._let_go, PLACE | {"nomination": 1}),
    "places.held_by": lambda conn: places.held_by(conn, 1),
    "twins.forget": lambda conn: twins.forget(conn, 1),
    "traces.forget": lambda conn: traces.forget(conn, 1),
    "nominations.one": lambda conn: conn.execute(nominations._one, {"id": 1}),
    "places.taken": lambda conn: places.taken(conn, [PlacesTaken(1, 1), PlacesTaken(1, 2)]),
    "timers.held": lambda conn: timers.held(conn, "file", NOW, 10),
    "timers.claim": lambda conn: timers.claim(conn, NOW, 10, UNTIL),
    "timers.rearm": lambda conn: timers.rearm(conn, [Rearmed(1, TODAY), Rearmed(2, None)], NOW),
    "timers.announce_to": lambda conn: timers.announce_to(conn, [1, 2], NOW),
    "looking.files": lambda conn: looking.files(conn, [Timer(1, "file", 1, None, TODAY)], NOW),
    "looking.ballots": lambda conn: looking.ballots(conn, [Timer(1, "vote", 1, None, TODAY)], NOW),
    "looking.drafts": lambda conn: looking.drafts(conn, [Timer(1, "draft", 1, 1, TODAY)], NOW),
    "addressees.of_closing": lambda conn: conn.execute(addressees.of_closing(extended=False, others=1), CLOSING),
    "addressees.of_closing extended": lambda conn: conn.execute(
        addressees.of_closing(extended=True, others=0), CLOSING
    ),
    "addressees.of_overdue": lambda conn: conn.execute(addressees.of_overdue(extended=False, others=0), CLOSING),
    "addressees.of_duty": lambda conn: conn.execute(addressees.OF_DUTY, CLOSING | {"levels": ["commune"]}),
    "addressees.of_owners": lambda conn: conn.execute(addressees.OF_OWNERS, {"owner": 1, "matter": "a"}),
    "addressees.of_desk": lambda conn: conn.execute(addressees.OF_DESK, {"ids": [1, 2]}),
    "addressees.of_votes": lambda conn: conn.execute(addressees.OF_VOTES, {"ids": [1, 2]}),
    "pending.pending": lambda conn: pending.pending(conn, [PendingFor(1, TODAY, TODAY)], ZONE),
    "pending.remarks": lambda conn: pending._remarked(conn, [1, 2]),
    "gaps.brought": lambda conn: conn.execute(gaps._brought, {"units": [1, 2], "rounds": [1, 2]}),
    "gaps.short": lambda conn: conn.execute(gaps._short, {"units": [1], "rounds": [1, 2], "on": TODAY}),
    "gaps.officers": lambda conn: conn.execute(gaps._officers, {"units": [1, 2]}),
    "gaps.on_paper": lambda conn: conn.execute(gaps.ON_PAPER, {"units": [1, 2]}),
    "gaps.bearing_unit": lambda conn: gaps.bearing_unit(conn, 1),
    "units.lineages": lambda conn: units.lineages(conn, [LineageOf(1), LineageOf(2)]),
    "units.stations": lambda conn: units.stations(conn, [StationAbove(1, ("commune",), above=True)]),
    "units.territories": lambda conn: units.territories(conn, [TerritoryOf(1), TerritoryOf(2)]),
    "units.search of a unit that is no more": lambda conn: units._now_called(conn, UnitsNamed(1, "a b"), TODAY),
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
WHOLE_TABLE = {
    "sqlite": r"SCAN (?!up\b|due\b|who\b|anon_|CONSTANT|\d|\(|SUBQUERY)(.+)",
    "postgresql": r"Seq Scan on (\S+)",
}
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
