"""The least that a unit has to bring forward: the round's own word, else a quota that names units of its station."""

from dataclasses import replace

import pytest

from conversations.plans.minimum import least_of
from conversations.plans.plan import Quota
from conversations.plans.rules import NO_RULES, Limit, OwnQuota, Rules
from tests.talk import PLANS

QUANG_NAM = PLANS["quang-nam"]


def a_quota(who: str, least: int | None = 2, field: str | None = None) -> Quota:
    return Quota("q", who, least, None, "year", "điển hình", field, "…", "II")


@pytest.mark.parametrize(
    ("who", "stations"),
    [
        ("Ủy ban nhân dân các xã, phường, thị trấn", ["commune"]),
        ("UBND xã", ["commune"]),
        ("mỗi xã, phường, đặc khu", ["commune"]),
        ("Ủy ban nhân dân các huyện, thị xã, thành phố", ["district"]),
        ("UBND tỉnh", ["province"]),
        ("Hội Nông dân xã", []),
        ("Các cơ quan, đơn vị, địa phương", []),
        ("Các phòng, ban, ngành", []),
        ("Sở Lao động - Thương binh và Xã hội", []),
        ("xã hội hóa", []),
        ("Huyện Đoàn", []),
        ("Quân sự", []),
    ],
)
def test_whom_a_quota_binds(who: str, stations: list[str]) -> None:
    plan = replace(QUANG_NAM, quotas=(a_quota(who),))
    found = [one for one in ("commune", "district", "province") if least_of(plan, NO_RULES, one)]
    assert found == stations


def test_the_plans_of_the_house() -> None:
    """Only one of them counts by commune; the districts' quota ended with the districts."""
    assert {plan.id: least_of(plan, NO_RULES, "commune") for plan in PLANS.values()} == {
        plan.id: {"": 2} if plan is QUANG_NAM else {} for plan in PLANS.values()
    }
    assert not any(least_of(plan, NO_RULES, "district") for plan in PLANS.values())


def test_the_rounds_own_word_counts_before_the_plans() -> None:
    limits = (Limit("commune", "", 1, 3), Limit("commune", "kinh-te", 4, 4), Limit("province", "", 9, None))
    assert least_of(QUANG_NAM, Rules(limits=limits), "commune") == {"": 1, "kinh-te": 4}
    assert least_of(QUANG_NAM, Rules(limits=limits), "province") == {"": 9}


def test_nobody_has_to_bring_more_than_there_are_places_for() -> None:
    assert least_of(QUANG_NAM, Rules(limits=(Limit("commune", "", None, 1),)), "commune") == {"": 1}


def test_a_quota_that_an_admin_gave_to_the_communes_or_dropped() -> None:
    plan = replace(QUANG_NAM, quotas=(replace(a_quota("Huyện", 10, "kinh-te"), ended=True),))
    moved = Rules(mark="m", quotas=(OwnQuota("q", "UBND xã", 1, None),))
    assert least_of(plan, NO_RULES, "commune") == {}
    assert least_of(PLANS.at_work(plan, moved), moved, "commune") == {"kinh-te": 1}
    assert least_of(PLANS.at_work(QUANG_NAM, Rules(dropped=("xa",))), NO_RULES, "commune") == {}
