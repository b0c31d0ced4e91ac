"""Tells the loader's faults with the words of the workbook: its columns and closed words instead of keys and codes.

It also drops what only follows from a fault that has been noted already. It judges nothing anew.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from openpyxl.utils.cell import coordinate_to_tuple

from bot.papers.plan_cells import Known
from bot.papers.plan_places import Cells
from bot.papers.plan_sheets import Column
from conversations.plans.plan_error import FaultCode, PlanError
from conversations.texts import Arg, Joined

_CODES = ("kind", "kinds", "known", "sort", "wanted")
"""The details that are codes …"""
_SPOKEN: dict[FaultCode, tuple[str, ...]] = {"unknown_key": (), "wrong_term": ("id", *_CODES)}
"""… but for these faults."""
_FOLLOWING: frozenset[FaultCode] = frozenset({"kind_without_criterion", "group_without_criterion"})
"""What also comes of rows that could not be read."""
_QUOTED = frozenset({"quote", "field_quote", "criterion_text", "plan_title", "old"})
"""The columns that hold the official text's own words."""


@dataclass(frozen=True, slots=True)
class Telling:
    """What the loader's faults are told with."""

    cells: Cells
    known: Known

    def told(self, fault: PlanError) -> PlanError:
        """Return the fault as an author of a workbook understands it."""
        key = str(fault.details.get("key", ""))
        column = self.cells.column(fault.place, key)
        spoken = _SPOKEN.get(fault.code, _CODES)
        details = {name: self._detail(value) if name in spoken else value for name, value in fault.details.items()}
        if column is None:
            return PlanError(fault.file, fault.place, fault.code, **details)
        code = _code(fault.code, column, lacking=self.cells.lacks(fault.place, key))
        return PlanError(fault.file, fault.place, code, **{**details, "key": column.title, "title": column.title})

    def _detail(self, value: Arg) -> Arg:
        match value:
            case Joined(parts=parts):
                return Joined(tuple(self._word(part) for part in parts))
            case _:
                return self._word(value)

    def _word(self, code: Arg) -> Arg:
        """Return the word for a code. No two vocabularies share one, but for a sort and the check's column."""
        if isinstance(code, str):
            for vocabulary in (*self.known.words.closed.values(), self.known.terms):
                if code in vocabulary.words:
                    return vocabulary.word(code)
        return code


def _code(code: FaultCode, column: Column, *, lacking: bool) -> FaultCode:
    if code == "missing_key" and lacking:
        return "missing_column"
    if code == "missing_key":
        return "empty_quote" if column.name in _QUOTED else "empty_cell"
    if code == "unknown_key" and column.in_check:
        return "idle_cell"
    return code


def gathered(noted: list[PlanError], loaded: Iterable[PlanError], sheets: list[str]) -> tuple[PlanError, ...]:
    """Return all faults as one reads a workbook, without those of `loaded` that follow from the `noted` ones."""
    places = {fault.place for fault in noted}
    once = {(fault.place, fault.code, str(fault.details)): fault for fault in loaded}.values()
    own = [fault for fault in once if fault.place not in places and not (places and fault.code in _FOLLOWING)]
    order = {title: number for number, title in enumerate(sheets)}

    def reading_order(fault: PlanError) -> tuple[int, tuple[int, int]]:
        cell = fault.place.cell
        return order.get(fault.place.sheet, -1), coordinate_to_tuple(cell) if cell else (0, 0)

    return tuple(sorted((*noted, *own), key=reading_order))
