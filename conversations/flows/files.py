"""The list of hồ sơ: one's own drafts and what was sent; for those who decide, what their units sent.

A file is only ever opened out of the list that the person is shown, so the right to see it is checked at every step.
"""

from conversations.answers.choice import Choice
from conversations.answers.question import Option
from conversations.criteria.verdict import Verdict
from conversations.flow import Finish, Flow, FlowKind, Resume, Scene, Start
from conversations.flows.ballot import awaiting
from conversations.flows.card import finding_text, whole_card
from conversations.flows.case import why_not
from conversations.flows.case_card import history_lines
from conversations.flows.follow import spread_line
from conversations.following import FOLLOWED
from conversations.gallery_queries import FollowUpsOf
from conversations.model import Role
from conversations.nurture_queries import CaredBy
from conversations.queries import Dossier, DossierById, LineageOf, Sent, SentFilesOf
from conversations.rights import allowed
from conversations.texts import Text, phrase, text_from_json

READERS: frozenset[Role] = frozenset({"reviewer", "council", "leader", "admin", "observer"})
"""Who sees what the whole unit sent, not only his own."""
MOST = 20


def files(scene: Scene) -> Flow:
    """Show the list, then the one chosen."""
    person = scene.speaker
    unit = person.unit_id if person.roles & READERS else None
    sent = scene.look(SentFilesOf(person.id, unit, MOST))
    drafts = tuple(
        Option(f"d{draft.number}", phrase("files.draft", title=draft.title, n=draft.done, on=draft.touched))
        for draft in scene.drafts
    )
    wanted = scene.args.get("nomination")
    if isinstance(wanted, int):
        return (yield from _opened(wanted, scene))
    options = (*drafts, *_cared(scene), *(Option(f"s{one.id}", _line(one)) for one in sent))
    if not options:
        return Finish(say=(phrase("files.none"),))
    chosen = yield from Choice(key="file", name="files", choices=options, listed=False)
    if chosen == "nurture":
        return Finish(then=Start("nurture"))
    if chosen.startswith("d"):
        return Finish(then=Resume(int(chosen[1:])))
    return (yield from _opened(int(chosen[1:]), scene))


def _cared(scene: Scene) -> tuple[Option, ...]:
    """The way to those whom the person looks after, where there are some."""
    cared = len(scene.look(CaredBy(scene.speaker.id)))
    return (Option("nurture", phrase("files.nurture", n=cared), ("boi duong", "theo doi")),) if cared else ()


def _opened(nomination_id: int, scene: Scene) -> Flow:
    """Show a file whole; one that was returned can be mended from here, one that waits decided."""
    dossier = scene.look(DossierById(nomination_id))
    if dossier is None or not _may_read(dossier, scene):
        return Finish(say=(phrase("files.gone"),))
    ways = (*_going_on(dossier, scene), Option("list", phrase("files.list")))
    lead = _whole(dossier, scene)
    chosen = yield from Choice(key="after", name="dossier", choices=ways, lead=lead, listed=False)
    if chosen == "list":
        return Finish(then=Start("files"))
    return Finish(then=Start(chosen, {"nomination": nomination_id}))


def _may_read(dossier: Dossier, scene: Scene) -> bool:
    """One's own, and what the units below sent."""
    lineage = scene.look(LineageOf(dossier.unit_id))
    return dossier.person_id == scene.speaker.id or allowed(scene.speaker, "read", lineage)


def _going_on(dossier: Dossier, scene: Scene) -> tuple[Option, ...]:
    if dossier.sent.stage == "returned" and dossier.person_id == scene.speaker.id:
        return (Option("fix", phrase("link.fix"), ("bo sung", "sua")),)
    if dossier.sent.stage == "nurturing" and dossier.person_id == scene.speaker.id:
        return (Option("visit", phrase("nurture.visit"), ("tham", "ghi lan tham", "cap nhat")),)
    if dossier.sent.stage in FOLLOWED and dossier.person_id == scene.speaker.id:
        return (Option("followed", phrase("files.followed"), ("theo doi", "nhan rong")),)
    ballot = (Option("vote", phrase("link.vote"), ("bo phieu",)),) if awaiting(dossier.sent.id, scene) else ()
    if why_not(dossier, scene) is None:
        return (*ballot, Option("review", phrase("files.review"), ("xet", "quyet dinh")))
    return ballot


def _line(sent: Sent) -> Text:
    return phrase("files.sent", name=sent.subject, stage=phrase(f"stage.{sent.stage}"), on=sent.at, by=sent.by)


def _whole(dossier: Dossier, scene: Scene) -> tuple[Text, ...]:
    """The file as it was sent: who, every answer, and the phiếu đối chiếu of that day."""
    card = dossier.card if isinstance(dossier.card, list) else []
    lines = tuple(
        phrase("files.line", label=text_from_json(line["label"]), value=text_from_json(line["value"]))
        for line in card
        if isinstance(line, dict)
    )
    history = history_lines(dossier.sent.id, scene)
    return (_line(dossier.sent), *_spread(dossier, scene), *history, *lines, *_findings(dossier, scene))


def _spread(dossier: Dossier, scene: Scene) -> tuple[Text, ...]:
    """Who does the same as a model that was recognised."""
    before = scene.look(FollowUpsOf(dossier.sent.id)) if dossier.sent.stage in FOLLOWED else ()
    return (spread_line(before),) if before else ()


def _findings(dossier: Dossier, scene: Scene) -> tuple[Text, ...]:
    """The findings, under the plan's name where this version still has the plan and its field."""
    verdict = Verdict.from_json(dossier.verdict)
    plan = scene.plans.get(dossier.sent.plan_id)
    field = plan.field(dossier.sent.field_id) if plan else None
    if plan and field:
        return whole_card(verdict, plan, field, scene)
    return tuple(finding_text(finding) for finding in verdict.findings)


FILES = FlowKind("files", files)
