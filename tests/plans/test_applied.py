"""What an admin sets for a round stands beside the plan, marked as his; the plan itself stays as it is."""

import json
from dataclasses import replace
from datetime import date

from conversations.criteria.at_least import AtLeast
from conversations.criteria.checking import check
from conversations.criteria.evidenced import Evidenced
from conversations.criteria.judged import Judged
from conversations.plans.applied import applied, measures
from conversations.plans.rules import NO_RULES, OwnCriterion, OwnQuota, Rules, Threshold
from tests.talk import PLANS

QUANG_NAM, BAC_KAN = PLANS["quang-nam"], PLANS["bac-kan"]
RULES = Rules(
    mark="quản trị viên đặt",
    quotas=(OwnQuota("xa", "mỗi xã, phường", 1, 2),),
    dropped=("huyen",),
    criteria=(
        OwnCriterion("nong-thon-moi", "hiến đất làm đường", proof=True),
        OwnCriterion("nong-thon-moi", "giữ vườn sạch", proof=False),
        OwnCriterion("gone", "không còn lĩnh vực này", proof=False),
    ),
    thresholds=(Threshold("kinh-te-ho", "jobs", 3, "Số lao động ít nhất 3"), Threshold("kinh-te-ho", "gone", 1, "…")),
    successors=(("Sở Nông nghiệp và Phát triển nông thôn", "Sở Nông nghiệp và Môi trường"),),
    days=(("gui-danh-sach", date(2027, 2, 12)),),
)


def test_rules_survive_json() -> None:
    assert Rules.from_json(json.loads(json.dumps(RULES.to_json()))) == RULES
    assert Rules.from_json(None) == NO_RULES


def test_no_rules_change_nothing() -> None:
    for plan in PLANS.values():
        bare = applied(plan, NO_RULES)
        assert bare.quotas == tuple(
            replace(before, who_now=now.who_now) for before, now in zip(plan.quotas, bare.quotas, strict=True)
        )
        assert [field.criteria for field in bare.fields] == [field.criteria for field in plan.fields]


def test_a_confirmed_successor_is_named_without_an_admin() -> None:
    quotas = {quota.id: quota for quota in applied(QUANG_NAM, NO_RULES).quotas}
    assert quotas["xa"].who_now == "Ủy ban nhân dân các xã, phường, đặc khu"
    assert quotas["huyen"].who_now == ""


def test_a_delegated_field_gets_the_admins_criteria() -> None:
    field = applied(QUANG_NAM, RULES).field("nong-thon-moi")
    before = QUANG_NAM.field("nong-thon-moi")
    assert field
    assert before
    own = field.criteria[len(before.criteria) :]
    assert [(one.text, one.clause, one.own, type(one.check)) for one in own] == [
        ("hiến đất làm đường", "quản trị viên đặt", True, Evidenced),
        ("giữ vườn sạch", "quản trị viên đặt", True, Judged),
    ]
    assert field.kinds == before.kinds
    assert (field.lead, field.lead_now) == (before.lead, "Sở Nông nghiệp và Môi trường")
    assert applied(QUANG_NAM, RULES).field("vi-nguoi-ngheo") == QUANG_NAM.field("vi-nguoi-ngheo")


def test_a_quota_is_moved_or_dropped_only_by_the_admins_word() -> None:
    quotas = {quota.id: quota for quota in applied(QUANG_NAM, RULES).quotas}
    assert "huyen" not in quotas
    assert (quotas["xa"].who, quotas["xa"].least, quotas["xa"].most, quotas["xa"].note) == (
        "mỗi xã, phường",
        1,
        2,
        "quản trị viên đặt",
    )
    assert len(quotas) == len(QUANG_NAM.quotas) - 1


def test_a_least_number_is_checked_and_bears_its_mark() -> None:
    plan = applied(BAC_KAN, RULES)
    field = plan.field("kinh-te-ho")
    assert field
    (own,) = (criterion for criterion in field.criteria if criterion.own)
    assert isinstance(own.check, AtLeast)
    assert own.kinds == ("household",)
    answers = {"count.jobs": 2}
    verdict = check(plan, field, "household", answers, (2024, 2025, 2026), 2026)
    (finding,) = (finding for finding in verdict.findings if finding.criterion_id == own.id)
    assert (finding.status, finding.clause, finding.keys) == ("not_met", "quản trị viên đặt", ("count.jobs",))


def test_ids_of_own_criteria_fit_a_button_and_are_apart() -> None:
    plan = applied(QUANG_NAM, RULES)
    ids = [criterion.id for field in plan.fields for criterion in field.criteria if criterion.own]
    assert all(len(id_) <= 40 and id_.isascii() for id_ in ids)
    assert len(set(ids)) == len(ids)


def test_what_may_be_measured_is_what_is_asked() -> None:
    field = BAC_KAN.field("kinh-te-ho")
    assert field
    found = {term: (measure.yearly, kinds) for term, (measure, kinds) in measures(BAC_KAN, field).items()}
    assert found == {"jobs": (False, ("household",)), "household-income": (True, ("household",))}


def test_a_plan_at_work_is_made_once() -> None:
    assert PLANS.at_work(QUANG_NAM, RULES) is PLANS.at_work(QUANG_NAM, RULES)
