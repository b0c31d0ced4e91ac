"""Units that give way: to one that is there, or several together to a new one. What goes along is read back first."""

from collections.abc import Sequence

from conversations.answers.choice import Choice
from conversations.answers.confirm import Confirm
from conversations.answers.place import Place
from conversations.answers.question import Option
from conversations.answers.text import ShortText
from conversations.flow import Finish, Flow, Scene, Start
from conversations.flows.administering import Asking
from conversations.flows.unit_texts import alike, amounts, done
from conversations.model import UnitsMerged
from conversations.queries import Unit, UnitCard, UnitCardById
from conversations.texts import Joined, Text, phrase
from conversations.tree import apart

LONGEST = 100
"""Characters of a unit's name."""
MOST = 20
"""Units that become one in one go, and times that one is asked for which does not fit."""


def merge(card: UnitCard, top: Unit, scene: Scene) -> Flow:
    """Ask for the other unit or units, read back what goes along, and let them give way."""
    ways = (
        Option("onto", phrase("units.how.onto", unit=card.name), ("nhap vao", "don vi dang co")),
        Option("new", phrase("units.how.new", unit=card.name), ("don vi moi", "gop", "lap moi")),
    )
    how = yield from Choice(key="how", name="units.how", choices=ways, listed=False)
    return (yield from (_into(card, top, scene) if how == "onto" else _into_a_new_one(card, top, scene)))


def _into(card: UnitCard, top: Unit, scene: Scene) -> Flow:
    onto: UnitCard | None = yield from _another("onto", (card,), top, scene)
    if onto is None:
        return Finish(then=Start("units"))
    sure = yield from _sure((card,), onto.name, (), scene)
    return done(_said((card,), onto.name), UnitsMerged((card.id,), into=onto.id), sure=sure)


def _into_a_new_one(card: UnitCard, top: Unit, scene: Scene) -> Flow:
    cards: tuple[UnitCard, ...] = (card,)
    for number in range(1, MOST):
        other: UnitCard | None = yield from _another(f"with{number}", cards, top, scene)
        if other is None:
            return Finish(then=Start("units"))
        cards = (*cards, other)
        more = yield from Confirm(
            key=f"more{number}",
            name="units.more",
            args={"units": _named(cards)},
            yes=phrase("units.more.yes"),
            no=phrase("units.more.no"),
            listed=False,
        )
        if not more:
            break
    name = yield from ShortText(key="name", name="units.new_name", args={"units": _named(cards)}, most=LONGEST)
    ids = tuple(one.id for one in cards)
    sure = yield from _sure(cards, name, alike(name, card.lineage[1], scene, but=ids), scene)
    return done(_said(cards, name), UnitsMerged(ids, name=name), sure=sure)


def _another(key: str, cards: tuple[UnitCard, ...], top: Unit, scene: Scene) -> Asking:
    """Return a unit that fits beside those: to take them in, or to become one with them."""
    into, lead = key == "onto", tuple[Text, ...]()
    for attempt in range(MOST):
        spot = yield from Place(
            key=f"{key}.{attempt}",
            name="units.onto" if into else "units.with",
            args={"unit": cards[0].name},
            under=top.id,
            itself=into,
            free=False,
            lead=lead,
            listed=False,
        )
        other = scene.look(UnitCardById(spot.unit_id or 0, top.id))
        if other is not None and _fits(cards, other, into=into):
            return other
        lead = (phrase("units.unfit", name=spot.name),)
    return None


def _fits(cards: Sequence[UnitCard], other: UnitCard, *, into: bool) -> bool:
    lineages = [one.lineage for one in cards]
    return apart(lineages, other.lineage) if into else apart([*lineages, other.lineage], lineages[0][1:])


def _sure(cards: Sequence[UnitCard], name: str, warned: tuple[Text, ...], scene: Scene) -> Asking:
    """Read back what goes where, and ask whether to do it."""
    lines = tuple(_goes(card, name, scene) for card in cards)
    yes, no = phrase("units.merge.yes"), phrase("units.merge.no")
    lead = (*lines, *warned)
    return (yield from Confirm(key="sure", name="units.merge", yes=yes, no=no, lead=lead, listed=False))


def _goes(card: UnitCard, name: str, scene: Scene) -> Text:
    along = amounts(card)
    if not along.parts:
        return phrase("units.goes.alone", old=card.name, new=name, on=scene.today)
    return phrase("units.goes", old=card.name, new=name, on=scene.today, what=along)


def _said(cards: Sequence[UnitCard], name: str) -> Text:
    return phrase("units.merged", units=_named(cards), new=name)


def _named(cards: Sequence[UnitCard]) -> Joined:
    return Joined(tuple(card.name for card in cards))
