"""What stands in a plan beside its criteria, in texts: its head, quotas, milestones, the steps of the work, the law."""

from collections.abc import Iterator
from datetime import date

from conversations.calendar.dues import due
from conversations.calendar.saying import when_words
from conversations.calendar.when import Limit, Months, OnDay, PartOfYear, Quarters
from conversations.flows.lead import held_by
from conversations.plans.plan import Milestone, Plan, Quota, Quote, Successor
from conversations.queries import Round
from conversations.texts import Text, phrase

NOTES_AT_ONCE = 3
"""At the head of a plan; with more, all of them stand beside the legal basis."""


def overview(plan: Plan, rounds: tuple[Round, ...], today: date) -> tuple[Text, ...]:
    """The head of a plan: what it is, of whom and until when, which round is open, and what changed since."""
    period = phrase("plans.period.over" if plan.over(today) else "plans.period", begins=plan.begins, ends=plan.ends)
    opened = (phrase("plans.round", name=round_.name, closes=round_.closes) for round_ in rounds)
    return (
        phrase("plans.title", title=plan.title),
        _paper(plan),
        period,
        *opened,
        *_notes(plan.notes[:NOTES_AT_ONCE]),
    )


def _notes(notes: tuple[str, ...]) -> tuple[Text, ...]:
    return tuple(phrase("plans.note", note=note) for note in notes)


def _paper(plan: Plan) -> Text:
    """Who issued it, with number and day as far as the source gives them."""
    if plan.date is None:
        return phrase("plans.paper.bare", issuer=plan.issuer)
    if not plan.number:
        return phrase("plans.paper.dated", issuer=plan.issuer, date=plan.date)
    return phrase("plans.paper", issuer=plan.issuer, number=plan.number, date=plan.date)


def quota_texts(quotas: tuple[Quota, ...], plan: Plan) -> tuple[Text, ...]:
    """How many are to be brought forward, by whom; `plan` knows the names of the fields."""
    return tuple(_quota(quota, plan) for quota in quotas)


def _quota(quota: Quota, plan: Plan) -> Text:
    field = plan.field(quota.field) if quota.field else None
    what: Text = phrase("quota.in_field", counts=quota.counts, field=field.title) if field else quota.counts
    text: Text = phrase(
        f"quota.{quota.per}", who=held_by(quota), many=_many(quota), what=what, text=quota.quote, clause=quota.clause
    )
    return noted(phrase("quota.ended", quota=text) if quota.ended else text, quota.note)


def _many(quota: Quota) -> Text:
    if quota.least is None:
        return phrase("quota.most", most=quota.most or 0)
    if quota.most is None:
        return phrase("quota.least", least=quota.least)
    return phrase("quota.between", least=quota.least, most=quota.most)


def milestone_texts(plan: Plan, today: date) -> tuple[Text, ...]:
    """What is to be done by when; what comes again, with its next day."""
    return tuple(noted(_milestone(milestone, today), milestone.note) for milestone in plan.milestones)


def _milestone(milestone: Milestone, today: date) -> Text:
    who: Text = phrase("milestone.to", who=milestone.who, to=milestone.to) if milestone.to else milestone.who
    return phrase(
        "milestone.line",
        what=milestone.what,
        who=who,
        when=told_when(milestone, today),
        text=milestone.quote,
        clause=milestone.clause,
    )


def told_when(milestone: Milestone, today: date) -> Text:
    """When it is due: the plan's own words, whether it comes again, and the day by which it has to be done then."""
    if not milestone.when:
        return phrase("milestone.no_time")
    if milestone.recurring and isinstance(milestone.timing, Limit | OnDay | Months | Quarters | PartOfYear):
        span = due(milestone.timing, today.year)
        year = today.year + 1 if span and span.last < today else today.year
        return phrase("milestone.this_time", when=milestone.when, now=when_words(milestone.timing, year))
    return phrase("milestone.again", when=milestone.when) if milestone.recurring else milestone.when


def work_texts(plan: Plan) -> tuple[Text, ...]:
    """The steps of the work, the papers, who watches over it."""
    parts = (("workflow", plan.workflow), ("documents", plan.documents), ("oversight", plan.oversight))
    return tuple(text for part, quotes in parts if quotes for text in (phrase(f"plans.{part}"), *_quotes(quotes)))


def law_texts(plan: Plan) -> tuple[Text, ...]:
    """What the plan stands on, what became of that, and who follows agencies that are no more."""
    basis = (phrase("plans.legal_basis"), *_quotes(plan.legal_basis)) if plan.legal_basis else ()
    after = (phrase("plans.successors"), *map(_successor, plan.successors)) if plan.successors else ()
    notes = (phrase("plans.notes"), *_notes(plan.notes)) if len(plan.notes) > NOTES_AT_ONCE else ()
    return (*basis, *after, *notes)


def _quotes(quotes: tuple[Quote, ...]) -> Iterator[Text]:
    for quote in quotes:
        clause: Text = phrase("quoted.clause", text=quote.text, clause=quote.clause) if quote.clause else ""
        plain = clause or phrase("card.quote", text=quote.text)
        yield noted(phrase("quoted.who", who=quote.who, quote=plain) if quote.who else plain, quote.note)


def _successor(successor: Successor) -> Text:
    if not successor.now:
        return noted(phrase("successor.unknown", old=successor.old), successor.note)
    key = "successor.confirmed" if successor.confirmed else "successor.presumed"
    return noted(phrase(key, old=successor.old, now=successor.now), successor.note)


def noted(text: Text, note: str) -> Text:
    """Return `text` with our note below it, if there is one."""
    return phrase("card.note", finding=text, note=note) if note else text
