"""Answers what flows ask of the storage: all queries of one kind together. Adding a query is adding a line here.

The loaders stand with their tables. What only the world knows (the moment, the zone, the hash) is handed in.
"""

from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from conversations.queries import (
    AnnouncedTo,
    AnyQuery,
    AudienceOf,
    BehindIt,
    BoardOf,
    BroadcastById,
    BroadcastsUnder,
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
    InviteBehind,
    Invited,
    JoinPause,
    LatestVoteOn,
    LeadersAt,
    LineageOf,
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
    ReminderWishes,
    RollCall,
    RosterRead,
    RoundAnswers,
    RoundById,
    RoundsUnder,
    SentFilesOf,
    Someone,
    StandingOf,
    StationAbove,
    TalliesOf,
    TerritoryOf,
    ToursAsked,
    TriedUnder,
    TwinsOf,
    UnitById,
    UnitCardById,
    UnitsNamed,
    VisitsDue,
    VisitsOf,
    VoteById,
    VotesAt,
    WorkbookRead,
)
from storage import (
    announcements,
    audiences,
    board,
    directory,
    extensions,
    files,
    following,
    gallery,
    invites,
    journal,
    nominations,
    nurture,
    pending,
    people,
    places,
    reviews,
    roster,
    rounds,
    traces,
    twins,
    unit_cards,
    units,
    votes,
)


@dataclass(frozen=True, slots=True)
class World:
    """What the storage cannot know by itself. `zone` is where days begin and end for people."""

    now: datetime
    zone: tzinfo
    hash_code: Callable[[str], str]
    hash_phone: Callable[[str], str]

    @property
    def today(self) -> date:
        return self.now.astimezone(self.zone).date()


async def _invited(
    conn: AsyncConnection, queries: Collection[InviteBehind], world: World
) -> dict[InviteBehind, Invited | invites.Refusal]:
    hashes = {query: world.hash_code(query.code) for query in queries}
    behind = await invites.behind(conn, set(hashes.values()), world.now)
    return {query: behind[code_hash] for query, code_hash in hashes.items()}


async def _phones(
    conn: AsyncConnection, queries: Collection[PhoneHolder], world: World
) -> dict[PhoneHolder, Someone | None]:
    return await directory.by_phone(conn, {query: world.hash_phone(query.phone) for query in queries})


Loader = Callable[[AsyncConnection, Collection[Any], World], Awaitable[Mapping[Any, Any]]]
LOADERS: Mapping[type[AnyQuery], Loader] = {
    OpenRounds: lambda conn, queries, _: rounds.open_on(conn, queries),
    RoundById: lambda conn, queries, _: rounds.by_ids(conn, queries),
    RoundsUnder: lambda conn, queries, _: rounds.under(conn, queries),
    ExtensionsOf: lambda conn, queries, _: extensions.of_rounds(conn, queries),
    RoundAnswers: lambda conn, queries, _: rounds.answers(conn, queries),
    LineageOf: lambda conn, queries, _: units.lineages(conn, queries),
    StationAbove: lambda conn, queries, _: units.stations(conn, queries),
    QueueOf: lambda conn, queries, world: reviews.queues(conn, queries, world.zone),
    QueueLength: lambda conn, queries, _: reviews.lengths(conn, queries),
    HistoryOf: lambda conn, queries, _: reviews.histories(conn, queries),
    CommentsOn: lambda conn, queries, _: reviews.remarks(conn, queries),
    RecusedFrom: lambda conn, queries, _: reviews.recused(conn, queries),
    PlacesTaken: lambda conn, queries, _: places.taken(conn, queries),
    BoardOf: lambda conn, queries, _: board.boards(conn, queries),
    TriedUnder: lambda conn, queries, _: nominations.tried(conn, queries),
    WorkbookRead: lambda conn, queries, _: files.readings(conn, queries),
    RosterRead: lambda conn, queries, world: roster.seen(conn, list(queries), world.today),
    UnitsNamed: lambda conn, queries, world: units.search(conn, queries, world.today),
    UnitById: lambda conn, queries, _: units.known(conn, queries),
    UnitCardById: lambda conn, queries, world: unit_cards.cards(conn, queries, world.today),
    PeopleNamed: lambda conn, queries, _: directory.named(conn, queries),
    PersonById: lambda conn, queries, world: directory.cards(conn, queries, world.now),
    PhoneHolder: _phones,
    JoinPause: lambda conn, queries, world: invites.pauses(conn, queries, world.now),
    TerritoryOf: lambda conn, queries, _: units.territories(conn, queries),
    InviteBehind: _invited,
    SentFilesOf: lambda conn, queries, world: nominations.sent_of(conn, queries, world.zone),
    DossierById: lambda conn, queries, world: nominations.dossiers(conn, queries, world.zone),
    TwinsOf: lambda conn, queries, world: twins.alike(conn, queries, world.zone),
    PhotoTwinsOf: lambda conn, queries, _: traces.photos(conn, queries),
    CopiedStories: lambda conn, queries, _: traces.stories(conn, queries),
    CoNominatorsOf: lambda conn, queries, _: twins.joined(conn, queries),
    BehindIt: lambda conn, queries, _: twins.behind(conn, queries),
    NominationJournal: lambda conn, queries, world: journal.of_nominations(conn, queries, world.zone),
    DraftJournal: lambda conn, queries, world: journal.of_drafts(conn, queries, world.zone),
    LeadersAt: lambda conn, queries, _: people.leaders_at(conn, queries),
    ReadersOf: lambda conn, queries, _: people.readers_of(conn, queries),
    NominatorsUnder: lambda conn, queries, _: people.nominators_under(conn, queries),
    CandidatesAt: lambda conn, queries, _: votes.candidates(conn, queries),
    CouncilOf: lambda conn, queries, _: votes.councils(conn, queries),
    VoteById: lambda conn, queries, _: votes.by_ids(conn, queries),
    VotesAt: lambda conn, queries, _: votes.at_units(conn, queries),
    LatestVoteOn: lambda conn, queries, _: votes.latest(conn, queries),
    StandingOf: lambda conn, queries, _: votes.standings(conn, queries),
    TalliesOf: lambda conn, queries, world: votes.tallies(conn, queries, world.today),
    CaredBy: lambda conn, queries, world: nurture.cared(conn, queries, world.zone),
    VisitsDue: lambda conn, queries, _: nurture.due(conn, queries),
    VisitsOf: lambda conn, queries, _: nurture.visits_of(conn, queries),
    ComingRounds: lambda conn, queries, _: rounds.coming(conn, queries),
    FollowUpsOf: lambda conn, queries, _: following.follow_ups_of(conn, queries),
    ConsentTo: lambda conn, queries, _: following.consents(conn, queries),
    PendingFor: lambda conn, queries, world: pending.pending(conn, queries, world.zone),
    ReminderWishes: lambda conn, queries, _: pending.wishes(conn, queries),
    ToursAsked: lambda conn, queries, world: following.tours_asked(conn, queries, world.zone),
    Gallery: lambda conn, queries, _: gallery.found(conn, queries),
    AudienceOf: lambda conn, queries, _: audiences.seen(conn, queries),
    BroadcastById: lambda conn, queries, world: announcements.by_ids(conn, queries, world.zone),
    BroadcastsUnder: lambda conn, queries, world: announcements.under(conn, queries, world.zone),
    RollCall: lambda conn, queries, _: announcements.rolls(conn, queries),
    AnnouncedTo: lambda conn, queries, world: announcements.announced(conn, queries, world.zone),
    ExemplarById: lambda conn, queries, _: gallery.by_ids(conn, queries),
}


async def answer(conn: AsyncConnection, queries: Collection[AnyQuery], world: World) -> dict[AnyQuery, Any]:
    """Return the answer to each query. `FreshCode` and `InviteLinks` are not asked here: the caller knows."""
    by_kind: dict[type[AnyQuery], set[AnyQuery]] = {}
    for query in queries:
        by_kind.setdefault(type(query), set()).add(query)
    answers: dict[AnyQuery, Any] = {}
    for kind, asked in by_kind.items():
        answers |= await LOADERS[kind](conn, list(asked), world)
    return answers
