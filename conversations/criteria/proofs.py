"""Which proofs a nomination needs, and which of them its files cover. Nobody looks into the files here."""

from conversations.criteria.case import EVIDENCE, Case
from conversations.plans.plan import Criterion
from conversations.plans.term import Term


def wanted(criteria: tuple[Criterion, ...], case: Case) -> tuple[Term, ...]:
    """Return each proof once, in the order of the plan."""
    found = (criterion.check.proof(criterion.id, case) for criterion in criteria)
    return tuple({term.id: term for term in found if term is not None}.values())


def proven(criteria: tuple[Criterion, ...], case: Case) -> frozenset[str]:
    """Return the ids of the proofs that there are. A single one is proven by any file: it was asked for by name."""
    ids = frozenset(term.id for term in wanted(criteria, case))
    if not case.files(EVIDENCE):
        return frozenset()
    return ids if len(ids) == 1 else ids & case.ticks(case.covers)
