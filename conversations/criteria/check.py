"""What every check kind has in common: what it asks, and what it finds in the answers.

A check knows neither the plan it stands in nor the flow that asks; the words it asks with are in locales/.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from typing import Any, ClassVar, Literal

from conversations.answers.question import Question
from conversations.criteria.case import Case
from conversations.criteria.outcome import Outcome
from conversations.plans.table import Table
from conversations.plans.term import Term

Basis = Literal["computed", "evidenced", "judged"]


class Check(ABC):
    """How one criterion is looked at. Frozen; equal parameters are equal checks."""

    kind: ClassVar[str]
    """The word in a plan's `check = { kind = "…" }`."""
    basis: ClassVar[Basis]

    @classmethod
    @abstractmethod
    def read(cls, table: Table) -> "Check":
        """Return the check that a plan's table describes; faults are noted in the table."""

    @abstractmethod
    def look(self, criterion_id: str, case: Case) -> Outcome:
        """Return what the answers say. Total: anything may stand in them."""

    @abstractmethod
    def keys(self, criterion_id: str, case: Case) -> tuple[str, ...]:
        """Return the keys of the questions that decide, the one to mend first at the head.

        STATEMENTS stands for whichever checklist the statement is on.
        """

    @property
    def declared(self) -> bool:
        """Whether the statement itself is declared on the checklist."""
        return False

    def figures(self, case: Case) -> Iterator[Question[Any]]:
        """Yield the questions of its own that it needs. The case has the answer before the next one is wanted."""
        return iter(())

    def follow_up(self, criterion_id: str, quotation: str, case: Case) -> Iterator[Question[Any]]:
        """Yield what is asked after the statements were declared."""
        return iter(())

    def proof(self, criterion_id: str, case: Case) -> Term | None:
        """Return the proof that is wanted as things stand, if any."""
        return None
