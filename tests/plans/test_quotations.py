"""Everything that a plan's file quotes stands in the official text, word for word and in one piece."""

from collections.abc import Iterator

import pytest

from conversations.plans.plan import Plan
from tests.plans.coverage import PLANS
from tests.plans.source import plain, source_of, where_the_texts_are


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
    yield from (successor.old for successor in plan.successors)


@where_the_texts_are
@pytest.mark.parametrize("plan", PLANS.values(), ids=PLANS)
def test_every_quotation_is_a_contiguous_piece_of_the_official_text(plan: Plan) -> None:
    source = source_of(plan.source).text
    assert [text for text in quoted(plan) if plain(text) not in source] == []
