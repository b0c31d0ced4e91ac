"""A title or rating that must have been reached, though not every year: "tổ chức đảng đạt trong sạch, vững mạnh".

One year of the window is enough; more would be a threshold that the plan does not set.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from conversations.answers.question import Question
from conversations.criteria.case import Case
from conversations.criteria.check import Basis, Check
from conversations.criteria.held import at_least_once, held_key, held_question
from conversations.criteria.outcome import Outcome
from conversations.plans.table import Table
from conversations.plans.term import Term


@dataclass(frozen=True, slots=True)
class TitleOnce(Check):
    """`title`, a title or a rating, was reached in at least one year of the window; this year's may be waited for."""

    title: Term

    kind: ClassVar[str] = "title_once"
    basis: ClassVar[Basis] = "computed"

    @classmethod
    def read(cls, table: Table) -> "TitleOnce":
        return cls(table.term("title", "title", "rating"))

    def figures(self, case: Case) -> Iterator[Question[Any]]:
        yield held_question(self.title, case)

    def keys(self, criterion_id: str, case: Case) -> tuple[str, ...]:
        return (held_key(self.title),)

    def look(self, criterion_id: str, case: Case) -> Outcome:
        return at_least_once(self.title, case)
