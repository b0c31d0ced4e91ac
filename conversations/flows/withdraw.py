"""Taking one's own nomination back, at any time before it is recognised: its subject was promised that.

It asks why and makes sure. Nobody decides about it any more, and its place is another's; what was done stays written.
"""

from conversations.answers.choice import Choice
from conversations.answers.confirm import Confirm
from conversations.answers.question import Option
from conversations.answers.text import ShortText
from conversations.flow import Finish, Flow, FlowKind, Scene, Start
from conversations.flows.case import denied
from conversations.flows.deciding import told_behind
from conversations.model import Withdrawn
from conversations.queries import DossierById
from conversations.stages import REASONS, may_withdraw
from conversations.texts import phrase

MOST_WORDS = 300


def withdraw(scene: Scene) -> Flow:
    """Take back the nomination in `args`, if the person made it."""
    dossier = scene.look(DossierById(int(str(scene.args.get("nomination", 0)))))
    if dossier is None or dossier.person_id != scene.speaker.id:
        return Finish(say=(phrase("fix.not_yours"),), deeds=denied(dossier, "withdraw"))
    name, stage = dossier.sent.subject, dossier.sent.stage
    if not may_withdraw(stage):
        return Finish(say=(phrase("withdraw.too_late", name=name, stage=phrase(f"stage.{stage}")),))
    choices = tuple(Option(id_, phrase(f"reason.withdraw.{id_}")) for id_ in REASONS["withdraw"])
    reason = yield from Choice(key="reason", name="withdraw", args={"name": name}, choices=choices, listed=False)
    note = ""
    if reason == "other":
        note = yield from ShortText(key="note", name="withdraw.note", most=MOST_WORDS, listed=False)
    sure = yield from Confirm(
        key=f"sure.{dossier.version}", name="withdraw.sure", args={"name": name},
        yes=phrase("withdraw.yes"), no=phrase("withdraw.no"), listed=False,
    )  # fmt: skip
    if not sure:
        return Finish(say=(phrase("withdraw.kept", name=name),), then=Start("files"))
    deed = Withdrawn(dossier.sent.id, dossier.version, reason, note)
    told = told_behind(dossier.sent.id, phrase("told.behind.withdrawn", name=name, by=scene.speaker.name), scene)
    return Finish(say=(phrase("withdraw.done", name=name),), deeds=(deed, *told), then=Start("menu", {"brief": True}))


WITHDRAW = FlowKind("withdraw", withdraw)
