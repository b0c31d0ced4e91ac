"""Finds the titles of a page's columns: in any order, in any language of the house, with or without accents.

Reading and marking share it. What stands below the titles is not looked at.
"""

from dataclasses import dataclass

from bot.papers.plan_grid import Grid
from bot.papers.plan_sheets import Column, Page
from bot.papers.plan_words import PlanWords
from conversations.answers.folding import fold
from conversations.texts import phrase

WITHIN = 10
"""Rows at the top among which the titles are looked for: people put headings above them."""
ENOUGH = 2
"""Titles by which a row is known; of a page with one column that one."""
REASON = phrase("workbook.reason")
"""The column that marking adds at the right; it is not read."""


@dataclass(frozen=True, slots=True)
class Header:
    """The row with the titles (0: there is none) and which column each is; `others` are not the page's."""

    row: int
    columns: dict[int, Column]
    others: dict[int, str]
    reason: int | None
    twice: dict[int, Column]

    def place_of(self, column: Column) -> int | None:
        """Return where the column stands."""
        return next((number for number, other in self.columns.items() if other == column), None)


def header_of(page: Page, grid: Grid, words: PlanWords) -> Header:
    """Return the row of the first ones that has the most titles of `page`."""
    titles = {form: column for column in page.columns for form in words.forms(column.title)}
    rows = [row for row in grid.rows if row <= WITHIN]
    headers = [_header(row, grid, titles, words.forms(REASON)) for row in rows]
    best = max(headers, key=lambda header: len(header.columns), default=None)
    needed = min(ENOUGH, len(page.columns))
    return best if best and len(best.columns) >= needed else Header(0, {}, {}, None, {})


def _header(row: int, grid: Grid, titles: dict[str, Column], reasons: frozenset[str]) -> Header:
    header = Header(row, {}, {}, None, {})
    reason = None
    for number, value in grid.rows[row].items():
        title = str(value)
        column = titles.get(fold(title))
        if fold(title.partition("\n")[0]) in reasons:  # marking writes what is wrong with the titles below it
            reason = number
        elif column is None:
            header.others[number] = title
        elif column in header.columns.values():
            header.twice[number] = column
        else:
            header.columns[number] = column
    return Header(row, header.columns, header.others, reason, header.twice)
