"""The rounds that an admin looks after: each opens to be read and changed, and a new one can be begun. Who may give a
unit more time in a round finds it here as well, also for a while after it has closed.
"""

from collections.abc import Mapping
from datetime import timedelta

from conversations.answers.choice import Choice
from conversations.answers.question import Option
from conversations.flow import Finish, Flow, FlowKind, Scene, Start
from conversations.flows.administering import may_administer
from conversations.flows.extension import tops_for
from conversations.flows.round import WHOLE
from conversations.flows.round_card import round_card
from conversations.model import Json
from conversations.queries import OpenRounds, Round, RoundAnswers, RoundById, RoundsUnder
from conversations.rights import units_where
from conversations.texts import Text, phrase

LATELY = timedelta(days=30)
"""How long a round is still listed after it has closed: more time is asked for when it is too late."""


def rounds(scene: Scene) -> Flow:
    """Show the list, then the one chosen."""
    admin = may_administer(scene.speaker)
    if not admin and not units_where(scene.speaker, "extend"):
        return Finish(say=(phrase("admin.no_right"),))
    own, others = _own(scene), _others(scene)
    known = {str(one.id): one for one in (*own, *others)}
    new = (Option("new", phrase("rounds.new"), ("mo dot moi", "moi", "new")),) if admin else ()
    listed = tuple(Option(id_, _line(one, scene)) for id_, one in known.items())
    if not new and not listed:
        return Finish(say=(phrase("rounds.none"),))
    name = "rounds" if admin else "rounds.others"
    chosen = yield from Choice(key="round", name=name, choices=(*new, *listed), listed=False)
    if chosen == "new":
        return Finish(then=Start("round"))
    return (yield from _one(known[chosen], scene, may_change=known[chosen] in own))


def _own(scene: Scene) -> tuple[Round, ...]:
    """What an admin looks after."""
    units = scene.speaker.units_as("admin")
    return tuple(one for unit_id in units for one in scene.look(RoundsUnder(unit_id, scene.today - LATELY)))


def _others(scene: Scene) -> tuple[Round, ...]:
    """The rounds in which the person may give others more time, his unit's own and those that lie above it."""
    found: list[Round] = []
    for unit_id in units_where(scene.speaker, "extend"):
        below = scene.look(RoundsUnder(unit_id, scene.today - LATELY))
        found.extend(below)
        above = (scene.look(RoundById(one.id)) for one in scene.look(OpenRounds(unit_id, scene.today)))
        found += [one for one in above if one is not None]  # with the day that holds for all, not for this unit
    return tuple(found)


def _line(one: Round, scene: Scene) -> Text:
    return phrase("rounds.line.over" if one.closes < scene.today else "rounds.line", name=one.name, closes=one.closes)


def _one(round_: Round, scene: Scene, *, may_change: bool) -> Flow:
    answers = scene.look(RoundAnswers(round_.id)) if may_change else None
    ways = (
        *((Option("change", phrase("rounds.change"), ("sua", "doi")),) if answers else ()),
        *((Option("extend", phrase("rounds.extend"), ("gia han", "them ngay")),) if tops_for(round_, scene) else ()),
        Option("list", phrase("rounds.list"), ("danh sach",)),
    )
    chosen = yield from Choice(key="do", name="rounds.do", choices=ways, lead=_card(round_, scene), listed=False)
    match chosen:
        case "change":
            return Finish(then=Start("round", {"round": round_.id}, _still_meant(answers or {}, round_, scene)))
        case "extend":
            return Finish(then=Start("extension", {"round": round_.id}))
        case _:
            return Finish(then=Start("rounds"))


def _still_meant(answers: Mapping[str, Json], round_: Round, scene: Scene) -> dict[str, Json]:
    """Leave out what means something else in this person's mouth: "all of my unit", said by an admin of another."""
    own = [str(unit_id) for unit_id in scene.speaker.units_as("admin")]
    meant = own[0] if len(own) == 1 else answers.get("area")
    elsewhere = answers.get("where") == WHOLE and meant != str(round_.unit_id)
    return {key: answer for key, answer in answers.items() if key != "where" or not elsewhere}


def _card(round_: Round, scene: Scene) -> tuple[Text, ...]:
    plan = scene.plans.get(round_.plan_id)
    return round_card(round_, plan, scene) if plan else (phrase("rounds.no_plan", name=round_.name),)


ROUNDS = FlowKind("rounds", rounds)
