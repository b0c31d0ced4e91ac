"""Nominates in every field of every plan, for every kind of subject, with an answer of each question's own making.

The table of question counts is printed by `pytest -s tests/test_every_field.py`.
"""

from collections.abc import Iterator
from statistics import median
from typing import Any

import pytest

from conversations.answers.question import Reader
from conversations.flow import Finish, Given, Scene
from conversations.flows.nominate import WORDING, nominate
from conversations.model import Filed, Json, SubjectKind
from conversations.plans.plan import Field, Plan
from tests.talk import BEGIN, CATALOGUE, LAN, PLANS, Everything, Talk

EVERYWHERE = [(plan, field, kind) for plan in PLANS.values() for field in plan.fields for kind in field.kinds]
MOST_IN_THE_MIDDLE = 18
"""Questions of half of all nominations: what one does on a phone at one sitting."""


def walked(plan: Plan, field: Field, kind: SubjectKind) -> tuple[list[str], Finish]:
    """The keys of the questions that are asked, in order, and the end. As in most places one round is open."""
    round_ = next(round_ for round_ in Talk().rounds if round_.plan_id == plan.id)
    talk = Talk(rounds=(round_,))
    chosen: dict[str, Json] = {
        f"consent.{WORDING}": True,
        "round": str(round_.id),
        "field": field.id,
        "kind": kind,
        "knockout": "no",
        "truth": "sworn",
    }
    reader = Reader(BEGIN.date(), Everything(talk.fact), CATALOGUE.words("vi"))
    scene = Scene(LAN, BEGIN, PLANS, reader, {}, {}, [], chosen, 1, ())
    flow = nominate(scene)
    asked: list[str] = []
    try:
        question = next(flow)
        while True:
            asked += [] if question.answers_itself(reader) else [question.key]
            value: Any = question.load(chosen[question.key]) if question.key in chosen else question.sample()
            scene.given[question.key] = question.dump(value)
            scene.path.append(Given(question, value))
            question = flow.send(value)
    except StopIteration as end:
        finish: Finish = end.value
        return asked, finish


@pytest.mark.parametrize(("plan", "field", "kind"), EVERYWHERE, ids=lambda part: getattr(part, "id", part))
def test_a_nomination_reaches_its_end(plan: Plan, field: Field, kind: SubjectKind) -> None:
    asked, finish = walked(plan, field, kind)
    assert len(asked) == len(set(asked)), "a question is asked twice"
    (filed,) = finish.deeds
    assert isinstance(filed, Filed)
    assert (filed.plan_id, filed.field_id, filed.kind) == (plan.id, field.id, kind)


def test_a_nomination_is_done_at_one_sitting() -> None:
    counts = {(plan.id, field.id, kind): len(walked(plan, field, kind)[0]) for plan, field, kind in EVERYWHERE}
    print("\n".join(_table(counts)))  # noqa: T201 - the table is for whoever runs this with -s
    assert median(counts.values()) <= MOST_IN_THE_MIDDLE
    of_their_own = [n for (plan, field, _), n in counts.items() if not field_of(plan, field).delegated]
    assert median(of_their_own) <= MOST_IN_THE_MIDDLE


def field_of(plan_id: str, field_id: str) -> Field:
    field = PLANS[plan_id].field(field_id)
    assert field
    return field


def _table(counts: dict[tuple[str, str, SubjectKind], int]) -> Iterator[str]:
    for (plan, field, kind), count in counts.items():
        yield f"{count:3}  {plan:14} {field:24} {kind}"
    yield f"{median(counts.values()):3}  in the middle of {len(counts)}, {max(counts.values())} at most"
