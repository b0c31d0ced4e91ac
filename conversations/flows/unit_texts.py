"""What is told of a unit: its card, another of that name, and what was done with it. It asks nothing."""

from conversations.answers.folding import fold
from conversations.flow import Finish, Scene, Start
from conversations.model import UnitDeed
from conversations.queries import UnitCard, UnitsNamed
from conversations.texts import Joined, Text, phrase


def shown(card: UnitCard) -> tuple[Text, ...]:
    """Return the card of a unit."""
    where = (phrase("units.where", path=card.path),) if card.path else ()
    below = (phrase("units.below", n=card.children),) if card.children else ()
    within = phrase("units.within", what=amounts(card)) if amounts(card).parts else phrase("units.empty")
    head = phrase("units.card", name=card.name, level=phrase(f"workbook.unit_level.{card.level}"))
    return (head, *where, *below, within)


def amounts(card: UnitCard) -> Joined:
    """Return how much is in it: "12 người, 34 hồ sơ và 2 đợt"."""
    found = (
        (card.people, phrase("units.people", n=card.people)),
        (card.files, phrase("units.files", n=card.files)),
        (card.rounds, phrase("units.rounds", n=card.rounds)),
    )
    return Joined(tuple(text for number, text in found if number))


def alike(name: str, parent_id: int, scene: Scene, but: tuple[int, ...] = ()) -> tuple[Text, ...]:
    """Return a warning where another unit of that name lies there; `but` are those that give way."""
    found = scene.look(UnitsNamed(parent_id, fold(name)))
    same = [unit for unit in found if fold(unit.name) == fold(name) and unit.id not in but]
    return tuple(phrase("units.alike", name=unit.whole) for unit in same[:1])


def done(said: Text, deed: UnitDeed, *, sure: bool) -> Finish:
    """Return the end: the deed, or that nothing was changed. What the tree is then is not yet seen here."""
    if not sure:
        return Finish(say=(phrase("units.left"),), then=Start("units"))
    return Finish(say=(said,), deeds=(deed,), then=Start("menu", {"brief": True}))
