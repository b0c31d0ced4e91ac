"""The conversation that the product exists for: one subject, from consent to a sent file.

It asks; the checking is in criteria/, the reading of answers in answers/. Ask for little: nothing is asked here that
neither a criterion nor the paper needs.
"""

import re
from collections.abc import Generator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, cast

from conversations.answers.choice import Choice
from conversations.answers.confirm import Confirm
from conversations.answers.folding import fold
from conversations.answers.question import Option
from conversations.answers.text import LongText
from conversations.criteria.checking import check
from conversations.criteria.questions import Window, criteria_questions
from conversations.criteria.verdict import Verdict
from conversations.flow import Finish, Flow, FlowKind, Scene
from conversations.flows.card import card_lines, finding_text, short_card, whole_card
from conversations.flows.desks import first_desk, places_left
from conversations.flows.identity import SUBJECT, identity, subject_named
from conversations.flows.lead import led_by
from conversations.flows.newer import fresh_statements, offer_newer, plan_of
from conversations.flows.twin import look_alikes
from conversations.model import Filed, Json, Person, SubjectKind
from conversations.plans.plan import Field, Plan
from conversations.queries import LineageOf, OpenRounds, ReadersOf, Round, RoundById
from conversations.rights import allowed
from conversations.texts import Joined, Text, phrase

WORDING = "2026-11"
"""Of the consent notice (`ask.consent` in locales/). Whoever changes the notice's meaning gives it a new date."""
ADVISE_WORDS = ("giup toi chon", "goi y", "khong ro", "chua ro", "khong biet", "chua biet")
STORY = ("background", "method", "result", "lesson")

Asking = Generator[Any, Any, Any]


def nominate(scene: Scene) -> Flow:
    """Ask for everything, show the summary with the findings, and file the nomination."""
    found = yield from gathered(scene)
    if isinstance(found, Finish):
        return found
    verdict, under = found
    stage = yield from _review(scene, verdict, under)
    return _finish(scene, verdict, under, stage)


def gathered(scene: Scene) -> Asking:
    """Ask for everything; return what the criteria say to it and what it stands under, or why it went no further."""
    if not may_nominate(scene.speaker):
        return Finish(say=(phrase("nominate.no_right"),))
    rounds = _rounds(scene)
    if not rounds and scene.recorded:
        yield from Choice(key="stuck", name="stuck", choices=(Option("!save", phrase("stuck.keep")),), listed=False)
    if not rounds:
        return Finish(say=(phrase("nominate.no_round"),))
    agreed = yield from _consent()
    if not agreed:
        return Finish(say=(phrase("consent.refused"),))
    round_ = yield from _round(rounds)
    plan: Plan = yield from plan_of(round_, scene)
    field: Field = yield from _field(plan, round_, scene)
    kind: SubjectKind = yield from _kind(field)
    yield from identity(kind, scene)
    joined: Finish | None = yield from look_alikes(round_, field, kind, scene)
    if joined is not None:
        return joined
    window = Window(round_.years, scene.today.year)
    yield from criteria_questions(plan, field, kind, window, fresh_statements(plan, scene))
    for part in STORY:
        yield from LongText(key=f"story.{part}", name=f"story.{part}", least=STORY_LEAST, most=STORY_MOST)
    yield from offer_newer(plan, field, kind, scene)
    verdict = check(plan, field, kind, scene.given, round_.years, scene.today.year)
    return verdict, Under(round_, plan, field, kind)


@dataclass(frozen=True, slots=True)
class Under:
    """What the nomination stands under; the plan is the one at work in the round."""

    round: Round
    plan: Plan
    field: Field
    kind: SubjectKind


STORY_LEAST = 15
"""Characters: enough for a sentence, so that "tốt" is not a story."""
STORY_MOST = 3_000


def may_nominate(person: Person) -> bool:
    """Whether the person nominates for his unit."""
    return allowed(person, "nominate", (person.unit_id,))


def _consent() -> Asking:
    """The notice before the first personal field (Law 91/2025/QH15): explicit, never ticked beforehand."""
    return (
        yield from Confirm(
            key=f"consent.{WORDING}", name="consent", yes=phrase("consent.yes"), no=phrase("consent.no"), listed=False
        )
    )


def _rounds(scene: Scene) -> tuple[Round, ...]:
    """The open rounds whose plan is known, and the draft's own where it has closed meanwhile; not one that is open to
    others only, since the person was transferred.
    """
    unit_id = scene.speaker.unit_id
    rounds = scene.look(OpenRounds(unit_id, scene.today))
    own = str(scene.recorded.get("round", ""))
    if own.isdecimal() and int(own) not in {round_.id for round_ in rounds}:
        found = scene.look(RoundById(int(own)))
        above = found is not None and found.unit_id in scene.look(LineageOf(unit_id))
        rounds = (*rounds, found) if found and (above or "nomination" in scene.args) else rounds
    return tuple(round_ for round_ in rounds if round_.plan_id in scene.plans)


def is_open(round_: Round, scene: Scene) -> bool:
    """Whether the person may send something in this round today."""
    return round_.id in {one.id for one in scene.look(OpenRounds(scene.speaker.unit_id, scene.today))}


def _round(rounds: tuple[Round, ...]) -> Asking:
    choices = tuple(Option(str(round_.id), round_.name) for round_ in rounds)
    chosen = yield from Choice(key="round", name="round", choices=choices, auto=True)
    return next(round_ for round_ in rounds if str(round_.id) == chosen)


def _field(plan: Plan, round_: Round, scene: Scene) -> Asking:
    """The field; the plan's name and state stand above, for an ended plan is only a template."""
    ended = plan.ends < scene.today
    places = places_left(scene, round_, plan)
    basis = phrase("nominate.template" if ended else "nominate.basis", plan=plan.short, closes=round_.closes)
    choices = tuple(
        Option(field.id, field.title, tuple(fold(word) for word in field.also))
        for field in sorted(plan.fields, key=lambda field: not leads(scene.speaker.unit, field.lead))
        if field.kinds
    )
    choices += (Option(f"!advise:{round_.id}", phrase("nominate.advise"), ADVISE_WORDS),)
    chosen = yield from Choice(key="field", name="field", choices=choices, lead=(basis, *places))
    return plan.field(chosen)


_LEVEL = re.compile(r" (xa|phuong|huyen|thi xa|thanh pho|tinh)$")
"""The end of an office's name, folded: to a person the association of the commune and of the city are the same."""


def leads(unit: str, lead: str) -> bool:
    """Whether the field is led by the person's own association: "Hội Nông dân xã …" and "Hội Nông dân huyện"."""
    return fold(unit).startswith(_LEVEL.sub("", fold(lead)))


def _kind(field: Field) -> Asking:
    choices = tuple(Option(kind, phrase(f"kind.{kind}"), KIND_WORDS[kind]) for kind in field.kinds)
    key = "nominate.delegated.own" if any(criterion.own for criterion in field.criteria) else "nominate.delegated"
    lead = (phrase(key, lead=led_by(field)),) if field.delegated else ()
    chosen = yield from Choice(key="kind", name="kind", choices=choices, lead=lead, auto=True)
    return cast("SubjectKind", chosen)


KIND_WORDS: Mapping[SubjectKind, tuple[str, ...]] = {
    "household": ("ho", "gia dinh", "ho gia dinh"),
    "individual": ("ca nhan", "nguoi", "1 nguoi"),
    "collective": ("tap the", "nhom", "hop tac xa", "doanh nghiep"),
    "pupil": ("hoc sinh",),
    "model": ("mo hinh",),
}


def _review(scene: Scene, verdict: Verdict, under: Under) -> Asking:
    """The summary card, then the truthfulness statement. Returns the stage to file under."""
    closed = not is_open(under.round, scene) and "nomination" not in scene.args  # a returned file may still be mended
    choices = _ways(scene, verdict, closed=closed)
    late: tuple[Text, ...] = (phrase("nominate.closed", closes=under.round.closes),) if closed else ()
    short = (*short_card(verdict, under.plan, under.field, scene, closed=closed), *late)
    chosen = yield from Choice(key="review", name="review", choices=choices, lead=short, lists=True, listed=False)
    if chosen == "criteria":
        back = Option("!back", phrase("review.back"), ("xem lai",))
        fewer = (*(choice for choice in choices if choice.id != "criteria"), back)
        lead = whole_card(verdict, under.plan, under.field, scene)
        chosen = yield from Choice(key="review.all", name="review", choices=fewer, lead=lead, listed=False)
    if chosen == "nurture":
        return "nurturing"
    sworn = (Option("sworn", phrase("truth.sworn"), ("gui", "cam doan", "toi cam doan", "dong y")),)
    yield from Choice(key="truth", name="truth", choices=sworn, listed=False)
    return "submitted"


def _ways(scene: Scene, verdict: Verdict, *, closed: bool) -> tuple[Option, ...]:
    """What can be done with the summary: send, or mend what blocks, or nurture."""
    everything = Option("criteria", phrase("review.criteria", n=len(verdict.findings)), ("xem het", "tieu chi"))
    if not verdict.blocking and not closed:
        return (Option("go", phrase("review.go"), ("gui",)), everything)
    mend = _mending(scene, verdict)
    nurture = Option("nurture", phrase("review.nurture"), ("boi duong", "nurture"))
    return (*mend, everything, nurture)


def _mending(scene: Scene, verdict: Verdict) -> tuple[Option, ...]:
    """One way per question whose answer would cure a blocking finding. The id is the engine's own edit control."""
    numbers = {given.question.key: n for n, given in enumerate((g for g in scene.path if g.question.listed), 1)}
    labels = {given.question.key: given.question.label for given in scene.path}
    keys = (next((key for key in finding.keys if key in numbers), None) for finding in verdict.blocking)
    return tuple(
        Option(f"!edit:{numbers[key]}", phrase("review.mend", what=labels[key])) for key in dict.fromkeys(keys) if key
    )


def _finish(scene: Scene, verdict: Verdict, under: Under, stage: Any) -> Finish:
    filed, name = filed_as(stage, scene, verdict, under), subject_named(scene.given)
    if stage == "nurturing":
        missing = tuple(finding_text(finding) for finding in verdict.blocking)
        return Finish(say=(phrase("nurture.done" if missing else "nurture.whole", name=name), *missing), deeds=(filed,))
    readers = scene.look(ReadersOf(scene.speaker.unit_id))
    who: Text = phrase("sent.readers", who=Joined(readers)) if readers else phrase("sent.no_reader")
    return Finish(say=(phrase("sent.done", name=name, time=f"{scene.now:%H:%M}"), who), deeds=(filed,))


def filed_as(stage: Literal["submitted", "nurturing"], scene: Scene, verdict: Verdict, under: Under) -> Filed:
    """Return the nomination as it is filed with the answers of today."""
    desk, station = first_desk(scene, under.round)
    return Filed(
        draft=scene.draft,
        stage=stage,
        round_id=under.round.id,
        plan_id=under.plan.id,
        plan_version=under.plan.version,
        field_id=under.field.id,
        kind=under.kind,
        subject=subject_named(scene.given),
        answers=dict(scene.given),
        card=card_lines(scene),
        verdict=verdict.to_json(),
        desk_id=desk,
        station=station,
    )


def title(answers: Mapping[str, Json]) -> Text:
    """Name a draft by its subject, or say that it has none yet."""
    name = answers.get(SUBJECT)
    return phrase("nominate.title", name=name) if isinstance(name, str) and name else phrase("nominate.untitled")


NOMINATE = FlowKind("nominate", nominate, draft=True, title=title)
