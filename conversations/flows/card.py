"""The phiếu đối chiếu tiêu chí in texts: what is met, what is missing, how much, and which clause says so."""

from conversations.criteria.finding import Finding
from conversations.criteria.verdict import Verdict
from conversations.flow import Scene
from conversations.model import Json
from conversations.plans.plan import Field, Plan
from conversations.texts import Text, phrase, text_to_json

Card = tuple[Text, ...]


def head(verdict: Verdict, plan: Plan, field: Field, scene: Scene) -> Card:
    """The card's name, what it stands on, and the four counts."""
    key = "card.template" if plan.ends < scene.today else "card.basis"
    counts = phrase(
        "card.counts",
        met=verdict.count("met"),
        not_met=verdict.count("not_met"),
        missing=verdict.count("missing"),
        judged=verdict.count("judged"),
    )
    return (phrase("card.title", field=field.title), phrase(key, plan=plan.short, clause=field.clause), counts)


def short_card(verdict: Verdict, plan: Plan, field: Field, scene: Scene) -> Card:
    """What a person needs on a phone: the counts and what blocks or waits."""
    open_ = tuple(f for f in verdict.findings if f.status in ("not_met", "missing"))
    good = () if verdict.blocking else (phrase("card.good"),)
    return (*head(verdict, plan, field, scene), *(line for f in open_ for line in finding_lines(f)), *good)


def whole_card(verdict: Verdict, plan: Plan, field: Field, scene: Scene) -> Card:
    """Every finding, in the order of the plan."""
    return (*head(verdict, plan, field, scene), *(line for f in verdict.findings for line in finding_lines(f)))


def finding_lines(finding: Finding) -> Card:
    """One finding: its mark, the quotation with its clause, and why."""
    status = "waiting" if finding.waiting else finding.status
    quote: Text = phrase("card.quote", text=finding.text) if isinstance(finding.text, str) else finding.text
    first = phrase(f"card.{status}", text=quote, clause=finding.clause)
    why = tuple(phrase("card.why", why=why) for why in finding.why)
    note = (phrase("card.note", note=finding.note),) if finding.note else ()
    return (first, *why, *note)


def card_lines(scene: Scene) -> Json:
    """The answers as they were shown, for the file that is kept."""
    return [
        {"label": text_to_json(given.question.label), "value": text_to_json(given.question.show(given.value))}
        for given in scene.path
        if given.question.listed
    ]
