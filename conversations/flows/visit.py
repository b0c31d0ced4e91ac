"""A visit to somebody who is nurtured: what is new, exactly the questions behind what was missing, with the old
answers, what is in the way. When nothing is missing any more he becomes a nomination in one tap, all else carried over.
"""

from collections.abc import Generator, Mapping
from dataclasses import replace
from typing import Any

from conversations.answers.choice import Choice
from conversations.answers.question import Misfit, Option, Question
from conversations.answers.text import LongText, ShortText
from conversations.criteria.verdict import Verdict
from conversations.flow import Finish, Flow, FlowKind, Scene, Start
from conversations.flows.card import finding_text, short_card
from conversations.flows.case import denied
from conversations.flows.fix import CLOSING
from conversations.flows.nominate import Under, filed_as, gathered, is_open, title
from conversations.model import Filed, Json, Visited
from conversations.nurture import VISIT_MONTHS, months_on
from conversations.queries import ComingRounds, Dossier, DossierById, OpenRounds, ReadersOf
from conversations.texts import Joined, Text, phrase, text_from_json

OWN = "visit."
"""Begins the keys of the visit's own questions, which are no part of the nomination."""
OPEN = ("missing", "not_met")


def visit(scene: Scene) -> Flow:
    """Ask at a visit. Begun without answers it first takes those of the last time."""
    dossier = scene.look(DossierById(int(str(scene.args.get("nomination", 0)))))
    if dossier is None or dossier.person_id != scene.speaker.id:
        return Finish(say=(phrase("nurture.not_yours"),), deeds=denied(dossier, "visit"))
    if dossier.sent.stage != "nurturing":
        stage = phrase(f"stage.{dossier.sent.stage}")
        return Finish(say=(phrase("nurture.not_nurtured", name=dossier.sent.subject, stage=stage),))
    if not scene.recorded:
        return Finish(then=_begun(scene, dossier))
    news = ""
    if not scene.args.get("met"):
        news = yield from LongText(key=f"{OWN}news", name="visit.news", least=2, most=1_000, listed=False)
    found = yield from _asked_again(scene, dossier)
    if isinstance(found, Finish):
        return replace(found, deeds=())
    verdict, under = found
    if verdict.blocking:
        return (yield from _not_yet(scene, dossier, news, verdict, under))
    return (yield from _met(scene, dossier, news, verdict, under))


def asked_again(verdict: Verdict, answers: Mapping[str, Json]) -> dict[str, Text]:
    """Return the questions behind what is open, each with what was found: the first of its keys that was asked."""
    found: dict[str, Text] = {}
    for finding in verdict.findings:
        key = next((key for key in finding.keys if key in answers), None)
        if finding.status in OPEN and key is not None:
            found.setdefault(key, finding_text(finding))
    return found


def _begun(scene: Scene, dossier: Dossier) -> Start:
    """The answers of the last time, under the round of the plan that is open now, without what is asked again.

    Of what is asked again the ticks and photos are there already, and in a round of later years the figures of those
    years that are the same.
    """
    again = asked_again(Verdict.from_json(dossier.verdict), dossier.answers)
    kept = {key: raw for key, raw in dossier.answers.items() if key not in (*again, *CLOSING)}
    half: dict[str, Json] = {key: raw for key, raw in dossier.answers.items() if isinstance(raw, list)}
    half |= {key: raw for key, raw in kept.items() if isinstance(raw, dict) and all(map(str.isdecimal, raw))}
    rounds = scene.look(OpenRounds(scene.speaker.unit_id, scene.today))
    now = next((round_ for round_ in rounds if round_.plan_id == dossier.sent.plan_id), None)
    if now is not None:
        kept["round"] = str(now.id)
    return Start("visit", scene.args, kept, half)


def _asked_again(scene: Scene, dossier: Dossier) -> Generator[Any, Any, Any]:
    """Run the nomination over the answers there are; a question that is asked again says what was missing."""
    again = asked_again(Verdict.from_json(dossier.verdict), dossier.answers)
    card = dossier.card if isinstance(dossier.card, list) else []
    was = {str(line["key"]): text_from_json(line["value"]) for line in card if isinstance(line, dict) and "key" in line}
    asking = gathered(scene)
    try:
        question = next(asking)
        while True:
            if question.key in again:
                value = yield _with_what_was(question, again[question.key], was)
            elif question.key in was and not _fits(question, dossier.answers.get(question.key)):
                value = yield _with_what_was(question, phrase("visit.other_years"), was)
            else:
                value = yield question
            question = asking.send(value)
    except StopIteration as end:
        return end.value


def _with_what_was(question: Question[Any], why: Text, was: Mapping[str, Text]) -> Question[Any]:
    old = (phrase("revisit.before", answer=was[question.key]),) if question.key in was else ()
    return replace(question, lead=(*question.lead, why, *old))


def _fits(question: Question[Any], raw: Json) -> bool:
    try:
        question.load(raw)
    except Misfit:
        return False
    return True


def _not_yet(scene: Scene, dossier: Dossier, news: str, verdict: Verdict, under: Under) -> Flow:
    """Something is missing still: what is in the way, and when to look again."""
    obstacle = yield from ShortText(
        key=f"{OWN}obstacle", name="visit.obstacle", most=500, optional=True, listed=False,
        lead=short_card(verdict, under.plan, under.field, scene, closed=False),
    )  # fmt: skip
    options = tuple(Option(str(months), phrase("visit.months", n=months)) for months in VISIT_MONTHS)
    months = yield from Choice(key=f"{OWN}next", name="visit.next", choices=options, listed=False)
    day = months_on(scene.today, int(months))
    deed = _visited(dossier, news, verdict, _filed(scene, verdict, under), obstacle=obstacle, next_on=day)
    said = phrase("visit.kept", name=deed.filed.subject, n=len(verdict.blocking), on=day)
    return Finish(say=(said,), deeds=(deed,), then=Start("menu", {"brief": True}))


def _met(scene: Scene, dossier: Dossier, news: str, verdict: Verdict, under: Under) -> Flow:
    """Nothing is missing: a nomination in one tap, where a round is open."""
    closed = not is_open(under.round, scene)
    card = short_card(verdict, under.plan, under.field, scene, closed=closed)
    if closed:
        return _no_round(scene, dossier, news, verdict, under)
    ways = (
        Option("go", phrase("visit.go"), ("gui", "cam doan", "toi cam doan", "de cu ngay", "de cu")),
        Option("later", phrase("visit.later"), ("de sau", "chua", "de lan sau")),
    )
    chosen = yield from Choice(key=f"{OWN}go", name="visit.go", choices=ways, lead=card, lists=True, listed=False)
    if chosen == "later":
        return _later(scene, dossier, news, verdict, under)
    filed = _filed(scene, verdict, under, promoted=True)
    readers = scene.look(ReadersOf(scene.speaker.unit_id))
    who: Text = phrase("sent.readers", who=Joined(readers)) if readers else phrase("sent.no_reader")
    said = phrase("visit.promoted", name=filed.subject, round=under.round.name)
    return Finish(
        say=(said, who),
        deeds=(_visited(dossier, news, verdict, filed),),
        then=Start("menu", {"brief": True}),
    )


def _no_round(scene: Scene, dossier: Dossier, news: str, verdict: Verdict, under: Under) -> Finish:
    """Everything is met and no round is open: it waits for the day when the next one opens."""
    coming = scene.look(ComingRounds(scene.speaker.unit_id, scene.today))
    following = next((round_ for round_ in coming if round_.plan_id == dossier.sent.plan_id), None)
    day = following.opens if following else months_on(scene.today, VISIT_MONTHS[0])
    filed = _filed(scene, verdict, under)
    said = (
        phrase("visit.wait", name=filed.subject, round=following.name, on=day)
        if following
        else phrase("visit.no_round", name=filed.subject, on=day)
    )
    deed = _visited(dossier, news, verdict, filed, next_on=day)
    return Finish(say=(said,), deeds=(deed,), then=Start("menu", {"brief": True}))


def _later(scene: Scene, dossier: Dossier, news: str, verdict: Verdict, under: Under) -> Finish:
    day = min(months_on(scene.today, VISIT_MONTHS[0]), under.round.closes)
    deed = _visited(dossier, news, verdict, _filed(scene, verdict, under), next_on=day)
    said = phrase("visit.waits", name=deed.filed.subject, closes=under.round.closes)
    return Finish(say=(said,), deeds=(deed,), then=Start("menu", {"brief": True}))


def _filed(scene: Scene, verdict: Verdict, under: Under, *, promoted: bool = False) -> Filed:
    """The nomination as it stands after the visit, without the visit's own questions."""
    filed = filed_as("submitted" if promoted else "nurturing", scene, verdict, under)
    return replace(filed, answers={key: raw for key, raw in filed.answers.items() if not key.startswith(OWN)})


def _visited(dossier: Dossier, news: str, verdict: Verdict, filed: Filed, **more: Any) -> Visited:
    deed = Visited(dossier.sent.id, dossier.version, news, "", len(verdict.blocking), None, filed)
    return replace(deed, **more)


VISIT = FlowKind("visit", visit, draft=True, title=title)
