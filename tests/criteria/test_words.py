"""Everything that is asked and found has its sentence in both languages, with every {name} filled."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from conversations.answers.question import Question
from conversations.criteria.case import Case
from conversations.criteria.checking import check
from conversations.criteria.knockout import knockout_finding
from conversations.model import Json
from conversations.plans.loader import load_plans
from conversations.texts import Text
from tests.criteria.examples import ID, ROWS, THIS_YEAR
from tests.criteria.examples import YEARS as WINDOW
from tests.criteria.officer import YEARS, Officer
from tests.criteria.sentences import told

PLANS = load_plans(Path("conversations/plans"))
EVERYWHERE = [(plan, field, kind) for plan in PLANS.values() for field in plan.fields for kind in field.kinds]
RELUCTANT: dict[str, Json] = {"statements": [], "statements.general": [], "statements.field": []}


def read(question: Question[Any]) -> Iterator[Text]:
    """What a person may read of a question."""
    yield from (question.text, question.help, question.label, *question.lead)
    yield from (option.label for option in getattr(question, "choices", ()))


@pytest.mark.parametrize("locale", ["vi", "en"])
@pytest.mark.parametrize("says", [{}, RELUCTANT], ids=["everything", "nothing"])
def test_questions_and_findings_have_words(locale: str, says: dict[str, Json]) -> None:
    for plan, field, kind in EVERYWHERE:
        officer = Officer(says)
        answers = officer.nominates(plan, field, kind)
        texts = [text for question in officer.asked for text in read(question)]
        for finding in check(plan, field, kind, answers, YEARS, YEARS[-1]).findings:
            texts += [finding.text, *finding.why]
        assert [text for text in texts if "{" in told(text, locale)] == []


@pytest.mark.parametrize("locale", ["vi", "en"])
def test_whatever_a_check_finds_has_words(locale: str) -> None:
    for years in (WINDOW, ()):
        for row in ROWS:
            for text in row.check.look(ID, Case(row.answers, years, THIS_YEAR)).why:
                assert told(text, locale).strip()


@pytest.mark.parametrize("locale", ["vi", "en"])
@pytest.mark.parametrize(
    ("answer", "status"), [("no", "met"), ("yes", "not_met"), ("unknown", "missing"), (7, "missing")]
)
def test_the_law_has_words(locale: str, answer: Json, status: str) -> None:
    finding = knockout_finding(Case({"knockout": answer}, (), THIS_YEAR))
    assert finding.status == status
    assert finding.blocking == (status != "met")
    assert told(finding.text, locale)
    assert told(finding.why[0], locale)
