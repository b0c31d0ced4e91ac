"""The card of a nomination for whoever decides: who and from where, what was found, what changed, what was said."""

from conversations.criteria.verdict import Verdict
from conversations.flow import Scene
from conversations.flows.card import finding_text
from conversations.flows.case import Case
from conversations.flows.dossier_flags import behind_line
from conversations.flows.vote_lines import council_line
from conversations.model import Json
from conversations.plans.rules import Limit
from conversations.queries import CommentsOn, HistoryOf, Remark, Step
from conversations.texts import Text, phrase, text_from_json

MOST_STEPS = 6
"""Decisions and remarks shown on the card, the newest; the whole history stands in the file."""


def case_card(case: Case, scene: Scene) -> tuple[Text, ...]:
    """Return what a decision takes at one look."""
    verdict = Verdict.from_json(case.dossier.verdict)
    return (
        *brief_card(case),
        *behind_line(case.dossier.sent.id, scene),
        *(finding_text(finding) for finding in verdict.findings if finding.status in ("missing", "not_met")),
        *_places(case),
        *council_line(case.dossier.sent.id, scene),
        *changed_lines(case.dossier.card_before, case.dossier.card),
        *history_lines(case.dossier.sent.id, scene),
    )


def brief_card(case: Case) -> tuple[Text, ...]:
    """Return who it is, from where, and what was found, in three lines."""
    sent, verdict = case.dossier.sent, Verdict.from_json(case.dossier.verdict)
    waiting = sum(finding.waiting for finding in verdict.findings)
    return (
        phrase("case.head", name=sent.subject, kind=phrase(f"kind.{sent.kind}"), field=case.field.title),
        phrase("case.from", by=sent.by, unit=sent.unit, on=sent.at),
        phrase(
            "case.counts.waiting" if waiting else "case.counts",
            met=verdict.count("met"),
            missing=verdict.count("missing") + verdict.count("not_met") - waiting,
            judged=verdict.count("judged"),
            waiting=waiting,
        ),
    )


def place_line(limit: Limit, taken: int) -> Text:
    """Return "Còn 1/3 suất" in words."""
    left = max((limit.most or 0) - taken, 0)
    return phrase("places.left" if left else "places.none", left=left, most=limit.most or 0)


def changed_lines(before: Json, after: Json) -> tuple[Text, ...]:
    """Return the answers that an officer changed since the file was returned, old and new."""
    old = {line["key"]: line for line in _lines(before)}
    return tuple(
        phrase(
            "case.changed",
            label=text_from_json(line["label"]),
            old=text_from_json(old[line["key"]]["value"]) if line["key"] in old else phrase("case.nothing"),
            new=text_from_json(line["value"]),
        )
        for line in _lines(after)
        if old and (line["key"] not in old or old[line["key"]]["value"] != line["value"])
    )


def history_lines(nomination_id: int, scene: Scene) -> tuple[Text, ...]:
    """Return the newest decisions and remarks, oldest first."""
    steps = [step for step in scene.look(HistoryOf(nomination_id)) if not step.undone]
    told: list[Step | Remark] = [*steps, *scene.look(CommentsOn(nomination_id))]
    return tuple(_told(one, scene) for one in sorted(told, key=lambda one: one.at)[-MOST_STEPS:])


def _told(one: Step | Remark, scene: Scene) -> Text:
    on = one.at.astimezone(scene.now.tzinfo).date()
    if isinstance(one, Remark):
        return phrase("case.remark", by=one.by, on=on, text=one.text)
    what = phrase(f"act.{one.act}")
    if one.note:
        return phrase("case.step.why", by=one.by, on=on, what=what, unit=one.unit, why=one.note)
    return phrase("case.step", by=one.by, on=on, what=what, unit=one.unit)


def _places(case: Case) -> tuple[Text, ...]:
    return tuple(place_line(limit, case.taken.get(limit.field, 0)) for limit in case.limits)


def _lines(card: Json) -> list[dict[str, Json]]:
    """The lines of a card that know their question; older ones do not."""
    rows = card if isinstance(card, list) else []
    return [row for row in rows if isinstance(row, dict) and isinstance(row.get("key"), str)]
