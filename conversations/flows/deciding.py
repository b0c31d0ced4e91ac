"""What a decision is and whom it is told: the officer at once, politely, with what to do next. It asks nothing."""

from dataclasses import replace
from typing import Any

from conversations.controls import link
from conversations.flow import Finish, Scene, Start
from conversations.flows.case import Case
from conversations.model import Button, Decided, Message, Told
from conversations.queries import BehindIt
from conversations.stages import Act
from conversations.texts import Text, phrase


def forward(case: Case, scene: Scene) -> Finish:
    """On to the next station, taking a place of each limit."""
    if case.above is None:  # the ways offered none
        return Finish(say=(phrase("review.gone"),))
    onward = {"desk_id": case.above.id, "station": case.dossier.station + 1}
    deed = _decided(case, "forward", places=_places(case), **onward)
    about = {"name": _name(case), "unit": case.above.name, "by": scene.speaker.name}
    told = _told(case, scene, phrase("told.forward", **about), phrase("told.behind.forward", **about))
    return _done(case, phrase("done.forward", name=_name(case), unit=case.above.name), deed, told)


def recognise(case: Case, scene: Scene) -> Finish:
    """At the last station: it is recognised, taking a place of each limit."""
    show = link("consent", case.dossier.sent.id, phrase("link.consent"))
    about = {"name": _name(case), "by": scene.speaker.name}
    told = _told(case, scene, phrase("told.recognise", **about), phrase("told.behind.recognise", **about), show)
    deed = _decided(case, "recognise", places=_places(case))
    return _done(case, phrase("done.recognise", name=_name(case)), deed, told)


def send_back(case: Case, scene: Scene, why: str, remarks: dict[str, str]) -> Finish:
    """Back to the officer, with the questions that he is to answer again."""
    words = phrase("told.return", name=_name(case), by=scene.speaker.name, unit=scene.speaker.unit, why=why)
    fix = link("fix", case.dossier.sent.id, phrase("link.fix"))
    deed = _decided(case, "return", note=why, remarks=remarks)
    behind = phrase("told.behind.return", name=_name(case), officer=case.dossier.sent.by)
    return _done(case, phrase("done.return", name=_name(case)), deed, _told(case, scene, words, behind, fix))


def nurture(case: Case, scene: Scene, reason: str, note: str) -> Finish:
    """Not yet: followed, not thrown away."""
    why = note or phrase(f"reason.nurture.{reason}")
    care = link("nurture", case.dossier.sent.id, phrase("link.nurture"))
    words = phrase("told.nurture", name=_name(case), by=scene.speaker.name, why=why)
    behind = phrase(
        "told.behind.nurture", name=_name(case), by=scene.speaker.name, why=why, officer=case.dossier.sent.by
    )
    deed = _decided(case, "nurture", reason=reason, note=note)
    return _done(case, phrase("done.nurture", name=_name(case)), deed, _told(case, scene, words, behind, care))


def decline(case: Case, scene: Scene, reason: str, note: str) -> Finish:
    """No, with the reason."""
    why = note or phrase(f"reason.decline.{reason}")
    about = {"name": _name(case), "by": scene.speaker.name, "why": why}
    told = _told(case, scene, phrase("told.decline", **about), phrase("told.behind.decline", **about))
    deed = _decided(case, "decline", reason=reason, note=note)
    return _done(case, phrase("done.decline", name=_name(case)), deed, told)


def _decided(case: Case, act: Act, **more: Any) -> Decided:
    """The deed; unless `more` says otherwise the file stays at its desk."""
    dossier = case.dossier
    deed = Decided(dossier.sent.id, dossier.version, act, case.desk_id, case.desk_id, dossier.station)
    return replace(deed, **more)


def _places(case: Case) -> tuple[tuple[str, int], ...]:
    return tuple((limit.field, limit.most or 0) for limit in case.limits)


def _told(case: Case, scene: Scene, words: Text, behind: Text, *buttons: Button) -> tuple[Told, ...]:
    """The message for the officer, with what he can do now, and for those who stand behind the nomination, who only
    learn of it; none for whoever decided.
    """
    officer = case.dossier.person_id
    others = told_behind(case.dossier.sent.id, behind, scene)
    if officer == scene.speaker.id:
        return others
    return (Told(officer, Message(body=(words,), buttons=buttons)), *others)


def told_behind(nomination_id: int, words: Text, scene: Scene) -> tuple[Told, ...]:
    """Return the message for each of those who joined a nomination."""
    joined = scene.look(BehindIt(nomination_id))
    return tuple(Told(whom, Message(body=(words,))) for whom in joined if whom != scene.speaker.id)


def _done(case: Case, words: Text, deed: Decided, told: tuple[Told, ...]) -> Finish:
    then = Start("decided", {"nomination": case.dossier.sent.id, "undo": True})
    return Finish(say=(words,), deeds=(deed, *told), then=then)


def _name(case: Case) -> str:
    return case.dossier.sent.subject
