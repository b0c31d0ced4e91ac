"""Writes the page of a plan's workbook that tells how to fill it in: a few sentences, the ways of checking, the terms.

It is for people only: reading passes over it.
"""

from typing import Any

from bot.papers.plan_looks import FIRST_FONT, HEADING_FONT, WRAPPED
from bot.papers.plan_words import PlanWords
from conversations.plans.term import TERMS
from conversations.texts import Text, phrase

GUIDE = phrase("workbook.page.guide")
STEPS = ("begin", "ids", "lists", "days", "quotes", "checks", "other", "send")


def write_guide(sheet: Any, words: PlanWords) -> None:
    sheet.title = words.say(GUIDE)
    checks = words.closed["check"]
    rows: list[tuple[Text, ...]] = [(GUIDE,)]
    rows += [(phrase(f"workbook.guide.{step}"),) for step in STEPS]
    rows += [(), (phrase("workbook.column.check"), phrase("workbook.guide.needs"))]
    rows += [(checks.word(code), phrase(f"workbook.check.{code}.needs")) for code in checks.words]
    rows += [(), (phrase("workbook.column.term_words"), phrase("workbook.column.sort"))]
    sorts = words.closed["sort"]
    rows += [(term.words, sorts.word(term.sort)) for term in TERMS.values()]
    for number, row in enumerate(rows, start=1):
        for column, text in enumerate(row, start=1):
            cell = sheet.cell(number, column, words.say(text))
            cell.alignment = WRAPPED
            if column == 1 and len(row) > 1:
                cell.font = FIRST_FONT
    sheet["A1"].font = HEADING_FONT
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 100, 70
