"""Deciding about nominations: the queue of a desk, one card at a time, each decided in a tap or two.

What is decided is conditional on what was seen: the ways offered carry the version of the file. Who may decide, and
what a decision leads to, stands in rights.py and stages.py.
"""

from collections.abc import Generator
from typing import Any

from conversations.answers.checklist import Checklist
from conversations.answers.choice import Choice
from conversations.answers.number import Number
from conversations.answers.paged import Paged
from conversations.answers.question import Option
from conversations.answers.text import LongText, ShortText
from conversations.flow import Finish, Flow, FlowKind, Scene, Start
from conversations.flows.case import Case, case_of, denied, why_not
from conversations.flows.case_card import case_card
from conversations.flows.council import convene_button
from conversations.flows.deciding import decline, forward, nurture, recognise, send_back
from conversations.flows.dossier_lines import photos
from conversations.model import Commented, Ranked, Recused, Viewed
from conversations.plans.rules import short_id
from conversations.queries import DossierById, QueueOf, Sent
from conversations.rights import units_where
from conversations.stages import REASONS, Act
from conversations.texts import Text, phrase, text_from_json

Asking = Generator[Any, Any, Finish]

MOST_RANK = 99
SHOWN = 6
"""Files before the way to the council, so that it stands on the first page."""
REMARK_LEAST = 5


def review(scene: Scene) -> Flow:
    """Show what waits, then the one chosen, or the one that `args` name."""
    desks, wanted = units_where(scene.speaker, "decide"), scene.args.get("nomination")
    if not desks:
        asked = scene.look(DossierById(wanted)) if isinstance(wanted, int) else None
        return Finish(say=(phrase("review.no_right"),), deeds=denied(asked, "decide"))
    if isinstance(wanted, int):
        return (yield from _one(wanted, scene))
    waiting = scene.look(QueueOf(desks, scene.speaker.id))
    if not waiting:
        return Finish(say=(phrase("review.empty"),))
    files = tuple(Option(str(sent.id), _line(sent)) for sent in waiting)
    choices = (*files[:SHOWN], *convene_button(scene), *files[SHOWN:])
    lead = (phrase("review.waiting", n=len(waiting)),)
    chosen = yield from Paged(key="file", name="review.queue", choices=choices, lead=lead, listed=False)
    return Finish(then=Start("review", {"nomination": int(chosen)}) if chosen.isdecimal() else Start(chosen))


def _line(sent: Sent) -> Text:
    key = "review.line.ranked" if sent.rank is not None else "review.line"
    return phrase(key, name=sent.subject, by=sent.by, unit=sent.unit, on=sent.at, rank=sent.rank or 0)


def _one(nomination_id: int, scene: Scene) -> Asking:
    dossier = scene.look(DossierById(nomination_id))
    refused = why_not(dossier, scene)
    case = case_of(dossier, scene) if dossier is not None and refused is None else None
    if case is None:
        return Finish(say=(refused or phrase("review.gone"),), deeds=denied(dossier, "decide") if refused else ())
    if "seen" not in scene.args:  # whoever opens a file is written down before he reads it
        again = Start("review", {"nomination": nomination_id, "seen": True})
        return Finish(deeds=(Viewed(nomination_id),), then=again)
    ways = _ways(case)
    chosen = yield from Choice(key="act", name="review.act", choices=ways, lead=case_card(case, scene), listed=False)
    return (yield from _done(chosen.partition(".")[0], case, scene))


def _done(act: str, case: Case, scene: Scene) -> Asking:
    """Ask what this way still takes, and return what comes of it."""
    nomination_id = case.dossier.sent.id
    match act:
        case "forward":
            return forward(case, scene)
        case "recognise":
            return recognise(case, scene)
        case "return":
            return (yield from _return(case, scene))
        case "nurture":
            return nurture(case, scene, *(yield from _why("nurture")))
        case "decline":
            return decline(case, scene, *(yield from _why("decline")))
        case "rank":
            return (yield from _rank(case))
        case "comment":
            return (yield from _comment(case))
        case "recuse":
            return (yield from _recuse(case))
        case "evidence":
            return Finish(deeds=(Viewed(nomination_id),), then=Start("evidence", {"nomination": nomination_id}))
        case _:
            return Finish(deeds=(Viewed(nomination_id),), then=Start("dossier", {"id": nomination_id}))


def _ways(case: Case) -> tuple[Option, ...]:
    """What may be done; the version of the file in each, so that nobody decides about what he has not seen."""
    seen = case.dossier.version

    def way(act: str, label: Text, *also: str) -> Option:
        return Option(f"{act}.{seen}", label, also)

    if case.full:
        first = [way("rank", phrase("way.rank"), "xep thu tu", "xep hang")]
    elif case.above is None:
        first = [way("recognise", phrase("way.recognise"), "ton vinh", "cong nhan")]
    else:
        first = [way("forward", phrase("way.forward", unit=case.above.name), "chuyen", "chuyen tiep")]
    return (
        *first,
        way("return", phrase("way.return"), "tra lai", "tra", "bo sung"),
        way("nurture", phrase("way.nurture"), "boi duong"),
        way("decline", phrase("way.decline"), "tu choi", "khong dong y"),
        *((way("evidence", shown, "xem anh", "anh", "giay to"),) if (shown := photos(case.dossier)) else ()),
        way("look", phrase("way.look"), "xem ky", "xem ho so"),
        way("comment", phrase("way.comment"), "y kien", "nhan xet"),
        way("recuse", phrase("way.recuse"), "toi co quan he", "khong tham gia"),
    )


def _return(case: Case, scene: Scene) -> Asking:
    """Which answers are to be mended, and why: all in one go, so that the file goes back once."""
    card = case.dossier.card if isinstance(case.dossier.card, list) else []
    lines = [line for line in card if isinstance(line, dict) and isinstance(line.get("key"), str)]
    keys = {short_id(str(line["key"])): str(line["key"]) for line in lines}
    options = tuple(
        Option(short_id(str(line["key"])), phrase("review.question", label=text_from_json(line["label"])))
        for line in lines
    )
    ticked: tuple[str, ...] = ()
    if options:
        ticked = yield from Checklist(key="questions", name="review.questions", choices=options, least=1)
    why = yield from LongText(key="why", name="review.why", least=REMARK_LEAST, most=1_000)
    return send_back(case, scene, why, {keys[id_]: why for id_ in ticked})


def _why(act: Act) -> Generator[Any, Any, tuple[str, str]]:
    """A reason of the short list, and words where one likes to say more."""
    if act == "nurture":
        choices = tuple(Option(id_, phrase(f"reason.nurture.{id_}")) for id_ in REASONS["nurture"])
    else:
        choices = tuple(Option(id_, phrase(f"reason.decline.{id_}")) for id_ in REASONS["decline"])
    reason = yield from Choice(key="reason", name="review.reason", choices=choices)
    other = reason == "other"
    note = yield from ShortText(key="note", name="review.note", most=500, optional=not other)
    return reason, note


def _rank(case: Case) -> Asking:
    place = yield from Number(key="rank", name="review.rank", least=1, most=MOST_RANK)
    ranked = Ranked(case.dossier.sent.id, case.dossier.version, case.desk_id, place)
    return Finish(say=(phrase("review.ranked", name=case.dossier.sent.subject, rank=place),), deeds=(ranked,),
                  then=Start("decided", {"nomination": case.dossier.sent.id, "undo": False}))  # fmt: skip


def _comment(case: Case) -> Asking:
    text = yield from LongText(key="text", name="review.comment", least=2, most=2_000)
    said = Commented(case.dossier.sent.id, text)
    return Finish(say=(phrase("review.commented"),), deeds=(said,),
                  then=Start("decided", {"nomination": case.dossier.sent.id, "undo": False}))  # fmt: skip


def _recuse(case: Case) -> Asking:
    why = yield from ShortText(key="relation", name="review.recuse", most=300)
    out = Recused(case.dossier.sent.id, why)
    return Finish(say=(phrase("review.recused_now", name=case.dossier.sent.subject),), deeds=(out,),
                  then=Start("decided", {"nomination": case.dossier.sent.id, "undo": False}))  # fmt: skip


REVIEW = FlowKind("review", review)
