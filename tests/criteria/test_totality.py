"""Whatever stands in the answers of an old or damaged draft, there is a verdict, and it survives JSON."""

import json
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from conversations.criteria.checking import check
from conversations.criteria.finding import Finding
from conversations.criteria.verdict import Verdict
from conversations.model import Json
from conversations.plans.loader import load_plans
from conversations.plans.plan import Field, Plan

PLANS = load_plans(Path("conversations/plans"))
FIELDS = [(plan, field, kind) for plan in PLANS.values() for field in plan.fields for kind in field.kinds]
YEARS = (2024, 2025, 2026)

KEYS = [
    "group",
    "series.household-income",
    "series.household-profit",
    "series.revenue",
    "title.cultured-family",
    "rating.tasks-excellent",
    "prize.startup-contest",
    "prize.startup-contest.what.province",
    "count.jobs",
    "count.money-given",
    "statements",
    "statements.general",
    "statements.field",
    "negative.kinh-te.3",
    "knockout",
    "evidence",
    "covers.1",
]
ids = [criterion.id for _, field, _ in FIELDS for criterion in field.criteria]
words = st.sampled_from(["2024", "2026", "waiting", "unknown", "none", "yes", "no", "district", "jobs-list", *ids])
leaves = st.none() | st.booleans() | st.integers() | st.text(max_size=8) | words
answer = st.recursive(
    leaves, lambda inner: st.lists(inner, max_size=5) | st.dictionaries(words | st.text(max_size=4), inner, max_size=5)
)


@given(
    where=st.sampled_from(FIELDS),
    answers=st.dictionaries(st.sampled_from(KEYS), answer, max_size=len(KEYS)),
    years=st.lists(st.integers(1990, 2040), max_size=5, unique=True).map(lambda years: tuple(sorted(years))),
)
def test_checking_is_total(where: tuple[Plan, Field, str], answers: dict[str, Json], years: tuple[int, ...]) -> None:
    plan, field, kind = where
    for window in (years, YEARS):
        verdict = check(plan, field, kind, answers, window, 2026)  # type: ignore[arg-type]  # a sampled kind is a str
        assert Verdict.from_json(json.loads(json.dumps(verdict.to_json()))) == verdict
        assert verdict.findings[-1].criterion_id == "law.knockout"


def test_a_finding_waits_or_blocks() -> None:
    found = {
        (status, waiting): Finding("a.1", "…", "II", status, waiting=waiting).blocking
        for status in ("met", "not_met", "missing", "judged")
        for waiting in (False, True)
    }
    assert [key for key, blocking in found.items() if blocking] == [
        ("not_met", False),
        ("not_met", True),
        ("missing", False),
    ]
