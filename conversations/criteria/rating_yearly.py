"""A rating reached every year: "hằng năm được đánh giá hoàn thành xuất sắc nhiệm vụ"."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from conversations.answers.question import Question
from conversations.criteria.case import Case
from conversations.criteria.check import Basis, Check
from conversations.criteria.held import every_year, held_key, held_question
from conversations.criteria.outcome import Outcome
from conversations.plans.table import Table
from conversations.plans.term import Term


@dataclass(frozen=True, slots=True)
class RatingYearly(Check):
    """`rating` was reached in every year of the window; this year's may still be waited for."""

    rating: Term

    kind: ClassVar[str] = "rating_yearly"
    basis: ClassVar[Basis] = "computed"

    @classmethod
    def read(cls, table: Table) -> "RatingYearly":
        return cls(table.term("rating", "rating"))

    def figures(self, case: Case) -> Iterator[Question[Any]]:
        yield held_question(self.rating, case)

    def keys(self, criterion_id: str, case: Case) -> tuple[str, ...]:
        return (held_key(self.rating),)

    def look(self, criterion_id: str, case: Case) -> Outcome:
        return every_year(self.rating, case)
