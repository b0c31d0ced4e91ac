"""Something that there must be at all, with a proof: "giải quyết việc làm cho người lao động".

The plans name no numbers, so one is enough; a threshold would be invented.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from conversations.answers.question import Question
from conversations.criteria.case import EVIDENCE, Case
from conversations.criteria.check import Basis, Check, Measure
from conversations.criteria.figures import amount, count_key, count_question
from conversations.criteria.outcome import Outcome
from conversations.plans.table import Table
from conversations.plans.term import FIGURES, Term
from conversations.texts import Text, phrase


@dataclass(frozen=True, slots=True)
class Count(Check):
    """At least one of `of` is above zero, and a file proves it."""

    of: tuple[Term, ...]
    evidence: Term

    kind: ClassVar[str] = "count"
    basis: ClassVar[Basis] = "computed"

    @classmethod
    def read(cls, table: Table) -> "Count":
        return cls(table.terms("of", *FIGURES), table.term("proof", "proof"))

    def measures(self) -> tuple[Measure, ...]:
        return tuple(Measure(term, yearly=False) for term in self.of)

    def figures(self, case: Case) -> Iterator[Question[Any]]:
        for term in self.of:
            yield count_question(term)

    def keys(self, criterion_id: str, case: Case) -> tuple[str, ...]:
        counts = tuple(count_key(term) for term in self.of)
        return (EVIDENCE, case.covers, *counts) if self._counted(case) else counts

    def proof(self, criterion_id: str, case: Case) -> Term | None:
        return self.evidence if self._counted(case) else None

    def look(self, criterion_id: str, case: Case) -> Outcome:
        counted = self._counted(case)
        why: tuple[Text, ...] = tuple(
            phrase("why.count", what=term.words, amount=amount(term, number)) for term, number in counted
        )
        unknown = [term for term in self.of if case.number(count_key(term)) is None]
        if not counted and unknown:
            return Outcome("missing", tuple(phrase("why.count_missing", what=term.words) for term in unknown))
        if not counted:
            return Outcome("not_met", tuple(phrase("why.count_zero", what=term.words) for term in self.of))
        if self.evidence.id not in case.proven:
            return Outcome("missing", (*why, phrase("why.proof_missing", what=self.evidence.words)))
        return Outcome("met", (*why, phrase("why.proof", what=self.evidence.words)))

    def _counted(self, case: Case) -> list[tuple[Term, int]]:
        """Return what there is, with how much."""
        numbers = ((term, case.number(count_key(term))) for term in self.of)
        return [(term, number) for term, number in numbers if number is not None and number > 0]
