"""Several checks of which one suffices: "… hoặc …", or a list that the plan leaves open ("hiến đất, ngày công ...").

It must not hold what people judge anyway: such a statement is `judged`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from conversations.answers.question import Question
from conversations.criteria.case import Case
from conversations.criteria.check import Basis, Check
from conversations.criteria.count import Count
from conversations.criteria.evidenced import Evidenced
from conversations.criteria.negative import Negative
from conversations.criteria.outcome import Outcome
from conversations.criteria.prize import Prize
from conversations.criteria.rating_yearly import RatingYearly
from conversations.criteria.rising import Rising
from conversations.criteria.title_once import TitleOnce
from conversations.criteria.title_yearly import TitleYearly
from conversations.plans.table import Table
from conversations.plans.term import Term
from conversations.texts import Joined, Text, phrase

ALTERNATIVES: tuple[type[Check], ...] = (
    Rising,
    TitleYearly,
    TitleOnce,
    RatingYearly,
    Prize,
    Count,
    Negative,
    Evidenced,
)
_KINDS = {check.kind: check for check in ALTERNATIVES}


@dataclass(frozen=True, slots=True)
class AnyOf(Check):
    """Each of `checks` is asked for; the finding is that of the best of them."""

    checks: tuple[Check, ...]

    kind: ClassVar[str] = "any_of"
    basis: ClassVar[Basis] = "computed"

    @classmethod
    def read(cls, table: Table) -> "AnyOf":
        return cls(tuple(check for part in table.tables("checks") for check in _read(part)))

    @property
    def declared(self) -> bool:
        return any(check.declared for check in self.checks)

    def figures(self, case: Case) -> Iterator[Question[Any]]:
        for check in self.checks:
            yield from check.figures(case)

    def follow_up(self, criterion_id: str, quotation: str, case: Case) -> Iterator[Question[Any]]:
        for check in self.checks:
            yield from check.follow_up(criterion_id, quotation, case)

    def proof(self, criterion_id: str, case: Case) -> Term | None:
        """Return the proof of the first alternative that wants one: another's would prove nothing more."""
        proofs = (check.proof(criterion_id, case) for check in self._best(criterion_id, case))
        return next((term for term in proofs if term is not None), None)

    def keys(self, criterion_id: str, case: Case) -> tuple[str, ...]:
        first = [key for check in self._best(criterion_id, case) for key in check.keys(criterion_id, case)]
        others = [key for check in self.checks for key in check.keys(criterion_id, case)]
        return tuple(dict.fromkeys((*first, *others)))

    def look(self, criterion_id: str, case: Case) -> Outcome:
        best = [check.look(criterion_id, case) for check in self._best(criterion_id, case)]
        if not best:
            return Outcome("judged", (phrase("why.undeclared"),))
        if best[0].status in ("met", "judged") or len(best) == 1:
            return best[0]
        why: tuple[Text, ...] = tuple(text for outcome in best for text in outcome.why)
        return Outcome(best[0].status, (phrase("why.any_of"), *why), waiting=best[0].waiting)

    def _best(self, criterion_id: str, case: Case) -> list[Check]:
        """Return the alternatives that are nearest to being met."""
        ranks = [_rank(check, criterion_id, case) for check in self.checks]
        return [check for check, rank in zip(self.checks, ranks, strict=True) if rank == min(ranks)]


def _rank(check: Check, criterion_id: str, case: Case) -> int:
    """Return how far an alternative is from being met; one that only wants its paper is nearer than one unclaimed."""
    outcome = check.look(criterion_id, case)
    if outcome.status == "missing":
        return 2 if outcome.waiting else 3 if check.proof(criterion_id, case) else 4
    return {"met": 0, "judged": 1, "not_met": 5}[outcome.status]


def _read(table: Table) -> Iterator[Check]:
    """Yield the alternative that a table describes; faults are noted in the table."""
    kind = table.text("kind")
    if kind in _KINDS:
        yield _KINDS[kind].read(table)
        table.finish()
    elif kind:
        table.fault("kind", "unknown_check", kind=kind, known=Joined(tuple(sorted(_KINDS))))
