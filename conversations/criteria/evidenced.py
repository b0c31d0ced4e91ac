"""A statement that is declared and must be shown: "áp dụng tiến bộ khoa học kỹ thuật có hiệu quả cao" with a photo."""

from dataclasses import dataclass
from typing import ClassVar

from conversations.criteria.case import EVIDENCE, STATEMENTS, Case
from conversations.criteria.check import Basis, Check
from conversations.criteria.outcome import Outcome
from conversations.plans.table import Table
from conversations.plans.term import Term
from conversations.texts import phrase


@dataclass(frozen=True, slots=True)
class Evidenced(Check):
    """Declared, and at least one file covers `evidence`."""

    evidence: Term

    kind: ClassVar[str] = "evidenced"
    basis: ClassVar[Basis] = "evidenced"

    @classmethod
    def read(cls, table: Table) -> "Evidenced":
        return cls(table.term("proof", "proof"))

    @property
    def declared(self) -> bool:
        return True

    def proof(self, criterion_id: str, case: Case) -> Term | None:
        return self.evidence if case.declared(criterion_id) else None

    def keys(self, criterion_id: str, case: Case) -> tuple[str, ...]:
        proof = (EVIDENCE, case.covers)
        return (*proof, STATEMENTS) if case.declared(criterion_id) else (STATEMENTS, *proof)

    def look(self, criterion_id: str, case: Case) -> Outcome:
        if not case.declared(criterion_id):
            return Outcome("missing", (phrase("why.undeclared_proof", what=self.evidence.words),))
        if self.evidence.id not in case.proven:
            return Outcome("missing", (phrase("why.proof_missing", what=self.evidence.words),))
        return Outcome("met", (phrase("why.proof", what=self.evidence.words),))
