"""Puts the rows of a workbook together to the plan's document: the very dict that its TOML file would be.

It notes where each value came from. Whether the plan is any good is the loader's to say, not this module's.
"""

from dataclasses import dataclass, field, replace
from typing import Any

from bot.papers.plan_cells import Known
from bot.papers.plan_grid import Grid
from bot.papers.plan_places import Cells
from bot.papers.plan_rows import Faults, Row, read_pairs, read_rows
from bot.papers.plan_sheets import CHECK_OTHER, FIELDS, NOTES, PAGES, PARENT, PLAN, TERMS, Page
from bot.papers.plan_words import PlanWords
from conversations.plans.lines import Path
from conversations.plans.plan_error import Place
from conversations.plans.reading import SCHEMA
from conversations.texts import Joined

_READ_FIRST = (TERMS, FIELDS)
"""The others speak of these by their words."""


@dataclass(slots=True)
class Document:
    """What was read: the plan's dict, and the cell of each part of it."""

    words: PlanWords
    faults: Faults
    raw: dict[str, Any] = field(default_factory=dict)
    cells: Cells = field(default_factory=Cells)


def read_document(pages: dict[str, Grid], words: PlanWords, faults: Faults) -> tuple[Document, Known]:
    """Return the document in `pages`, which are named as in plan_sheets, and the words it was read with."""
    document = Document(words, faults)
    known = Known(words, words.terms(()), words.titled(()))
    for page in sorted(PAGES, key=lambda page: page not in _READ_FIRST):
        grid = pages.get(page.name)
        if PARENT not in page.columns:
            document.cells.note(page.path, grid.place(1, 1) if grid else top_of(page, words))
        if grid:
            _read_page(page, grid, known, document)
        if page == TERMS:
            known = replace(known, terms=words.terms(document.raw.get("terms", ())))
        if page == FIELDS:
            known = replace(known, fields=words.titled(document.raw.get("fields", ())))
    document.raw.setdefault("schema", SCHEMA)
    _settle_groups(document)
    return document, known


def top_of(page: Page, words: PlanWords) -> Place:
    """Return where a page that lacks would begin."""
    return Place(1, words.say(page.title), "A1")


def _read_page(page: Page, grid: Grid, known: Known, document: Document) -> None:
    if page == PLAN:
        _fill(document.raw, (), read_pairs(page, grid, known, document.faults), document)
        return
    for row in read_rows(page, grid, known, document.faults):
        if page == NOTES:
            document.raw.setdefault("notes", []).extend(row.values.values())
        elif PARENT in page.columns:
            _add_inside(page, row, document)
        else:
            _add(document.raw, page.path, row, document)


def _add_inside(page: Page, row: Row, document: Document) -> None:
    """Add a row to the field that it names."""
    outer, inner = page.path
    name, place = row.values.get(PARENT), row.places[PARENT]
    owners = document.raw.get(outer, [])
    index = next((index for index, owner in enumerate(owners) if owner.get("id") == name), None)
    if name is None:
        document.faults.note(place, "empty_cell", title=PARENT.title)
    elif index is None and owners:  # without any field that is the fault, not each of its rows
        ids = tuple(str(owner["id"]) for owner in owners if "id" in owner)
        document.faults.note(place, "unknown_field", field=str(name), known=Joined(ids))
    elif index is not None:
        _add(owners[index], (outer, index, inner), row, document)


def _add(owner: dict[str, Any], path: Path, row: Row, document: Document) -> None:
    tables = owner.setdefault(str(path[-1]), [])
    tables.append({})
    _fill(tables[-1], (*path, len(tables) - 1), row, document)


def _fill(table: dict[str, Any], path: Path, row: Row, document: Document) -> None:
    """Put the values of `row` into `table`, those of the check into a table of their own."""
    check: dict[str, Any] = {}
    document.cells.note(path, row.place)
    for column, place in row.places.items():
        target, inside = (check, (*path, "check")) if column.in_check else (table, path)
        if column.key:
            document.cells.note((*inside, column.key), place, column, lacking=column in row.lacking)
        if column.key == "kind" and column.in_check:
            document.cells.note(inside, place, column)
        value = row.values.get(column)
        if value is not None and column.key:
            target[column.key] = value
    for column, value in row.values.items():
        if column.cell == "pairs":
            target, inside = (check, (*path, "check")) if column == CHECK_OTHER else (table, path)
            _fill_pairs(target, inside, value, row.places[column], document)
    if check:
        table["check"] = check


def _fill_pairs(table: dict[str, Any], path: Path, pairs: dict[str, Any], place: Place, document: Document) -> None:
    for key, value in pairs.items():
        if key in table:
            document.faults.note(place, "duplicate_column", title=key)
        table[key] = value
        document.cells.note((*path, key), place)


def _settle_groups(document: Document) -> None:
    """Let criteria name the groups of their field by id or by title."""
    for owner in document.raw.get("fields", ()):
        groups = document.words.titled(owner.get("groups", ()))
        for criterion in owner.get("criteria", ()):
            if isinstance(named := criterion.get("groups"), list):
                criterion["groups"] = [groups.code(str(name)) or name for name in named]
