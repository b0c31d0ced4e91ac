"""What the questions of a nomination are called, by their keys: found by asking them once more, of nobody.

Keys that the plan knows no more, or that only another answer would lead to, are not among them.
"""

from collections.abc import Generator, Mapping
from typing import Any

from conversations.answers.question import Misfit, Question
from conversations.criteria.questions import Window, criteria_questions
from conversations.flow import Scene
from conversations.flows.identity import identity
from conversations.flows.nominate import STORY, WORDING
from conversations.model import Json
from conversations.queries import Dossier, RoundById
from conversations.texts import Text, phrase

Labels = Mapping[str, Text]


def labels_of(dossier: Dossier, scene: Scene) -> Labels:
    """Return what the questions behind a sent file are called."""
    known: dict[str, Text] = {
        f"consent.{WORDING}": phrase("ask.consent.label"),
        "round": phrase("ask.round.label"),
        "field": phrase("ask.field.label"),
        "kind": phrase("ask.kind.label"),
        **{f"story.{part}": phrase(f"ask.story.{part}.label") for part in STORY},
        "truth": phrase("ask.truth.label"),
    }
    known |= _walked(identity(dossier.sent.kind, scene), dossier.answers)
    plan = scene.plans.at(dossier.sent.plan_id, dossier.plan_version)
    round_ = scene.look(RoundById(dossier.round_id))
    if plan is None or round_ is None:
        return known
    plan = scene.plans.at_work(plan, round_.rules)
    field = plan.field(dossier.sent.field_id)
    if field is None:
        return known
    window = Window(round_.years, dossier.sent.at.year)
    return known | _walked(criteria_questions(plan, field, dossier.sent.kind, window), dossier.answers)


def _walked(asking: Generator[Question[Any], Any, Any], answers: Mapping[str, Json]) -> dict[str, Text]:
    """Follow questions with the answers that were given, and return what each is called."""
    labels: dict[str, Text] = {}
    try:
        question = next(asking)
        while True:
            labels[question.key] = question.label
            question = asking.send(_answer(question, answers))
    except StopIteration:
        return labels


def _answer(question: Question[Any], answers: Mapping[str, Json]) -> Any:
    try:
        return question.load(answers[question.key])
    except (KeyError, Misfit):
        return question.sample()
