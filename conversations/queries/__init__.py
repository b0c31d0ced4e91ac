"""What is asked of the storage, and what it answers. Data only; the loaders stand in storage/facts.py."""

from conversations.queries.joining import FreshCode, InviteBehind, Invited, InviteLinks, JoinPause
from conversations.queries.journal import DraftJournal, Happened, NominationJournal
from conversations.queries.nominations import CoNominatorsOf, Dossier, DossierById, Sent, SentFilesOf
from conversations.queries.people import (
    PeopleNamed,
    PersonById,
    PersonCard,
    PhoneHolder,
    ReadersOf,
    RosterRead,
    Someone,
)
from conversations.queries.query import AnyQuery, Facts, Query
from conversations.queries.review import CommentsOn, HistoryOf, QueueLength, QueueOf, RecusedFrom, Remark, Step
from conversations.queries.rounds import (
    OpenRounds,
    PlacesTaken,
    Round,
    RoundAnswers,
    RoundById,
    RoundsUnder,
    Tried,
    TriedUnder,
    WorkbookRead,
)
from conversations.queries.twins import CopiedStories, Elsewhere, Marks, PhotoTwinsOf, Twin, TwinsOf
from conversations.queries.units import LineageOf, StationAbove, TerritoryOf, Unit, UnitById, UnitsNamed

__all__ = [
    "AnyQuery",
    "CoNominatorsOf",
    "CommentsOn",
    "CopiedStories",
    "Dossier",
    "DossierById",
    "DraftJournal",
    "Elsewhere",
    "Facts",
    "FreshCode",
    "Happened",
    "HistoryOf",
    "InviteBehind",
    "InviteLinks",
    "Invited",
    "JoinPause",
    "LineageOf",
    "Marks",
    "NominationJournal",
    "OpenRounds",
    "PeopleNamed",
    "PersonById",
    "PersonCard",
    "PhoneHolder",
    "PhotoTwinsOf",
    "PlacesTaken",
    "Query",
    "QueueLength",
    "QueueOf",
    "ReadersOf",
    "RecusedFrom",
    "Remark",
    "RosterRead",
    "Round",
    "RoundAnswers",
    "RoundById",
    "RoundsUnder",
    "Sent",
    "SentFilesOf",
    "Someone",
    "StationAbove",
    "Step",
    "TerritoryOf",
    "Tried",
    "TriedUnder",
    "Twin",
    "TwinsOf",
    "Unit",
    "UnitById",
    "UnitsNamed",
    "WorkbookRead",
]
