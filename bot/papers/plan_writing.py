"""Writes a plan's document as an Excel workbook, so that nothing of it is lost and reading gives the same document.

What has no column of its own goes as TOML into the column for it. What the plan means is not looked at.
"""

import io
from collections.abc import Iterator, Mapping
from typing import Any

import openpyxl
from openpyxl.utils import get_column_letter

from bot.papers.plan_cells import Known, Put, put
from bot.papers.plan_choices import FIRST_ROW, LAST_ROW, Choices
from bot.papers.plan_guide import write_guide
from bot.papers.plan_looks import (
    CONTENT_WIDTH,
    DAY_FORMAT,
    FIRST_FONT,
    FRAME,
    HELP_FILL,
    HELP_FONT,
    HELP_HEIGHT,
    TEXT_FORMAT,
    TITLE_FILL,
    TITLE_FONT,
    WRAPPED,
)
from bot.papers.plan_rows import CONTENT, EXPLANATION, ITEM
from bot.papers.plan_sheets import CHECK_OTHER, NOTES, OTHER, PAGES, PARENT, PLAN, Column, Page
from bot.papers.plan_words import PlanWords
from conversations.texts import Text

LONGEST = 32_767
"""Characters that Excel takes in a cell; the library would cut the rest off without a word."""
_FORMULA = ("=", "+", "-", "@", "\t", "'")
"""With these a text would be taken for a formula where somebody edits it."""

Table = Mapping[str, Any]


def write_workbook(document: Table, words: PlanWords) -> bytes:
    """Return the workbook of `document`. Raises ValueError for a text that no cell can hold."""
    known = Known(words, words.terms(_tables(document, "terms")), words.titled(()))
    workbook = openpyxl.Workbook()
    write_guide(workbook.active, words)
    sheets = [workbook.create_sheet(words.say(page.title)) for page in PAGES]
    choices = Choices(workbook, known)
    for page, sheet in zip(PAGES, sheets, strict=True):
        if page == PLAN:
            _write_plan(sheet, document, known)
        else:
            write_titles(sheet, page, words)
            _write_rows(sheet, page, document, known)
            for number, column in enumerate(page.columns, start=1):
                letter = get_column_letter(number)
                choices.offer(sheet, column, f"{letter}{FIRST_ROW}:{letter}{LAST_ROW}")
    kept = io.BytesIO()
    workbook.save(kept)
    return kept.getvalue()


def _write_plan(sheet: Any, document: Table, known: Known) -> None:
    words = known.words
    for number, (title, width) in enumerate(((ITEM, 30), (CONTENT, CONTENT_WIDTH), (EXPLANATION, 60)), start=1):
        _title(sheet, number, title, width, words)
    rest = {key: value for key, value in document.items() if not _paged(key, document)}
    values = _values(PLAN.columns, {}, rest, {}, known)
    for row, column in enumerate(PLAN.columns, start=2):
        sheet.cell(row, 1, words.say(column.title)).font = FIRST_FONT
        _write(sheet, row, 2, column, values.get(column))
        explained = sheet.cell(row, 3, words.say(column.help))
        explained.font, explained.alignment = HELP_FONT, WRAPPED
    sheet.freeze_panes = "B2"


def write_titles(sheet: Any, page: Page, words: PlanWords) -> None:
    """Write the titles of a page's columns, and below each what is to stand there."""
    for number, column in enumerate(page.columns, start=1):
        _title(sheet, number, column.title, column.width, words)
        explained = sheet.cell(2, number, words.say(column.help))
        explained.font, explained.fill, explained.alignment = HELP_FONT, HELP_FILL, WRAPPED
        sheet.column_dimensions[get_column_letter(number)].number_format = _format(column)
    sheet.row_dimensions[2].height = HELP_HEIGHT
    sheet.freeze_panes = f"B{FIRST_ROW}"


def _title(sheet: Any, number: int, title: Text, width: int, words: PlanWords) -> None:
    cell = sheet.cell(1, number, words.say(title))
    cell.font, cell.fill, cell.alignment, cell.border = TITLE_FONT, TITLE_FILL, WRAPPED, FRAME
    sheet.column_dimensions[get_column_letter(number)].width = width


def _write_rows(sheet: Any, page: Page, document: Table, known: Known) -> None:
    for row, (parent, table) in enumerate(_owned(page, document), start=FIRST_ROW):
        if page == NOTES:
            values: dict[Column, Put] = {page.columns[0]: put(page.columns[0], table, known) or ""}
        else:
            rest, check = _without_inner(page, table), {}
            if isinstance(table.get("check"), dict) and CHECK_OTHER in page.columns:
                check = dict(rest.pop("check"))
            values = _values(page.columns, parent, rest, check, known)
        for number, column in enumerate(page.columns, start=1):
            _write(sheet, row, number, column, values.get(column))


def _owned(page: Page, document: Table) -> Iterator[tuple[Table, Any]]:
    """Yield the tables of a page, each with the field that it stands in."""
    if PARENT in page.columns:
        outer, inner = page.path
        for parent in _tables(document, outer):
            yield from ((parent, table) for table in _tables(parent, inner))
    else:
        yield from (({}, table) for table in _tables(document, page.path[0]))


def _values(
    columns: tuple[Column, ...], parent: Table, rest: dict[str, Any], check: dict[str, Any], known: Known
) -> dict[Column, Put]:
    """Return what to write into each column. Whatever fits none of them is left for the last two."""
    values: dict[Column, Put] = {}
    for column in columns:
        source = check if column.in_check else rest
        if column.key in source:
            written = put(column, source[column.key], known)
            if written is not None:
                values[column] = written
                del source[column.key]
    if isinstance(name := parent.get("id"), str):
        values[PARENT] = name
    for column, left in ((OTHER, rest), (CHECK_OTHER, check)):
        if left:
            values[column] = put(column, left, known) or ""
    return values


def _write(sheet: Any, row: int, number: int, column: Column, value: Put | None) -> None:
    """Write one cell. A text is a text, also where it begins like a formula."""
    cell = sheet.cell(row, number)
    cell.alignment, cell.border, cell.number_format = WRAPPED, FRAME, _format(column)
    if value is None or value == "":
        return
    if isinstance(value, str) and len(value) > LONGEST:
        raise ValueError(f"{len(value)} characters do not fit into one cell of a workbook ({LONGEST} do)")
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"
        cell.quotePrefix = value.startswith(_FORMULA)


def _format(column: Column) -> str:
    match column.cell:
        case "day":
            return DAY_FORMAT
        case "whole":
            return "0"
        case _:
            return TEXT_FORMAT


def _without_inner(page: Page, table: Table) -> dict[str, Any]:
    """Return the table without the lists that have a page of their own."""
    inner = {other.path[1] for other in PAGES if PARENT in other.columns and other.path[:1] == page.path}
    return {key: value for key, value in table.items() if not (key in inner and _listed(table, key))}


def _paged(key: str, document: Table) -> bool:
    """Whether this key of the plan has a page of its own, and what it holds fits there."""
    return key in {page.path[0] for page in PAGES if page != PLAN} and _listed(document, key)


def _listed(table: Table, key: str) -> bool:
    return isinstance(table[key], list) and len(_tables(table, key)) == len(table[key])


def _tables(table: Table, key: str) -> list[Any]:
    """Return what a page lists: tables, or for the notes texts."""
    values = table.get(key)
    type_: type[Any] = str if key == NOTES.path[0] else dict
    return [value for value in values if isinstance(value, type_)] if isinstance(values, list) else []
