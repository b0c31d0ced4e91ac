"""A workbook of the small example plan, and the means to spoil it: what the tests of reading feed it with."""

import io
import tomllib
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl

from bot.catalogue import Catalogue
from bot.papers.plan_workbook import EXAMPLE, PlanWorkbook

TOP = Path(__file__).parents[2]
CATALOGUE = Catalogue(TOP / "locales")
WORKBOOK = PlanWorkbook(CATALOGUE)
PLANS = sorted((TOP / "conversations" / "plans").glob("*.toml"))
NAME = "ke-hoach.xlsx"

Spoil = Callable[[Any], None]
"""Changes an opened workbook in one point."""


@cache
def template() -> bytes:
    return WORKBOOK.template()


def example() -> dict[str, Any]:
    return tomllib.loads(EXAMPLE.read_text(encoding="utf-8"))


def opened(content: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(content), rich_text=True)


def kept(workbook: Any) -> bytes:
    target = io.BytesIO()
    workbook.save(target)
    return target.getvalue()


def spoilt(spoil: Spoil) -> bytes:
    """Return the template after `spoil` went over it."""
    workbook = opened(template())
    spoil(workbook)
    return kept(workbook)


def at(sheet: str, title: str, row: int = 3) -> Callable[[Any], Any]:
    """Return what finds the cell below `title`, as a person does; on the first page the one beside it."""

    def find(workbook: Any) -> Any:
        page = workbook[sheet]
        if sheet == "Kế hoạch":
            return next(page.cell(line[0].row, 2) for line in page.iter_rows() if line[0].value == title)
        return next(page.cell(row, head.column) for head in page[1] if head.value == title)

    return find


def typed(sheet: str, title: str, value: Any, row: int = 3) -> Spoil:
    """Return what types `value` into a cell."""
    find = at(sheet, title, row)

    def spoil(workbook: Any) -> None:
        find(workbook).value = value

    return spoil


def rezipped(
    change: Callable[[str, bytes], bytes], more: dict[str, bytes] | None = None, of: bytes | None = None
) -> bytes:
    """Return the template (or the workbook `of`) with each of its parts changed, and with `more` parts."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(of or template())) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in source.namelist():
            new.writestr(part, change(part, source.read(part)))
        for part, content in (more or {}).items():
            new.writestr(part, content)
    return target.getvalue()
