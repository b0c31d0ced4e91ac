"""Mending a file that was returned: exactly the questions that were named are asked again, with the old answer and the
remark; then it goes back to whoever returned it. Everything else stays as it was, and can still be changed.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from conversations.answers.question import Misfit, Question
from conversations.controls import link
from conversations.flow import Finish, Flow, FlowKind, Scene, Start
from conversations.flows.case import denied
from conversations.flows.nominate import nominate, title
from conversations.model import Filed, Json, Message, Refiled, Told
from conversations.queries import Dossier, DossierById, HistoryOf, Step
from conversations.texts import Text, phrase

CLOSING = ("review", "review.all", "truth")
"""Questions of the end, which are asked anew."""


def fix(scene: Scene) -> Flow:
    """Ask what was named. Begun without answers it first takes those of the file that was sent."""
    dossier = scene.look(DossierById(int(str(scene.args.get("nomination", 0)))))
    if dossier is None or dossier.person_id != scene.speaker.id:
        return Finish(say=(phrase("fix.not_yours"),), deeds=denied(dossier, "fix"))
    if dossier.sent.stage != "returned":
        return Finish(say=(phrase("fix.not_returned", name=dossier.sent.subject),))
    returned = _returned(scene.look(HistoryOf(dossier.sent.id)))
    if not scene.recorded:
        kept = {key: raw for key, raw in dossier.answers.items() if key not in (*returned.remarks, *CLOSING)}
        return Finish(then=Start("fix", scene.args, kept))
    return (yield from _mended(scene, dossier, returned))


def _mended(scene: Scene, dossier: Dossier, returned: Step) -> Flow:
    """Run the nomination over the answers there are; each question that was named bears its remark."""
    asking = nominate(scene)
    try:
        question = next(asking)
        while True:
            value = yield _remarked(question, dossier.answers, returned)
            question = asking.send(value)
    except StopIteration as end:
        finish: Finish = end.value
        return _refiled(finish, scene, dossier, returned)


def _remarked(question: Question[Any], answers: Mapping[str, Json], returned: Step) -> Question[Any]:
    if question.key not in returned.remarks:
        return question
    remark = phrase("fix.remark", by=returned.by, why=returned.remarks[question.key])
    return replace(question, lead=(*question.lead, remark, *_old(question, answers)))


def _old(question: Question[Any], answers: Mapping[str, Json]) -> tuple[Text, ...]:
    try:
        return (phrase("revisit.before", answer=question.show(question.load(answers[question.key]))),)
    except (Misfit, KeyError):
        return ()


def _refiled(finish: Finish, scene: Scene, dossier: Dossier, returned: Step) -> Finish:
    """Put the mended file in place of the returned one, and tell whoever returned it."""
    filed = next((deed for deed in finish.deeds if isinstance(deed, Filed)), None)
    if filed is None or filed.stage != "submitted":
        return replace(finish, deeds=())
    refiled = Refiled(
        nomination_id=dossier.sent.id,
        version=dossier.version,
        plan_version=filed.plan_version,
        field_id=filed.field_id,
        kind=filed.kind,
        subject=filed.subject,
        answers=filed.answers,
        card=filed.card,
        verdict=filed.verdict,
    )
    then = Start("menu", {"brief": True})
    if dossier.station and filed.field_id != dossier.sent.field_id:  # those who saw it first see it first again
        return Finish(say=(phrase("fix.anew", name=filed.subject),), deeds=(refiled,), then=then)
    words = phrase("told.refiled", name=filed.subject, by=scene.speaker.name)
    look = link("review", dossier.sent.id, phrase("link.review"))
    told = Told(returned.person_id, Message(body=(words,), buttons=(look,)))
    done = phrase("fix.done", name=filed.subject, by=returned.by)
    return Finish(say=(done,), deeds=(refiled, told), then=then)


def _returned(steps: tuple[Step, ...]) -> Step:
    """The return that is to be mended: the last one that was not taken back."""
    return next(step for step in reversed(steps) if step.act == "return" and not step.undone)


FIX = FlowKind("fix", fix, draft=True, title=title)
