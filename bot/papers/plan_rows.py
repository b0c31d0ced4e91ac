"""Reads one page row by row and takes the value out of each cell; the first page's rows are the plan's own keys.

Whatever does not fit is noted with its cell, and reading goes on. How rows become a plan is not known here.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from bot.papers.plan_cells import Known, Misread, found, take
from bot.papers.plan_grid import Grid
from bot.papers.plan_header import Header, header_of
from bot.papers.plan_sheets import Column, Page
from conversations.answers.folding import fold
from conversations.plans.plan_error import FaultCode, Place, PlanError
from conversations.texts import Arg, Joined, phrase

ITEM, CONTENT, EXPLANATION = phrase("workbook.item"), phrase("workbook.content"), phrase("workbook.explanation")
"""The titles of the first page's columns."""


class Faults:
    """What is wrong with one file, as far as it was read."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.found: list[PlanError] = []

    def note(self, place: Place, code: FaultCode, /, **details: Arg) -> None:
        self.found.append(PlanError(self.file, place, code, **details))


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its values by column without the empty ones, and the cell that each column has in it."""

    place: Place
    values: dict[Column, Any]
    places: dict[Column, Place]
    lacking: set[Column] = field(default_factory=set)
    """The columns that the page does not have; their place is its first cell of titles."""


def read_rows(page: Page, grid: Grid, known: Known, faults: Faults) -> Iterator[Row]:
    """Yield the rows of a page of tables."""
    if not grid.rows and not page.needed:
        return
    header = header_of(page, grid, known.words)
    _note_titles(page, grid, header, faults)
    if header.row:
        _note_strays(grid, header, faults)
        helps = {at: known.words.forms(column.help) for at, column in header.columns.items()}
        for number, raw in grid.rows.items():
            titled = {at: value for at, value in raw.items() if at in header.columns}
            if number > header.row and titled and not _explains(titled, helps):
                yield _row(page, number, grid, header, known, faults)


def read_pairs(page: Page, grid: Grid, known: Known, faults: Faults) -> Row:
    """Return the one row that the first page is: a title at the left, its value beside it."""
    names = {form: column for column in page.columns for form in known.words.forms(column.title)}
    heads = frozenset[str]().union(*(known.words.forms(title) for title in (ITEM, CONTENT, EXPLANATION)))
    top = grid.place(1, 1)
    row = Row(top, {}, dict.fromkeys(page.columns, top))
    for number, raw in grid.rows.items():
        left, title = next(iter(raw.items()))
        column = names.get(fold(str(title)))
        if column is None:
            if fold(str(title)) not in heads:
                faults.note(grid.place(number, left), "unknown_column", title=found(title), known=_titles(page))
        elif row.places[column] != top:
            faults.note(grid.place(number, left), "duplicate_column", title=column.title)
        else:
            row.places[column] = grid.place(number, left + 1)
            _take(column, grid.value(number, left + 1), row, known, faults)
    row.lacking.update(column for column, place in row.places.items() if place == top)
    for column in page.columns:
        if column.needed and column in row.lacking:
            faults.note(top, "missing_column", title=column.title)
    return row


def _titles(page: Page) -> Joined:
    return Joined(tuple(column.title for column in page.columns))


def _row(page: Page, number: int, grid: Grid, header: Header, known: Known, faults: Faults) -> Row:
    places = dict.fromkeys(page.columns, grid.place(header.row, 1))
    places |= {column: grid.place(number, at) for at, column in header.columns.items()}
    row = Row(grid.place(number, min(header.columns)), {}, places, set(page.columns) - set(header.columns.values()))
    for at, column in header.columns.items():
        _take(column, grid.value(number, at), row, known, faults)
    return row


def _take(column: Column, raw: Any, row: Row, known: Known, faults: Faults) -> None:
    if raw is None:
        return
    value = raw if isinstance(raw, Misread) else take(column, raw, known)
    if isinstance(value, Misread):
        faults.note(row.places[column], value.code, **value.details)
    elif value is not None:
        row.values[column] = value


def _note_titles(page: Page, grid: Grid, header: Header, faults: Faults) -> None:
    top = header.row or 1
    for column in page.columns:
        if column.needed and header.place_of(column) is None:
            faults.note(grid.place(top, 1), "missing_column", title=column.title)
    for number, title in header.others.items():
        faults.note(grid.place(top, number), "unknown_column", title=found(title), known=_titles(page))
    for number, column in header.twice.items():
        faults.note(grid.place(top, number), "duplicate_column", title=column.title)


def _note_strays(grid: Grid, header: Header, faults: Faults) -> None:
    """Note the first cell of each column that has no title: what stands there would silently be without effect."""
    titled = {*header.columns, *header.others, *header.twice, header.reason}
    seen: set[int | None] = set(titled)
    for row, raw in grid.rows.items():
        for column in raw if row > header.row else ():
            if column not in seen:
                faults.note(grid.place(row, column), "stray_cell")
            seen.add(column)


def _explains(raw: dict[int, Any], helps: dict[int, frozenset[str]]) -> bool:
    """Whether this row is the one that explains the columns."""
    return any(isinstance(value, str) and fold(value) in helps[at] for at, value in raw.items())
