"""A statement that people decide: the officer's tick is shown beside it, never taken for the decision.

It may need figures that make the decision possible ("lợi nhuận … cao, tiêu biểu trong số các hộ"): they are asked for
and shown, but compared with no threshold, for the plans give none.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from conversations.answers.question import Question
from conversations.criteria.case import STATEMENTS, Case
from conversations.criteria.check import Basis, Check
from conversations.criteria.figures import lack, lacking, series_key, series_question, shown
from conversations.criteria.held import held, held_key, held_question, shown_years
from conversations.criteria.outcome import Outcome
from conversations.plans.table import Table
from conversations.plans.term import FIGURES, Term
from conversations.texts import Text, phrase


@dataclass(frozen=True, slots=True)
class Judged(Check):
    """`need` are yearly figures, titles or ratings that the finding shows; figures of past years may not be missing."""

    need: tuple[Term, ...] = ()

    kind: ClassVar[str] = "judged"
    basis: ClassVar[Basis] = "judged"

    @classmethod
    def read(cls, table: Table) -> "Judged":
        return cls(table.terms("need", *FIGURES, "title", "rating"))

    @property
    def declared(self) -> bool:
        return True

    def figures(self, case: Case) -> Iterator[Question[Any]]:
        for term in self.need if case.years else ():
            yield series_question(term, case) if term.sort in FIGURES else held_question(term, case)

    def keys(self, criterion_id: str, case: Case) -> tuple[str, ...]:
        return (*(series_key(term) if term.sort in FIGURES else held_key(term) for term in self.need), STATEMENTS)

    def look(self, criterion_id: str, case: Case) -> Outcome:
        why: list[Text] = []
        missing = False
        for term in self.need if case.years else ():
            if term.sort not in FIGURES:
                why.append(shown_years(term, held(term, case).years))
                continue
            figures, years = case.figures(series_key(term)), lacking(term, case)
            why += [shown(term, figures)] if figures else []
            why += [lack(term, years, case)] if years else []
            missing |= bool(set(years) - {case.this_year})
        why.append(phrase("why.declared" if case.declared(criterion_id) else "why.undeclared"))
        return Outcome("missing" if missing else "judged", tuple(why))
