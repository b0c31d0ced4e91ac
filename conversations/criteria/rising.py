"""Yearly figures that must rise: "thu nhập của gia đình năm sau cao hơn năm trước". Equal is not higher."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, ClassVar

from conversations.answers.question import Question
from conversations.criteria.case import Case
from conversations.criteria.check import Basis, Check, Measure
from conversations.criteria.figures import amount, lack, lacking, series_key, series_question, shown
from conversations.criteria.outcome import Outcome
from conversations.plans.table import Table
from conversations.plans.term import FIGURES, Term
from conversations.texts import Phrase, Text, phrase


@dataclass(frozen=True, slots=True)
class Rising(Check):
    """Every one of `series` is strictly higher in each year than in the year before.

    With `judged` rising is needed but not enough ("tăng trưởng cao"): people decide the rest, for the plan gives
    no threshold.
    """

    series: tuple[Term, ...]
    judged: bool = False

    kind: ClassVar[str] = "rising"
    basis: ClassVar[Basis] = "computed"

    @classmethod
    def read(cls, table: Table) -> "Rising":
        return cls(table.terms("series", *FIGURES), table.truth("judged"))

    def measures(self) -> tuple[Measure, ...]:
        return tuple(Measure(term, yearly=True) for term in self.series)

    def figures(self, case: Case) -> Iterator[Question[Any]]:
        for term in self.series:
            if len(case.years) > 1:
                yield series_question(term, case)

    def keys(self, criterion_id: str, case: Case) -> tuple[str, ...]:
        return tuple(series_key(term) for term in self.series)

    def look(self, criterion_id: str, case: Case) -> Outcome:
        if len(case.years) < 2:
            return Outcome("judged", (phrase("why.no_years"),))
        falls = [fall for term in self.series for fall in _falls(term, case)]
        lacks = [(term, years) for term in self.series if (years := lacking(term, case))]
        lack_words: list[Text] = [lack(term, years, case) for term, years in lacks]
        if falls:
            return Outcome("not_met", (*falls, *lack_words))
        if lacks:
            only_this_year = all(years == (case.this_year,) for _, years in lacks)
            return Outcome("missing", tuple(lack_words), waiting=only_this_year)
        risen: tuple[Text, ...] = tuple(shown(term, case.figures(series_key(term))) for term in self.series)
        if self.judged:
            return Outcome("judged", (*risen, phrase("why.risen_judged")))
        return Outcome("met", (*risen, phrase("why.risen")))


def _falls(term: Term, case: Case) -> Iterator[Phrase]:
    """Yield a sentence for each year that is not higher than the year before it."""
    figures = case.figures(series_key(term))
    for before, after in pairwise(case.years):
        if before in figures and after in figures and figures[after] <= figures[before]:
            yield phrase(
                "why.not_higher",
                what=term.words,
                year=str(after),
                amount=amount(term, figures[after]),
                before=str(before),
                base=amount(term, figures[before]),
            )
