"""The lists that cells are chosen from: a hidden page of closed words, and which cells offer which of them.

Any cell still takes what is typed, several words too; whether it fits is for reading to say.
"""

from typing import Any

from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation

from bot.papers.plan_cells import Known
from bot.papers.plan_sheets import FIELDS, Column
from conversations.texts import phrase

FIRST_ROW, LAST_ROW = 3, 2_000
"""The rows that offer a choice: below the titles and their explanation."""
LISTS = phrase("workbook.page.lists")


class Choices:
    """The hidden page of one workbook."""

    def __init__(self, workbook: Any, known: Known) -> None:
        self._known = known
        self._workbook = workbook
        self._ranges: dict[int, str] = {}
        self._page = workbook.create_sheet(known.words.say(LISTS))
        self._page.sheet_state = "hidden"

    def offer(self, sheet: Any, column: Column, cells: str) -> None:
        """Let `cells` of a sheet be chosen from the words of `column`, if it takes words."""
        if formula := self._formula(column):
            validation = DataValidation(type="list", formula1=formula, allow_blank=True, showErrorMessage=False)
            validation.add(cells)
            sheet.add_data_validation(validation)

    def _formula(self, column: Column) -> str | None:
        if column.cell == "field":
            title = quote_sheetname(self._known.words.say(FIELDS.title))
            return f"{title}!$A${FIRST_ROW}:$A${LAST_ROW}"
        vocabulary = self._known.of(column)
        if vocabulary is None:
            return None
        if id(vocabulary) not in self._ranges:
            self._ranges[id(vocabulary)] = self._listed([vocabulary.word(code) for code in vocabulary.words])
        return self._ranges[id(vocabulary)]

    def _listed(self, words: list[str]) -> str:
        number = len(self._ranges) + 1
        for row, word in enumerate(words, start=1):
            cell = self._page.cell(row, number, word)
            cell.data_type = "s"
        letter = get_column_letter(number)
        return f"{quote_sheetname(self._page.title)}!${letter}$1:${letter}${len(words)}"
