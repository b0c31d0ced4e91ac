"""More time in a round for one unit and everybody below it: who, until when, why. Whoever nominates there is told.

The round's own closing day stays as it is; the unit may be any below the round's that the person has the right for.
"""

from collections.abc import Generator
from datetime import date, timedelta
from typing import Any

from conversations.answers.choice import Choice
from conversations.answers.date import Day
from conversations.answers.place import Place, Spot
from conversations.answers.question import Option
from conversations.answers.text import ShortText
from conversations.calendar.holidays import Uncharted
from conversations.calendar.tet import tet_warning
from conversations.calendar.workdays import last_working_day_until
from conversations.extensions import closing_for
from conversations.flow import Finish, Flow, FlowKind, Scene, Start
from conversations.model import Extended, Message, Told
from conversations.queries import ExtensionsOf, LineageOf, NominatorsUnder, Round, RoundById, Someone, UnitById
from conversations.rights import allowed, units_where
from conversations.texts import Joined, Text, phrase

Asking = Generator[Any, Any, Any]

OFFERED = (timedelta(days=3), timedelta(days=7), timedelta(days=14))
"""From the day on which it closes, or from today where that is over; the last working day until then is offered."""
LONGEST = timedelta(days=90)
"""More than that is another round, or a slip."""
MOST_NAMED = 4
"""Of those who are told; of more their number is said."""


def extension(scene: Scene) -> Flow:
    """Ask for the unit, the day and the reason, read it back, and give the time."""
    round_ = scene.look(RoundById(int(str(scene.args.get("round", 0)))))
    tops = tops_for(round_, scene) if round_ else ()
    if round_ is None or not tops:
        return Finish(say=(phrase("extension.no_right"),))
    top: int = yield from _top(tops, scene)
    spot: Spot = yield from Place(key="unit", name="extension.unit", args={"round": round_.name}, under=top, free=False)
    unit_id = spot.unit_id or 0
    lineage = scene.look(LineageOf(unit_id))
    if round_.unit_id not in lineage[1:] or not allowed(scene.speaker, "extend", lineage):
        return Finish(say=(phrase("extension.not_below", unit=spot.name),), then=Start("rounds"))
    given = scene.look(ExtensionsOf(round_.id))
    until: date = yield from _until(closing_for(round_, lineage, given), scene.today)
    why: str = yield from ShortText(key="why", name="extension.why", most=300)
    deed = Extended(round_.id, unit_id, until, why)
    people = tuple(one for one in scene.look(NominatorsUnder(unit_id)) if one.id != scene.speaker.id)
    go = Option("go", phrase("extension.go"), ("gia han", "dong y", "go"))
    lead = _card(spot.name, until, people)
    yield from Choice(key="review", name="extension.review", choices=(go,), lead=lead, lists=True, listed=False)
    words = phrase(
        "told.extended", round=round_.name, unit=spot.name, until=until, why=why, by=scene.speaker.name,
        of=scene.speaker.unit,
    )  # fmt: skip
    told = tuple(Told(one.id, Message(body=(words,))) for one in people)
    done = phrase("extension.done", unit=spot.name, until=until, n=len(people))
    return Finish(say=(done,), deeds=(deed, *told), then=Start("menu", {"brief": True}))


def tops_for(round_: Round, scene: Scene) -> tuple[int, ...]:
    """Return the units below which the person may give more time in this round; none where he may not at all."""
    above = scene.look(LineageOf(round_.unit_id))
    tops: list[int] = []
    for unit_id in units_where(scene.speaker, "extend"):
        if unit_id in above:
            tops.append(round_.unit_id)
        elif round_.unit_id in scene.look(LineageOf(unit_id)):
            tops.append(unit_id)
    return tuple(dict.fromkeys(tops))


def extension_lines(round_: Round, scene: Scene) -> tuple[Text, ...]:
    """Return who has more time in a round, as its card says it."""
    given = scene.look(ExtensionsOf(round_.id)) if round_.id else ()
    return tuple(phrase("extension.line", unit=one.unit, until=one.until, why=one.why) for one in given)


def _top(tops: tuple[int, ...], scene: Scene) -> Asking:
    """Where in the tree to look; asked where the person has the right at several places."""
    if len(tops) == 1:
        return tops[0]
    known = [unit for unit in (scene.look(UnitById(unit_id)) for unit_id in tops) if unit is not None]
    choices = tuple(Option(str(unit.id), unit.name) for unit in known)
    return int((yield from Choice(key="top", name="extension.top", choices=choices)))


def _until(closes: date, today: date) -> Asking:
    """A day that is later than what the unit has, and not over."""
    after = max(closes, today - timedelta(days=1))
    begin = max(closes, today)
    days = (last_working_day_until(begin + span) for span in OFFERED)
    offers = tuple(dict.fromkeys(day for day in days if not isinstance(day, Uncharted) and day > after))
    chosen = yield from Day(
        key="until", name="extension.until", args={"closes": closes}, earliest=today.year, latest=begin + LONGEST,
        after=after, offers=offers, year_alone=False,
    )  # fmt: skip
    return date.fromisoformat(chosen)


def _card(unit: str, until: date, people: tuple[Someone, ...]) -> tuple[Text, ...]:
    """What it comes to: the day with its weekday, whether it lies badly, and who will be told."""
    warning = tet_warning(until)
    names = tuple(one.name for one in people)
    who = Joined(names) if 0 < len(names) <= MOST_NAMED else phrase("extension.people", n=len(names))
    return (
        phrase("extension.card", unit=unit, until=until),
        *((phrase("round.card.warning", warning=warning),) if warning else ()),
        phrase("extension.tells", who=who) if people else phrase("extension.tells_nobody"),
    )


EXTENSION = FlowKind("extension", extension)
