"""The leader's board: how far each open round is in the units that he leads, reviews, looks after or observes.

One card for each; below a province one line for each commune that needs somebody, opened to its own card. Whether he
may look is asked here; names of those who nominated stand nowhere.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from conversations.answers.choice import Choice
from conversations.answers.paged import MOST, Paged
from conversations.answers.question import Option
from conversations.flow import Finish, Flow, FlowKind, Scene, Start
from conversations.flows.board_card import Board, board_card, board_of, days_left, part_line
from conversations.flows.morning import picture_of
from conversations.model import Message, Person
from conversations.queries import OpenRounds, Round, RoundsUnder, UnitById
from conversations.rights import units_where
from conversations.texts import Text, phrase

MOST_CARDS = 3
"""Shown at once; with more rounds than that they are listed."""
MOST_UNITS = 3
"""Looked at together; who has to do with more is asked for which."""
MOST_LISTED = 12
"""Units to choose from: each is looked up by itself."""
WORDS = ("tien do", "bang", "bang tien do")


@dataclass(frozen=True, slots=True)
class Spot:
    """A round as it is in a unit; its round closes when it does for that unit."""

    unit_id: int
    round: Round

    @property
    def id(self) -> str:
        """What its button is called."""
        return f"{self.unit_id}.{self.round.id}"


def board(scene: Scene) -> Flow:
    """Show the cards, then the one that was opened."""
    units = units_where(scene.speaker, "read")
    if not units:
        return Finish(say=(phrase("board.no_right"),))
    if len(units) > MOST_UNITS:
        named = tuple(Option(str(unit_id), _name(unit_id, scene)) for unit_id in units[:MOST_LISTED])
        units = (int((yield from Paged(key="of", name="board.of", choices=named, listed=False))),)
    spots = {spot.id: spot for unit_id in units for spot in _spots(unit_id, scene)}
    if not spots:
        return Finish(say=(phrase("board.no_round"),))
    if len(spots) == 1:
        return (yield from _opened(next(iter(spots.values())), scene))
    cards = len(spots) <= MOST_CARDS
    lead = _cards(tuple(spots.values()), scene) if cards else ()
    choices = tuple(Option(id_, _line(spot, scene, days=not cards)) for id_, spot in spots.items())
    chosen = yield from Paged(key="round", name="board.rounds", choices=choices, lead=lead, listed=False)
    return (yield from _opened(spots[chosen], scene))


def board_button(person: Person) -> tuple[Option, ...]:
    """Return the button of the main menu, for those who lead or observe a unit."""
    return (Option("board", phrase("menu.board"), WORDS),) if person.may_somewhere("leader", "observer") else ()


def _opened(spot: Spot, scene: Scene) -> Flow:
    """Show the card of a unit and what its parts lack, and open the part that is chosen."""
    found = board_of(spot.round, spot.unit_id, scene)
    if found is None:
        return Finish(say=(phrase("board.gone"),))
    lines = tuple(Option(f"u{part.unit_id}", part_line(part)) for part in found.first)
    ways = _ways(found, scene)
    shown = MOST - len(ways)
    choices = (*lines[:shown], *ways, *lines[shown:])
    key, lead = f"unit.{spot.id}", board_card(found, scene)
    if lines:
        chosen = yield from Paged(key=key, name="board.parts", choices=choices, lead=lead, listed=False)
    else:
        chosen = yield from Choice(key=key, name="board.after", choices=choices, lead=lead, listed=False)
    if chosen == "picture":
        return (yield from _pictured(found, spot, scene))
    if not chosen.startswith("u"):
        return Finish(then=Start(chosen))
    return (yield from _opened(_as_there(replace(spot, unit_id=int(chosen[1:])), scene), scene))


def pictures(scene: Scene) -> Iterator[Message]:
    """Yield the picture of each open round in which there are units below those of the person; few have several."""
    units = units_where(scene.speaker, "read")[:MOST_UNITS]
    for spot in [spot for unit_id in units for spot in _spots(unit_id, scene)][:MOST_CARDS]:
        found = board_of(spot.round, spot.unit_id, scene)
        if found is not None and found.parts:
            said, papers = picture_of(found, scene)
            yield Message(body=said, papers=papers)


def _pictured(found: Board, spot: Spot, scene: Scene) -> Flow:
    """Show the picture with what can be sent on."""
    lead, papers = picture_of(found, scene)
    back = Option("board", phrase("board.back"), WORDS)
    files = Option("files", phrase("menu.files"), ("ho so",))
    chosen = yield from Choice(
        key=f"picture.{spot.id}", name="board.after", choices=(back, files), lead=lead, papers=papers, listed=False
    )
    return Finish(then=Start(chosen))


def _ways(found: Board, scene: Scene) -> tuple[Option, ...]:
    """Where to go on: to deciding, where something waits for this very person's unit, and to the files."""
    decides = found.whole.unit_id in units_where(scene.speaker, "decide") and found.whole.waiting
    review = Option("review", phrase("menu.review", n=found.whole.waiting), ("xet", "cho xet", "xet ho so"))
    picture = Option("picture", phrase("board.picture"), ("anh", "anh tien do", "bieu do", "hinh"))
    shown = (picture,) if found.parts else ()
    return (*((review,) if decides else ()), *shown, Option("files", phrase("menu.files"), ("ho so",)))


def _spots(unit_id: int, scene: Scene) -> tuple[Spot, ...]:
    """The open rounds of a unit: those that it takes part in, and those of the units below it."""
    own = {one.id: one for one in scene.look(OpenRounds(unit_id, scene.today))}
    below = {one.id: one for one in scene.look(RoundsUnder(unit_id, scene.today)) if one.opens <= scene.today}
    return tuple(Spot(unit_id, one) for one in (own | below | own).values() if one.plan_id in scene.plans)


def _as_there(spot: Spot, scene: Scene) -> Spot:
    """The same round with the day on which it closes for that unit, which may have more time than others."""
    there = (one for one in scene.look(OpenRounds(spot.unit_id, scene.today)) if one.id == spot.round.id)
    return replace(spot, round=next(there, spot.round))


def _cards(spots: tuple[Spot, ...], scene: Scene) -> tuple[Text, ...]:
    found = (board_of(spot.round, spot.unit_id, scene) for spot in spots)
    return tuple(text for one in found if one for text in board_card(one, scene))


def _line(spot: Spot, scene: Scene, *, days: bool) -> Text:
    """A round in the list; with the unit, as some have to do with several, and with its days where no card tells."""
    unit = _name(spot.unit_id, scene)
    if days:
        return phrase("board.round.days", round=spot.round.name, unit=unit, left=days_left(spot.round, scene))
    return phrase("board.round", round=spot.round.name, unit=unit)


def _name(unit_id: int, scene: Scene) -> str:
    if unit_id == scene.speaker.unit_id:
        return scene.speaker.unit
    unit = scene.look(UnitById(unit_id))
    return unit.name if unit else ""


BOARD = FlowKind("board", board, browse=True)
