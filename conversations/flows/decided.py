"""After a decision: on to the next file, or take it back while that is possible. Ten files in a row are twenty taps."""

from datetime import timedelta

from conversations.answers.choice import Choice
from conversations.answers.question import Option
from conversations.flow import Finish, Flow, FlowKind, Scene, Start
from conversations.flows.deciding import told_behind
from conversations.model import Message, Told, Undone
from conversations.queries import DossierById, HistoryOf, QueueOf
from conversations.rights import units_where
from conversations.texts import phrase

UNDO = timedelta(seconds=60)


def decided(scene: Scene) -> Flow:
    """Offer the next file and, for a minute, the way back."""
    nomination_id = int(str(scene.args.get("nomination", 0)))
    following = Option("next", phrase("decided.next"), ("tiep theo", "ho so tiep", "tiep"))
    undo = (Option("undo", phrase("decided.undo"), ("hoan tac", "rut lai", "undo")),) if scene.args.get("undo") else ()
    ways = (following, *undo, Option("menu", phrase("decided.menu"), ("dau trang", "xong")))
    chosen = yield from Choice(key="then", name="decided", choices=ways, listed=False)
    match chosen:
        case "undo":
            return _undo(nomination_id, scene)
        case "next":
            waiting = scene.look(QueueOf(units_where(scene.speaker, "decide"), scene.speaker.id, 1))
            if not waiting:
                return Finish(say=(phrase("review.empty"),))
            return Finish(then=Start("review", {"nomination": waiting[0].id}))
        case _:
            return Finish()


def _undo(nomination_id: int, scene: Scene) -> Finish:
    steps = [step for step in scene.look(HistoryOf(nomination_id)) if step.person_id == scene.speaker.id]
    last = steps[-1] if steps else None
    dossier = scene.look(DossierById(nomination_id))
    if last is None or dossier is None or last.undone or scene.now - last.at > UNDO:
        return Finish(say=(phrase("decided.too_late"),))
    words = phrase("told.undone", name=dossier.sent.subject, by=scene.speaker.name)
    told = () if dossier.person_id == scene.speaker.id else (Told(dossier.person_id, Message(body=(words,))),)
    behind = told_behind(nomination_id, phrase("told.behind.undone", name=dossier.sent.subject), scene)
    undone = phrase("decided.undone", name=dossier.sent.subject)
    then = Start("menu", {"brief": True})
    return Finish(say=(undone,), deeds=(Undone(nomination_id, last.id), *told, *behind), then=then)


DECIDED = FlowKind("decided", decided)
