"""Who follows an agency of a plan is said for each, and nothing that ended with the districts still holds a quota.

All five plans were made before July 2025; since then every one of their provinces, districts or agencies has changed.
"""

import re
from collections.abc import Iterator

import pytest

from conversations.plans.plan import Plan, Quota
from conversations.plans.quoting import plain
from tests.plans.coverage import PLANS

every_plan = pytest.mark.parametrize("plan", PLANS.values(), ids=PLANS)
DISTRICT = re.compile(r"\b(huyện|thị xã)\b", re.IGNORECASE)
DISTRICT_ISSUER = ("UBND huyện ", "UBND thành phố ")


def agencies(plan: Plan) -> Iterator[str]:
    """Who leads a field, and who receives something."""
    for field in plan.fields:
        yield from (name for name in field.lead.split("; ") if name)
    yield from (milestone.to for milestone in plan.milestones if milestone.to)


def of_a_district(quota: Quota, plan: Plan) -> bool:
    """Whether the holder belonged to a district: named so, or an office of the district that made the plan."""
    return plan.issuer.startswith(DISTRICT_ISSUER) or bool(DISTRICT.search(quota.who))


@every_plan
def test_every_agency_that_leads_or_receives_has_its_successor_said(plan: Plan) -> None:
    said = [plain(successor.old).casefold() for successor in plan.successors]
    missing = [name for name in agencies(plan) if not any(old in plain(name).casefold() for old in said)]
    assert missing == []


@every_plan
def test_a_successor_is_said_once_and_what_is_unconfirmed_is_called_so(plan: Plan) -> None:
    said = [successor.old for successor in plan.successors]
    assert len(said) == len(set(said))
    for successor in plan.successors:
        assert successor.note, successor.old
        assert successor.confirmed or "chưa được xác nhận" in successor.note, successor.old


@every_plan
def test_what_a_district_held_has_ended(plan: Plan) -> None:
    assert [quota.id for quota in plan.quotas if quota.ended != of_a_district(quota, plan)] == []


def test_there_are_quotas_that_ended_and_quotas_that_did_not() -> None:
    ended = [quota.ended for plan in PLANS.values() for quota in plan.quotas]
    assert any(ended)
    assert not all(ended)
