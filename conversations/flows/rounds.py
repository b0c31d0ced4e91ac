"""The rounds that an admin looks after: each opens to be read and changed, and a new one can be begun."""

from collections.abc import Mapping

from conversations.answers.choice import Choice
from conversations.answers.question import Option
from conversations.flow import Finish, Flow, FlowKind, Scene, Start
from conversations.flows.administering import may_administer
from conversations.flows.round import WHOLE
from conversations.flows.round_card import round_card
from conversations.model import Json
from conversations.queries import Round, RoundAnswers, RoundsUnder
from conversations.texts import Text, phrase


def rounds(scene: Scene) -> Flow:
    """Show the list, then the one chosen."""
    if not may_administer(scene.speaker):
        return Finish(say=(phrase("admin.no_right"),))
    under = [scene.look(RoundsUnder(unit_id, scene.today)) for unit_id in scene.speaker.units_as("admin")]
    known = {str(one.id): one for some in under for one in some}
    new = Option("new", phrase("rounds.new"), ("mo dot moi", "moi", "new"))
    listed = tuple(Option(id_, phrase("rounds.line", name=one.name, closes=one.closes)) for id_, one in known.items())
    chosen = yield from Choice(key="round", name="rounds", choices=(new, *listed), listed=False)
    if chosen == "new":
        return Finish(then=Start("round"))
    return (yield from _one(known[chosen], scene))


def _one(round_: Round, scene: Scene) -> Flow:
    answers = scene.look(RoundAnswers(round_.id))
    change = (Option("change", phrase("rounds.change"), ("sua", "doi")),) if answers else ()
    ways = (*change, Option("list", phrase("rounds.list"), ("danh sach",)))
    chosen = yield from Choice(key="do", name="rounds.do", choices=ways, lead=_card(round_, scene), listed=False)
    if chosen == "change":
        return Finish(then=Start("round", {"round": round_.id}, _still_meant(answers or {}, round_, scene)))
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
