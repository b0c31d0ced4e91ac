"""Every check kind, row by row: what it finds in which answers."""

from dataclasses import replace

import pytest

from conversations.answers.checklist import Checklist
from conversations.criteria import CHECKS
from conversations.criteria.any_of import ALTERNATIVES, AnyOf
from conversations.criteria.case import Case
from conversations.criteria.check import Check
from conversations.criteria.judged import Judged
from conversations.criteria.proofs import proven
from conversations.model import Json
from conversations.plans.plan import Criterion
from conversations.texts import Phrase
from tests.criteria.examples import ID, ROWS, THIS_YEAR, TICKED, YEARS, Row

STATUSES_OF = {
    "rising": {"met", "not_met", "missing", "judged"},
    "title_yearly": {"met", "not_met", "missing"},
    "title_once": {"met", "not_met", "missing"},
    "rating_yearly": {"met", "not_met", "missing"},
    "prize": {"met", "not_met", "missing", "judged"},
    "count": {"met", "not_met", "missing"},
    "negative": {"met", "not_met", "missing"},
    "evidenced": {"met", "missing"},
    "judged": {"judged", "missing"},
    "any_of": {"met", "not_met", "missing", "judged"},
}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.check.kind}-{row.status}-{'+'.join(row.why)}")
def test_a_check_finds_what_the_answers_say(row: Row) -> None:
    case = Case(row.answers, YEARS, THIS_YEAR)
    criterion = Criterion(ID, "…", "II", ("individual",), row.check)
    outcome = row.check.look(ID, replace(case, proven=proven((criterion,), case)))
    assert (outcome.status, outcome.waiting) == (row.status, row.waiting)
    assert tuple(text.key for text in outcome.why if isinstance(text, Phrase)) == row.why


@pytest.mark.parametrize("kind", CHECKS, ids=lambda kind: kind.kind)
def test_every_kind_has_rows_for_whatever_it_can_find(kind: type[Check]) -> None:
    shown = {row.status for row in ROWS if isinstance(row.check, kind)}
    assert shown == STATUSES_OF.get(kind.kind), "give the new kind its rows in examples.py, and its statuses here"


def test_kinds_have_names_of_their_own() -> None:
    assert len({kind.kind for kind in CHECKS}) == len(CHECKS)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.check.kind)
@pytest.mark.parametrize("years", [(), (2026,)])
def test_a_round_with_too_few_years_is_left_to_people(row: Row, years: tuple[int, ...]) -> None:
    outcome = row.check.look(ID, Case(row.answers, years, THIS_YEAR))
    if row.check.kind == "rising" or (not years and row.check.kind in ("title_yearly", "title_once", "rating_yearly")):
        assert outcome.status == "judged"


def test_a_window_that_ended_before_this_year_waits_for_nothing() -> None:
    title = next(row for row in ROWS if row.check.kind == "title_yearly").check
    case = Case({"title.cultured-family": ["2024", "2025"]}, (2024, 2025), THIS_YEAR)
    assert title.look(ID, case).status == "met"
    (question,) = title.figures(case)
    assert isinstance(question, Checklist)
    assert [option.id for option in question.choices] == ["2024", "2025", "unknown"]


def test_any_kind_may_be_one_of_several_but_what_people_judge() -> None:
    assert set(CHECKS) - set(ALTERNATIVES) == {Judged, AnyOf}


def test_one_of_several_wants_one_proof_and_no_more() -> None:
    either = next(row for row in ROWS if row.check.kind == "any_of").check
    claimed: dict[str, Json] = {"count.money-given": 5, **TICKED}
    first = either.proof(ID, Case(claimed, YEARS, THIS_YEAR))
    assert first is not None
    assert first.id == "gift-paper"
    assert either.proof(ID, Case({}, YEARS, THIS_YEAR)) is None
    assert either.keys(ID, Case(claimed, YEARS, THIS_YEAR))[0] == "evidence"
    assert either.declared
