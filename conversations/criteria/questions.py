"""Asks what the criteria of one nomination need, each thing once, in as few questions as possible.

The order: the group, figures and titles, the statements as one checklist, what follows from them, the law's
question, the evidence. It must not judge an answer: that is `checking.check`.
"""

from collections.abc import Generator, Iterator
from dataclasses import dataclass
from typing import Any

from conversations.answers.checklist import Checklist
from conversations.answers.choice import Choice
from conversations.answers.files import Files
from conversations.answers.question import Option, Question
from conversations.answers.text import LongText
from conversations.criteria.binding import GROUP, binding
from conversations.criteria.case import EVIDENCE, NEW, PARTS, STATEMENTS, Case
from conversations.criteria.knockout import knockout_question
from conversations.criteria.proofs import wanted
from conversations.model import Json, SubjectKind
from conversations.plans.plan import Criterion, Field, Plan
from conversations.plans.term import Term
from conversations.texts import Text, phrase

Asking = Generator[Question[Any], Any, dict[str, Json]]

MOST_STATEMENTS = 12
"""On one checklist; with more, the general statements and the field's are asked apart."""
MOST_SHOWN = 5
"""Unconfirmed statements read out again above the explanation; the screen is small."""
MOST_FILES = 20
EXPLANATION = "explanation"


@dataclass(frozen=True, slots=True)
class Window:
    """The years that yearly criteria look at, oldest first, and the year it is."""

    years: tuple[int, ...]
    this_year: int


def criteria_questions(
    plan: Plan, field: Field, kind: SubjectKind, window: Window, fresh: frozenset[str] = frozenset()
) -> Asking:
    """Ask, and return the answers as they are kept: what `check` takes.

    `fresh` are the ids of statements that a newer version of the plan brought: they are asked apart.
    """
    answers: dict[str, Json] = {}
    case = Case(answers, window.years, window.this_year)
    for question in _questions(plan, field, kind, case, fresh):
        if question.key not in answers:
            value = yield from question
            answers[question.key] = question.dump(value)
    return answers


def _questions(
    plan: Plan, field: Field, kind: SubjectKind, case: Case, fresh: frozenset[str]
) -> Iterator[Question[Any]]:
    """Yield every question in order. `case` has the answer to one before the next is wanted."""
    if groups := field.groups_for(kind):
        yield Choice(key=GROUP, name="criteria.group", choices=tuple(Option(group.id, group.title) for group in groups))
    general, special = plan.general_for(kind), binding(field.criteria_for(kind), case)
    criteria = (*general, *special)
    for criterion in criteria:
        yield from criterion.check.figures(case)
    yield from _statements(*(tuple(one for one in part if one.id not in fresh) for part in (general, special)))
    if new := _declared(tuple(criterion for criterion in criteria if criterion.id in fresh)):
        yield Checklist(key=f"{STATEMENTS}.{NEW}", name="criteria.statements", choices=new, shrinks=True)
    for criterion in criteria:
        yield from criterion.check.follow_up(criterion.id, criterion.text, case)
    yield from _explanation(criteria, case)
    yield knockout_question()
    yield from _evidence(wanted(criteria, case), case)


def _statements(general: tuple[Criterion, ...], special: tuple[Criterion, ...]) -> Iterator[Question[Any]]:
    """Yield one checklist, or two where one would be too long for a thumb."""
    parts = (_declared(general), _declared(special))
    options = (*parts[0], *parts[1])
    if len(options) > MOST_STATEMENTS and all(parts):
        for part, some in zip(PARTS, parts, strict=True):
            yield Checklist(key=f"{STATEMENTS}.{part}", name=f"criteria.statements.{part}", choices=some, shrinks=True)
    elif options:
        yield Checklist(key=STATEMENTS, name="criteria.statements", choices=options, shrinks=True)


def _declared(criteria: tuple[Criterion, ...]) -> tuple[Option, ...]:
    return tuple(Option(criterion.id, _statement(criterion)) for criterion in criteria if criterion.check.declared)


def _statement(criterion: Criterion) -> Text:
    """The statement; one that an admin added says so."""
    return phrase("criteria.own", text=criterion.text, mark=criterion.clause) if criterion.own else criterion.text


def _explanation(criteria: tuple[Criterion, ...], case: Case) -> Iterator[Question[Any]]:
    """Yield the one place for words, where something that people judge was not confirmed."""
    left = [
        criterion.text
        for criterion in criteria
        if criterion.check.declared and criterion.check.basis == "judged" and not case.declared(criterion.id)
    ]
    if left:
        lead: list[Text] = [phrase("criteria.statement", text=text) for text in left[:MOST_SHOWN]]
        if len(left) > MOST_SHOWN:
            lead.append(phrase("criteria.and_more", more=len(left) - MOST_SHOWN))
        yield LongText(key=EXPLANATION, name="criteria.explanation", lead=tuple(lead), optional=True)


def _evidence(terms: tuple[Term, ...], case: Case) -> Iterator[Question[Any]]:
    """Yield the question for files, and where several things are to be proven, which of them the files prove."""
    if not terms:
        return
    lead = tuple(phrase("criteria.proof", what=term.words) for term in terms)
    yield Files(key=EVIDENCE, name="criteria.evidence", lead=lead, least=0, most=MOST_FILES, optional=True)
    if len(terms) > 1 and case.files(EVIDENCE):
        yield Checklist(
            key=case.covers, name="criteria.covers", choices=tuple(Option(term.id, term.words) for term in terms)
        )
