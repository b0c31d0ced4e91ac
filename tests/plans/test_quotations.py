"""Everything that a plan's file quotes stands in the official text, word for word and in one piece.

The texts belong to their issuers and are not copied into the project: PLAN_SOURCES names the folder that holds them.
"""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from conversations.plans.loader import load_plans
from conversations.plans.plan import Plan

TOP = Path(__file__).parents[2]
SOURCES = TOP / os.environ.get("PLAN_SOURCES", "../shared/seeds")
PLANS = load_plans(TOP / "conversations/plans")


def plain(text: str) -> str:
    """The text without what is no word of it: line breaks and the marks for bold, headings and italics."""
    return re.sub(r"\s+", " ", re.sub(r"[*#]+", "", text)).strip()


def quoted(plan: Plan) -> Iterator[str]:
    """Everything in the plan that is given as its own words."""
    yield plan.title
    for passages in (plan.legal_basis, plan.workflow, plan.documents, plan.oversight):
        yield from (passage.text for passage in passages)
    yield from (criterion.text for criterion in plan.general)
    for field in plan.fields:
        yield field.quote
        yield from (criterion.text for criterion in field.criteria)
    yield from (quota.quote for quota in plan.quotas)
    for milestone in plan.milestones:
        yield milestone.quote
        yield milestone.when


@pytest.mark.skipif(not SOURCES.is_dir(), reason=f"the plans' official texts are not at {SOURCES} (PLAN_SOURCES)")
@pytest.mark.parametrize("plan", PLANS.values(), ids=PLANS)
def test_every_quotation_is_a_contiguous_piece_of_the_official_text(plan: Plan) -> None:
    source = plain((SOURCES / plan.source).read_text(encoding="utf-8"))
    assert [text for text in quoted(plan) if plain(text) not in source] == []
