"""What the plans of the house contain: how much of it, and for whom."""

from pathlib import Path

import pytest

from conversations.plans.loader import load_plans

PLANS = load_plans(Path("conversations/plans"))


@pytest.mark.parametrize(
    ("plan_id", "fields", "statements", "quotas", "milestones"),
    [
        ("bac-kan", 12, 152, 3, 12),
        ("khanh-hoa-bdt", 2, 40, 4, 9),
        ("huu-lung", 13, 171, 13, 12),
        ("quang-nam", 20, 13, 5, 13),
        ("nam-dinh", 16, 258, 1, 16),
    ],
)
def test_nothing_of_a_plan_was_lost(plan_id: str, fields: int, statements: int, quotas: int, milestones: int) -> None:
    plan = PLANS[plan_id]
    assert len(plan.fields) == fields
    assert len(plan.general) + sum(len(field.criteria) for field in plan.fields) == statements
    assert (len(plan.quotas), len(plan.milestones)) == (quotas, milestones)
    assert plan.legal_basis
    assert plan.workflow
    assert plan.documents
    assert plan.oversight


@pytest.mark.parametrize(
    ("plan_id", "field_id", "kinds"),
    [
        ("huu-lung", "kinh-te", ("individual",)),
        ("huu-lung", "khoi-nghiep", ("individual", "collective")),
        ("huu-lung", "vi-nguoi-ngheo", ("household", "individual", "collective")),
        ("huu-lung", "day-tot-hoc-tot", ("individual", "collective", "pupil")),
        ("bac-kan", "kinh-te-ho", ("household",)),
    ],
)
def test_a_field_takes_the_subjects_of_the_plan(plan_id: str, field_id: str, kinds: tuple[str, ...]) -> None:
    field = PLANS[plan_id].field(field_id)
    assert field is not None
    assert field.kinds == kinds
    assert field.also


def test_every_field_of_huu_lung_has_its_quota() -> None:
    plan = PLANS["huu-lung"]
    assert {quota.field for quota in plan.quotas} == {field.id for field in plan.fields}


def test_a_field_that_is_not_there_is_none() -> None:
    assert PLANS["huu-lung"].field("missing") is None
