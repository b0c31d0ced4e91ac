"""A prize at a level: "tham gia và đạt giải cao trong các cuộc thi … cấp huyện, cấp tỉnh, khu vực và toàn quốc".

The plans do not say which ranks are "cao": a prize at an allowed level is left to people, with contest and rank shown.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from conversations.answers.choice import Choice
from conversations.answers.question import Option, Question
from conversations.answers.text import ShortText
from conversations.criteria.case import EVIDENCE, Case
from conversations.criteria.check import Basis, Check
from conversations.criteria.outcome import Outcome
from conversations.plans.table import Table
from conversations.plans.term import Term
from conversations.texts import Joined, Text, phrase

Level = Literal["commune", "district", "province", "region", "nation", "world"]
LEVELS: tuple[Level, ...] = ("commune", "district", "province", "region", "nation", "world")
NONE = "none"
UNKNOWN = "unknown"
_NO = ("chua", "chua co", "khong", "khong co", "none")
_UNSURE = ("chua ro", "khong ro", "khong biet", "not sure")


@dataclass(frozen=True, slots=True)
class Prize(Check):
    """A prize in `contest` at one of `levels` or above them (none named: any level).

    With `judged` people decide whether the prize is high.
    """

    contest: Term
    levels: tuple[Level, ...]
    evidence: Term
    judged: bool = False

    kind: ClassVar[str] = "prize"
    basis: ClassVar[Basis] = "computed"

    @classmethod
    def read(cls, table: Table) -> "Prize":
        return cls(
            table.term("contest", "contest"),
            table.words("levels", LEVELS),
            table.term("proof", "proof"),
            table.truth("judged"),
        )

    @property
    def _level_key(self) -> str:
        return f"prize.{self.contest.id}"

    def _what_key(self, level: Level | None) -> str:
        """The key of the question which prize it is. At another level it is another prize, and asked anew."""
        return f"{self._level_key}.what.{level}"

    def figures(self, case: Case) -> Iterator[Question[Any]]:
        levels = tuple(Option(one, phrase(f"criteria.level.{one}")) for one in LEVELS)
        others = (Option(NONE, phrase("criteria.no_prize"), _NO), Option(UNKNOWN, phrase("criteria.unknown"), _UNSURE))
        args = {"what": self.contest.words}
        yield Choice(key=self._level_key, name="criteria.prize", args=args, choices=(*levels, *others))
        if level := self._level(case):
            yield ShortText(key=self._what_key(level), name="criteria.prize.what", args=args)

    def keys(self, criterion_id: str, case: Case) -> tuple[str, ...]:
        prize = (self._level_key, self._what_key(self._level(case)))
        return (EVIDENCE, case.covers, *prize) if self._allowed(case) else prize

    def proof(self, criterion_id: str, case: Case) -> Term | None:
        return self.evidence if self._allowed(case) else None

    def look(self, criterion_id: str, case: Case) -> Outcome:
        level, answer = self._level(case), case.word(self._level_key)
        if level is None:
            if answer == NONE:
                return Outcome("not_met", (phrase("why.prize_none", what=self.contest.words),))
            return Outcome("missing", (phrase("why.prize_unknown", what=self.contest.words),))
        what = case.word(self._what_key(level)) or self.contest.words
        found: Text = phrase("why.prize", level=phrase(f"criteria.level.{level}"), what=what)
        if not self._allowed(case):
            allowed = Joined(tuple(phrase(f"criteria.level.{level}") for level in self.levels))
            return Outcome("not_met", (found, phrase("why.prize_level", levels=allowed)))
        if self.evidence.id not in case.proven:
            return Outcome("missing", (found, phrase("why.proof_missing", what=self.evidence.words)))
        if self.judged:
            return Outcome("judged", (found, phrase("why.prize_judged")))
        return Outcome("met", (found, phrase("why.proof", what=self.evidence.words)))

    def _level(self, case: Case) -> Level | None:
        answer = case.word(self._level_key)
        return next((level for level in LEVELS if level == answer), None)

    def _allowed(self, case: Case) -> bool:
        level = self._level(case)
        lowest = min((LEVELS.index(allowed) for allowed in self.levels), default=0)
        return level is not None and LEVELS.index(level) >= lowest
