"""What a decision is and whom it is told: the officer at once, politely, with what to do next. It asks nothing."""

from dataclasses import replace
from typing import Any

from conversations.controls import link
from conversations.flow import Finish, Scene, Start
from conversations.flows.case import Case
from conversations.model import Button, Decided, Message, Told
from conversations.stages import Act
from conversations.texts import Text, phrase


def forward(case: Case, scene: Scene) -> Finish:
    """On to the next station, taking a place of each limit."""
    if case.above is None:  # the ways offered none
        return Finish(say=(phrase("review.gone"),))
    onward = {"desk_id": case.above.id, "station": case.dossier.station + 1}
    deed = _decided(case, "forward", places=_places(case), **onward)
    told = _told(case, scene, phrase("told.forward", name=_name(case), unit=case.above.name, by=scene.speaker.name))
    return _done(case, phrase("done.forward", name=_name(case), unit=case.above.name), deed, told)


def recognise(case: Case, scene: Scene) -> Finish:
    """At the last station: it is recognised, taking a place of each limit."""
    show = link("consent", case.dossier.sent.id, phrase("link.consent"))
    told = _told(case, scene, phrase("told.recognise", name=_name(case), by=scene.speaker.name), show)
    deed = _decided(case, "recognise", places=_places(case))
    return _done(case, phrase("done.recognise", name=_name(case)), deed, told)


def send_back(case: Case, scene: Scene, why: str, remarks: dict[str, str]) -> Finish:
    """Back to the officer, with the questions that he is to answer again."""
    words = phrase("told.return", name=_name(case), by=scene.speaker.name, unit=scene.speaker.unit, why=why)
    fix = link("fix", case.dossier.sent.id, phrase("link.fix"))
    deed = _decided(case, "return", note=why, remarks=remarks)
    return _done(case, phrase("done.return", name=_name(case)), deed, _told(case, scene, words, fix))


def nurture(case: Case, scene: Scene, reason: str, note: str) -> Finish:
    """Not yet: followed, not thrown away."""
    why = note or phrase(f"reason.nurture.{reason}")
    care = link("nurture", case.dossier.sent.id, phrase("link.nurture"))
    told = _told(case, scene, phrase("told.nurture", name=_name(case), by=scene.speaker.name, why=why), care)
    deed = _decided(case, "nurture", reason=reason, note=note)
    return _done(case, phrase("done.nurture", name=_name(case)), deed, told)


def decline(case: Case, scene: Scene, reason: str, note: str) -> Finish:
    """No, with the reason."""
    why = note or phrase(f"reason.decline.{reason}")
    told = _told(case, scene, phrase("told.decline", name=_name(case), by=scene.speaker.name, why=why))
    deed = _decided(case, "decline", reason=reason, note=note)
    return _done(case, phrase("done.decline", name=_name(case)), deed, told)


def _decided(case: Case, act: Act, **more: Any) -> Decided:
    """The deed; unless `more` says otherwise the file stays at its desk."""
    dossier = case.dossier
    deed = Decided(dossier.sent.id, dossier.version, act, case.desk_id, case.desk_id, dossier.station)
    return replace(deed, **more)


def _places(case: Case) -> tuple[tuple[str, int], ...]:
    return tuple((limit.field, limit.most or 0) for limit in case.limits)


def _told(case: Case, scene: Scene, words: Text, *buttons: Button) -> tuple[Told, ...]:
    """The message for the officer; none where he decided himself."""
    whom = case.dossier.person_id
    return () if whom == scene.speaker.id else (Told(whom, Message(body=(words,), buttons=buttons)),)


def _done(case: Case, words: Text, deed: Decided, told: tuple[Told, ...]) -> Finish:
    then = Start("decided", {"nomination": case.dossier.sent.id, "undo": True})
    return Finish(say=(words,), deeds=(deed, *told), then=then)


def _name(case: Case) -> str:
    return case.dossier.sent.subject
