"""The phiếu đối chiếu tiêu chí in texts: what is met, what is missing, how much, and which clause says so."""

from conversations.criteria.finding import Finding
from conversations.criteria.verdict import Verdict
from conversations.flow import Scene
from conversations.model import Json
from conversations.plans.plan import Field, Plan
from conversations.texts import Phrase, Text, phrase, text_to_json

Card = tuple[Text, ...]


def head(verdict: Verdict, plan: Plan, field: Field, scene: Scene) -> Card:
    """The card's name, what it stands on, and the four counts."""
    key = "card.template" if plan.ends < scene.today else "card.basis"
    waiting = sum(finding.waiting for finding in verdict.findings)
    counts = phrase(
        "card.counts",
        met=verdict.count("met"),
        not_met=verdict.count("not_met"),
        missing=verdict.count("missing") - waiting,
        judged=verdict.count("judged"),
    )
    if waiting:
        counts = phrase("card.counts.waiting", counts=counts, waiting=waiting)
    return (phrase("card.title", field=field.title), phrase(key, plan=plan.short, clause=field.clause), counts)


def short_card(verdict: Verdict, plan: Plan, field: Field, scene: Scene, *, closed: bool) -> Card:
    """What a person needs on a phone: the counts and what blocks or waits. In a closed round nothing can be sent."""
    open_ = tuple(f for f in verdict.findings if f.status in ("not_met", "missing"))
    good = () if verdict.blocking or closed else (phrase("card.good"),)
    return (*head(verdict, plan, field, scene), *(finding_text(f) for f in open_), *good)


def whole_card(verdict: Verdict, plan: Plan, field: Field, scene: Scene) -> Card:
    """Every finding, in the order of the plan."""
    return (*head(verdict, plan, field, scene), *(finding_text(f) for f in verdict.findings))


def finding_text(finding: Finding) -> Text:
    """One finding: its mark, the quotation with its clause, and below it why."""
    status = "waiting" if finding.waiting else finding.status
    quote: Text = phrase("card.quote", text=finding.text) if isinstance(finding.text, str) else finding.text
    text: Text = phrase(f"card.{status}", text=quote, clause=finding.clause)
    for why in finding.why:
        if not _goes_without_saying(finding, why):
            text = phrase("card.why", finding=text, why=why)
    return phrase("card.note", finding=text, note=finding.note) if finding.note else text


def _goes_without_saying(finding: Finding, why: Text) -> bool:
    """Whether the mark says it already: that the council decides on what the officer declared."""
    return finding.status == "judged" and isinstance(why, Phrase) and why.key == "why.declared"


def card_lines(scene: Scene) -> Json:
    """The answers as they were shown, for the file that is kept."""
    return [
        {
            "key": given.question.key,
            "label": text_to_json(given.question.label),
            "value": text_to_json(given.question.show(given.value)),
        }
        for given in scene.path
        if given.question.listed
    ]
