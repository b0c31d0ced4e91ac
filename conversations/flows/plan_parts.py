"""The parts of a plan that are text from end to end: general criteria, quotas, milestones, work, law."""

from datetime import date

from conversations.answers.question import Option
from conversations.flow import Scene
from conversations.flows.criteria_texts import general_texts
from conversations.flows.leafing import leaf_through
from conversations.flows.open_rounds import at_work
from conversations.flows.plan_field import Looking, contents_of, contents_option
from conversations.flows.plan_texts import NOTES_AT_ONCE, law_texts, milestone_texts, quota_texts, work_texts
from conversations.plans.plan import Plan
from conversations.texts import Text, phrase

_WORDS = {
    "fields": ("linh vuc", "phong trao", "cac linh vuc"),
    "general": ("tieu chi chung", "chung"),
    "quotas": ("chi tieu",),
    "milestones": ("moc thoi gian", "thoi gian", "thoi han"),
    "work": ("quy trinh", "giay to", "quy trinh, giay to"),
    "law": ("can cu", "luat", "thay doi", "thay doi cua luat"),
}


def parts_of(plan: Plan) -> tuple[Option, ...]:
    """Return what of the plan can be opened, with how much there is of it."""
    counts = (
        ("fields", len(plan.fields)),
        ("general", len(plan.general)),
        ("quotas", len(plan.quotas)),
        ("milestones", len(plan.milestones)),
        ("work", len(plan.workflow) + len(plan.documents) + len(plan.oversight)),
        ("law", len(plan.legal_basis) + len(plan.successors) + len(plan.notes[NOTES_AT_ONCE:])),
    )
    return tuple(Option(part, phrase(f"plans.part.{part}", n=count), _WORDS[part]) for part, count in counts if count)


def read_part(scene: Scene, plan: Plan, part: str) -> Looking:
    """Show a part page by page, then the contents again."""
    texts = _texts(at_work(scene, plan), part, scene.today)
    yield from leaf_through(part, (phrase("plans.of", plan=plan.short), *texts), (contents_option(),), scene)
    return contents_of(plan)


def _texts(plan: Plan, part: str, today: date) -> tuple[Text, ...]:
    match part:
        case "general":
            return general_texts(plan)
        case "quotas":
            return (phrase("plans.quotas"), *quota_texts(plan.quotas, plan))
        case "milestones":
            return (phrase("plans.milestones"), *milestone_texts(plan, today))
        case "work":
            return work_texts(plan)
        case _:
            return law_texts(plan)
