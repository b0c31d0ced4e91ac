"""One page of a workbook as plain values by row and column: results for formulas, merged cells filled downwards.

Which page it is and what the values mean is not known here.
"""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from openpyxl.utils import get_column_letter

from bot.papers.plan_cells import Misread, found
from bot.papers.plan_opening import Opened, cells
from conversations.plans.plan_error import Place

VISIBLE = "visible"


@dataclass(frozen=True, slots=True)
class Grid:
    """What stands on a page; a row or a cell without anything is not in it. `spread` fills what is merged with."""

    title: str
    rows: dict[int, dict[int, Any]]
    spread: dict[tuple[int, int], tuple[int, int]]

    def place(self, row: int, column: int) -> Place:
        return Place(row, self.title, f"{get_column_letter(column)}{row}")

    def value(self, row: int, column: int) -> Any:
        """Return what stands in a cell, or in the one above that it is merged with; None where it is empty."""
        row, column = self.spread.get((row, column), (row, column))
        return self.rows.get(row, {}).get(column)


def grids(opened: Opened) -> list[Grid]:
    """Return the pages that can be seen, in their order."""
    shown = [sheet for sheet in opened.workbook.worksheets if sheet.sheet_state == VISIBLE]
    return [_grid(sheet, opened.results[sheet.title] if opened.results else None) for sheet in shown]


def _grid(sheet: Any, results: Any | None) -> Grid:
    rows: defaultdict[int, dict[int, Any]] = defaultdict(dict)
    for (row, column), cell in sorted(cells(sheet).items(), key=lambda item: item[0]):
        value = _value(cell, results)
        if value is not None and str(value).strip():
            rows[row][column] = value
    spread = {
        (row, merged.min_col): (merged.min_row, merged.min_col)
        for merged in sheet.merged_cells.ranges
        for row in range(merged.min_row + 1, merged.max_row + 1)
    }
    return Grid(sheet.title, dict(rows), spread)


def _value(cell: Any, results: Any | None) -> Any:
    """Return what a person sees in the cell; a formula without a result, or with an error, is a Misread."""
    seen = cell
    if cell.data_type == "f" and results is not None:
        seen = results.cell(cell.row, cell.column)
        if seen.value is None:
            return Misread("bad_formula", {"found": found(cell.value)})
    if seen.data_type == "e":
        return Misread("bad_formula", {"found": found(seen.value)})
    return seen.value.replace("_x000D_", "") if isinstance(seen.value, str) else seen.value  # so Excel writes a CR
