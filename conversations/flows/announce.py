"""An announcement: what it says, for whom, when. It is shown as it will look, with how many people get it, before it
goes; above `MANY` that is asked once more. A planned one is changed the same way.
"""

from collections.abc import Generator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from conversations.announcement import composed, words_of
from conversations.answers.choice import Choice
from conversations.answers.confirm import Confirm
from conversations.answers.date import Day
from conversations.answers.files import Files
from conversations.answers.question import Option, Reader
from conversations.answers.text import SKIP_WORDS, LongText
from conversations.answers.time_of_day import TimeOfDay
from conversations.audience import Audience
from conversations.flow import Finish, Flow, FlowKind, Scene, Start
from conversations.flows.administering import area
from conversations.flows.evidence import ENDINGS
from conversations.flows.whom import whom
from conversations.model import BroadcastKept, Json, KeptFile, Paper
from conversations.queries import AudienceOf, AudienceSeen, Broadcast, Unit
from conversations.rights import units_where
from conversations.texts import Joined, Text, phrase

Asking = Generator[Any, Any, Any]
MOST = 2_500
"""Characters: with what stands around it one message at every door."""
MANY = 200
"""People above which it is asked twice."""
FURTHEST = timedelta(days=180)
FIRST, LAST = time(7), time(20)
"""Between which an announcement may be planned: nobody is woken by one."""
HOURS = (time(7, 30), time(9), time(14), time(16))
CUT = 60
"""Characters of a text that stand on a card."""


@dataclass(frozen=True, kw_only=True)
class Body(LongText):
    """What is announced; on the card only how it begins, for it is shown whole above."""

    most: int = MOST

    def show(self, value: str) -> Text:
        return beginning(value) or phrase("show.skipped")


@dataclass(frozen=True, kw_only=True)
class Attachment(Files):
    """What goes with it; there need not be anything, now or later."""

    optional: bool = True
    most: int = 1

    def options(self, kept: Json, reader: Reader) -> tuple[Option, ...]:
        none = Option("skip", phrase("option.skip"), SKIP_WORDS)
        return tuple(none if option.id == "skip" else option for option in super().options(kept, reader))

    def show(self, value: tuple[KeptFile, ...]) -> Text:
        return super().show(value) if value else phrase("show.skipped")


def beginning(text: str) -> str:
    """Return how a text begins, in one line."""
    line = " ".join(text.replace("*", "").split())
    return line if len(line) <= CUT else f"{line[:CUT].rsplit(' ', 1)[0]}…"


def announce(scene: Scene) -> Flow:
    """Ask for everything, show it, and let it go. `args` may hold the announcement that is changed."""
    if not units_where(scene.speaker, "announce"):
        return Finish(say=(phrase("announce.no_right"),))
    text: str = yield from Body(key="text", name="announce.text")
    text_en: str = yield from Body(key="text_en", name="announce.text_en", optional=True)
    files: tuple[KeptFile, ...] = yield from Attachment(key="paper", name="announce.paper")
    top: Unit = yield from area(scene)
    audience: Audience = yield from whom(top, scene)
    at: datetime | None = yield from _when(scene)
    seen = scene.look(AudienceOf(audience, scene.speaker.id))
    number, version = (int(str(scene.args.get(name, 0))) for name in ("broadcast", "version"))
    papers = tuple(Paper("kept", _called(file), file.sha256) for file in files)
    answers = {key: value for key, value in scene.given.items() if key not in ("review", "sure")}
    deed = BroadcastKept(number, version, audience, text, text_en, papers, at or scene.now, answers)
    if not (yield from _sure(deed, seen, at, scene)):
        return Finish(say=(phrase("announce.dropped"),), then=Start("announcements"))
    told = phrase("announce.planned", at=moment(at), n=seen.total) if at else phrase("announce.going", n=seen.total)
    return Finish(say=(told, phrase("announce.follow")), deeds=(deed,), then=Start("menu", {"brief": True}))


def _called(file: KeptFile) -> str:
    stem, _, ending = file.name.rpartition(".")
    return (stem or ending or "thong-bao") + ENDINGS.get(file.mime, "")


def _when(scene: Scene) -> Asking:
    """Return when it goes; None: now."""
    now = Option("now", phrase("announce.now"), ("ngay", "gui ngay", "bay gio", "now"))
    later = Option("later", phrase("announce.later"), ("sau", "hen gio", "de sau", "later"))
    night = not FIRST <= scene.now.time() <= LAST
    lead = (phrase("announce.night", time=scene.now.strftime("%H:%M")),) if night else ()
    chosen = yield from Choice(key="when", name="announce.when", choices=(now, later), lead=lead)
    if chosen == "now":
        return None
    today = scene.today
    first = today if scene.now.time() < LAST else today + timedelta(days=1)
    raw = yield from Day(
        key="day", name="announce.day", earliest=today.year, latest=today + FURTHEST, year_alone=False,
        after=first - timedelta(days=1), offers=tuple(first + timedelta(days=n) for n in range(3)),
    )  # fmt: skip
    day = date.fromisoformat(raw)
    soonest = max(FIRST, (scene.now + timedelta(minutes=1)).time().replace(second=0, microsecond=0))
    least = soonest if day == today else FIRST
    offers = tuple(hour for hour in HOURS if hour >= least)
    hour = yield from TimeOfDay(key="hour", name="announce.hour", earliest=least, latest=LAST, offers=offers)
    return datetime.combine(day, time.fromisoformat(hour), scene.now.tzinfo)


def _sure(deed: BroadcastKept, seen: AudienceSeen, at: datetime | None, scene: Scene) -> Asking:
    """Show it as those see it who get it, and who they are; whether it is to go."""
    going = phrase("announce.plan", at=moment(at)) if at else phrase("announce.go")
    go = Option("go", going, ("gui", "gui di", "dong y", "hen", "go", "send"))
    drop = Option("drop", phrase("announce.drop"), ("bo", "thoi", "khong gui", "drop"))
    reached = seen.total - seen.unreachable
    choices = (go, drop) if reached else (drop,)
    lead = (*_looks(deed, scene), *_reach(seen))
    chosen = yield from Choice(
        key="review", name="announce.review", choices=choices, lead=lead, papers=deed.papers, lists=True, listed=False
    )
    if chosen == "drop" or seen.total <= MANY:
        return chosen == "go"
    return (
        yield from Confirm(
            key="sure", name="announce.sure", args={"n": seen.total}, listed=False,
            yes=phrase("announce.sure.yes", n=seen.total), no=phrase("announce.sure.no"),
        )
    )  # fmt: skip


def _looks(deed: BroadcastKept, scene: Scene) -> tuple[Text, ...]:
    person = scene.speaker
    drawn = Broadcast(
        0, 0, "scheduled", deed.audience.unit_id, "", deed.text, deed.text_en, deed.papers, person.name, person.unit,
        deed.at, corrected=False,
    )  # fmt: skip
    english = (phrase("announce.looks_en"), *words_of(drawn, "en")) if deed.text_en else ()
    return (phrase("announce.looks"), *composed(drawn, "announce", "vi").body, *english)


def _reach(seen: AudienceSeen) -> tuple[Text, ...]:
    """How many get it, some of them by name, and how many have no open door."""
    if not seen.total:
        return (phrase("announce.nobody"),)
    left = seen.total - len(seen.names)
    some: tuple[Text, ...] = (*seen.names, phrase("announce.others", n=left)) if left else seen.names
    lacking = (phrase("announce.unreachable", n=seen.unreachable),) if seen.unreachable else ()
    return (phrase("announce.reach", n=seen.total, names=Joined(some)), *lacking)


def moment(at: datetime) -> Text:
    """Return a day and an hour as people say them."""
    return phrase("announce.moment", time=at.strftime("%H:%M"), day=at.date())


def title(answers: Mapping[str, Json]) -> Text:
    """Name an announcement that is being written by how it begins."""
    text = answers.get("text")
    return phrase("announce.title", text=beginning(text)) if isinstance(text, str) else phrase("announce.untitled")


ANNOUNCE = FlowKind("announce", announce, draft=True, title=title)
