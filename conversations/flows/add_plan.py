"""Adding a plan, or a new version of one, from an Excel workbook: its faults, a dry run, then publishing.

The workbook was read when it arrived (bot/papers/); here it is only judged. Nothing changes before "Công bố".
"""

from conversations.answers.choice import Choice
from conversations.answers.question import Option
from conversations.answers.workbook import Workbook
from conversations.flow import Finish, Flow, FlowKind, Scene, Start
from conversations.flows.administering import may_administer
from conversations.model import Json, KeptFile, Paper, PlanPublished
from conversations.plans.comparing import changes, statements, trial
from conversations.plans.documents import document_from_json
from conversations.plans.loader import plan_of
from conversations.plans.plan import Plan
from conversations.plans.table import Nowhere
from conversations.queries import TriedUnder, WorkbookRead
from conversations.texts import Text, phrase, text_from_json

TRIES = 30
"""Workbooks that may be sent in one go before the flow ends; an author mends a few cells at a time."""
MOST_FAULTS = 6
"""Faults told in the chat; all of them are marked in the workbook that goes back."""
MOST_SHOWN = 4


def add_plan(scene: Scene) -> Flow:
    """Ask for a workbook until one has no fault, show what it changes, publish it."""
    if not may_administer(scene.speaker):
        return Finish(say=(phrase("admin.no_right"),))
    lead: tuple[Text, ...] = (phrase("add_plan.hello"),)
    papers: tuple[Paper, ...] = (Paper("plan_template", scene.reader.words(phrase("add_plan.template"))),)
    for attempt in range(TRIES):
        question = Workbook(key=f"workbook{attempt}", name="workbook", lead=lead, papers=papers, listed=False)
        file: KeptFile = yield from question
        reading = scene.look(WorkbookRead(file.sha256))
        document = reading.get("document") if isinstance(reading, dict) else None
        faults = _faults(reading)
        if document is not None and not faults:
            return (yield from _publish(document, scene))
        lead, papers = faults or (phrase("add_plan.unread"),), _marked(reading, file)
    return Finish(say=(phrase("add_plan.many"),))


def _faults(reading: Json) -> tuple[Text, ...]:
    """The first faults in words, and how many more there are."""
    raw = reading.get("faults") if isinstance(reading, dict) else None
    faults = tuple(text_from_json(fault) for fault in raw) if isinstance(raw, list) else ()
    if not faults:
        return ()
    more = (phrase("add_plan.more", more=len(faults) - MOST_FAULTS),) if len(faults) > MOST_FAULTS else ()
    return (phrase("add_plan.faults", n=len(faults)), *faults[:MOST_FAULTS], *more)


def _marked(reading: Json, file: KeptFile) -> tuple[Paper, ...]:
    """The workbook as it was sent, with what is wrong in it marked."""
    sha256 = reading.get("marked") if isinstance(reading, dict) else None
    return (Paper("kept", file.name or "ke-hoach.xlsx", sha256),) if isinstance(sha256, str) else ()


def _publish(document: Json, scene: Scene) -> Flow:
    plan, _ = plan_of(document_from_json(document), "", Nowhere())
    before = scene.plans.get(plan.id)
    ways = (
        Option("publish", phrase("add_plan.publish"), ("cong bo", "publish")),
        Option("drop", phrase("add_plan.drop"), ("bo", "thoi", "khong")),
    )
    lead = _preview(plan, before, scene)
    chosen = yield from Choice(key="publish", name="publish", choices=ways, lead=lead, listed=False)
    if chosen == "drop":
        return Finish(say=(phrase("add_plan.dropped"),))
    told = phrase("add_plan.new", plan=plan.short)
    if before:
        told = phrase("add_plan.published", plan=plan.short, number=before.version + 1)
    deeds = (PlanPublished(plan.id, document),)
    return Finish(say=(told,), deeds=deeds, then=Start("menu", {"brief": True}))


def _preview(plan: Plan, before: Plan | None, scene: Scene) -> tuple[Text, ...]:
    """What is in it, what it changes, and what that does to the nominations there are."""
    counts = phrase(
        "add_plan.counts",
        plan=plan.short,
        fields=len(plan.fields),
        statements=len(statements(plan)),
        quotas=len(plan.quotas),
        milestones=len(plan.milestones),
    )
    if before is None:
        return (counts, phrase("add_plan.first"))
    return (counts, *_changes(plan, before), *_dry_run(plan, scene))


def _changes(plan: Plan, before: Plan) -> tuple[Text, ...]:
    found = changes(statements(before), statements(plan))
    came = tuple(phrase("newer.came", text=text) for text in found.came[:MOST_SHOWN])
    went = tuple(phrase("newer.went", text=text) for text in found.went[:MOST_SHOWN])
    head = phrase("add_plan.changes", number=before.version, came=len(found.came), went=len(found.went))
    return (head, *came, *went)


def _dry_run(plan: Plan, scene: Scene) -> tuple[Text, ...]:
    tried = scene.look(TriedUnder(plan.id))
    if not tried:
        return (phrase("add_plan.none_tried"),)
    found = trial(plan, tried, scene.today.year)
    passing = phrase("add_plan.tried", n=found.total, passing=found.passing)
    worst = (phrase("add_plan.worst", text=found.worst, n=found.stopped),) if found.stopped else ()
    homeless = (phrase("add_plan.homeless", n=found.homeless),) if found.homeless else ()
    return (passing, *worst, *homeless)


ADD_PLAN = FlowKind("add_plan", add_plan)
