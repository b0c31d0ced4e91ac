"""A plan goes through a workbook and comes back the same: as a document, key by key, and as a plan.

Only the order of the keys may differ, and an empty text or list is left out; our plans have neither.
"""

import time
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.papers.plan_cells import join, split
from bot.papers.toml_pairs import write_pairs
from conversations.answers.folding import tidy
from conversations.plans.lines import Lines
from conversations.plans.loader import plan_of
from tests.papers.workbooks import CATALOGUE, NAME, PLANS, WORKBOOK, example, opened, template

SECONDS = 2
"""What writing or reading the largest plan may take."""


def keys(value: Any, path: str = "") -> Iterator[str]:
    """Yield the path of every key, lists left out."""
    if isinstance(value, dict):
        for key, part in value.items():
            yield f"{path}.{key}"
            yield from keys(part, f"{path}.{key}")
    elif isinstance(value, list):
        for part in value:
            yield from keys(part, path)


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_a_plan_comes_back_the_same(path: Path) -> None:
    document = tomllib.loads(path.read_text(encoding="utf-8"))
    before = time.perf_counter()
    content = WORKBOOK.write(document)
    written = time.perf_counter()
    reading = WORKBOOK.read(content, NAME)
    read = time.perf_counter()
    assert reading.faults == ()
    assert set(keys(reading.document)) == set(keys(document))
    assert reading.document == document
    assert (reading.plan, ()) == plan_of(document, NAME, Lines(""))
    assert plan_of(reading.document, NAME, Lines("")) == plan_of(document, NAME, Lines(""))
    assert reading.marked is None
    assert (written - before, read - written) < (SECONDS, SECONDS)


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_no_key_of_a_plan_needs_the_column_for_the_rest(path: Path) -> None:
    workbook = opened(WORKBOOK.write(tomllib.loads(path.read_text(encoding="utf-8"))))
    for sheet in workbook.worksheets:
        for column in sheet.iter_cols(values_only=True):
            if column[0] in {"Khác", "Tham số khác"}:
                rest = [value for value in column[2:] if value and not value.startswith("checks = [")]
                assert rest == [], sheet.title  # only the alternatives of any_of have no columns: they are checks again


def test_whatever_has_no_column_is_kept_all_the_same() -> None:
    document = example()
    document["edition"] = {"of": [1, 2.5, True], "on": date(2026, 1, 5), "by": "Sở; “Nội vụ”\r\n\x07"}
    document["fields"][0]["icon"] = "🐐"
    document["fields"][0]["criteria"][0]["weight"] = 3
    document["fields"][0]["criteria"][0]["check"]["any_of"] = [{"kind": "judged"}, {"kind": "count", "of": ["jobs"]}]
    document["quotas"][0]["least"] = "hai"
    document["milestones"][0]["recurring"] = [True]
    reading = WORKBOOK.read(WORKBOOK.write(document), NAME)
    assert reading.document == document
    assert {str(fault.place) for fault in reading.faults} >= {
        "Kế hoạch!B12",
        "Lĩnh vực!K3",
        "Tiêu chí!T3",
        "Tiêu chí!V3",
    }


def test_the_template_is_a_plan_without_a_fault_and_has_a_row_of_everything() -> None:
    reading = WORKBOOK.read(template(), NAME)
    assert reading.faults == ()
    assert reading.document == example()
    workbook = opened(template())
    for sheet in workbook.worksheets[2:-1]:
        assert any(cell.value for cell in sheet[3]), sheet.title
        assert sheet.freeze_panes == "B3"
    assert workbook["Danh mục"].sheet_state == "hidden"


def test_words_are_chosen_from_lists() -> None:
    workbook = opened(template())
    for sheet, count in (("Tiêu chí", 14), ("Chỉ tiêu", 3), ("Nhóm", 2), ("Từ riêng", 1)):
        found = workbook[sheet].data_validations.dataValidation
        assert len(found) == count, [str(validation.sqref) for validation in found]
        for validation in found:
            title, _, cells = validation.formula1.partition("!")
            assert workbook[title.strip("'")][cells.replace("$", "")][0][0].value, validation.formula1


def test_a_workbook_in_english_is_read_as_well() -> None:
    from bot.papers.plan_workbook import PlanWorkbook  # noqa: PLC0415 - only here with another language

    content = PlanWorkbook(CATALOGUE, "en").write(example())
    assert "Criteria" in opened(content).sheetnames
    assert WORKBOOK.read(content, NAME).document == example()


TEXTS = st.text(
    st.one_of(st.sampled_from(";\\\n\"'=+-@|{}# ạđỒ"), st.characters(exclude_categories=["Cs"])), max_size=40
)
ODD = st.sampled_from(["=1+1", '=HYPERLINK("http://x")', "+84", "-5", "@SUM(A1)", "'x", "a;b", "a\\;b", "\\", "#N/A"])


@settings(max_examples=60, deadline=None)
@given(st.lists(TEXTS | ODD, min_size=1, max_size=4), TEXTS | ODD)
def test_any_text_comes_back_tidy_and_is_never_a_formula(entries: list[str], text: str) -> None:
    document = example()
    document["fields"][0]["also"] = entries
    document["fields"][0]["title"] = text
    document["notes"] = [*entries, text]
    content = WORKBOOK.write(document)
    workbook = opened(content)
    assert {cell.data_type for sheet in workbook.worksheets for row in sheet.iter_rows() for cell in row} <= set("nsd")
    read = WORKBOOK.read(content, NAME).document
    assert read["fields"][0].get("also", []) == [tidy(entry) for entry in entries if tidy(entry)]
    assert read["fields"][0].get("title", "") == tidy(text)
    assert read.get("notes", []) == [tidy(entry) for entry in (*entries, text) if tidy(entry)]


@given(st.lists(TEXTS | ODD))
def test_a_list_in_a_cell_comes_apart_as_it_was_put_together(entries: list[str]) -> None:
    tidied = [tidy(entry) for entry in entries if tidy(entry)]
    assert split(join(tidied)) == tidied


TOML = st.recursive(
    st.booleans() | st.integers(-(10**12), 10**12) | st.floats(allow_nan=False) | TEXTS | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(TEXTS, TOML, max_size=4))
def test_pairs_are_toml(table: dict[str, Any]) -> None:
    assert tomllib.loads(write_pairs(table)) == table


def test_a_text_that_no_cell_can_hold_is_not_cut_off_silently() -> None:
    document = example() | {"title": "a" * 40_000}
    with pytest.raises(ValueError, match="40000 characters"):
        WORKBOOK.write(document)
