"""A figure that must reach a number: "giải quyết việc làm cho ít nhất 5 lao động".

The five plans of the house name no such number; a plan of another place may, and an admin may set one for a round.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from conversations.answers.question import Question
from conversations.criteria.case import Case
from conversations.criteria.check import Basis, Check, Measure
from conversations.criteria.figures import amount, count_key, count_question, series_key, series_question
from conversations.criteria.outcome import Outcome
from conversations.plans.table import Table
from conversations.plans.term import FIGURES, Term
from conversations.texts import Text, phrase


@dataclass(frozen=True, slots=True)
class AtLeast(Check):
    """`figure` is `least` or more. With `yearly` it is asked year by year, and the newest year there is counts."""

    figure: Term
    least: int
    yearly: bool = False

    kind: ClassVar[str] = "at_least"
    basis: ClassVar[Basis] = "computed"

    @classmethod
    def read(cls, table: Table) -> "AtLeast":
        least = table.whole("least")
        if least is None:
            table.fault("least", "missing_key", key="least")
        return cls(table.term("figure", *FIGURES), least or 0, table.truth("yearly"))

    def measures(self) -> tuple[Measure, ...]:
        return (Measure(self.figure, self.yearly),)

    def figures(self, case: Case) -> Iterator[Question[Any]]:
        yield series_question(self.figure, case) if self._by_year(case) else count_question(self.figure)

    def keys(self, criterion_id: str, case: Case) -> tuple[str, ...]:
        return (series_key(self.figure) if self._by_year(case) else count_key(self.figure),)

    def look(self, criterion_id: str, case: Case) -> Outcome:
        found = self._found(case)
        if found is None:
            return Outcome("missing", (phrase("why.count_missing", what=self.figure.words),))
        year, number = found
        least = amount(self.figure, self.least)
        told: Text = phrase("why.count", what=self.figure.words, amount=amount(self.figure, number))
        if year:
            told = phrase("why.count_year", what=self.figure.words, amount=amount(self.figure, number), year=str(year))
        key = "why.at_least" if number >= self.least else "why.below"
        return Outcome("met" if number >= self.least else "not_met", (told, phrase(key, least=least)))

    def _by_year(self, case: Case) -> bool:
        return self.yearly and bool(case.years)

    def _found(self, case: Case) -> tuple[int, int] | None:
        """Return the newest year (0: none) and its figure."""
        if not self._by_year(case):
            number = case.number(count_key(self.figure))
            return None if number is None else (0, number)
        return max(case.figures(series_key(self.figure)).items(), default=None)
