"""`python -m bot plans …` as an author and another program call it: the program as a process, its output as it is."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any, get_args

from bot.app import PLANS as FOLDER
from bot.app import TOP
from bot.papers.plan_workbook import PlanWorkbook
from conversations.criteria.check import Basis
from conversations.model import SubjectKind
from tests.plans.small import SMALL, write
from tests.talk import CATALOGUE, PLANS

KEYS = {
    "": "id number date issuer title source period general fields quotas milestones workflow",
    "general": "id text clause check",
    "fields": "id title clause lead delegated subjects",
    "quotas": "id who min max per counts field quote",
    "milestones": "id what who to when recurring quote",
}
"""What the contract names; there may be more."""


def called(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "bot", "plans", *map(str, arguments)]
    return subprocess.run(command, cwd=TOP, capture_output=True, text=True, check=False)


def export() -> list[dict[str, Any]]:
    done = called("export")
    assert (done.returncode, done.stderr) == (0, "")
    plans: list[dict[str, Any]] = json.loads(done.stdout)["plans"]
    return plans


def test_the_export_has_the_shape_of_the_contract() -> None:
    for plan in export():
        assert not set(KEYS[""].split()) - plan.keys()
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", plan["period"]["from"])
        for part in ("general", "fields", "quotas", "milestones"):
            for row in plan[part]:
                assert not set(KEYS[part].split()) - row.keys(), part
        for field in plan["fields"]:
            assert set(field["subjects"]) <= set(get_args(SubjectKind))
            for criteria in field["subjects"].values():
                assert all(criterion["check"] in get_args(Basis) for criterion in criteria)


def test_the_export_is_all_there_is() -> None:
    plans = {plan["id"]: plan for plan in export()}
    assert list(plans) == list(PLANS)
    assert sum(len(plan["fields"]) for plan in plans.values()) == 63
    assert sum(len(plan["quotas"]) for plan in plans.values()) == sum(len(plan.quotas) for plan in PLANS.values())
    for plan in PLANS.values():
        exported = {field["id"]: field["subjects"] for field in plans[plan.id]["fields"]}
        for field in plan.fields:
            for kind in field.kinds:  # a statement for two kinds stands under both
                assert [one["id"] for one in exported[field.id][kind]] == [one.id for one in field.criteria_for(kind)]


def test_a_good_plan_is_told_so(tmp_path: Path) -> None:
    done = called("check", write(tmp_path))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "small.toml: Kế hoạch nhỏ, 1 lĩnh vực, 3 tiêu chí. Không có lỗi.\n"


def test_faults_are_told_with_line_and_remedy(tmp_path: Path) -> None:
    done = called("check", write(tmp_path, "trước ngày 15/02", "trước ngày 31/02"))
    assert (done.returncode, done.stdout) == (1, "")
    assert re.match(r"small\.toml, dòng \d+: .+\. .+\.", done.stderr)
    assert "31/02" in done.stderr


def test_quotations_are_looked_up_in_the_text_that_is_given(tmp_path: Path) -> None:
    text = tmp_path / "small.txt"
    text.write_text(SMALL.replace("là nhân tố nổi trội", "là một nhân tố nổi trội"), encoding="utf-8")
    done = called("check", write(tmp_path), "--source", text)
    assert done.returncode == 1
    assert done.stderr.count("small.toml, dòng ") == 1
    assert "“là nhân tố nổi trội”" in done.stderr
    missing = called("check", write(tmp_path), "--source", tmp_path / "none.txt")
    assert (missing.returncode, missing.stderr.count("none.txt")) == (1, 1)


def test_a_workbook_is_checked_too(tmp_path: Path) -> None:
    book = tmp_path / "mau.xlsx"
    book.write_bytes(PlanWorkbook(CATALOGUE).template())
    assert called("check", book).stdout.startswith("mau.xlsx: Kế hoạch điển hình tiên tiến xã Mẫu")
    book.write_bytes(b"no workbook")
    assert called("check", book).returncode == 1
    assert called("check", tmp_path / "none.xlsx").returncode == 1


def test_the_plan_on_the_authors_page_is_the_one_in_the_template() -> None:
    page = (TOP / "docs" / "ke-hoach.md").read_text(encoding="utf-8")
    block = re.search(r"```toml\n(.*?)```", page, re.DOTALL)
    assert block
    assert block[1] == (TOP / "bot" / "papers" / "plan_example.toml").read_text(encoding="utf-8")
    assert FOLDER.is_dir()
