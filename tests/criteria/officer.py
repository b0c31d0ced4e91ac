"""An officer who answers what the criteria ask: by key, and honestly "yes to everything" where nothing is said."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from conversations.answers.area import Area
from conversations.answers.checklist import Checklist
from conversations.answers.choice import Choice
from conversations.answers.files import Files
from conversations.answers.money import Money
from conversations.answers.number import Number
from conversations.answers.question import Question
from conversations.answers.series import Series
from conversations.criteria.questions import Window, criteria_questions
from conversations.model import Json, SubjectKind
from conversations.plans.plan import Field, Plan

YEARS = (2024, 2025, 2026)
PHOTO: dict[str, Json] = {"sha256": "ab" * 32, "mime": "image/jpeg", "size": 1000, "name": "anh.jpg"}


@dataclass
class Officer:
    """`says` are raw answers by key; `asked` are the questions that came, in order."""

    says: Mapping[str, Json] = field(default_factory=dict)
    asked: list[Question[Any]] = field(default_factory=list)

    def nominates(self, plan: Plan, field: Field, kind: SubjectKind) -> dict[str, Json]:
        """Answer every question and return the answers as they are kept."""
        asking = criteria_questions(plan, field, kind, Window(YEARS, YEARS[-1]))
        try:
            question = next(asking)
            while True:
                self.asked.append(question)
                raw = self.says[question.key] if question.key in self.says else _best(question)
                question = asking.send(question.load(raw))
        except StopIteration as end:
            answers: dict[str, Json] = end.value
            return answers


def _best(question: Question[Any]) -> Json:
    match question:
        case Series():
            return {str(year): 100_000_000 + at * 10_000_000 for at, year in enumerate(question.years)}
        case Checklist():
            return [option.id for option in question.choices if option.id not in ("waiting", "unknown")]
        case Choice() if question.key == "knockout":
            return "no"
        case Choice() if question.key.startswith("prize."):
            return "province"
        case Choice():
            return question.choices[0].id
        case Number() | Money() | Area():
            return 5
        case Files():
            return [PHOTO]
        case _:
            return "Giải Nhì cuộc thi khởi nghiệp năm 2025"
