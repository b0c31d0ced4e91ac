"""Everything that a plan's file quotes stands in the official text, word for word and in one piece."""

from pathlib import Path

import pytest

from conversations.plans.lines import Lines
from conversations.plans.loader import load_plan
from conversations.plans.plan import Plan
from conversations.plans.quoting import quoted, unquoted
from conversations.texts import phrase
from tests.plans.coverage import PLANS
from tests.plans.small import line_of, write
from tests.plans.source import source_of, where_the_texts_are


@where_the_texts_are
@pytest.mark.parametrize("plan", PLANS.values(), ids=PLANS)
def test_every_quotation_is_a_contiguous_piece_of_the_official_text(plan: Plan) -> None:
    text = source_of(plan.source).text
    assert [str(fault) for fault in unquoted(plan, text, plan.source, Lines(""))] == []


SMALL_SOURCE = """
## **Kế hoạch nhỏ**
Điển hình trong chăn nuôi: là **nhân tố nổi trội**, đàn dê năm sau nhiều hơn hẳn năm trước, không thả rông
gia súc. Có ít nhất 02 điển hình/năm, gửi danh sách trước ngày 15/02.
"""


def test_a_quotation_that_is_not_there_is_named_with_what_comes_nearest(tmp_path: Path) -> None:
    path = write(tmp_path)
    (fault,) = unquoted(load_plan(path), SMALL_SOURCE, "small.toml", Lines(path.read_text(encoding="utf-8")))
    assert (fault.code, fault.place.line) == ("quote_not_found", line_of('text = "đàn dê', path))
    assert fault.details == {
        "quote": "đàn dê năm sau nhiều hơn năm trước",
        "near": phrase("plan_error.near", passage="đàn dê năm sau nhiều hơn hẳn năm trước,"),
    }


def test_nothing_is_near_in_a_text_about_something_else(tmp_path: Path) -> None:
    faults = unquoted(load_plan(write(tmp_path)), "Quy chế làm việc của cơ quan", "small.toml", Lines(""))
    assert {fault.code for fault in faults} == {"quote_not_found"}
    assert {fault.details["near"] for fault in faults} == {""}


def test_every_quotation_of_a_plan_is_looked_up(tmp_path: Path) -> None:
    assert unquoted(load_plan(write(tmp_path)), SMALL_SOURCE.replace("hơn hẳn", "hơn"), "small.toml", Lines("")) == ()
    plan = PLANS["nam-dinh"]
    paths = [path for path, _ in quoted(plan)]
    assert len(set(paths)) == len(paths)
    texts = [text for _, text in quoted(plan)]
    assert all(criterion.text in texts for field in plan.fields for criterion in field.criteria)
    assert all(quote.text in texts for quote in plan.oversight)
    assert all(successor.old in texts for successor in plan.successors)
