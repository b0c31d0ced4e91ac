"""Whether the subject of a recognised model agreed to be shown to everybody. Silence is no consent, and nothing is
ticked beforehand; who agreed may change his mind.
"""

from collections.abc import Generator
from typing import Any

from conversations.answers.confirm import Confirm
from conversations.flow import Finish, Flow, FlowKind, Scene, Start
from conversations.flows.case import denied
from conversations.following import FOLLOWED
from conversations.model import Consented
from conversations.queries import Dossier, DossierById, FollowUpsOf
from conversations.texts import phrase

SHOWN = ("story.method", "story.result")
"""What everybody may read beside the name, the field and the unit."""


def consent(scene: Scene) -> Flow:
    """Ask whoever nominated the model, for his own only."""
    dossier = scene.look(DossierById(int(str(scene.args.get("nomination", 0)))))
    mine = dossier is not None and dossier.person_id == scene.speaker.id
    if dossier is None or not mine or dossier.sent.stage not in FOLLOWED:
        return Finish(say=(phrase("nurture.not_yours"),), deeds=() if mine else denied(dossier, "consent"))
    before = scene.look(FollowUpsOf(dossier.sent.id))
    if before and before[-1].works == "gone":
        return Finish(say=(phrase("consent.no_more", name=dossier.sent.subject),))
    deed: Consented = yield from ask_consent(dossier, scene)
    said = phrase("consent.shown" if deed.agreed else "consent.hidden", name=dossier.sent.subject)
    return Finish(say=(said,), deeds=(deed,), then=Start("menu", {"brief": True}))


def ask_consent(dossier: Dossier, scene: Scene) -> Generator[Any, Any, Consented]:
    """Ask; for a pupil the parents are asked too."""
    name = "exemplar.pupil" if dossier.sent.kind == "pupil" else "exemplar"
    args = {"name": dossier.sent.subject}
    yes, no = phrase("exemplar.yes"), phrase("exemplar.no")
    agreed = yield from Confirm(key="agreed", name=name, args=args, yes=yes, no=no, listed=False)
    return Consented(dossier.sent.id, agreed, _words(dossier, scene))


def _words(dossier: Dossier, scene: Scene) -> str:
    """What the model can be found by: its field and what everybody may read of it."""
    plan = scene.plans.at(dossier.sent.plan_id, dossier.plan_version)
    field = plan.field(dossier.sent.field_id) if plan else None
    told = (str(dossier.answers.get(key, "")) for key in SHOWN)
    return " ".join((field.title if field else "", *told))


CONSENT = FlowKind("consent", consent)
