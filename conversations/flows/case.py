"""A nomination at somebody's desk, with everything that a decision about it needs to know. Looked up, never changed."""

from dataclasses import dataclass

from conversations.flow import Scene
from conversations.model import Denied
from conversations.plans.plan import Field, Plan
from conversations.plans.rules import Limit
from conversations.queries import Dossier, LineageOf, PlacesTaken, RecusedFrom, Round, RoundById, StationAbove, Unit
from conversations.rights import Action, allowed
from conversations.stages import LEVELS, WAITING
from conversations.texts import Text, phrase


@dataclass(frozen=True, slots=True)
class Case:
    """`above` is the next unit on the route, None at the last; `limits` are those of this desk that it counts for."""

    dossier: Dossier
    round: Round
    plan: Plan
    field: Field
    desk_id: int
    above: Unit | None
    limits: tuple[Limit, ...]
    taken: dict[str, int]

    @property
    def full(self) -> tuple[Limit, ...]:
        """The limits of which no place is left."""
        return tuple(limit for limit in self.limits if self.taken.get(limit.field, 0) >= (limit.most or 0))


def why_not(dossier: Dossier | None, scene: Scene) -> Text | None:
    """Return why the person may not decide about this; None where he may."""
    if dossier is None or dossier.desk_id is None:
        return phrase("review.gone")
    if not allowed(scene.speaker, "decide", scene.look(LineageOf(dossier.desk_id))):
        return phrase("review.not_yours")
    if dossier.sent.stage not in WAITING:
        return phrase("review.decided", name=dossier.sent.subject, stage=phrase(f"stage.{dossier.sent.stage}"))
    if dossier.person_id == scene.speaker.id:
        return phrase("review.own", name=dossier.sent.subject)
    if scene.look(RecusedFrom(dossier.sent.id, scene.speaker.id)):
        return phrase("review.recused", name=dossier.sent.subject)
    return None


def denied(dossier: Dossier | None, what: str) -> tuple[Denied, ...]:
    """What is written down where somebody asked for what is not his to do; nothing about a file that there is not."""
    return () if dossier is None else (Denied(dossier.sent.id, what),)


def may_see_to(action: Action, dossier: Dossier, scene: Scene) -> bool:
    """Whether the person may do this because of the unit that sent it or the one that has it now."""
    unit_ids = dict.fromkeys((dossier.unit_id, dossier.desk_id or dossier.unit_id))
    return any(allowed(scene.speaker, action, scene.look(LineageOf(unit_id))) for unit_id in unit_ids)


def case_of(dossier: Dossier, scene: Scene) -> Case | None:
    """Return the case; None where its round or plan is not here any more."""
    round_ = scene.look(RoundById(dossier.round_id))
    plan = _plan(dossier, round_, scene)
    field = plan.field(dossier.sent.field_id) if plan else None
    if round_ is None or plan is None or field is None or dossier.desk_id is None:
        return None
    route, at = round_.rules.route, min(dossier.station, len(round_.rules.route) - 1)
    further = [level for station in route[at + 1 : at + 2] for level in LEVELS[station]]
    above = scene.look(StationAbove(dossier.desk_id, tuple(further), above=True)) if further else None
    limits = tuple(
        limit
        for limit in round_.rules.limits
        if limit.station == route[at] and limit.field in ("", field.id) and limit.most is not None
    )
    taken = scene.look(PlacesTaken(round_.id, dossier.desk_id)) if limits else {}
    return Case(dossier, round_, plan, field, dossier.desk_id, above, limits, dict(taken))


def _plan(dossier: Dossier, round_: Round | None, scene: Scene) -> Plan | None:
    plan = scene.plans.at(dossier.sent.plan_id, dossier.plan_version)
    return scene.plans.at_work(plan, round_.rules) if plan and round_ else plan
