"""What is wrong with a plan's file, where, and what to do about it.

The sentences are in locales/ (`plan_error.<code>` and `plan_error.<code>.remedy`), because plan authors read
Vietnamese; this module must not render them.
"""

from typing import Literal

from conversations.texts import Arg, Phrase

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
    "impossible_dates",
    "impossible_numbers",
    "kind_without_criterion",
    "no_fields",
    "no_question",
]


class PlanError(Exception):
    """A plan's file cannot be used. Please mend the line it names, as its remedy says."""

    def __init__(self, file: str, line: int, code: FaultCode, /, **details: Arg) -> None:
        super().__init__(file, line, code)
        self.file = file
        self.line = line
        self.code = code
        self.details = details

    def __str__(self) -> str:
        details = ", ".join(f"{name}={value!r}" for name, value in self.details.items())
        return f"{self.file}:{self.line}: {self.code}" + (f" ({details})" if details else "")

    @property
    def sentence(self) -> Phrase:
        """Where, what and what to do, in one go."""
        return Phrase(
            "plan_error", {"file": self.file, "line": str(self.line), "what": self.what, "remedy": self.remedy}
        )

    @property
    def what(self) -> Phrase:
        return Phrase(f"plan_error.{self.code}", self.details)

    @property
    def remedy(self) -> Phrase:
        return Phrase(f"plan_error.{self.code}.remedy", self.details)
