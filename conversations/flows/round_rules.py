"""What an admin sets for one round beside the plan: names of agencies, quotas, criteria, least numbers, days.

Everything is ticked first and asked only where something was ticked: an admin who changes nothing answers a handful
of lists with "Xong". Nothing of the plan is moved or mended without his word.
"""

from collections.abc import Generator, Mapping
from datetime import date
from typing import Any

from conversations.answers.area import Area
from conversations.answers.checklist import Checklist
from conversations.answers.choice import Choice
from conversations.answers.money import Money
from conversations.answers.number import Number
from conversations.answers.question import Option, Question
from conversations.answers.text import LongText, ShortText
from conversations.criteria.figures import amount
from conversations.flow import Scene
from conversations.flows.quota import quota_line
from conversations.flows.round_days import days_named
from conversations.plans.applied import measures
from conversations.plans.plan import Field, Plan, Quota
from conversations.plans.rules import Limit, OwnCriterion, OwnQuota, Rules, Station, Threshold, short_id
from conversations.plans.term import Term
from conversations.texts import phrase

Asking = Generator[Any, Any, Any]

MOST_QUOTA = 10_000
MOST_OWN = 15
"""Criteria that an admin adds to one field."""
OWN_LENGTH = 400


def rules_of(plan: Plan, year: int, scene: Scene) -> Asking:
    """Ask for all of it and return the rules."""
    successors: tuple[tuple[str, str], ...] = yield from _successors(plan)
    quotas: tuple[OwnQuota, ...] = yield from _quotas(plan)
    criteria: tuple[OwnCriterion, ...] = yield from _criteria(plan)
    thresholds: tuple[Threshold, ...] = yield from _thresholds(plan, scene)
    days: tuple[tuple[str, date], ...] = yield from days_named(plan, year)
    route: tuple[Station, ...] = yield from _route()
    limits: tuple[Limit, ...] = yield from _limits(plan, route[0])
    held = tuple(quota for quota in quotas if quota.least or quota.most)
    kept = {quota.quota for quota in held}
    freed = {quota.quota for quota in quotas} - kept  # no least and no most is no quota
    return Rules(
        mark=scene.reader.words(phrase("round.mark")),
        quotas=held,
        dropped=tuple(one.id for one in plan.quotas if one.id in freed or (one.ended and one.id not in kept)),
        criteria=criteria,
        thresholds=thresholds,
        successors=successors,
        days=days,
        route=route,
        limits=limits,
    )


def _ticked(question: Checklist) -> Asking:
    """The ids that are ticked; nothing is asked where there is nothing to tick."""
    return (yield from question) if question.choices else ()


def _successors(plan: Plan) -> Asking:
    """Agencies that follow those of the plan, beside the confirmed ones: those he confirms, and those he names."""
    likely = {short_id(one.old): one for one in plan.successors if not one.confirmed and one.now}
    unknown = {short_id(one.old): one for one in plan.successors if not one.confirmed and not one.now}
    options = tuple(Option(id_, phrase("round.successor", old=one.old, now=one.now)) for id_, one in likely.items())
    chosen = yield from _ticked(Checklist(seldom=True, key="names", name="round.names", choices=options))
    found = [(likely[id_].old, likely[id_].now) for id_ in chosen]
    chosen = yield from _ticked(
        Checklist(
            seldom=True,
            key="names.new",
            name="round.names_new",
            choices=tuple(Option(id_, one.old) for id_, one in unknown.items()),
        )
    )
    for id_ in chosen:
        old = unknown[id_].old
        now = yield from ShortText(key=f"name.{id_}", name="round.name_now", args={"old": old})
        found.append((old, now))
    return tuple(found)


def _quotas(plan: Plan) -> Asking:
    """Those whose holder is no more, as far as somebody else is to hold them; and those whose numbers change."""
    found: list[OwnQuota] = []
    ended = {short_id(quota.id): quota for quota in plan.quotas if quota.ended}
    living = {short_id(quota.id): quota for quota in plan.quotas if not quota.ended}
    chosen = yield from _ticked(
        Checklist(seldom=True, key="quotas.ended", name="round.quotas_ended", choices=_quota_options(ended))
    )
    for id_ in chosen:
        quota = ended[id_]
        who = yield from ShortText(key=f"holder.{id_}", name="round.holder", args={"quota": quota_line(quota)})
        moved: OwnQuota = yield from _numbers(id_, quota, who)
        found.append(moved)
    chosen = yield from _ticked(
        Checklist(seldom=True, key="quotas", name="round.quotas", choices=_quota_options(living))
    )
    for id_ in chosen:
        own: OwnQuota = yield from _numbers(id_, living[id_], living[id_].who)
        found.append(own)
    return tuple(found)


def _numbers(id_: str, quota: Quota, who: str) -> Asking:
    args = {"quota": quota_line(quota)}
    least = yield from Number(key=f"quota.{id_}.least", name="round.least", args=args, most=MOST_QUOTA)
    most = yield from Number(
        key=f"quota.{id_}.most", name="round.most", args=args, least=least, most=MOST_QUOTA, or_none=True
    )
    return OwnQuota(quota.id, who, least or None, most or None)


def _quota_options(quotas: dict[str, Quota]) -> tuple[Option, ...]:
    return tuple(Option(id_, quota_line(quota)) for id_, quota in quotas.items())


def _criteria(plan: Plan) -> Asking:
    """The criteria of fields that the plan leaves to their lead agency, a line each."""
    delegated = {field.id: field for field in plan.fields if field.delegated}
    chosen = yield from _ticked(
        Checklist(
            seldom=True,
            key="own",
            name="round.own",
            choices=tuple(Option(id_, field.title) for id_, field in delegated.items()),
        )
    )
    found: list[OwnCriterion] = []
    for field_id in chosen:
        found += yield from _own(delegated[field_id])
    return tuple(found)


def _own(field: Field) -> Asking:
    args = {"field": field.title}
    written = yield from LongText(key=f"own.{field.id}", name="round.own_lines", args=args, least=10)
    lines = tuple(line.strip(" -–•+\t")[:OWN_LENGTH] for line in written.splitlines())
    lines = tuple(dict.fromkeys(line for line in lines if line))[:MOST_OWN]
    options = tuple(Option(short_id(line), line) for line in lines)
    proven = yield from _ticked(
        Checklist(seldom=True, key=f"own.{field.id}.proof", name="round.own_proof", choices=options)
    )
    return [OwnCriterion(field.id, line, short_id(line) in proven) for line in lines]


def _thresholds(plan: Plan, scene: Scene) -> Asking:
    """Least numbers for figures that the plan has asked for. The plan names none, so these are the admin's."""
    known = {
        short_id(field.id, term): (field, measure.term)
        for field in plan.fields
        for term, (measure, _) in measures(plan, field).items()
    }
    options = tuple(
        Option(id_, phrase("round.threshold", field=field.title, what=term.words))
        for id_, (field, term) in known.items()
    )
    chosen = yield from _ticked(Checklist(seldom=True, key="thresholds", name="round.thresholds", choices=options))
    found: list[Threshold] = []
    for id_ in chosen:
        field, term = known[id_]
        least = yield from _least(id_, field, term)
        text = scene.reader.words(phrase("round.threshold.text", what=term.words, least=amount(term, least)))
        found.append(Threshold(field.id, term.id, least, text))
    return tuple(found)


def _least(id_: str, field: Field, term: Term) -> Question[int]:
    name = "round.threshold_least"
    key, args = f"least.{id_}", {"what": term.words, "field": field.title}
    if term.sort == "dong":
        return Money(key=key, name=name, args=args)
    if term.sort == "square_metres":
        return Area(key=key, name=name, args=args)
    return Number(key=key, name=name, args=args, least=1, most=1_000_000_000)


ROUTES: Mapping[str, tuple[Station, ...]] = {
    "two": ("commune", "province"),
    "commune": ("commune",),
    "three": ("commune", "district", "province"),
}
"""Who looks at a nomination, in order. Three is for rounds of before 1/7/2025."""


def _route() -> Asking:
    choices = tuple(Option(id_, phrase(f"round.route.{id_}")) for id_ in ROUTES)
    chosen = yield from Choice(key="route", name="round.route", choices=choices)
    return ROUTES[chosen]


def _limits(plan: Plan, station: Station) -> Asking:
    """How many each commune brings forward: all together, and in the fields that are ticked."""
    fields = {short_id(field.id): field for field in plan.fields}
    every = yield from Number(key="limit.most", name="round.limit_most", most=MOST_QUOTA)
    found = []
    if every:
        least = yield from Number(key="limit.least", name="round.limit_least", most=every)
        found.append(Limit(station, "", least or None, every))
    options = tuple(Option(id_, field.title) for id_, field in fields.items())
    chosen = yield from _ticked(Checklist(seldom=True, key="limits", name="round.limits", choices=options))
    for id_ in chosen:
        args = {"field": fields[id_].title}
        most = yield from Number(key=f"limit.{id_}", name="round.limit_field", args=args, least=1, most=MOST_QUOTA)
        found.append(Limit(station, fields[id_].id, None, most))
    return tuple(found)
