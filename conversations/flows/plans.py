"""Reading the official plans: anyone may, also somebody the bot does not know. Nothing is changed here."""

from conversations.answers.choice import Choice
from conversations.answers.folding import fold
from conversations.answers.paged import Paged
from conversations.answers.question import Option
from conversations.flow import Finish, Flow, FlowKind, Scene
from conversations.flows.open_rounds import open_rounds
from conversations.flows.plan_field import Looking, contents_of, contents_option, show_field
from conversations.flows.plan_parts import parts_of, read_part
from conversations.flows.plan_texts import overview
from conversations.flows.search import FIND, find, find_option
from conversations.model import Paper
from conversations.plans.plan import Plan
from conversations.texts import phrase


def plans(scene: Scene) -> Flow:
    """Show the list, the plan chosen, and whatever of it is chosen then."""
    if not scene.plans:
        return Finish(say=(phrase("plans.none"),))
    chosen = yield from Paged(key="plan", name="plans", choices=_list(scene), listed=False)
    if chosen == FIND:
        return (yield from find(scene))
    plan = scene.plans[chosen]
    rounds = tuple(round_ for round_ in open_rounds(scene) if round_.plan_id == plan.id)
    lead = overview(plan, rounds, scene.today)
    ways = (*parts_of(plan), *_download(scene), find_option())
    part = yield from Choice(key="part", name="plans.part", choices=ways, lead=lead, listed=False)
    match part:
        case "fields":
            return (yield from _field(scene, plan))
        case "+find":
            return (yield from find(scene))
        case "download":
            return (yield from _hand_out(plan))
        case _:
            return (yield from read_part(scene, plan, part))


def _download(scene: Scene) -> tuple[Option, ...]:
    """The plan as a workbook, for people of the house: making one takes a second of the machine."""
    return (Option("download", phrase("plans.download"), ("tai ve", "excel", "download")),) if scene.person else ()


def _hand_out(plan: Plan) -> Looking:
    paper = Paper("plan", f"{plan.id}-{plan.version}.xlsx", f"{plan.id}@{plan.version}")
    lead = (phrase("plans.workbook", plan=plan.short, number=plan.version),)
    ways = (contents_option(),)
    yield from Choice(key="workbook", name="plans.after", choices=ways, lead=lead, papers=(paper,), listed=False)
    return contents_of(plan)


def _list(scene: Scene) -> tuple[Option, ...]:
    """The plans with an open round first, then the others in the order of the house, then the search."""
    opened = [round_.plan_id for round_ in open_rounds(scene)]
    rest = (plan_id for plan_id in scene.plans if plan_id not in opened)
    return (
        *(Option(id_, phrase("plans.open", plan=scene.plans[id_].short)) for id_ in dict.fromkeys(opened)),
        *(Option(id_, scene.plans[id_].short) for id_ in rest),
        find_option(),
    )


def _field(scene: Scene, plan: Plan) -> Looking:
    choices = tuple(Option(field.id, field.title, tuple(map(fold, field.also))) for field in plan.fields)
    chosen = yield from Paged(key="field", name="plans.field", choices=choices, listed=False)
    field = plan.field(chosen)
    return (yield from show_field(scene, plan, field)) if field else contents_of(plan)


PLANS = FlowKind("plans", plans, open=True, browse=True)
