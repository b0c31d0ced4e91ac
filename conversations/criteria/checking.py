"""Checks a nomination against its plan: one finding per criterion. Pure, and total over whatever the answers are."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from conversations.criteria.binding import binding
from conversations.criteria.case import NEW, PARTS, STATEMENTS, Case
from conversations.criteria.finding import Finding
from conversations.criteria.knockout import knockout_finding
from conversations.criteria.proofs import proven
from conversations.criteria.verdict import Verdict
from conversations.model import Json, SubjectKind
from conversations.plans.plan import Criterion, Field, Plan


def check(
    plan: Plan,
    field: Field,
    kind: SubjectKind,
    answers: Mapping[str, Json],
    years: tuple[int, ...],
    this_year: int,
) -> Verdict:
    """Return the findings of the general criteria, of the field's and, last, of the law's knock-out."""
    case = Case(answers, years, this_year)
    general, special = plan.general_for(kind), binding(field.criteria_for(kind), case)
    case = replace(case, proven=proven((*general, *special), case))
    found = (
        _finding(criterion, case, part)
        for part, criteria in zip(PARTS, (general, special), strict=True)
        for criterion in criteria
    )
    return Verdict((*found, knockout_finding(case)))


def _finding(criterion: Criterion, case: Case, part: str) -> Finding:
    outcome = criterion.check.look(criterion.id, case)
    return Finding(
        criterion_id=criterion.id,
        text=criterion.text,
        clause=criterion.clause,
        status=outcome.status,
        why=outcome.why,
        waiting=outcome.waiting,
        keys=tuple(_placed(criterion.check.keys(criterion.id, case), part)),
        note=criterion.note,
    )


def _placed(keys: tuple[str, ...], part: str) -> Iterator[str]:
    """Yield the keys, with the checklist of the criterion's own part where there are two."""
    for key in keys:
        yield key
        if key == STATEMENTS:
            yield f"{STATEMENTS}.{part}"
            yield f"{STATEMENTS}.{NEW}"
