"""A plan as an Excel workbook, both ways: written for people to fill in or correct, read back with every fault.

What was sent is never trusted: nothing that stands in it raises. It stores nothing and asks nobody.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from tomllib import loads
from typing import Any

from bot.catalogue import Catalogue
from bot.papers.plan_choices import LISTS
from bot.papers.plan_document import read_document, top_of
from bot.papers.plan_faults import Telling, gathered
from bot.papers.plan_grid import Grid, grids
from bot.papers.plan_guide import GUIDE
from bot.papers.plan_marking import SUMMARY, Marking
from bot.papers.plan_opening import Opened, open_workbook
from bot.papers.plan_rows import Faults
from bot.papers.plan_sheets import PAGES
from bot.papers.plan_words import PlanWords
from bot.papers.plan_writing import write_workbook
from conversations.answers.folding import fold
from conversations.model import Locale
from conversations.plans.loader import plan_of
from conversations.plans.plan import Plan
from conversations.plans.plan_error import Place, PlanError
from conversations.plans.quoting import unquoted
from conversations.texts import Joined

MOST_FAULTS = 1_000
"""Nobody mends more at one time; a page of something else entirely has tens of thousands."""
EXAMPLE = Path(__file__).with_name("plan_example.toml")
"""What the template is filled with: a small plan with one row of everything."""


@dataclass(frozen=True, slots=True)
class PlanReading:
    """What a workbook gave. `plan` is there when nothing is wrong, `marked` when something is that can be marked.

    `document` is what could be read of it, shaped like a parsed TOML file.
    """

    document: Mapping[str, Any]
    faults: tuple[PlanError, ...]
    marked: bytes | None = None
    plan: Plan | None = None


class PlanWorkbook:
    """Writes and reads workbooks in the words of one language; any language of the house is understood."""

    def __init__(self, catalogue: Catalogue, locale: Locale = "vi") -> None:
        self._words = PlanWords(catalogue, locale)

    def write(self, document: Mapping[str, Any]) -> bytes:
        """Return the workbook of a plan's document. Raises ValueError for a text longer than a cell may be."""
        return write_workbook(document, self._words)

    def template(self) -> bytes:
        """Return a workbook to begin from."""
        return self.write(loads(EXAMPLE.read_text(encoding="utf-8")))

    def read(self, content: bytes, name: str, source: str | None = None) -> PlanReading:
        """Return what the workbook `content`, sent as `name`, says; quotations are looked up in `source`.

        Takes a second for a large plan, so let a thread do it. Never raises for what somebody sends.
        """
        opened = open_workbook(content)
        if not isinstance(opened, Opened):
            return PlanReading({}, (PlanError(name, Place(0), opened),))
        faults = Faults(name)
        pages = self._pages(grids(opened), faults)
        document, known = read_document(pages, self._words, faults)
        plan, loaded = plan_of(document.raw, name, document.cells)
        loaded += unquoted(plan, source, name, document.cells) if source is not None else ()
        telling = Telling(document.cells, known)
        found = gathered(faults.found, (telling.told(fault) for fault in loaded), opened.workbook.sheetnames)
        found = found[:MOST_FAULTS]
        if not found:
            return PlanReading(document.raw, (), plan=plan)
        by_title = {pages[page.name].title: (page, pages[page.name]) for page in PAGES if page.name in pages}
        return PlanReading(document.raw, found, Marking(opened.workbook, by_title, self._words).marked(found))

    def _pages(self, shown: Iterable[Grid], faults: Faults) -> dict[str, Grid]:
        """Return the pages by their names in plan_sheets, and note those that lack or that nobody would read."""
        names = {form: page.name for page in PAGES for form in self._words.forms(page.title)}
        passed = frozenset[str]().union(*(self._words.forms(title) for title in (GUIDE, SUMMARY, LISTS)))
        found: dict[str, Grid] = {}
        for grid in shown:
            name = names.get(fold(grid.title))
            if name is not None and name not in found:
                found[name] = grid
            elif name is not None or (grid.rows and fold(grid.title) not in passed):
                titles = Joined(tuple(page.title for page in PAGES))
                faults.note(grid.place(1, 1), "unknown_sheet", sheet=grid.title, known=titles)
        for page in PAGES:
            if page.needed and page.name not in found:
                faults.note(top_of(page, self._words), "missing_sheet", sheet=page.title)
        return found
