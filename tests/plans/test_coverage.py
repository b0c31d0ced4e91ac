"""No word of an official text is passed over: it is quoted, or it is left out and tests/plans/leftovers/ says why.

A statement that goes missing from a plan's file leaves its words behind, and this fails.
"""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from conversations.plans.plan import Plan
from tests.plans.coverage import ELISION, PLANS, left, leftovers_of, passages, placed, runs, uncovered
from tests.plans.source import source_of, where_the_texts_are

every_plan = pytest.mark.parametrize("plan", PLANS.values(), ids=PLANS)


@where_the_texts_are
@every_plan
def test_every_word_is_quoted_or_left_out_on_purpose(plan: Plan) -> None:
    assert left(plan, source_of(plan.source), leftovers_of(plan)) == []


@where_the_texts_are
@every_plan
def test_every_quotation_stands_in_the_clause_it_names(plan: Plan) -> None:
    assert [(place.what, place.text) for place in placed(plan, source_of(plan.source)) if place.span is None] == []


@where_the_texts_are
@every_plan
def test_what_is_left_out_is_in_the_text_and_needed(plan: Plan) -> None:
    source = source_of(plan.source)
    words = uncovered(plan, source)
    for leftover in leftovers_of(plan):
        spans = list(passages(leftover, source))
        assert spans, f"not in the text: {leftover.quote}"
        needed = {index for span in spans for index in source.inside(span)} & words
        assert runs(needed, source), f"idle, for it is quoted elsewhere: {leftover.quote}"


@where_the_texts_are
@every_plan
def test_where_criteria_stand_nothing_is_left_out_unread(plan: Plan) -> None:
    source = source_of(plan.source)
    clauses = {criterion.clause for criterion in plan.general} | {field.clause for field in plan.fields}
    sections = [source.section(clause) for clause in clauses]
    for leftover in leftovers_of(plan):
        assert leftover.reason.strip(), leftover.quote
        if ELISION in leftover.quote:
            for start, end in passages(leftover, source):
                inside = [span for span in sections if start < span[1] and span[0] < end]
                assert not inside, f"quote in full what stands among criteria: {leftover.quote}"


@where_the_texts_are
@every_plan
def test_without_any_one_criterion_or_field_words_are_left(plan: Plan) -> None:
    source, leftovers = source_of(plan.source), leftovers_of(plan)
    whole = set(left(plan, source, leftovers))
    unseen = [what for what, less in _each_less_one(plan) if not set(left(less, source, leftovers)) - whole]
    assert unseen == [], "what these say is quoted twice, or covered by a leftover"


def _each_less_one(plan: Plan) -> Iterator[tuple[str, Plan]]:
    """The plan as if one statement had been forgotten, or one field's heading, for each of them."""
    for criterion in plan.general:
        yield criterion.id, replace(plan, general=tuple(other for other in plan.general if other != criterion))
    for at, field in enumerate(plan.fields):
        before, after = plan.fields[:at], plan.fields[at + 1 :]
        yield field.id, replace(plan, fields=(*before, *after))
        for criterion in field.criteria:
            criteria = tuple(other for other in field.criteria if other != criterion)
            yield criterion.id, replace(plan, fields=(*before, replace(field, criteria=criteria), *after))
