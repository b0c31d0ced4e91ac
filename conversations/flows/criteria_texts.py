"""What a field demands, in texts: each criterion word for word, with its clause and how it is looked at."""

from collections.abc import Iterator

from conversations.flows.lead import led_by
from conversations.flows.plan_texts import noted, quota_texts
from conversations.model import SubjectKind
from conversations.plans.plan import Criterion, Field, Plan
from conversations.texts import Joined, Text, phrase


def field_texts(plan: Plan, field: Field) -> tuple[Text, ...]:
    """The head of a field: its name and heading, who leads it, its quotas."""
    lead: tuple[Text, ...] = (phrase("field.lead", lead=led_by(field)),) if field.lead else ()
    partners = (phrase("field.partners", partners=Joined(field.partners)),) if field.partners else ()
    delegated = (phrase("field.delegated", lead=led_by(field)),) if field.delegated else ()
    return (
        phrase("field.title", field=field.title, plan=plan.short),
        phrase("field.quote", text=field.quote, clause=field.clause),
        *lead,
        *partners,
        *delegated,
        *quota_texts(tuple(quota for quota in plan.quotas if quota.field == field.id), plan),
        *((phrase("plans.note", note=field.note),) if field.note else ()),
    )


def criteria_texts(plan: Plan, field: Field, kind: SubjectKind) -> tuple[Text, ...]:
    """The field's criteria for a subject of this kind, then the plan's general ones."""
    own, general = field.criteria_for(kind), plan.general_for(kind)
    head = phrase("criteria.head", field=field.title, kind=phrase(f"kind.{kind}"), n=len(own))
    delegated = (phrase("field.delegated", lead=led_by(field)),) if field.delegated else ()
    common = (phrase("criteria.general", n=len(general)), *map(_criterion, general)) if general else ()
    return (head, *delegated, *_grouped(own, field), *common)


def general_texts(plan: Plan) -> tuple[Text, ...]:
    """The criteria that hold in every field; whom one binds that does not bind everybody."""
    everybody = {kind for field in plan.fields for kind in field.kinds}
    lines = (_for_whom(criterion, everybody) for criterion in plan.general)
    return (phrase("criteria.general", n=len(plan.general)), *lines)


def _grouped(criteria: tuple[Criterion, ...], field: Field) -> Iterator[Text]:
    """The criteria in the order of the plan, below whom they are for where the field parts its subjects."""
    titles = {group.id: group.title for group in field.groups}
    before: tuple[str, ...] = ()
    for criterion in criteria:
        if criterion.groups != before:
            names = tuple(titles[group] for group in criterion.groups)
            yield phrase("criteria.group_head", who=Joined(names)) if names else phrase("criteria.everybody")
        before = criterion.groups
        yield _criterion(criterion)


def _criterion(criterion: Criterion) -> Text:
    how = phrase(f"criteria.basis.{criterion.check.basis}")
    key = "criteria.line.own" if criterion.own else "criteria.line"
    return noted(phrase(key, text=criterion.text, clause=criterion.clause, how=how), criterion.note)


def _for_whom(criterion: Criterion, everybody: set[SubjectKind]) -> Text:
    if everybody <= set(criterion.kinds):
        return _criterion(criterion)
    kinds = tuple(phrase(f"kind.{kind}") for kind in criterion.kinds if kind in everybody)
    return phrase("criteria.only", criterion=_criterion(criterion), who=Joined(kinds))
