"""A person who talks to the engine: says, taps, sends, reads. No network, no database; the state is read back from its
own JSON before every step, so that durability is tested by every test that uses this.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from bot.catalogue import Catalogue
from bot.channels.base import Bubble, Capabilities
from bot.render import Renderer
from conversations.answers.folding import fold
from conversations.answers.workbook import XLSX
from conversations.criteria.judged import Judged
from conversations.engine import Step, step
from conversations.flows import FLOWS
from conversations.model import (
    SUBJECT_KINDS,
    Amend,
    BadFile,
    CoNominated,
    Deed,
    Effect,
    Event,
    Filed,
    Json,
    KeptFile,
    Message,
    Person,
    PlanPublished,
    Recorded,
    RoundKept,
    Said,
    Say,
    SentFiles,
    Tapped,
    Toast,
)
from conversations.plans.documents import document_from_json
from conversations.plans.loader import load_plans, plan_of
from conversations.plans.plan import Criterion
from conversations.plans.rules import Rules
from conversations.plans.shelf import Plans
from conversations.plans.table import Nowhere
from conversations.queries import (  # fmt: skip
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
    FreshCode,
    Gallery,
    HistoryOf,
    InviteBehind,
    InviteLinks,
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
    Round,
    RoundAnswers,
    RoundById,
    RoundsUnder,
    SentFilesOf,
    StandingOf,
    StationAbove,
    TalliesOf,
    TerritoryOf,
    ToursAsked,
    Tried,
    TriedUnder,
    TwinsOf,
    Unit,
    UnitById,
    UnitCardById,
    UnitsNamed,
    VisitsDue,
    VisitsOf,
    VoteById,
    VotesAt,
    WorkbookRead,
)
from conversations.state import State, state_from_json, state_to_json
from conversations.turn import Turn, Wanted, World
from tests.filed import COMMUNE, FiledFiles
from tests.kept import Kept
from tests.staff import UNITS, Staff

TOP = Path(__file__).parent.parent
VIETNAM = timezone(timedelta(hours=7))
BEGIN = datetime(2026, 11, 21, 9, 0, tzinfo=VIETNAM)
CATALOGUE = Catalogue(TOP / "locales")
RENDERER = Renderer(CATALOGUE)
PLANS = load_plans(TOP / "conversations" / "plans")
LAN = Person(1, "Nông Thị Lan", "chị Lan", 7, "Hội Nông dân xã Vân Nham", frozenset({"officer"}))
HUNG = Person(2, "Hoàng Văn Hùng", "anh Hùng", 3, "xã Vân Nham", frozenset({"leader"}))
HA = Person(3, "Lương Thu Hà", "chị Hà", 1, "tỉnh Mẫu Sơn", frozenset({"admin"}))
MAI = Person(4, "Vi Thị Mai", "chị Mai", 8, "Hội Phụ nữ xã Vân Nham", frozenset({"officer"}))
CAST = {"lan": LAN, "hung": HUNG, "ha": HA, "mai": MAI}
VILLAGES = tuple(
    Unit(100 + n, name, "xã Vân Nham, tỉnh Mẫu Sơn")
    for n, name in enumerate(("thôn Đồng Mỏ", "thôn Toàn Tâm", "thôn Phổng", "thôn Bến Cốn"))
)


def rounds_of(plans: Plans) -> tuple[Round, ...]:
    """An open round of every plan, numbered in the order of the plans."""
    return tuple(
        Round(n, plan.id, f"Đợt 2027 – {plan.short}", 2027, date(2026, 10, 22), date(2027, 2, 4), (2024, 2025, 2026), 1)
        for n, plan in enumerate(plans.values(), 1)
    )


@dataclass
class Talk:
    """One person at one door, with the facts that a storage would give."""

    person: Person | None = LAN
    now: datetime = BEGIN
    door: str = "1"
    can: Capabilities = field(default_factory=Capabilities)
    plans: Plans = field(default_factory=lambda: PLANS)
    rounds: tuple[Round, ...] = field(default_factory=lambda: rounds_of(PLANS))
    round_answers: dict[int, dict[str, Json]] = field(default_factory=dict)
    staff: Staff = field(default_factory=lambda: Staff.of(CAST.values()))
    workbooks: dict[str, Json] = field(default_factory=dict)
    elsewhere: dict[str, tuple[Any, Message | None]] = field(default_factory=dict)
    state: Any = None
    deeds: list[Deed] = field(default_factory=list)
    filed: FiledFiles = field(default_factory=FiledFiles)
    recorded: list[Recorded] = field(default_factory=list)
    bubbles: list[tuple[str, Bubble]] = field(default_factory=list)
    open: Message | None = None
    toasts: list[str] = field(default_factory=list)
    wanted: set[type[Any]] = field(default_factory=set)
    kept: Kept = field(default_factory=Kept)

    def does(self, event: Event) -> list[tuple[str, Bubble]]:
        """Let something happen; return what is said then, as (verb, bubble)."""
        facts: dict[AnyQuery, Any] = {}
        for _ in range(30):
            turn = step(self._world(), self._state(), event, facts)
            if isinstance(turn, Turn):
                return self._take(turn)
            assert isinstance(turn, Wanted)
            self.wanted |= {type(query) for query in turn.queries}
            facts |= {query: self.fact(query) for query in turn.queries}
        raise AssertionError("the engine keeps asking for facts")

    def says(self, text: str) -> list[tuple[str, Bubble]]:
        """Type something."""
        return self.does(Said(text))

    def taps(self, label: str) -> list[tuple[str, Bubble]]:
        """Tap the button of the open message whose label begins with `label` (or whose choice it is)."""
        message = self._open_message()
        buttons = (*message.buttons, *message.controls)
        lines = {f"sửa {line.number}": line.choice for line in message.lines}
        words = CATALOGUE.words(self._state().locale)
        found = [b.choice for b in buttons if b.choice == label or fold(words(b.label)).startswith(fold(label))]
        choice = lines.get(label) or (found[0] if found else None)
        assert choice, f"no button {label!r} among {[words(b.label) for b in buttons]}"
        return self.does(Tapped(message.ref, choice))

    def sends(self, *names: str) -> list[tuple[str, Bubble]]:
        """Send files: `photo1.jpg` is kept, `too_big:film.mov` is one that could not be."""
        return self.does(SentFiles(tuple(_file(name) for name in names)))

    def waits(self, **span: float) -> None:
        """Let time pass."""
        self.now += timedelta(**span)

    @property
    def last(self) -> str:
        """The text of the newest message."""
        return self.bubbles[-1][1].plain()

    def asks(self) -> str:
        """The key of the open question."""
        spot = Step(self._world(), self._state(), Everything(self.fact)).spot()
        return spot.question.key if spot.question else ""

    def gives_way_to(self, person: Person) -> None:
        """Let somebody else speak, at a door of his own."""
        if self.person is not None:
            self.elsewhere[self.person.name] = (self.state, self.open)
        self.person = self._as_he_is_now(person)
        self.state, self.open = self.elsewhere.get(person.name, (None, None))

    def _as_he_is_now(self, person: Person) -> Person:
        card = self.staff.people[person.id]
        own = frozenset(held.role for held, _ in card.roles if held.unit_id == card.unit_id)
        return replace(person, unit_id=card.unit_id, unit=UNITS[card.unit_id].name, roles=own)

    def publish(self, plan_id: str, field_id: str, text: str) -> None:
        """Put a newer version of a plan on the shelf: the field's first statement is out, `text` is in."""
        plan = self.plans[plan_id]
        new = Criterion("new.1", text, "II", SUBJECT_KINDS, Judged())
        fields = tuple(
            replace(one, criteria=(*one.criteria[1:], replace(new, kinds=one.kinds))) if one.id == field_id else one
            for one in plan.fields
        )
        self.plans = self.plans.joined([replace(plan, version=plan.version + 1, fields=fields)])

    def _world(self) -> World:
        return World(self.person, self.door, self.now, self.now.date(), self.plans, FLOWS, CATALOGUE.words)

    def _state(self) -> State:
        return state_from_json(self.state)

    def _take(self, turn: Turn) -> list[tuple[str, Bubble]]:
        self.state = json.loads(json.dumps(state_to_json(turn.state)))
        said: list[tuple[str, Bubble]] = []
        for effect in turn.effects:
            said += self._effect(effect, turn.state)
        self.bubbles += said
        return said

    def _effect(self, effect: Effect, state: State) -> list[tuple[str, Bubble]]:
        match effect:
            case Say(message=message):
                self.open = message
                return [("send", RENDERER.bubble(message, state.locale, self.can))]
            case Amend(message=message):
                if message.buttons:
                    self.open = message
                return [("amend", RENDERER.bubble(message, state.locale, self.can))]
            case Toast(text=text):
                self.toasts.append(RENDERER.toast(text, state.locale))
            case Recorded():
                self.recorded.append(effect)
                if self.person:
                    self.kept.answered(self.person, effect, self.now)
            case _:
                self.deeds.append(effect)
                if self.person:
                    self.kept.did(self.person, effect, self.now)
                self._done(effect)
        return []

    def _done(self, deed: Deed) -> None:
        """What others see of a deed afterwards."""
        match deed:
            case Filed() if self.person:
                self.filed.add(self.person, deed, self.now)
            case CoNominated(nomination_id=number) if self.person:
                self.filed.join(number, self.person)
            case RoundKept(round_id=number):
                kept = Round(
                    number or len(self.rounds) + 1, deed.plan_id, deed.name, deed.year, deed.opens, deed.closes,
                    deed.years, deed.unit_id, Rules.from_json(json.loads(json.dumps(deed.rules))),
                )  # fmt: skip
                self.rounds = (*(one for one in self.rounds if one.id != kept.id), kept)
                self.round_answers[kept.id] = deed.answers
            case PlanPublished(plan_id=plan_id, document=document):
                version = max((plan.version for plan in self.plans.versions(plan_id)), default=0) + 1
                plan, faults = plan_of(document_from_json(document) | {"version": version}, plan_id, Nowhere())
                assert not faults
                self.plans = self.plans.joined([plan])
            case _:
                self.staff.do(deed)

    def _open_message(self) -> Message:
        assert self.open is not None, "nothing was asked yet"
        return self.open

    def fact(self, query: AnyQuery) -> Any:
        return FACTS[type(query)](self, query)


class Everything(dict[AnyQuery, Any]):
    """All facts at once."""

    def __init__(self, fact: Callable[[AnyQuery], Any]) -> None:
        super().__init__()
        self._fact = fact

    def __contains__(self, query: object) -> bool:
        return True

    def __getitem__(self, query: AnyQuery) -> Any:
        return self._fact(query)


MIMES = {".pdf": "application/pdf", ".xlsx": XLSX}


def _file(name: str) -> KeptFile | BadFile:
    fault, _, rest = name.partition(":")
    if rest:
        return BadFile(rest, fault)  # type: ignore[arg-type]  # the transcript names one of the faults
    mime = MIMES.get(Path(name).suffix, "image/jpeg")
    return KeptFile(fold(name).encode().hex().ljust(64, "0")[:64], mime, 1000, name)


def _tried(talk: Talk, plan_id: str) -> Iterator[Tried]:
    years = {round_.id: round_.years for round_ in talk.rounds}
    for deed in talk.deeds:
        if isinstance(deed, Filed) and deed.plan_id == plan_id:
            yield Tried(deed.field_id, deed.kind, deed.answers, years[deed.round_id])


def _units(_: Talk, query: UnitsNamed) -> tuple[Unit, ...]:
    words = query.folded.split()
    units = VILLAGES if query.under == 3 or query.level else tuple(UNITS.values())
    return tuple(unit for unit in units if all(word in fold(unit.name) for word in words))[: query.limit]


NOTHING_SENT: tuple[type[Any], ...] = (
    QueueOf, QueueLength, HistoryOf, CommentsOn, RecusedFrom, PlacesTaken, BoardOf,
    CandidatesAt, CouncilOf, LatestVoteOn, StandingOf, TalliesOf, VoteById, VotesAt,
    BehindIt, ExtensionsOf, NominatorsUnder,
    CaredBy, VisitsDue, VisitsOf, ComingRounds, FollowUpsOf, ConsentTo, Gallery, ExemplarById, ToursAsked,
    UnitCardById, AnnouncedTo, AudienceOf, BroadcastById, BroadcastsUnder, RollCall,
    UnitCardById, PendingFor, ReminderWishes,
)  # fmt: skip
"""What is asked about nominations of others: nobody else is here. Stories (story.py) are told with several people."""

FACTS: dict[type[Any], Callable[[Talk, Any], Any]] = {
    RoundsUnder: lambda talk, query: tuple(r for r in talk.rounds if r.closes >= query.on),
    RoundAnswers: lambda talk, query: talk.round_answers.get(query.round_id),
    TriedUnder: lambda talk, query: tuple(_tried(talk, query.plan_id)),
    WorkbookRead: lambda talk, query: talk.workbooks.get(query.sha256),
    OpenRounds: lambda talk, query: tuple(r for r in talk.rounds if r.opens <= query.on <= r.closes),
    RoundById: lambda talk, query: next((r for r in talk.rounds if r.id == query.round_id), None),
    UnitsNamed: _units,
    TerritoryOf: lambda _, query: COMMUNE,
    InviteBehind: lambda _, query: "unknown",
    InviteLinks: lambda _, query: (f"https://neu-guong.example/v/{query.code}",),
    JoinPause: lambda _, query: None,
    RosterRead: lambda talk, query: talk.staff.read(query),
    UnitById: lambda _, query: UNITS.get(query.unit_id),
    PeopleNamed: lambda talk, query: talk.staff.named(query),
    PersonById: lambda talk, query: talk.staff.card(query),
    PhoneHolder: lambda talk, query: talk.staff.holder(query),
    FreshCode: lambda _, query: "ABCD-EFGH-2345",
    SentFilesOf: lambda talk, query: talk.filed.sent_of(query),
    DossierById: lambda talk, query: talk.filed.whole(query),
    TwinsOf: lambda talk, query: talk.filed.twins_of(query),
    PhotoTwinsOf: lambda talk, query: talk.filed.photos(query),
    CopiedStories: lambda talk, query: talk.filed.stories(query),
    CoNominatorsOf: lambda talk, query: talk.filed.behind(query),
    NominationJournal: lambda talk, query: talk.kept.of_nomination(query),
    DraftJournal: lambda talk, query: talk.kept.of_draft(query),
    LeadersAt: lambda _, query: (),
    ReadersOf: lambda _, query: ("Hoàng Văn Hùng",),
    LineageOf: lambda _, query: (query.unit_id, 3, 1),
    StationAbove: lambda _, query: Unit(3, "xã Vân Nham", "tỉnh Mẫu Sơn"),
    **{kind: lambda _, query: query.empty() for kind in NOTHING_SENT},
}
