"""Every query that a flow can ask has somebody who answers it, for a whole batch at once."""

from datetime import date
from typing import Any

from conversations import queries
from conversations.audience import Audience
from conversations.queries import (
    AnnouncedTo,
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
    FreshCode,
    Gallery,
    HistoryOf,
    InviteBehind,
    Invited,
    InviteLinks,
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
    Query,
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
from storage import facts, invites
from storage.database import Database
from storage.facts import World
from storage.invites import NewInvite
from tests.storage.province import MINUTE, NOW, TODAY, ZONE, Province

WORLD = World(NOW, ZONE, hash_code=lambda code: f"hash of {code}", hash_phone=lambda phone: f"hash of {phone}")


def test_every_query_has_a_loader() -> None:
    kinds = {kind for kind in vars(queries).values() if isinstance(kind, type) and issubclass(kind, Query)}
    assert facts.LOADERS.keys() == kinds - {Query, FreshCode, InviteLinks}  # of these the caller knows


async def test_a_mixed_batch(database: Database, province: Province) -> None:
    async with database.write() as conn:
        await invites.issue(conn, [NewInvite("hash of LAN", province.lan.id, NOW + MINUTE)])
        queries: list[Query[Any]] = [
            InviteBehind("LAN"),
            InviteBehind("XYZ"),
            UnitsNamed(province.province, "huu lien"),
            UnitsNamed(province.van_nham, "huu lien"),
            OpenRounds(province.farmers, TODAY),
            OpenRounds(province.farmers, date(2030, 1, 1)),
            ReadersOf(province.farmers),
            TerritoryOf(province.farmers),
        ]
        found = await facts.answer(conn, [*queries, *queries], WORLD)
    assert found.keys() == set(queries)
    assert found[queries[0]] == Invited("Hoàng Thị Lan", "Hội Nông dân xã Vân Nham")
    assert found[queries[1]] == "unknown"
    assert [unit.name for unit in found[queries[2]]] == ["xã Hữu Liên"]
    assert [round_.id for round_ in found[queries[4]]] == [province.round]
    assert found[queries[7]] == province.van_nham
    assert found[queries[6]] == ("Lý Văn Bình", "Vi Thị Minh")


async def test_nothing_known_is_the_empty_answer(database: Database) -> None:
    queries: list[Query[Any]] = [
        InviteBehind("X"),
        UnitsNamed(9, "xa"),
        UnitsNamed(9, ""),
        OpenRounds(9, TODAY),
        RoundById(9),
        RoundsUnder(9, TODAY),
        RoundAnswers(9),
        TriedUnder("none"),
        WorkbookRead("0"),
        RosterRead("0", 9),
        SentFilesOf(9),
        SentFilesOf(9, unit_id=9),
        DossierById(9),
        NominationJournal(9),
        DraftJournal(9, 1),
        ReadersOf(9),
        LeadersAt((9,)),
        TerritoryOf(9),
        TwinsOf(Marks(body=False, name="A B", born="1979", place="thôn C", territory=9), 9, 9, 9),
        CoNominatorsOf(9),
        BehindIt(9),
        NominatorsUnder(9),
        ExtensionsOf(9),
        PhotoTwinsOf(("0",), 9, 9),
        CopiedStories(((1, 2, 3),), 9, 9),
        QueueOf((9,), 9),
        QueueOf((), 9),
        QueueLength((9,), 9),
        HistoryOf(9),
        CommentsOn(9),
        RecusedFrom(9, 9),
        LineageOf(9),
        StationAbove(9, ("province",)),
        PlacesTaken(9, 9),
        BoardOf(9, 9, ("commune",), TODAY),
        UnitById(9),
        UnitCardById(9, 9),
        PeopleNamed(9, "lan"),
        PersonById(9, 1),
        PhoneHolder("0912345678"),
        JoinPause("9"),
        CandidatesAt((9,)),
        CouncilOf(9),
        LatestVoteOn(9),
        StandingOf((9,)),
        TalliesOf(9),
        VoteById(9),
        VotesAt((9,)),
        CaredBy(9),
        VisitsDue(9, TODAY),
        VisitsOf(9),
        ComingRounds(9, TODAY),
        FollowUpsOf(9),
        ConsentTo(9),
        Gallery(()),
        Gallery(("na", "oi")),
        ExemplarById(9),
        ToursAsked(9, TODAY),
        AudienceOf(Audience(9), 9),
        BroadcastById(9),
        BroadcastsUnder((9,)),
        RollCall(9),
        AnnouncedTo(9),
        AnnouncedTo(9, 9),
        PendingFor(9, TODAY, TODAY),
        ReminderWishes(9),
    ]
    assert {type(query) for query in queries} == facts.LOADERS.keys()
    async with database.read() as conn:
        assert await facts.answer(conn, queries, WORLD) == {query: query.empty() for query in queries}
