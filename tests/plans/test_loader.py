"""Plans load whole, and a broken one says on which line what is wrong."""

import re
from datetime import date
from pathlib import Path
from typing import get_args

import pytest

from conversations.criteria.any_of import AnyOf
from conversations.criteria.negative import Negative
from conversations.criteria.rising import Rising
from conversations.criteria.title_once import TitleOnce
from conversations.plans.loader import load_plan, load_plans, plan_faults
from conversations.plans.plan_error import FaultCode, PlanError
from conversations.plans.term import TERMS
from tests.plans.small import SMALL, line_of, write

PLANS = Path("conversations/plans")

# What is put in place of what, which fault that is, and how the line begins on which it is found.
BROKEN = [
    ("schema = 1", "schema = 2", "schema", "schema"),
    ('issuer = "UBND xã"', 'issuer = "UBND xã"\ncolour = "red"', "unknown_key", "colour"),
    ('source = "small.txt"\n', "", "missing_key", "schema"),
    ("ends = 2025-12-31", "ends = 2020-12-31", "impossible_dates", "ends"),
    ("ends = 2025-12-31", 'ends = "31/12/2025"', "wrong_type", "ends"),
    ("ends = 2025-12-31", "ends = 2025-02-30", "syntax", "ends"),
    ('id = "small"', 'id = "nhỏ"', "bad_id", "id"),
    ('id = "small"', f'id = "{"a" * 41}"', "bad_id", "id"),
    ('short = "Kế hoạch nhỏ"', 'short = " "', "empty_text", "short"),
    ('text = "là nhân tố nổi trội"', 'text = ""', "empty_quote", "text"),
    ('id = "farm.2"', 'id = "general.1"', "duplicate_id", 'id = "general.1"'),
    ('sort = "number"', 'sort = "goat"', "unknown_word", "sort"),
    ('kind = "negative"', 'kind = "positive"', "unknown_check", "check"),
    ('kind = "negative"', 'kind = "any_of", checks = [{ kind = "judged" }]', "unknown_check", "check"),
    ('kind = "negative"', 'kind = "any_of", checks = []', "no_question", "check"),
    ('series = ["goats"]', "series = []", "no_question", "check"),
    ('series = ["goats"]', 'series = ["sheep"]', "unknown_term", "check"),
    ('series = ["goats"]', 'series = ["cultured-family"]', "wrong_term", "check"),
    ('series = ["goats"]', 'series = ["goats"], least = 3', "unknown_key", "check"),
    ('kinds = ["household"]', 'kinds = ["family"]', "unknown_subject", "kinds"),
    ('kinds = ["household"]', 'kinds = ["pupil"]', "unknown_subject", 'kinds = ["pupil"]'),
    ('groups = ["hill"]', 'groups = ["plain"]', "unknown_group", "groups"),
    (
        'groups = ["hill"]',
        'groups = ["hill"]\nkinds = ["household"]',
        "kind_without_criterion",
        'kinds = ["household", "',
    ),
    ('title = "Vùng cao"', 'title = "Vùng cao"\nkinds = ["pupil"]', "unknown_subject", 'kinds = ["pupil"]'),
    ('groups = ["hill"]\n', "", "group_without_criterion", 'id = "hill"'),
    ('field = "farm"', 'field = "farming"', "unknown_field", "field"),
    ("least = 2", "least = 2\nmost = 1", "impossible_numbers", "least"),
    ('who = "Hội Nông dân"', 'who = "Hội Nông dân', "syntax", "who"),
    ("recurring = true", "recurring = 1", "wrong_type", "recurring"),
    ('when = "trước ngày 15/02"', 'when = "trước ngày 30/02/2023"', "impossible_date", "when"),
    ('when = "trước ngày 15/02"', 'when = "trong Quý V năm 2023"', "impossible_date", "when"),
]


def test_a_small_plan_is_read_whole(tmp_path: Path) -> None:
    plan = load_plan(write(tmp_path))
    (field,) = plan.fields
    rising, negative = field.criteria
    assert (plan.begins, plan.ends) == (date(2021, 1, 1), date(2025, 12, 31))
    assert field.kinds == ("household", "individual")
    assert (rising.clause, rising.kinds) == ("II.1", field.kinds)
    assert isinstance(rising.check, Rising)
    assert rising.check.series[0].words == "số dê"
    assert negative.text == "không thả rông\ngia súc"
    assert field.criteria_for("individual") == (rising,)
    assert field.groups_for("household")[0].id == "hill"
    assert (plan.quotas[0].least, plan.quotas[0].most, plan.milestones[0].recurring) == (2, None, True)
    assert plan.over(date(2026, 1, 1))
    assert not plan.over(date(2025, 12, 31))


def test_a_check_may_be_one_of_several(tmp_path: Path) -> None:
    several = 'kind = "any_of", checks = [{ kind = "negative" }, { kind = "title_once", title = "cultured-family" }]'
    plan = load_plan(write(tmp_path, 'kind = "negative"', several))
    check = plan.fields[0].criteria[1].check
    assert check == AnyOf((Negative(), TitleOnce(TERMS["cultured-family"])))


@pytest.mark.parametrize(("old", "new", "code", "begins"), BROKEN)
def test_a_broken_plan_says_where_and_what(tmp_path: Path, old: str, new: str, code: str, begins: str) -> None:
    path = write(tmp_path, old, new)
    with pytest.raises(PlanError) as caught:
        load_plan(path)
    assert (caught.value.code, caught.value.file) == (code, "small.toml"), caught.value
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[caught.value.place.line - 1].startswith(begins), caught.value


def test_every_fault_is_named_from_the_first_line_to_the_last(tmp_path: Path) -> None:
    path = write(tmp_path, 'issuer = "UBND xã"', 'issuer = ""')
    path.write_text(path.read_text(encoding="utf-8").replace('"negative"', '"positive"'), encoding="utf-8")
    found = [(fault.place.line, fault.code) for fault in plan_faults(path)]
    check = line_of('check = { kind = "positive"', path)
    assert found == [(3, "empty_text"), (check, "unknown_check")]


def test_a_criterion_of_groups_without_its_kinds_binds_nobody(tmp_path: Path) -> None:
    path = write(tmp_path, 'title = "Vùng cao"', 'title = "Vùng cao"\nkinds = ["individual"]')
    spoilt = path.read_text(encoding="utf-8").replace('id = "farm.2"', 'id = "farm.2"\ngroups = [ "hill" ]')
    path.write_text(spoilt, encoding="utf-8")
    (fault,) = plan_faults(path)
    assert (fault.code, fault.place.line) == ("criterion_without_subject", line_of('groups = [ "hill"', path))


def test_a_file_that_cannot_be_read_is_a_plan_error(tmp_path: Path) -> None:
    assert plan_faults(tmp_path / "missing.toml")[0].code == "unreadable"
    latin = tmp_path / "latin.toml"
    latin.write_bytes(SMALL.encode("utf-16"))
    assert plan_faults(latin)[0].code == "unreadable"


def test_an_empty_plan_has_no_fields(tmp_path: Path) -> None:
    path = tmp_path / "empty.toml"
    path.write_text("schema = 1\n", encoding="utf-8")
    assert "no_fields" in {fault.code for fault in plan_faults(path)}


def test_two_plans_cannot_share_an_id(tmp_path: Path) -> None:
    write(tmp_path, name="a.toml")
    write(tmp_path, name="b.toml")
    with pytest.raises(PlanError, match="duplicate_plan") as caught:
        load_plans(tmp_path)
    assert caught.value.file == "b.toml"


def test_every_fault_has_a_test() -> None:
    tests = (*Path(__file__).parent.glob("test_*.py"), *Path("tests/papers").glob("test_*.py"))
    source = "\n".join(path.read_text(encoding="utf-8") for path in tests)
    assert [code for code in get_args(FaultCode) if not re.search(rf'"{code}', source)] == []


@pytest.mark.parametrize("path", sorted(PLANS.glob("*.toml")), ids=lambda path: path.stem)
def test_our_own_plans_have_no_fault(path: Path) -> None:
    assert plan_faults(path) == ()
