"""A plan at work in a round: the plan with what the admin set for that round put in, each marked as his.

Rules that speak of a field or quota that this version of the plan does not have are passed over.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from conversations.criteria.at_least import AtLeast
from conversations.criteria.check import Measure
from conversations.criteria.evidenced import Evidenced
from conversations.criteria.judged import Judged
from conversations.model import SUBJECT_KINDS, SubjectKind
from conversations.plans.plan import Criterion, Field, Plan, Quota
from conversations.plans.rules import Rules, Threshold, short_id
from conversations.plans.term import TERMS

OWN_PROOF = TERMS["own-paper"]
"""What shows a statement that an admin added."""


def applied(plan: Plan, rules: Rules) -> Plan:
    """Return `plan` as it is at work under `rules`. Successors that are confirmed need no admin."""
    names = {one.old: one.now for one in plan.successors if one.confirmed} | dict(rules.successors)
    return replace(
        plan,
        fields=tuple(_field(plan, field, rules, names) for field in plan.fields),
        quotas=tuple(_quota(quota, rules, names) for quota in plan.quotas if quota.id not in rules.dropped),
    )


def measures(plan: Plan, field: Field) -> dict[str, tuple[Measure, tuple[SubjectKind, ...]]]:
    """Return the figures that this field asks for, by term, with the kinds of whom they are asked."""
    found: dict[str, tuple[Measure, tuple[SubjectKind, ...]]] = {}
    for criterion in (*plan.general, *field.criteria):
        for measure in criterion.check.measures():
            before = found.get(measure.term.id, (measure, ()))[1]
            kinds = tuple(kind for kind in SUBJECT_KINDS if kind in before or kind in criterion.kinds)
            found[measure.term.id] = (measure, tuple(kind for kind in kinds if kind in field.kinds))
    return {term: (measure, kinds) for term, (measure, kinds) in found.items() if kinds}


def _field(plan: Plan, field: Field, rules: Rules, names: Mapping[str, str]) -> Field:
    own = (*_added(field, rules), *_thresholds(plan, field, rules))
    if not own and field.lead not in names:
        return field
    return replace(field, criteria=(*field.criteria, *own), lead_now=names.get(field.lead, ""))


def _added(field: Field, rules: Rules) -> Iterator[Criterion]:
    wanted = [criterion for criterion in rules.criteria if criterion.field == field.id]
    for criterion in wanted:
        check = Evidenced(OWN_PROOF) if criterion.proof else Judged()
        yield Criterion(
            f"own.{short_id(field.id, criterion.text)}", criterion.text, rules.mark, field.kinds, check, own=True
        )


def _thresholds(plan: Plan, field: Field, rules: Rules) -> Iterator[Criterion]:
    wanted = [threshold for threshold in rules.thresholds if threshold.field == field.id]
    known = measures(plan, field) if wanted else {}
    for threshold in wanted:
        if threshold.term in known:
            yield _threshold(threshold, *known[threshold.term], rules.mark)


def _threshold(threshold: Threshold, measure: Measure, kinds: tuple[SubjectKind, ...], mark: str) -> Criterion:
    check = AtLeast(measure.term, threshold.least, yearly=measure.yearly)
    return Criterion(f"least.{short_id(threshold.field, threshold.term)}", threshold.text, mark, kinds, check, own=True)


def _quota(quota: Quota, rules: Rules, names: Mapping[str, str]) -> Quota:
    own = next((own for own in rules.quotas if own.quota == quota.id), None)
    if own is None:
        return replace(quota, who_now=names[quota.who]) if quota.who in names else quota
    return replace(quota, who=own.who, least=own.least, most=own.most, ended=False, note=rules.mark)
