"""One field of a plan as one reads it: its head, then the criteria of a kind of subject; from each a way to nominate.

Part of the flows in which people look around; it asks and shows, and files nothing.
"""

from collections.abc import Generator
from typing import Any, cast

from conversations.answers.choice import Choice
from conversations.answers.question import Option
from conversations.flow import Finish, Scene, Start
from conversations.flows.criteria_texts import criteria_texts, field_texts
from conversations.flows.leafing import leaf_through
from conversations.flows.nominate import KIND_WORDS
from conversations.flows.open_rounds import at_work, nominates, round_of
from conversations.model import Json, SubjectKind
from conversations.plans.plan import Field, Plan
from conversations.texts import Text, phrase

NOMINATE = "+nominate"
CONTENTS = "+contents"

Looking = Generator[Any, Any, Finish]


def show_field(scene: Scene, plan: Plan, field: Field, likely: SubjectKind | None = None) -> Looking:
    """Show the field and what it demands. `likely` is the kind that a nomination from its head begins with."""
    plan = at_work(scene, plan)
    field = plan.field(field.id) or field
    ways = (*(_kind(plan, field, kind) for kind in field.kinds), *_nominating(scene, plan), contents_option())
    lead = (*field_texts(plan, field), *_no_round(scene, plan))
    chosen = yield from Choice(key="look", name="field.look", choices=ways, lead=lead, listed=False)
    kind = likely if likely in field.kinds else None
    if chosen not in (NOMINATE, CONTENTS):
        kind = cast("SubjectKind", chosen)
        texts = criteria_texts(plan, field, kind)
        chosen = yield from leaf_through("criteria", texts, (*_nominating(scene, plan), contents_option()), scene)
    if chosen == NOMINATE:
        return _start(scene, plan, field, kind)
    return contents_of(plan)


def contents_of(plan: Plan) -> Finish:
    """Go on at the head of the plan."""
    return Finish(then=Start("plans", answers={"plan": plan.id}))


def _kind(plan: Plan, field: Field, kind: SubjectKind) -> Option:
    count = len(field.criteria_for(kind)) + len(plan.general_for(kind))
    return Option(kind, phrase("field.kind", kind=phrase(f"kind.{kind}"), n=count), KIND_WORDS[kind])


def _nominating(scene: Scene, plan: Plan) -> tuple[Option, ...]:
    if not nominates(scene) or round_of(scene, plan) is None:
        return ()
    return (Option(NOMINATE, phrase("field.nominate"), ("de cu", "de cu vao day", "nominate")),)


def _no_round(scene: Scene, plan: Plan) -> tuple[Text, ...]:
    """Tell those who may nominate why they cannot do it here."""
    return (phrase("field.no_round"),) if nominates(scene) and round_of(scene, plan) is None else ()


def contents_option() -> Option:
    """Return the way to the head of the plan."""
    return Option(CONTENTS, phrase("plans.contents"), ("muc luc", "muc luc ke hoach", "contents"))


def _start(scene: Scene, plan: Plan, field: Field, kind: SubjectKind | None) -> Finish:
    """Begin a nomination with what is known; each of it can still be changed on the summary."""
    round_ = round_of(scene, plan)
    if round_ is None:
        return Finish(say=(phrase("field.no_round"),), then=contents_of(plan).then)
    answers: dict[str, Json] = {"round": str(round_.id), "field": field.id}
    return Finish(
        say=(phrase("field.chosen", field=field.title),),
        then=Start("nominate", answers=answers | ({"kind": kind} if kind else {})),
    )
