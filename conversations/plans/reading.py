"""The schema of a plan's file: which keys there are, what they mean, and what must fit together.

Every fault is noted in the sheet and reading goes on with stand-ins, so that an author sees all of them at once.
"""

from dataclasses import dataclass
from datetime import date
from typing import get_args

from conversations.calendar.when import Impossible
from conversations.criteria import CHECKS
from conversations.criteria.case import Case
from conversations.criteria.check import Check
from conversations.criteria.judged import Judged
from conversations.model import SUBJECT_KINDS, SubjectKind
from conversations.plans.plan import Criterion, Field, Group, Milestone, Per, Plan, Quota, Quote, Successor
from conversations.plans.table import Sheet, Table
from conversations.plans.term import TERM_SORTS, Term
from conversations.texts import Joined

SCHEMA = 1
_CHECKS: dict[str, type[Check]] = {check.kind: check for check in CHECKS}
_TRIAL = Case({}, (2024, 2025), 2025)
"""Any case with a window: to see whether a computed check asks for anything."""


class Ids:
    """The ids seen so far, so that each names one thing."""

    def __init__(self) -> None:
        self._seen: set[str] = set()

    def read(self, table: Table) -> str:
        """Return the id of `table`; note it where it was there before."""
        id_ = table.id()
        if id_ in self._seen:
            table.fault("id", "duplicate_id", id=id_)
        self._seen.add(id_)
        return id_


@dataclass(frozen=True, slots=True)
class Within:
    """What a criterion takes from the field it stands in; a general one stands in none and says its own clause."""

    kinds: tuple[SubjectKind, ...] = SUBJECT_KINDS
    clause: str | None = None
    groups: tuple[Group, ...] = ()


def read_plan(table: Table, sheet: Sheet) -> Plan:
    """Return the plan that the whole file describes."""
    _schema(table)
    _terms(table, sheet)
    ids = Ids()
    fields = _fields(table, ids)
    plan = Plan(
        id=table.id(),
        number=table.text("number", ""),
        date=table.day_or_none("date"),
        issuer=table.text("issuer"),
        title=table.quote("title"),
        short=table.text("short"),
        source=table.text("source"),
        begins=table.day("begins"),
        ends=table.day("ends"),
        legal_basis=_quotes(table, "legal_basis"),
        general=tuple(_criterion(part, ids, Within()) for part in table.tables("general")),
        fields=fields,
        quotas=_quotas(table, fields),
        milestones=_milestones(table),
        workflow=_quotes(table, "workflow"),
        documents=_quotes(table, "documents"),
        oversight=_quotes(table, "oversight"),
        notes=table.texts("notes"),
        successors=tuple(_successor(part) for part in table.tables("successors")),
        version=table.whole("version") or 1,
    )
    _dates(table, plan)
    table.finish()
    return plan


def _schema(table: Table) -> None:
    schema = table.whole("schema")
    if schema != SCHEMA:
        table.fault("schema", "schema", found=str(schema), wanted=str(SCHEMA))


def _dates(table: Table, plan: Plan) -> None:
    if date.min not in (plan.begins, plan.ends) and plan.ends < plan.begins:
        table.fault("ends", "impossible_dates", begins=plan.begins, ends=plan.ends)


def _terms(table: Table, sheet: Sheet) -> None:
    """Take in the plan's own terms; a standard one cannot be given another meaning."""
    for part in table.tables("terms"):
        id_ = part.id()
        if id_ in sheet.terms:
            part.fault("id", "duplicate_id", id=id_)
        sheet.terms[id_] = Term(id_, part.word("sort", TERM_SORTS), part.text("words"))
        part.finish()


def _quotes(table: Table, key: str) -> tuple[Quote, ...]:
    return tuple(_quote(part) for part in table.tables(key))


def _quote(table: Table) -> Quote:
    quote = Quote(table.quote("quote"), table.text("clause", ""), table.text("who", ""), table.text("note", ""))
    table.finish()
    return quote


def _successor(table: Table) -> Successor:
    successor = Successor(table.quote("old"), table.text("now", ""), table.truth("confirmed"), table.text("note", ""))
    if successor.confirmed and not successor.now:
        table.fault("now", "missing_key", key="now")
    table.finish()
    return successor


def _fields(table: Table, ids: Ids) -> tuple[Field, ...]:
    parts = table.tables("fields")
    if not parts:
        table.fault("fields", "no_fields")
    field_ids = Ids()
    return tuple(_field(part, field_ids, ids) for part in parts)


def _field(table: Table, field_ids: Ids, ids: Ids) -> Field:
    kinds = table.kinds(())
    group_tables = table.tables("groups")
    groups = _groups(group_tables, kinds)
    clause = table.text("clause")
    within = Within(kinds, clause, groups)
    delegated = table.truth("delegated")
    field = Field(
        id=field_ids.read(table),
        title=table.text("title"),
        quote=table.quote("quote"),
        clause=clause,
        lead=table.text("lead", ""),
        criteria=tuple(_criterion(part, ids, within) for part in table.tables("criteria")),
        groups=groups,
        partners=table.texts("partners"),
        also=table.texts("also"),
        delegated=delegated,
        note=table.text("note", ""),
        open_to=kinds if delegated else (),
    )
    if not kinds and not table.has("kinds"):
        table.fault("kinds", "missing_key", key="kinds")
    for kind in kinds:
        if kind not in field.kinds:
            table.fault("kinds", "kind_without_criterion", kind=kind, field=field.id)
    _idle_groups(group_tables, field)
    table.finish()
    return field


def _groups(parts: tuple[Table, ...], kinds: tuple[SubjectKind, ...]) -> tuple[Group, ...]:
    ids = Ids()
    groups = []
    for part in parts:
        groups.append(Group(ids.read(part), part.text("title"), part.kinds(kinds)))
        _known_kinds(part, groups[-1].kinds, kinds)
        part.finish()
    return tuple(groups)


def _idle_groups(parts: tuple[Table, ...], field: Field) -> None:
    """Note the groups that no criterion names, so that people would be asked about them to no effect.

    Beside a named group of the same subjects one that is not named is "the others", and parts them well.
    """
    names = {name for criterion in field.criteria for name in criterion.groups}
    if not names <= {group.id for group in field.groups}:  # a misspelt name has its fault already
        return
    parted = {kind for group in field.groups if group.id in names for kind in group.kinds}
    for part, group in zip(parts, field.groups, strict=True):
        if group.id not in names and not parted.intersection(group.kinds):
            part.fault("id", "group_without_criterion", group=group.id, field=field.id)


def _known_kinds(table: Table, kinds: tuple[SubjectKind, ...], known: tuple[SubjectKind, ...]) -> None:
    """Note the kinds that the field does not take."""
    for kind in kinds:
        if kind not in known:
            table.fault("kinds", "unknown_subject", kind=kind, known=Joined(known))


def _criterion(table: Table, ids: Ids, within: Within) -> Criterion:
    criterion = Criterion(
        id=ids.read(table),
        text=table.quote("text"),
        clause=table.text("clause", within.clause),
        kinds=table.kinds(within.kinds),
        check=_check(table),
        groups=table.texts("groups"),
        note=table.text("note", ""),
    )
    _known_kinds(table, criterion.kinds, within.kinds)
    _known_groups(table, criterion, within)
    table.finish()
    return criterion


def _known_groups(table: Table, criterion: Criterion, within: Within) -> None:
    """Note the groups that the field does not have, and a criterion that nobody can belong to."""
    known = {group.id: group for group in within.groups}
    for group in criterion.groups:
        if group not in known:
            table.fault("groups", "unknown_group", group=group, known=Joined(tuple(known)))
    groups = [known[group] for group in criterion.groups if group in known]
    if groups and not any(kind in group.kinds for group in groups for kind in criterion.kinds):
        table.fault("groups", "criterion_without_subject", kinds=Joined(criterion.kinds))


def _check(table: Table) -> Check:
    part = table.table("check")
    if part is None:
        return Judged()
    kind = part.text("kind")
    if kind not in _CHECKS:
        if kind:
            part.fault("kind", "unknown_check", kind=kind, known=Joined(tuple(sorted(_CHECKS))))
        return Judged()
    check = _CHECKS[kind].read(part)
    part.finish()
    if check.basis == "computed" and not check.declared and next(check.figures(_TRIAL), None) is None:
        part.fault("kind", "no_question", kind=kind)
    return check


def _quotas(table: Table, fields: tuple[Field, ...]) -> tuple[Quota, ...]:
    ids, known = Ids(), tuple(field.id for field in fields)
    return tuple(_quota(part, ids, known) for part in table.tables("quotas"))


def _quota(table: Table, ids: Ids, known: tuple[str, ...]) -> Quota:
    quota = Quota(
        id=ids.read(table),
        who=table.text("who"),
        least=table.whole("least"),
        most=table.whole("most"),
        per=table.word("per", get_args(Per)),
        counts=table.text("counts"),
        field=table.text("field", "") or None,
        quote=table.quote("quote"),
        clause=table.text("clause"),
        note=table.text("note", ""),
        ended=table.truth("ended"),
    )
    if quota.field is not None and quota.field not in known:
        table.fault("field", "unknown_field", field=quota.field, known=Joined(known))
    least, most = quota.least, quota.most
    if (least is None and most is None) or (least or 0) < 0 or (most is not None and most < (least or 0)):
        table.fault("least", "impossible_numbers", least=_amount(least), most=_amount(most))
    table.finish()
    return quota


def _amount(number: int | None) -> str:
    return "…" if number is None else str(number)


def _milestones(table: Table) -> tuple[Milestone, ...]:
    ids = Ids()
    return tuple(_milestone(part, ids) for part in table.tables("milestones"))


def _milestone(table: Table, ids: Ids) -> Milestone:
    milestone = Milestone(
        id=ids.read(table),
        what=table.text("what"),
        who=table.text("who"),
        to=table.text("to", ""),
        when=table.text("when", ""),
        recurring=table.truth("recurring"),
        quote=table.quote("quote"),
        clause=table.text("clause"),
        note=table.text("note", ""),
    )
    if isinstance(milestone.timing, Impossible):
        table.fault("when", "impossible_date", found=milestone.timing.found)
    table.finish()
    return milestone
