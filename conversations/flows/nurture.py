"""Those whom an officer looks after: the list, the next visit at the head, and one of them with what is missing.

Only his own are shown to him; a visit is a conversation of its own (visit.py).
"""

from conversations.answers.choice import Choice
from conversations.answers.paged import Paged
from conversations.answers.question import Option
from conversations.criteria.verdict import Verdict
from conversations.flow import Finish, Flow, FlowKind, Scene, Start
from conversations.flows.card import finding_text
from conversations.flows.case import denied
from conversations.flows.case_card import history_lines
from conversations.following import FOLLOWED
from conversations.model import Json
from conversations.queries import Cared, CaredBy, Dossier, DossierById, HistoryOf, OpenRounds, Visit, VisitsOf
from conversations.texts import Text, phrase


def nurture(scene: Scene) -> Flow:
    """Show whom the person looks after, then the one chosen, or the one that `args` name."""
    wanted = scene.args.get("nomination")
    if isinstance(wanted, int):
        return (yield from _one(wanted, scene))
    cared = scene.look(CaredBy(scene.speaker.id))
    if not cared:
        return Finish(say=(phrase("nurture.none"),))
    due = sum(one.next_on <= scene.today for one in cared)
    lead = (phrase("nurture.lead", n=len(cared), due=due) if due else phrase("nurture.lead.none_due", n=len(cared)),)
    options = tuple(Option(str(one.sent.id), _line(one, scene)) for one in cared)
    chosen = yield from Paged(key="one", name="nurture", choices=options, lead=lead, listed=False)
    return Finish(then=Start("nurture", {"nomination": int(chosen)}))


def _line(one: Cared, scene: Scene) -> Text:
    when = phrase("nurture.due" if one.next_on <= scene.today else "nurture.next", on=one.next_on)
    if one.sent.stage in FOLLOWED:
        return phrase("nurture.line.followed", name=one.sent.subject, when=when)
    if one.missing:
        return phrase("nurture.line.missing", name=one.sent.subject, n=one.missing, when=when)
    return phrase("nurture.line.met", name=one.sent.subject, when=when)


def _one(nomination_id: int, scene: Scene) -> Flow:
    dossier = scene.look(DossierById(nomination_id))
    if dossier is None or dossier.person_id != scene.speaker.id:
        return Finish(say=(phrase("nurture.not_yours"),), deeds=denied(dossier, "nurture"))
    if dossier.sent.stage in FOLLOWED:
        return Finish(then=Start("followed", {"nomination": nomination_id}))
    if dossier.sent.stage != "nurturing":
        return Finish(then=Start("files", {"nomination": nomination_id}))
    card = _card(dossier, scene)
    chosen = yield from Choice(key="do", name="nurture.one", choices=_ways(dossier, scene), lead=card, listed=False)
    args: dict[str, Json] = {"nomination": nomination_id}
    match chosen:
        case "visit":
            return Finish(then=Start("visit", args))
        case "promote":
            return Finish(then=Start("visit", args | {"met": True}))
        case "look":
            return Finish(then=Start("files", args))
        case _:
            return Finish(then=Start("nurture"))


def _ways(dossier: Dossier, scene: Scene) -> tuple[Option, ...]:
    rounds = scene.look(OpenRounds(scene.speaker.unit_id, scene.today))
    steps = scene.look(HistoryOf(dossier.sent.id))
    sent_here = any(step.act == "nurture" and not step.undone for step in steps)
    looked_after = not sent_here or bool(scene.look(VisitsOf(dossier.sent.id)))  # not back at once to whoever said no
    met = looked_after and not Verdict.from_json(dossier.verdict).blocking
    ready = met and any(round_.plan_id == dossier.sent.plan_id for round_ in rounds)
    return (
        *((Option("promote", phrase("nurture.promote"), ("de cu", "de cu ngay")),) if ready else ()),
        Option("visit", phrase("nurture.visit"), ("tham", "ghi lan tham", "cap nhat")),
        Option("look", phrase("nurture.look"), ("xem ho so", "xem")),
        Option("list", phrase("nurture.list"), ("danh sach",)),
    )


def _card(dossier: Dossier, scene: Scene) -> tuple[Text, ...]:
    """What is missing, what was decided and found so far, and when the next visit is."""
    sent, blocking = dossier.sent, Verdict.from_json(dossier.verdict).blocking
    next_on = dossier.next_on or scene.today
    when = phrase("nurture.due" if next_on <= scene.today else "nurture.next", on=next_on)
    head = phrase("nurture.head", name=sent.subject, kind=phrase(f"kind.{sent.kind}"), when=when)
    missing = phrase("nurture.missing", n=len(blocking)) if blocking else phrase("nurture.whole_now")
    visits = tuple(_visited(one, scene) for one in scene.look(VisitsOf(sent.id)))
    return (head, missing, *map(finding_text, blocking), *history_lines(sent.id, scene), *visits)


def _visited(one: Visit, scene: Scene) -> Text:
    on = one.at.astimezone(scene.now.tzinfo).date()
    said = phrase("nurture.visited", on=on, news=one.news or phrase("nurture.no_news"), n=one.missing)
    return phrase("nurture.obstacle", visited=said, obstacle=one.obstacle) if one.obstacle else said


NURTURE = FlowKind("nurture", nurture)
