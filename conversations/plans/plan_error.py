"""What is wrong with a plan's file, where, and what to do about it.

The sentences are in locales/ (`plan_error.<code>` and `plan_error.<code>.remedy`), because plan authors read
Vietnamese; this module must not render them.
"""

from dataclasses import dataclass
from typing import Literal

from conversations.texts import Arg, Phrase, phrase

FaultCode = Literal[
    "unreadable",
    "syntax",
    "schema",
    "unknown_key",
    "missing_key",
    "wrong_type",
    "empty_text",
    "empty_quote",
    "bad_id",
    "duplicate_id",
    "duplicate_plan",
    "unknown_subject",
    "unknown_group",
    "unknown_field",
    "unknown_check",
    "unknown_word",
    "unknown_term",
    "wrong_term",
    "impossible_date",
    "impossible_dates",
    "impossible_numbers",
    "kind_without_criterion",
    "group_without_criterion",
    "criterion_without_subject",
    "no_fields",
    "no_question",
    "quote_not_found",
    # of a workbook
    "no_workbook",
    "old_workbook",
    "locked_workbook",
    "too_large",
    "missing_sheet",
    "unknown_sheet",
    "missing_column",
    "unknown_column",
    "duplicate_column",
    "stray_cell",
    "empty_cell",
    "idle_cell",
    "bad_text",
    "bad_number",
    "bad_date",
    "bad_formula",
    "bad_pairs",
]


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where in a file: a line, or in a workbook a cell ("D12" of a sheet); line 0 is the file as a whole.

    Places of one sheet sort as one reads.
    """

    line: int
    sheet: str = ""
    cell: str = ""

    def __str__(self) -> str:
        return f"{self.sheet}!{self.cell}" if self.sheet else str(self.line)

    @property
    def words(self) -> Phrase:
        """The place as an author reads it."""
        if self.sheet:
            return phrase("plan_error.cell", sheet=self.sheet, cell=self.cell)
        if not self.line:
            return phrase("plan_error.whole")
        return phrase("plan_error.line", line=str(self.line))


class PlanError(Exception):
    """A plan's file cannot be used. Please mend the place it names, as its remedy says."""

    def __init__(self, file: str, place: Place, code: FaultCode, /, **details: Arg) -> None:
        super().__init__(file, place, code)
        self.file = file
        self.place = place
        self.code = code
        self.details = details

    def __str__(self) -> str:
        details = ", ".join(f"{name}={value!r}" for name, value in self.details.items())
        return f"{self.file}:{self.place}: {self.code}" + (f" ({details})" if details else "")

    @property
    def sentence(self) -> Phrase:
        """Where, what and what to do, in one go."""
        return phrase("plan_error", file=self.file, place=self.place.words, what=self.what, remedy=self.remedy)

    @property
    def what(self) -> Phrase:
        return Phrase(f"plan_error.{self.code}", self.details)

    @property
    def remedy(self) -> Phrase:
        return Phrase(f"plan_error.{self.code}.remedy", self.details)
