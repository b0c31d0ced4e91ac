"""Whole nominations and the verdicts on them, to be read by people: golden/*.txt.

After a wanted change: UPDATE_GOLDEN=1 pytest tests/criteria/test_golden.py, then read what git diff shows.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from conversations.criteria.checking import check
from conversations.criteria.outcome import STATUSES
from conversations.criteria.verdict import Verdict
from conversations.model import Json, SubjectKind
from conversations.plans.loader import load_plans
from tests.criteria.officer import PHOTO, YEARS, Officer
from tests.criteria.sentences import told

PLANS = load_plans(Path("conversations/plans"))
GOLDEN = Path(__file__).parent / "golden"

WAITING: Json = ["2024", "2025", "waiting"]
CASES: dict[str, tuple[str, str, SubjectKind, dict[str, Json]]] = {
    "nong-dan-cho-ket-qua": (
        "huu-lung",
        "kinh-te",
        "individual",
        {
            "series.household-profit": {"2024": 180_000_000, "2025": 210_000_000, "2026": 240_000_000},
            "title.cultured-family": WAITING,
            "statements.general": ["doi-tuong.1", "chung.1", "chung.2", "chung.3"],
            "explanation": "Ông mới tham gia phong trào từ năm 2024.",
        },
    ),
    "nong-dan-chua-du": (
        "huu-lung",
        "kinh-te",
        "individual",
        {
            "series.household-profit": {"2024": 180_000_000, "2025": 175_000_000, "2026": 240_000_000},
            "title.cultured-family": ["2024", "2026"],
            "statements.field": ["kinh-te.1", "kinh-te.2"],
            "negative.kinh-te.3": "unknown",
            "knockout": "unknown",
            "evidence": [],
        },
    ),
    "khoi-nghiep-tap-the": (
        "huu-lung",
        "khoi-nghiep",
        "collective",
        {"count.startup-events": 0, "covers.1": ["prize-paper"]},
    ),
    "khoi-nghiep-ca-nhan": (
        "huu-lung",
        "khoi-nghiep",
        "individual",
        {"prize.startup-contest": "commune", "covers.1": ["project-paper"], "knockout": "yes"},
    ),
    "vi-nguoi-ngheo-ca-nhan": ("huu-lung", "vi-nguoi-ngheo", "individual", {"count.poor-households": 0}),
    "vi-nguoi-ngheo-tap-the": ("huu-lung", "vi-nguoi-ngheo", "collective", {"statements.field": []}),
    "vi-nguoi-ngheo-ho": (
        "huu-lung",
        "vi-nguoi-ngheo",
        "household",
        {"evidence": [PHOTO, PHOTO], "covers.2": ["model-photo", "gift-paper"], "title.cultured-family": ["unknown"]},
    ),
    "nong-thon-moi-gop-cach-khac": (
        "huu-lung",
        "nong-thon-moi",
        "household",
        {"count.land-given": 0, "count.money-given": 0, "count.days-given": 0},
    ),
    "y-te-mot-nam-xuat-sac": ("huu-lung", "y-te", "individual", {"rating.tasks-excellent": ["2025"]}),
    "kinh-te-ho-dat": ("bac-kan", "kinh-te-ho", "household", {}),
    "kinh-te-ho-chua-dat": (
        "bac-kan",
        "kinh-te-ho",
        "household",
        {
            "series.household-income": {"2024": 180_000_000, "2025": 210_000_000, "2026": 205_000_000},
            "count.jobs": 0,
            "negative.kinh-te-ho.3": "contrary",
            "statements": ["kinh-te-ho.2"],
            "title.cultured-family": WAITING,
        },
    ),
}


def card(verdict: Verdict) -> Iterator[str]:
    """The verdict as lines."""
    yield " · ".join(f"{told_status(status)} {verdict.count(status)}" for status in STATUSES)
    yield f"Chưa gửi được: {len(verdict.blocking)}" if verdict.blocking else "Gửi được"
    for finding in verdict.findings:
        status = told_status(finding.status) + (" (chờ)" if finding.waiting else "")
        yield f"\n{status} · {finding.criterion_id} · {finding.clause}\n  {told(finding.text)}"
        yield from (f"  - {told(why)}" for why in finding.why)


def told_status(status: str) -> str:
    return {"met": "Đạt", "not_met": "Chưa đạt", "missing": "Còn thiếu", "judged": "Hội đồng xét"}[status]


@pytest.mark.parametrize("name", CASES)
def test_the_verdict_is_as_it_was_read_and_approved(name: str) -> None:
    plan_id, field_id, kind, says = CASES[name]
    plan = PLANS[plan_id]
    field = plan.field(field_id)
    assert field is not None
    answers = Officer(says).nominates(plan, field, kind)
    assert says.keys() <= answers.keys(), "the case answers what nobody asks"
    found = "\n".join(card(check(plan, field, kind, answers, YEARS, YEARS[-1]))) + "\n"
    golden = GOLDEN / f"{name}.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(found, encoding="utf-8")
    assert found == golden.read_text(encoding="utf-8")
