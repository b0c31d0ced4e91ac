"""What is asked: each thing once, little of it, and only what the answers before make necessary."""

from pathlib import Path

import pytest

from conversations.criteria.checking import check
from conversations.model import Json, SubjectKind
from conversations.plans.loader import load_plan, load_plans
from conversations.plans.plan import Field, Plan
from conversations.texts import phrase
from tests.criteria.officer import PHOTO, YEARS, Officer
from tests.plans.small import write

PLANS = load_plans(Path("conversations/plans"))
EVERYWHERE = [(plan, field, kind) for plan in PLANS.values() for field in plan.fields for kind in field.kinds]
MOST = 9


def place(plan_id: str, field_id: str) -> tuple[Plan, Field]:
    field = PLANS[plan_id].field(field_id)
    assert field is not None
    return PLANS[plan_id], field


@pytest.mark.parametrize(
    ("plan", "field", "kind"), EVERYWHERE, ids=[f"{plan.id}-{field.id}-{kind}" for plan, field, kind in EVERYWHERE]
)
def test_an_officer_with_everything_passes_in_every_field(plan: Plan, field: Field, kind: SubjectKind) -> None:
    officer = Officer()
    answers = officer.nominates(plan, field, kind)
    keys = [question.key for question in officer.asked]
    assert len(keys) == len(set(keys)) <= MOST
    assert list(answers) == keys
    verdict = check(plan, field, kind, answers, YEARS, YEARS[-1])
    assert verdict.blocking == ()
    assert verdict.count("not_met") == verdict.count("missing") == 0
    assert "explanation" not in keys


def test_a_farmer_is_asked_this() -> None:
    officer = Officer()
    officer.nominates(*place("huu-lung", "kinh-te"), "individual")
    assert [question.key for question in officer.asked] == [
        "series.household-profit",
        "title.cultured-family",
        "statements.general",
        "statements.field",
        "knockout",
        "evidence",
    ]


def test_what_is_not_ticked_is_followed_up() -> None:
    officer = Officer({"statements": [], "evidence": []})
    plan, field = place("bac-kan", "kinh-te-ho")
    officer.nominates(plan, field, "household")
    assert [question.key for question in officer.asked] == [
        "count.jobs",
        "series.household-income",
        "title.cultured-family",
        "statements",
        "negative.kinh-te-ho.3",
        "explanation",
        "knockout",
        "evidence",
    ]
    explanation = next(question for question in officer.asked if question.key == "explanation")
    assert explanation.lead[-1] == phrase("criteria.and_more", more=4)  # of six general statements and three others
    assert len(explanation.lead) == 6


def test_no_files_are_asked_for_where_nothing_is_to_be_proven() -> None:
    officer = Officer({"count.jobs": 0, "statements": []})
    officer.nominates(*place("bac-kan", "kinh-te-ho"), "household")
    assert {"evidence", "covers.1"} & {question.key for question in officer.asked} == set()


def test_one_proof_needs_no_sorting_of_files() -> None:
    officer = Officer({"count.jobs": 0})
    officer.nominates(*place("bac-kan", "kinh-te-ho"), "household")
    keys = [question.key for question in officer.asked]
    assert "evidence" in keys
    assert "covers.1" not in keys


def test_a_prize_is_named_only_where_there_is_one() -> None:
    with_prize, without = Officer(), Officer({"prize.startup-contest": "none"})
    for officer in (with_prize, without):
        officer.nominates(*place("huu-lung", "khoi-nghiep"), "individual")
    assert "prize.startup-contest.what.province" in {question.key for question in with_prize.asked}
    assert not any(".what." in question.key for question in without.asked)


def test_a_prize_at_another_level_is_named_anew() -> None:
    named: set[str] = set()
    for level in ("commune", "district"):
        officer = Officer({"prize.startup-contest": level})
        officer.nominates(*place("huu-lung", "khoi-nghiep"), "individual")
        named |= {question.key for question in officer.asked if ".what." in question.key}
    assert len(named) == 2


def test_only_the_statements_of_the_group_count(tmp_path: Path) -> None:
    plan, field = place("huu-lung", "doan-ket")
    officer = Officer({"group": "co-so"})
    answers = officer.nominates(plan, field, "individual")
    found = {finding.criterion_id for finding in check(plan, field, "individual", answers, YEARS, 2026).findings}
    assert "doan-ket.2" in found
    assert "doan-ket.1" not in found


def test_a_term_of_the_plans_own_is_asked_for_in_its_words(tmp_path: Path) -> None:
    plan = load_plan(write(tmp_path))
    officer = Officer()
    officer.nominates(plan, plan.fields[0], "household")
    goats = next(question for question in officer.asked if question.key == "series.goats")
    assert goats.args["what"] == "số dê"


@pytest.mark.parametrize(
    ("says", "mended"),
    [
        ({"statements.field": []}, {"kinh-te.2": "statements.field", "kinh-te.3": "negative.kinh-te.3"}),
        ({"evidence": []}, {"kinh-te.2": "evidence"}),
        ({"title.cultured-family": ["2024"]}, {"kinh-te.5": "title.cultured-family"}),
        ({"knockout": "yes"}, {"law.knockout": "knockout"}),
    ],
)
def test_what_blocks_names_the_question_that_mends_it(says: dict[str, Json], mended: dict[str, str]) -> None:
    plan, field = place("huu-lung", "kinh-te")
    answers = Officer({"negative.kinh-te.3": "contrary", **says}).nominates(plan, field, "individual")
    verdict = check(plan, field, "individual", answers, YEARS, YEARS[-1])
    found = {f.criterion_id: next(key for key in f.keys if key in answers) for f in verdict.blocking}
    assert found == mended


def test_more_files_ask_anew_what_they_prove() -> None:
    plan, field = place("bac-kan", "kinh-te-ho")
    first = Officer({"covers.1": ["model-photo"]}).nominates(plan, field, "household")
    assert [f.criterion_id for f in check(plan, field, "household", first, YEARS, 2026).blocking] == ["kinh-te-ho.4"]
    second = Officer({**first, "evidence": [PHOTO, PHOTO]}).nominates(plan, field, "household")
    assert "covers.2" in second
    assert check(plan, field, "household", second, YEARS, 2026).blocking == ()
