"""Saying something about a nomination without deciding on it: what the Front and the council are there for.

It is read where the nomination is read. Who may comment stands in rights.py.
"""

from conversations.answers.text import LongText
from conversations.flow import Finish, Flow, FlowKind, Scene, Start
from conversations.flows.case import denied, may_see_to
from conversations.model import Commented
from conversations.queries import DossierById
from conversations.texts import phrase


def remark(scene: Scene) -> Flow:
    """Ask what is to be said about the nomination that `args` name."""
    dossier = scene.look(DossierById(int(str(scene.args.get("nomination", 0)))))
    if dossier is None or not may_see_to("comment", dossier, scene):
        return Finish(say=(phrase("remark.no_right"),), deeds=denied(dossier, "comment"))
    name = dossier.sent.subject
    text = yield from LongText(key="text", name="remark", least=2, most=2_000, lead=(phrase("remark.on", name=name),))
    said = Commented(dossier.sent.id, text)
    return Finish(say=(phrase("remark.done", name=name),), deeds=(said,), then=Start("menu", {"brief": True}))


REMARK = FlowKind("remark", remark)
