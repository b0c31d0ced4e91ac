"""The plan got a newer version while a draft was under way: what changed is shown, and the person chooses.

A draft keeps the version that it began with until then. Nothing is checked here.
"""

from collections.abc import Generator
from typing import Any

from conversations.answers.choice import Choice
from conversations.answers.pinned import Pinned
from conversations.answers.question import Option
from conversations.flow import Scene
from conversations.model import SubjectKind
from conversations.plans.comparing import changes
from conversations.plans.plan import Criterion, Field, Plan
from conversations.queries import Round
from conversations.texts import Text, phrase

Asking = Generator[Any, Any, Any]

TAKE, STAY = "take", "stay"
MOST_SHOWN = 4
"""Statements shown of those that came and of those that went; the screen is small."""


def plan_of(round_: Round, scene: Scene) -> Asking:
    """Return the plan at work in the round, in the draft's own version or the newer one that was chosen."""
    versions = scene.plans.versions(round_.plan_id)
    choices = tuple(Option(str(plan.version), phrase("version", number=plan.version)) for plan in versions)
    own = yield from Pinned(key=_pinned(round_.plan_id), name="version", choices=choices)
    taken = scene.recorded.get(_key(versions[0])) == TAKE
    plan = versions[0] if taken else next(plan for plan in versions if str(plan.version) == own)
    return scene.plans.at_work(plan, round_.rules)


def offer_newer(plan: Plan, field: Field, kind: SubjectKind, scene: Scene) -> Asking:
    """Ask which version the draft is to follow, where there is a newer one than `plan`."""
    newest = scene.plans[plan.id]
    if newest.version <= plan.version:
        return
    ways = (
        Option(TAKE, phrase("newer.take"), ("ban moi", "theo ban moi")),
        Option(STAY, phrase("newer.stay"), ("ban cu", "giu ban cu")),
    )
    lead = (phrase("newer.changed", plan=plan.short, number=newest.version), *_changes(plan, newest, field, kind))
    yield from Choice(key=_key(newest), name="newer", choices=ways, lead=lead, listed=False, turns=True)


def fresh_statements(plan: Plan, scene: Scene) -> frozenset[str]:
    """Return the ids of the statements in `plan` that the version with which the draft began did not have."""
    began = scene.plans.at(plan.id, int(str(scene.given[_pinned(plan.id)])))
    if began is None or began.version == plan.version:
        return frozenset()
    known = {(criterion.id, criterion.text) for criterion in _all(began)}
    return frozenset(one.id for one in _all(plan) if not one.own and (one.id, one.text) not in known)


def _all(plan: Plan) -> tuple[Criterion, ...]:
    return (*plan.general, *(criterion for field in plan.fields for criterion in field.criteria))


def _pinned(plan_id: str) -> str:
    return f"version.{plan_id}"


def _key(newest: Plan) -> str:
    return f"newer.{newest.id}.{newest.version}"


def _changes(plan: Plan, newest: Plan, field: Field, kind: SubjectKind) -> tuple[Text, ...]:
    """Say which statements for this field and kind came and which went."""
    after = newest.field(field.id)
    if after is None or kind not in after.kinds:
        return (phrase("newer.field_gone", field=field.title),)
    found = changes(_statements(plan, field, kind), _statements(newest, after, kind))
    came = tuple(phrase("newer.came", text=text) for text in found.came)
    went = tuple(phrase("newer.went", text=text) for text in found.went)
    return (*_shortened(came), *_shortened(went)) or (phrase("newer.elsewhere"),)


def _statements(plan: Plan, field: Field, kind: SubjectKind) -> list[str]:
    criteria = (*plan.general_for(kind), *field.criteria_for(kind))
    return [criterion.text for criterion in criteria if not criterion.own]


def _shortened(texts: tuple[Text, ...]) -> tuple[Text, ...]:
    more = (phrase("criteria.and_more", more=len(texts) - MOST_SHOWN),) if len(texts) > MOST_SHOWN else ()
    return (*texts[:MOST_SHOWN], *more)
