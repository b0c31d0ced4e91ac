"""Which field fits? At most five taps narrow the fields down to a few, each with the reasons why.

What is asked, and in which order, comes from the plans: conversations/plans/advice.py parts what is left.
"""

from collections.abc import Generator
from dataclasses import dataclass, replace
from functools import reduce
from typing import Any, cast

from conversations.answers.choice import Choice
from conversations.answers.confirm import NO, YES
from conversations.answers.paged import Paged
from conversations.answers.question import Option
from conversations.flow import Finish, Flow, FlowKind, Scene, Start
from conversations.flows.nominate import KIND_WORDS, leads
from conversations.flows.open_rounds import open_rounds
from conversations.flows.plan_field import show_field
from conversations.flows.search import AGAIN, FIND, find, find_option
from conversations.model import SUBJECT_KINDS, SubjectKind
from conversations.plans.advice import Spot, Trait, best_trait, biggest_share, topics_among, topics_of
from conversations.texts import Text, phrase

MOST_QUESTIONS = 5
FEW = 4
"""Fields that nobody need be asked further about."""
MOST_SHOWN = 6
UNSURE = "unsure"
_UNSURE_WORDS = ("khong ro", "chua ro", "khong biet", "khong chac", "not sure")


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What is left, why, and how many questions it took."""

    spots: tuple[Spot, ...]
    because: tuple[Text, ...] = ()
    kind: SubjectKind | None = None
    asked: int = 0
    traits: frozenset[str] = frozenset()


Narrowing = Generator[Any, Any, Narrowed]


def advise(scene: Scene) -> Flow:
    """Ask, show the fields that are left, and open the one that is chosen."""
    left = Narrowed(_candidates(scene))
    if not left.spots:
        return Finish(say=(phrase("plans.none"),))
    left = yield from _kind(left)
    left = yield from _topic(left)
    while len(left.spots) > FEW and left.asked < MOST_QUESTIONS:
        before = left
        left = yield from _further(left)
        if left is before:
            break
    return (yield from _results(scene, left))


def _candidates(scene: Scene) -> tuple[Spot, ...]:
    """The fields that can be nominated in now; where no round is open, all. Those of one's own association first."""
    rounds = open_rounds(scene)
    asked_for = tuple(round_ for round_ in rounds if str(round_.id) == scene.args.get("round"))
    plans = tuple(scene.plans[id_] for id_ in dict.fromkeys(round_.plan_id for round_ in asked_for or rounds))
    unit = scene.person.unit if scene.person else ""
    spots = (Spot(plan, field) for plan in plans or scene.plans.values() for field in plan.fields if field.kinds)
    return tuple(sorted(spots, key=lambda spot: not (spot.field.lead and leads(unit, spot.field.lead))))


def _kind(left: Narrowed) -> Narrowing:
    kinds = tuple(kind for kind in SUBJECT_KINDS if any(kind in spot.field.kinds for spot in left.spots))
    options = tuple(Option(kind, phrase(f"kind.{kind}"), KIND_WORDS[kind]) for kind in kinds)
    chosen = yield from Choice(key="kind", name="advise.kind", choices=(*options, _unsure()), listed=False)
    if chosen == UNSURE:
        return replace(left, asked=left.asked + 1)
    kind = cast("SubjectKind", chosen)
    spots = tuple(spot for spot in left.spots if kind in spot.field.kinds)
    because = (*left.because, phrase(f"kind.{kind}"))
    return replace(left, spots=spots, because=because, kind=kind, asked=left.asked + 1)


def _topic(left: Narrowed) -> Narrowing:
    topics = topics_among(left.spots)
    options = tuple(Option(topic.id, phrase(f"topic.{topic.id}"), topic.words) for topic in topics)
    chosen = yield from Paged(key="topic", name="advise.topic", choices=(*options, _unsure()), listed=False)
    asked = left.asked + 1
    if chosen == UNSURE:
        return replace(left, asked=asked)
    spots = tuple(spot for spot in left.spots if chosen in {topic.id for topic in topics_of(spot.field)})
    return replace(left, spots=spots, because=(*left.because, phrase(f"topic.{chosen}")), asked=asked)


def _further(left: Narrowed) -> Narrowing:
    """Ask what parts the rest best: a trait, or of which plan. Returns `left` itself where nothing parts it."""
    trait = best_trait(left.spots, left.traits)
    holding = sum(trait.holds(spot.field) for spot in left.spots) if trait else 0
    bigger = max(holding, len(left.spots) - holding) if trait else len(left.spots)
    if biggest_share(left.spots) < bigger:
        return (yield from _plan(left))
    return (yield from _trait(left, trait)) if trait else left


def _plan(left: Narrowed) -> Narrowing:
    plans = {spot.plan.id: spot.plan for spot in left.spots}
    options = (*(Option(plan.id, plan.short) for plan in plans.values()), _unsure())
    chosen = yield from Paged(key="plan", name="advise.plan", choices=options, listed=False)
    spots = tuple(spot for spot in left.spots if chosen in (spot.plan.id, UNSURE))
    return replace(left, spots=spots, asked=left.asked + 1) if chosen != UNSURE else replace(left, asked=MOST_QUESTIONS)


def _trait(left: Narrowed, trait: Trait) -> Narrowing:
    options = (Option("yes", phrase("option.yes"), YES), Option("no", phrase("option.no"), NO), _unsure())
    key = f"trait.{trait.id}"
    what = phrase(f"trait.{trait.id}")
    chosen = yield from Choice(key=key, name="advise.trait", args={"what": what}, choices=options, listed=False)
    left = replace(left, asked=left.asked + 1, traits=left.traits | {trait.id})
    if chosen == UNSURE:
        return left
    spots = tuple(spot for spot in left.spots if trait.holds(spot.field) == (chosen == "yes"))
    because = (phrase(f"trait.{trait.id}.because"),) if chosen == "yes" else ()
    return replace(left, spots=spots, because=(*left.because, *because))


def _unsure() -> Option:
    return Option(UNSURE, phrase("advise.unsure"), _UNSURE_WORDS)


def _results(scene: Scene, left: Narrowed) -> Generator[Any, Any, Finish]:
    shown = left.spots[:MOST_SHOWN]
    options = tuple(
        Option(str(number), phrase("advise.hit", field=spot.field.title, plan=spot.plan.short))
        for number, spot in enumerate(shown)
    )
    because = (phrase("advise.because", why=reduce(_and, left.because)),) if left.because else ()
    ways = (*options, Option(AGAIN, phrase("advise.again"), ("tra loi lai", "lai tu dau")), find_option())
    chosen = yield from Choice(
        key="result", name="advise.result", args={"n": len(shown)}, choices=ways, lead=because, listed=False
    )
    if chosen == FIND:
        return (yield from find(scene))
    if chosen == AGAIN:
        return Finish(then=Start("advise", scene.args))
    spot = shown[int(chosen)]
    return (yield from show_field(scene, spot.plan, spot.field, left.kind))


def _and(before: Text, reason: Text) -> Text:
    return phrase("advise.reasons", before=before, reason=reason)


ADVISE = FlowKind("advise", advise, open=True, browse=True)
