"""A hồ sơ that was sent: the whole of it, what became of it, and who did what with it when.

Whether the person may see it is looked up at every step, whichever way he came here.
"""

from conversations.answers.choice import Choice
from conversations.answers.question import Option
from conversations.criteria.verdict import Verdict
from conversations.flow import Finish, Flow, FlowKind, Scene, Start
from conversations.flows.ballot import awaiting
from conversations.flows.card import finding_text, short_card, whole_card
from conversations.flows.case import denied, may_see_to, why_not
from conversations.flows.case_card import history_lines
from conversations.flows.dossier_flags import flags
from conversations.flows.dossier_lines import answer_lines, may_read, photos
from conversations.flows.follow import spread_line
from conversations.flows.history import HISTORY_WORDS, told
from conversations.flows.labels import labels_of
from conversations.flows.leafing import leaf_through
from conversations.following import FOLLOWED
from conversations.model import Viewed
from conversations.queries import Dossier, DossierById, FollowUpsOf, NominationJournal, Sent, SentFilesOf
from conversations.stages import may_withdraw
from conversations.texts import Text, phrase

MOST = 20


def dossier(scene: Scene) -> Flow:
    """Show the file in `args` and, where it is wanted, its history. From here it is mended or decided, too."""
    number = scene.args.get("id")
    found = scene.look(DossierById(number)) if isinstance(number, int) else None
    if found is None or not may_see(found, scene):
        return Finish(say=(phrase("files.gone"),), deeds=denied(found, "read"), then=Start("files"))
    back = Option("list", phrase("files.list"))
    own = found.person_id == scene.speaker.id and may_withdraw(found.sent.stage)
    away = (Option("withdraw", phrase("files.withdraw"), ("rut", "rut ho so", "rut lai")),) if own else ()
    shown = (Option("evidence", label, ("xem anh", "anh", "giay to")),) if (label := photos(found)) else ()
    known = Option("history", phrase("journal.button"), HISTORY_WORDS)
    ways = (*_going_on(found, scene), *shown, _criteria(found), known, *away, back)
    chosen = yield from Choice(key="after", name="dossier", choices=ways, lead=_whole(found, scene), listed=False)
    if chosen == "history":
        happened = scene.look(NominationJournal(found.sent.id))
        head = phrase("journal.head", name=phrase("nominate.title", name=found.sent.subject))
        texts = (head, *told(happened, labels_of(found, scene), scene))
        yield from leaf_through("history", texts, (back,), scene)
    if chosen == "criteria":
        here = Option("dossier", phrase("evidence.whole"), ("ho so", "xem ho so", "quay lai ho so"))
        chosen = yield from leaf_through("criteria", _findings(found, scene), (here, back), scene)
        if chosen == "dossier":
            return Finish(then=Start("dossier", {"id": found.sent.id}))
    if chosen in ("list", "history"):
        return Finish(then=Start("files"))
    deeds = (Viewed(found.sent.id),) if chosen == "evidence" else ()
    return Finish(deeds=deeds, then=Start(chosen, {"nomination": found.sent.id}))


def sent_files(scene: Scene) -> tuple[Sent, ...]:
    """Return the sent files that the person may read."""
    person = scene.speaker
    unit = person.unit_id if may_read(person) else None
    return scene.look(SentFilesOf(person.id, unit, MOST))


def sent_line(sent: Sent) -> Text:
    """One sent file as a list shows it."""
    return phrase("files.sent", name=sent.subject, stage=phrase(f"stage.{sent.stage}"), on=sent.at, by=sent.by)


def may_see(dossier: Dossier, scene: Scene) -> bool:
    """One's own, and what the units below sent or have."""
    if dossier.person_id == scene.speaker.id:
        return True
    return may_see_to("read", dossier, scene)


def _going_on(dossier: Dossier, scene: Scene) -> tuple[Option, ...]:
    """What this person can do with it now; its maker, a member of the council, whoever decides, whoever may comment."""
    if dossier.person_id == scene.speaker.id and (own := _own_way(dossier.sent.stage)):
        return (own,)
    ballot = (Option("vote", phrase("link.vote"), ("bo phieu",)),) if awaiting(dossier.sent.id, scene) else ()
    if why_not(dossier, scene) is None:
        return (*ballot, Option("review", phrase("files.review"), ("xet", "quyet dinh")))
    if may_see_to("comment", dossier, scene):
        return (*ballot, Option("remark", phrase("files.remark"), ("y kien", "ghi y kien", "nhan xet")))
    return ballot


def _own_way(stage: str) -> Option | None:
    """What its maker does with it at this stage."""
    if stage == "returned":
        return Option("fix", phrase("link.fix"), ("bo sung", "sua"))
    if stage == "nurturing":
        return Option("visit", phrase("nurture.visit"), ("tham", "ghi lan tham", "cap nhat"))
    if stage in FOLLOWED:
        return Option("followed", phrase("files.followed"), ("theo doi", "nhan rong"))
    return None


def _whole(dossier: Dossier, scene: Scene) -> tuple[Text, ...]:
    """The file as it was sent: who, what became of it, every answer, what stands out beside others, and what the phiếu
    đối chiếu of that day comes to. The whole of that is read on its own: it is long.
    """
    history = history_lines(dossier.sent.id, scene)
    beside = flags(dossier, scene)
    lines = (*history, *answer_lines(dossier), *beside, *_findings(dossier, scene, short=True))
    return (sent_line(dossier.sent), *_spread(dossier, scene), *lines)


def _spread(dossier: Dossier, scene: Scene) -> tuple[Text, ...]:
    """Who does the same as a model that was recognised."""
    before = scene.look(FollowUpsOf(dossier.sent.id)) if dossier.sent.stage in FOLLOWED else ()
    return (spread_line(before),) if before else ()


def _criteria(dossier: Dossier) -> Option:
    words = phrase("review.criteria", n=len(Verdict.from_json(dossier.verdict).findings))
    return Option("criteria", words, ("phieu doi chieu", "tieu chi", "xem het"))


def _findings(dossier: Dossier, scene: Scene, *, short: bool = False) -> tuple[Text, ...]:
    """The findings, under the plan's name where this version still has the plan and its field; `short`: what they come
    to, and those that are missing.
    """
    verdict = Verdict.from_json(dossier.verdict)
    plan = scene.plans.get(dossier.sent.plan_id)
    field = plan.field(dossier.sent.field_id) if plan else None
    if plan and field:
        if short:
            return short_card(verdict, plan, field, scene, closed=True)
        return whole_card(verdict, plan, field, scene)
    return tuple(finding_text(finding) for finding in verdict.findings if not short or finding.blocking)


DOSSIER = FlowKind("dossier", dossier, browse=True)
