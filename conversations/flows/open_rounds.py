"""The rounds that are open for whoever speaks; none for somebody unknown."""

from conversations.flow import Scene
from conversations.flows.nominate import may_nominate
from conversations.plans.plan import Plan
from conversations.queries import OpenRounds, Round


def open_rounds(scene: Scene) -> tuple[Round, ...]:
    """Return the open rounds whose plan is known, the one that closes first at the head."""
    if scene.person is None:
        return ()
    rounds = scene.look(OpenRounds(scene.person.unit_id, scene.today))
    return tuple(round_ for round_ in rounds if round_.plan_id in scene.plans)


def round_of(scene: Scene, plan: Plan) -> Round | None:
    """Return the open round of `plan` that closes first."""
    return next((round_ for round_ in open_rounds(scene) if round_.plan_id == plan.id), None)


def at_work(scene: Scene, plan: Plan) -> Plan:
    """Return the plan as it is at work in its open round, else as it stands."""
    round_ = round_of(scene, plan)
    return scene.plans.at_work(plan, round_.rules) if round_ else plan


def nominates(scene: Scene) -> bool:
    """Whether somebody speaks who may nominate."""
    return scene.person is not None and may_nominate(scene.person)
