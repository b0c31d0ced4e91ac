"""A title held every year: "hằng năm đạt danh hiệu “Gia đình văn hóa”"."""

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
class TitleYearly(Check):
    """`title` was given in every year of the window; this year's may still be waited for."""

    title: Term

    kind: ClassVar[str] = "title_yearly"
    basis: ClassVar[Basis] = "computed"

    @classmethod
    def read(cls, table: Table) -> "TitleYearly":
        return cls(table.term("title", "title"))

    def figures(self, case: Case) -> Iterator[Question[Any]]:
        yield held_question(self.title, case)

    def keys(self, criterion_id: str, case: Case) -> tuple[str, ...]:
        return (held_key(self.title),)

    def look(self, criterion_id: str, case: Case) -> Outcome:
        return every_year(self.title, case)
