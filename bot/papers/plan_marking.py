"""Marks what is wrong in the workbook that was sent: the cells in red, the reasons at the right, a summary in front.

Everything else stays as it was sent. Marks of an earlier time are taken away first.
"""

import io
from collections import defaultdict
from collections.abc import Sequence
from typing import Any, Protocol

from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.hyperlink import Hyperlink

from bot.papers.plan_grid import Grid
from bot.papers.plan_header import REASON, header_of
from bot.papers.plan_looks import FIRST_FONT, HEADING_FONT, MARK_FILL, REASON_FONT, REASON_WIDTH, WRAPPED
from bot.papers.plan_opening import cells
from bot.papers.plan_sheets import Page
from bot.papers.plan_words import PlanWords
from conversations.answers.folding import fold
from conversations.plans.plan_error import Place
from conversations.texts import Phrase, phrase

SUMMARY = phrase("workbook.page.summary")
MOST_LISTED = 500
"""Faults on the summary; the others are marked where they stand."""


class Fault(Protocol):
    """What is wrong with a cell, and what to do about it."""

    @property
    def place(self) -> Place:
        """Where it is."""

    @property
    def what(self) -> Phrase:
        """What is wrong."""

    @property
    def remedy(self) -> Phrase:
        """What to do about it."""


class Marking:
    """Marks one workbook. `pages` are its pages by the title that they have there."""

    def __init__(self, workbook: Any, pages: dict[str, tuple[Page, Grid]], words: PlanWords) -> None:
        self._workbook = workbook
        self._pages = pages
        self._words = words

    def marked(self, faults: Sequence[Fault]) -> bytes | None:
        """Return the workbook with its faults marked; None where the library cannot write what it has read."""
        by_sheet: defaultdict[str, list[Fault]] = defaultdict(list)
        for fault in faults:
            by_sheet[fault.place.sheet].append(fault)
        try:
            self._drop_summary()
            for sheet in self._workbook.worksheets:
                _unmark(sheet)
                self._mark(sheet, by_sheet[sheet.title])
            self._summarise(faults)
            kept = io.BytesIO()
            self._workbook.save(kept)
        except Exception:  # noqa: BLE001 - an odd part of somebody's file; the faults are told in words all the same
            return None
        return kept.getvalue()

    def _mark(self, sheet: Any, faults: list[Fault]) -> None:
        title, column = self._reason_place(sheet)
        for old in [place for place in _filled(sheet) if place[1] == column and place[0] >= title]:
            sheet.cell(*old).value = None
        if not faults:
            return
        reasons: defaultdict[int, list[str]] = defaultdict(list)
        reasons[title].append(self._words.say(REASON))
        for fault in faults:
            reasons[fault.place.line].append(self._told(fault))
            sheet[fault.place.cell].fill = MARK_FILL
        for row, said in reasons.items():
            _say(sheet, row, column, "\n".join(said), FIRST_FONT if row == title else REASON_FONT)
        sheet.column_dimensions[get_column_letter(column)].width = REASON_WIDTH

    def _reason_place(self, sheet: Any) -> tuple[int, int]:
        """Return the row and the column in which the title of the reasons stands or is to stand."""
        found = self._pages.get(sheet.title)
        header = header_of(*found, self._words) if found else None
        last = max((column for _, column in _filled(sheet)), default=0)
        return (header.row or 1, header.reason or last + 1) if header else (1, last + 1)

    def _told(self, fault: Fault) -> str:
        cell = fault.place.cell or self._words.say(fault.place.words)
        return self._words.say(phrase("workbook.fault", cell=cell, what=fault.what, remedy=fault.remedy))

    def _drop_summary(self) -> None:
        for sheet in self._workbook.worksheets:
            if fold(sheet.title) in self._words.forms(SUMMARY) and len(self._workbook.worksheets) > 1:
                self._workbook.remove(sheet)

    def _summarise(self, faults: Sequence[Fault]) -> None:
        sheet = self._workbook.create_sheet(self._words.say(SUMMARY), 0)
        _say(sheet, 1, 1, self._words.say(phrase("workbook.faults", n=len(faults))), HEADING_FONT)
        _say(sheet, 2, 1, self._words.say(phrase("workbook.faults.how")), FIRST_FONT)
        for row, fault in enumerate(faults[:MOST_LISTED], start=4):
            _say(sheet, row, 1, fault.place.sheet, FIRST_FONT)
            _say(sheet, row, 2, self._told(fault), REASON_FONT)
            if fault.place.sheet in self._workbook.sheetnames:
                place = f"{quote_sheetname(fault.place.sheet)}!{fault.place.cell}"
                sheet.cell(row, 1).hyperlink = Hyperlink(ref="", location=place)
        sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 30, 110
        self._workbook.active = 0
        for other in self._workbook.worksheets[1:]:
            other.sheet_view.tabSelected = False


def _filled(sheet: Any) -> list[tuple[int, int]]:
    return [place for place, cell in cells(sheet).items() if cell.value is not None]


def _unmark(sheet: Any) -> None:
    for cell in cells(sheet).values():
        if cell.has_style and cell.fill.fgColor.rgb == MARK_FILL.fgColor.rgb:
            cell.fill = PatternFill()


def _say(sheet: Any, row: int, column: int, text: str, font: Font) -> None:
    """Write a text, never a formula: it may repeat what somebody typed."""
    cell = sheet.cell(row, column, text)
    cell.data_type = "s"
    cell.font, cell.alignment = font, WRAPPED
