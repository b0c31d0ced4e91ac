"""A list of units and people as an Excel workbook: the one to fill in, and what was filled in, read and marked.

What was sent is never trusted: nothing that stands in it raises. Which units and people there are is not known here.
"""

import io
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import openpyxl
from openpyxl.utils import get_column_letter

from bot.catalogue import Catalogue
from bot.papers.plan_cells import Known
from bot.papers.plan_choices import FIRST_ROW, LAST_ROW, LISTS, Choices
from bot.papers.plan_grid import Grid, grids
from bot.papers.plan_header import header_of
from bot.papers.plan_looks import TEXT_FORMAT
from bot.papers.plan_marking import SUMMARY, Fault, Marking
from bot.papers.plan_opening import Opened, open_workbook, titles_in, values_in
from bot.papers.plan_rows import Faults, Row, read_rows
from bot.papers.plan_sheets import Column, Page
from bot.papers.plan_words import PlanWords
from bot.papers.plan_writing import write_titles
from bot.papers.roster_sheets import (
    PEOPLE_PAGE,
    PERSON_CALL,
    PERSON_CODE,
    PERSON_NAME,
    PERSON_PHONE,
    PERSON_ROLES,
    PERSON_UNIT,
    ROSTER_PAGES,
    UNIT_BEGINS,
    UNIT_ENDS,
    UNIT_LEVEL,
    UNIT_NAME,
    UNIT_PARENT,
    UNIT_REPLACES,
    UNITS_PAGE,
)
from conversations.answers.folding import fold
from conversations.answers.phone import Phone
from conversations.answers.question import Read, Reader
from conversations.model import Locale
from conversations.plans.plan_error import Place, PlanError
from conversations.roster import PersonRow, Roster, RosterFault, UnitRow
from conversations.texts import phrase

PHONE_END = 3
"""Digits of a number that are kept, to tell two namesakes apart."""
_PHONE = Phone(key="phone", name="person.phone")
_READER = Reader(date.min, {}, str)


class RosterWorkbook:
    """Writes and reads in the words of one language; any language of the house is understood."""

    def __init__(self, catalogue: Catalogue, hash_phone: Callable[[str], str], locale: Locale = "vi") -> None:
        self._words = PlanWords(catalogue, locale)
        self._hash_phone = hash_phone
        self._pages = {form: page for page in ROSTER_PAGES for form in self._words.forms(page.title)}

    def takes(self, content: bytes) -> bool:
        """Whether a workbook has one of the pages of a roster."""
        return any(fold(title) in self._pages for title in titles_in(content))

    def template(self) -> bytes:
        """Return a workbook to fill in."""
        workbook = openpyxl.Workbook()
        workbook.remove(workbook.active)
        sheets = [workbook.create_sheet(self._words.say(page.title)) for page in ROSTER_PAGES]
        choices = Choices(workbook, self._known())
        for page, sheet in zip(ROSTER_PAGES, sheets, strict=True):
            write_titles(sheet, page, self._words)
            for number, column in enumerate(page.columns, start=1):
                letter = get_column_letter(number)
                if column.cell in {"word", "words"}:
                    choices.offer(sheet, column, f"{letter}{FIRST_ROW}:{letter}{LAST_ROW}")
        return _saved(workbook)

    def read(self, content: bytes, name: str) -> Roster:
        """Return what stands in a workbook. Takes seconds for a large one, so let a thread do it."""
        found = values_in(content)
        if isinstance(found, str):
            return Roster(faults=(PlanError(name, Place(0), found).sentence,))
        shown = {title: Grid(title, rows, {}) for title, rows in found.items()}
        faults = Faults(name)
        rows = {page.name: self._rows(page, shown, faults) for page in ROSTER_PAGES}
        titles = {page.name: grid.title for page, grid in self._paged(shown).items()}
        cells = {name: letter for page, grid in self._paged(shown).items() for name, letter in self._cells(page, grid)}
        roster = Roster(titles=titles, cells=cells)
        units = tuple(self._unit(row) for row in rows["units"])
        people, odd = self._people(rows["people"], roster)
        wrong = (*(fault.sentence for fault in faults.found), *(fault.sentence for fault in odd))
        if not units and not people and not wrong:
            wrong = (roster.fault("people", "person_name", 1, "no_rows").sentence,)
        return Roster(units, people, titles, cells, wrong)

    def marked(self, content: bytes, name: str, more: Sequence[RosterFault]) -> bytes | None:
        """Return the workbook with everything marked that is wrong in it, `more` of that being known elsewhere; None
        where it is too large for that, or no workbook.
        """
        opened = open_workbook(content)
        if not isinstance(opened, Opened):
            return None
        shown = {grid.title: grid for grid in grids(opened)}
        faults = Faults(name)
        rows = {page.name: self._rows(page, shown, faults) for page in ROSTER_PAGES}
        pages = self._paged(shown)
        titles = {page.name: grid.title for page, grid in pages.items()}
        cells = {name: letter for page, grid in pages.items() for name, letter in self._cells(page, grid)}
        _, odd = self._people(rows["people"], Roster(titles=titles, cells=cells))
        wrong: list[Fault] = [*faults.found, *odd, *more]
        by_title = {grid.title: (page, grid) for page, grid in pages.items()}
        placed = [fault for fault in wrong if fault.place.sheet in by_title]
        return Marking(opened.workbook, by_title, self._words).marked(placed)

    def _known(self) -> Known:
        return Known(self._words, self._words.terms(()), self._words.titled(()))

    def _paged(self, shown: dict[str, Grid]) -> dict[Page, Grid]:
        found: dict[Page, Grid] = {}
        for title, grid in shown.items():
            if (page := self._pages.get(fold(title))) is not None:
                found.setdefault(page, grid)
        return found

    def _rows(self, page: Page, shown: dict[str, Grid], faults: Faults) -> list[Row]:
        """Return the rows of a page, and note what its cells lack."""
        grid = self._paged(shown).get(page)
        if grid is None:
            passed = frozenset[str]().union(*(self._words.forms(title) for title in (SUMMARY, LISTS)))
            strange = [title for title in shown if fold(title) not in self._pages and fold(title) not in passed]
            for title in strange if page == UNITS_PAGE else ():
                known = phrase("roster.pages", units=UNITS_PAGE.title, people=PEOPLE_PAGE.title)
                faults.note(shown[title].place(1, 1), "unknown_sheet", sheet=title, known=known)
            return []
        rows = list(read_rows(page, grid, self._known(), faults))
        noted = {fault.place for fault in faults.found}
        for row in rows:
            for column in page.columns:
                empty = column.needed and column not in row.values and column not in row.lacking
                if empty and row.places[column] not in noted:
                    faults.note(row.places[column], "empty_cell", title=column.title)
        return [row for row in rows if all(column in row.values for column in page.columns if column.needed)]

    def _cells(self, page: Page, grid: Grid) -> list[tuple[str, str]]:
        header = header_of(page, grid, self._words)
        return [(column.name, get_column_letter(number)) for number, column in header.columns.items()]

    @staticmethod
    def _unit(row: Row) -> UnitRow:
        return UnitRow(
            row.place.line,
            row.values[UNIT_NAME],
            row.values[UNIT_LEVEL],
            row.values.get(UNIT_PARENT, ""),
            row.values.get(UNIT_BEGINS),
            row.values.get(UNIT_ENDS),
            tuple(row.values.get(UNIT_REPLACES, ())),
        )

    def _people(self, rows: list[Row], roster: Roster) -> tuple[tuple[PersonRow, ...], list[RosterFault]]:
        people, faults = [], []
        for row in rows:
            phone = _phone(_text(row, PERSON_PHONE))
            if phone is None:
                found = _text(row, PERSON_PHONE)[:20]
                faults.append(roster.fault("people", PERSON_PHONE.name, row.place.line, "bad_phone", found=found))
                continue
            name = row.values[PERSON_NAME]
            call = _text(row, PERSON_CALL) or f"anh/chị {name.rsplit(maxsplit=1)[-1]}"
            person = PersonRow(
                row.place.line,
                name,
                call,
                row.values[PERSON_UNIT],
                tuple(row.values[PERSON_ROLES]),
                self._hash_phone(phone) if phone else "",
                phone[-PHONE_END:],
                _text(row, PERSON_CODE),
            )
            people.append(person)
        return tuple(people), faults


def _text(row: Row, column: Column) -> str:
    return str(row.values.get(column, ""))


def _phone(text: str) -> str | None:
    """Return the number as it is dialled today, "" where there is none, None where it is no number."""
    if not text:
        return ""
    reading = _PHONE.understand(text, None, _READER)
    return reading.value if isinstance(reading, Read) else None


def write_list(words: Callable[[Any], str], title: Any, heads: Sequence[Any], rows: Sequence[Sequence[str]]) -> bytes:
    """Return a workbook of one page with these titles and rows, all of them texts."""
    workbook = openpyxl.Workbook(write_only=True)
    sheet = workbook.create_sheet(words(title))
    for number, _ in enumerate(heads, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = 34
        sheet.column_dimensions[get_column_letter(number)].number_format = TEXT_FORMAT
    sheet.freeze_panes = "A2"
    sheet.append([words(head) for head in heads])
    for row in rows:
        sheet.append([_literal(cell) for cell in row])
    return _saved(workbook)


def _literal(text: str) -> str:
    """Return a text that no program takes for a formula: a name may begin like one."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t")) else text


def _saved(workbook: Any) -> bytes:
    kept = io.BytesIO()
    workbook.save(kept)
    return kept.getvalue()
