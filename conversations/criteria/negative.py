"""Something that must not have happened: "không để xảy ra …", "không ảnh hưởng xấu đến môi trường".

Declared on the checklist; where it is not, one question asks what is the matter, because an unticked line may mean
"it happened", "I do not know" or "overlooked".
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from conversations.answers.choice import Choice
from conversations.answers.question import Option, Question
from conversations.criteria.case import STATEMENTS, Case
from conversations.criteria.check import Basis, Check
from conversations.criteria.outcome import Outcome
from conversations.plans.table import Table
from conversations.texts import phrase

CLEAN = "clean"
CONTRARY = "contrary"
UNKNOWN = "unknown"
_WORDS = {
    CLEAN: ("dung", "dung roi", "khong xay ra"),
    CONTRARY: ("co", "co xay ra", "sai", "khong dung"),
    UNKNOWN: ("chua ro", "khong ro", "khong biet", "not sure"),
}


@dataclass(frozen=True, slots=True)
class Negative(Check):
    """Confirmed: met. The contrary: not met. Not known: missing."""

    kind: ClassVar[str] = "negative"
    basis: ClassVar[Basis] = "computed"

    @classmethod
    def read(cls, table: Table) -> "Negative":  # noqa: ARG003 - this kind has no parameters
        return cls()

    @property
    def declared(self) -> bool:
        return True

    def follow_up(self, criterion_id: str, quotation: str, case: Case) -> Iterator[Question[Any]]:
        if not case.declared(criterion_id):
            yield Choice(
                key=_key(criterion_id),
                name="criteria.negative",
                args={"text": quotation},
                choices=tuple(Option(id_, phrase(f"criteria.{id_}"), also) for id_, also in _WORDS.items()),
            )

    def keys(self, criterion_id: str, case: Case) -> tuple[str, ...]:
        return (_key(criterion_id), STATEMENTS)

    def look(self, criterion_id: str, case: Case) -> Outcome:
        answer = CLEAN if case.declared(criterion_id) else case.word(_key(criterion_id))
        if answer == CLEAN:
            return Outcome("met", (phrase("why.clean"),))
        if answer == CONTRARY:
            return Outcome("not_met", (phrase("why.contrary"),))
        return Outcome("missing", (phrase("why.clean_unknown"),))


def _key(criterion_id: str) -> str:
    return f"negative.{criterion_id}"
