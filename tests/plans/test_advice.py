"""Whoever answers truthfully comes to his field: by at most five taps, among at most six.

`pytest -s tests/plans/test_advice.py` prints how many are left.
"""

from statistics import mean

import pytest

from conversations.answers.question import Reader
from conversations.flow import Given, Scene
from conversations.flows.advise import MOST_QUESTIONS, MOST_SHOWN, advise
from conversations.model import Json, SubjectKind
from conversations.plans.advice import TOPICS, TRAITS, Spot, topics_of
from conversations.plans.plan import Plan
from tests.talk import BEGIN, CATALOGUE, LAN, PLANS, Everything, Talk

SPOTS = [Spot(plan, field) for plan in PLANS.values() for field in plan.fields]


def led_to(spot: Spot, kind: SubjectKind, topic: str, args: dict[str, Json] | None = None) -> tuple[list[str], int]:
    """The labels of the fields left, as somebody answers who means this field, and the number of questions."""
    talk = Talk()
    words = CATALOGUE.words("vi")
    reader = Reader(BEGIN.date(), Everything(talk.fact), words)
    scene = Scene(LAN, BEGIN, PLANS, reader, args or {}, {}, [], {}, 0, ())
    flow, asked = advise(scene), 0
    question = next(flow)
    while question.key != "result":
        answer = truth(spot, kind, topic, question.key)
        assert answer in {option.id for option in question.choices}, f"{question.key} does not offer {answer}"  # type: ignore[attr-defined]  # each of them is a Choice
        scene.path.append(Given(question, answer))
        question, asked = flow.send(answer), asked + 1
    return [words(option.label) for option in question.options(None, reader) if option.id.isdecimal()], asked


def truth(spot: Spot, kind: SubjectKind, topic: str, key: str) -> str:
    if key.startswith("trait."):
        trait = next(trait for trait in TRAITS if trait.id == key.removeprefix("trait."))
        return "yes" if trait.holds(spot.field) else "no"
    return {"kind": str(kind), "topic": topic, "plan": spot.plan.id}[key]


def label(spot: Spot) -> str:
    return f"{spot.field.title} – {spot.plan.short}"


@pytest.mark.parametrize("spot", SPOTS, ids=lambda spot: f"{spot.plan.id}/{spot.field.id}")
def test_the_truth_leads_to_the_field(spot: Spot) -> None:
    for kind in spot.field.kinds:
        for topic in topics_of(spot.field):
            left, asked = led_to(spot, kind, topic.id)
            assert label(spot) in left
            assert len(left) <= MOST_SHOWN
            assert asked <= MOST_QUESTIONS


def test_few_are_left() -> None:
    ends = [
        led_to(spot, kind, topic.id) for spot in SPOTS for kind in spot.field.kinds for topic in topics_of(spot.field)
    ]
    left = mean(len(labels) for labels, _ in ends)
    asked = mean(asked for _, asked in ends)
    print(f"{len(ends)} ways: {left:.1f} of {len(SPOTS)} fields left, {asked:.1f} questions")  # noqa: T201 - the figures are for whoever runs this with -s
    assert left <= 4


@pytest.mark.parametrize("plan", PLANS.values(), ids=lambda plan: plan.id)
def test_one_plan_is_narrowed_down_alone(plan: Plan) -> None:
    """As in a nomination whose round is chosen: no other plan is suggested."""
    number = list(PLANS).index(plan.id) + 1
    for field in plan.fields:
        spot = Spot(plan, field)
        left, _ = led_to(spot, field.kinds[0], topics_of(field)[0].id, {"round": str(number)})
        assert label(spot) in left
        assert all(one.endswith(plan.short) for one in left)


def test_each_topic_and_trait_is_about_something() -> None:
    idle = [trait.id for trait in (*TOPICS, *TRAITS) if not any(trait.holds(spot.field) for spot in SPOTS)]
    assert not idle, f"no field is about {idle}"
