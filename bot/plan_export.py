"""The plans as JSON for other programs: `python -m bot plans export`. The shape is a contract; keys are only added.

A criterion that binds two kinds of subject is listed under both. Only the plans of the house are exported.
"""

from collections.abc import Iterable
from typing import Any

from conversations.plans.plan import Criterion, Field, Milestone, Plan, Quota, Quote


def exported(plans: Iterable[Plan]) -> dict[str, Any]:
    """Return `plans` in the contract's shape."""
    return {"plans": [_plan(plan) for plan in plans]}


def _plan(plan: Plan) -> dict[str, Any]:
    return {
        "id": plan.id,
        "number": plan.number,
        "date": plan.date.isoformat() if plan.date else None,
        "issuer": plan.issuer,
        "title": plan.title,
        "source": plan.source,
        "period": {"from": plan.begins.isoformat(), "to": plan.ends.isoformat()},
        "general": [_criterion(criterion) | {"kinds": list(criterion.kinds)} for criterion in plan.general],
        "fields": [_field(field) for field in plan.fields],
        "quotas": [_quota(quota) for quota in plan.quotas],
        "milestones": [_milestone(milestone) for milestone in plan.milestones],
        "workflow": [_quote(step) for step in plan.workflow],
        "documents": [_quote(paper) for paper in plan.documents],
        "oversight": [_quote(duty) for duty in plan.oversight],
        "legal_basis": [_quote(basis) for basis in plan.legal_basis],
    }


def _field(field: Field) -> dict[str, Any]:
    return {
        "id": field.id,
        "title": field.title,
        "quote": field.quote,
        "clause": field.clause,
        "lead": field.lead,
        "partners": list(field.partners),
        "delegated": field.delegated,
        "subjects": {kind: [_criterion(one) for one in field.criteria_for(kind)] for kind in field.kinds},
    }


def _criterion(criterion: Criterion) -> dict[str, Any]:
    return {
        "id": criterion.id,
        "text": criterion.text,
        "clause": criterion.clause,
        "check": criterion.check.basis,
        "groups": list(criterion.groups),
        "note": criterion.note,
    }


def _quota(quota: Quota) -> dict[str, Any]:
    return {
        "id": quota.id,
        "who": quota.who,
        "min": quota.least,
        "max": quota.most,
        "per": quota.per,
        "counts": quota.counts,
        "field": quota.field,
        "quote": quota.quote,
        "clause": quota.clause,
        "ended": quota.ended,
    }


def _milestone(milestone: Milestone) -> dict[str, Any]:
    return {
        "id": milestone.id,
        "what": milestone.what,
        "who": milestone.who,
        "to": milestone.to,
        "when": milestone.when,
        "recurring": milestone.recurring,
        "quote": milestone.quote,
        "clause": milestone.clause,
    }


def _quote(quote: Quote) -> dict[str, Any]:
    return {"text": quote.text, "clause": quote.clause, "who": quote.who, "note": quote.note}
