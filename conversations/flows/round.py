"""Opening a round: a plan put to work for a year in a unit, with what only an admin can say. Or changing one.

The plan itself is never changed; whatever the admin adds stays marked as his (plans/rules.py). Units and people are
not looked after here.
"""

from collections.abc import Mapping
from datetime import date, timedelta

from conversations.answers.choice import Choice
from conversations.answers.date import Day
from conversations.answers.place import Place
from conversations.answers.question import Option
from conversations.flow import Finish, Flow, FlowKind, Scene, Start
from conversations.flows.administering import Asking, area, may_administer
from conversations.flows.round_card import round_card
from conversations.flows.round_days import limits
from conversations.flows.round_rules import rules_of
from conversations.model import Json, RoundKept
from conversations.plans.plan import Plan
from conversations.plans.rules import Rules
from conversations.queries import Round, Unit
from conversations.texts import Joined, Text, phrase

WHOLE = "whole"
"""The round is for the admin's own unit and everything below it."""
WINDOWS = (3, 5, 2, 1)
"""Numbers of years that yearly criteria may look at, the usual one at the head."""
SOON, LONG = timedelta(days=30), timedelta(days=75)
"""From today, from the opening: days that are offered; any other may be typed."""
FURTHEST = 5
"""Years ahead that a round may lie: more is a slip."""


def round_(scene: Scene) -> Flow:
    """Ask for everything, show the round as it will be, and keep it. `args` may hold the id of a round to change."""
    if not may_administer(scene.speaker):
        return Finish(say=(phrase("admin.no_right"),))
    plan: Plan = yield from _plan(scene)
    unit_id: int = yield from _where(scene)
    year: int = yield from _year(scene)
    opens: date = yield from _day("opens", year, (scene.today, scene.today + SOON), None)
    ends = sorted({day for day in (opens + SOON, opens + LONG, *limits(plan, year)) if day > opens})
    closes: date = yield from _day("closes", year, tuple(ends), opens)
    years: tuple[int, ...] = yield from _window(opens)
    rules: Rules = yield from rules_of(plan, year, scene)
    name = scene.reader.words(phrase("round.name", year=str(year), plan=plan.short))
    number = scene.args.get("round", 0)
    kept = Round(int(str(number)), plan.id, name, year, opens, closes, years, unit_id, rules)
    go = Option("go", phrase("round.change" if number else "round.go"), ("mo dot", "mo", "luu thay doi", "go"))
    lead = round_card(kept, plan, scene)
    yield from Choice(key="review", name="round.review", choices=(go,), lead=lead, lists=True, listed=False)
    told = phrase("round.kept", name=name, closes=closes)
    return Finish(say=(told,), deeds=(_deed(kept, scene),), then=Start("menu", {"brief": True}))


def _deed(kept: Round, scene: Scene) -> RoundKept:
    answers = {key: value for key, value in scene.given.items() if key != "review"}
    return RoundKept(
        round_id=kept.id,
        plan_id=kept.plan_id,
        unit_id=kept.unit_id,
        name=kept.name,
        year=kept.year,
        opens=kept.opens,
        closes=kept.closes,
        years=kept.years,
        rules=kept.rules.to_json(),
        answers=answers,
    )


def _plan(scene: Scene) -> Asking:
    choices = tuple(Option(plan.id, _plan_line(plan, scene.today)) for plan in scene.plans.values())
    chosen = yield from Choice(key="plan", name="round.plan", choices=choices)
    return scene.plans[chosen]


def _plan_line(plan: Plan, today: date) -> Text:
    return phrase("round.plan.over", plan=plan.short) if plan.over(today) else plan.short


def _where(scene: Scene) -> Asking:
    """The unit for which the round is: the admin's own with all below it, or one of those."""
    top: Unit = yield from area(scene)
    whole = Option(WHOLE, phrase("round.where.whole", unit=top.name), ("ca", "toan bo", "tat ca"))
    part = Option("part", phrase("round.where.part"), ("mot phan", "mot xa", "mot don vi"))
    chosen = yield from Choice(key="where", name="round.where", choices=(whole, part))
    if chosen == WHOLE:
        return top.id
    spot = yield from Place(key="unit", name="round.unit", under=top.id, free=False)
    return spot.unit_id


def _year(scene: Scene) -> Asking:
    years = (scene.today.year, scene.today.year + 1)
    ordered = years if scene.today.month <= 6 else years[::-1]
    choices = tuple(Option(str(year), str(year)) for year in ordered)
    chosen = yield from Choice(key="year", name="round.year", choices=choices)
    return int(chosen)


def _day(key: str, year: int, offers: tuple[date, ...], after: date | None) -> Asking:
    last = date(year + FURTHEST, 12, 31)
    question = Day(
        key=key, name=f"round.{key}", earliest=2020, latest=last, after=after, offers=offers, year_alone=False
    )
    chosen = yield from question
    return date.fromisoformat(chosen)


def _window(opens: date) -> Asking:
    """The years that yearly criteria look at, up to the year in which the round opens."""
    windows = {length: tuple(range(opens.year - length + 1, opens.year + 1)) for length in WINDOWS}
    choices = tuple(
        Option(str(length), phrase("round.years.choice", n=length, years=Joined(tuple(map(str, years)))))
        for length, years in windows.items()
    )
    chosen = yield from Choice(key="years", name="round.years", choices=choices)
    return windows[int(chosen)]


def title(answers: Mapping[str, Json]) -> Text:
    """Name a round under way by its year."""
    year = answers.get("year")
    return phrase("round.title", year=year) if isinstance(year, str) else phrase("round.untitled")


ROUND = FlowKind("round", round_, draft=True, title=title)
