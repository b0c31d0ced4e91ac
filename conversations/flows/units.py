"""The units that an admin looks after: one is found by name, and what can be done with it stands on its card.

What a unit takes along where it gives way to another stands in storage/succession.py. Whether the admin may is looked
at once more when it is done. A unit is split by the list in a workbook, where a line for each can be written in peace.
"""

from conversations.answers.choice import Choice
from conversations.answers.confirm import Confirm
from conversations.answers.place import Place
from conversations.answers.question import Option
from conversations.answers.text import ShortText
from conversations.flow import Finish, Flow, FlowKind, Scene, Start
from conversations.flows.administering import Asking, area, may_administer
from conversations.flows.merging import merge
from conversations.flows.unit_texts import alike, done, shown
from conversations.model import UnitAdded, UnitEnded, UnitLevel, UnitRenamed
from conversations.queries import Unit, UnitCard, UnitCardById
from conversations.texts import phrase
from conversations.tree import BELOW

LONGEST = 100
"""Characters of a unit's name."""
_ALSO: dict[str, tuple[str, ...]] = {
    "add": ("them", "them don vi", "add"),
    "rename": ("doi ten", "sua ten", "rename"),
    "merge": ("nhap", "sap nhap", "gop", "merge"),
    "end": ("ket thuc", "giai the", "end"),
    "other": ("don vi khac", "tim don vi khac", "other"),
}
WAYS = tuple(_ALSO)


def units(scene: Scene) -> Flow:
    """Find a unit, show its card, do one thing."""
    if not may_administer(scene.speaker):
        return Finish(say=(phrase("admin.no_right"),))
    top: Unit = yield from area(scene)
    question = Place(
        key="unit", name="units", args={"unit": top.name}, under=top.id, itself=True, free=False, listed=False
    )
    spot = yield from question
    card = scene.look(UnitCardById(spot.unit_id or 0, top.id))
    if card is None:
        return Finish(say=(phrase("units.gone", name=spot.name),), then=Start("units"))
    choices = tuple(Option(way, phrase(f"units.do.{way}"), _ALSO[way]) for way in _ways(card, top))
    chosen = yield from Choice(key="do", name="units.do", choices=choices, lead=shown(card), listed=False)
    match chosen:
        case "add":
            return (yield from _add(card, scene))
        case "rename":
            return (yield from _rename(card, scene))
        case "merge":
            return (yield from merge(card, top, scene))
        case "end":
            return (yield from _end(card, scene))
        case _:
            return Finish(then=Start("units"))


def _ways(card: UnitCard, top: Unit) -> tuple[str, ...]:
    """What can be done with it: what an admin changes lies below his own unit, and only an empty one just ends."""
    own = card.id == top.id
    idle = {"rename": own, "merge": own, "end": own or not card.idle}
    return tuple(way for way in WAYS if not idle.get(way))


def _add(card: UnitCard, scene: Scene) -> Flow:
    levels = {level: Option(level, phrase(f"workbook.unit_level.{level}")) for level in BELOW[card.level]}
    chosen = yield from Choice(
        key="level", name="units.level", args={"unit": card.name}, choices=tuple(levels.values()), auto=True
    )
    level: UnitLevel = next(level for level in levels if level == chosen)
    name = yield from _name(card)
    lead = alike(name, card.id, scene)
    sure = yield from Confirm(
        key="sure",
        name="units.add",
        args={"name": name, "level": levels[level].label, "unit": card.name},
        lead=lead,
        listed=False,
    )
    return done(phrase("units.added", name=name, unit=card.name), UnitAdded(card.id, level, name), sure=sure)


def _rename(card: UnitCard, scene: Scene) -> Flow:
    name = yield from _name(card)
    lead = alike(name, card.lineage[1], scene, but=(card.id,))
    sure = yield from Confirm(
        key="sure",
        name="units.rename",
        args={"old": card.name, "new": name, "on": scene.today},
        lead=lead,
        listed=False,
    )
    return done(phrase("units.renamed", old=card.name, new=name), UnitRenamed(card.id, name), sure=sure)


def _end(card: UnitCard, scene: Scene) -> Flow:
    sure = yield from Confirm(key="sure", name="units.end", args={"name": card.name, "on": scene.today}, listed=False)
    return done(phrase("units.ended", name=card.name), UnitEnded(card.id), sure=sure)


def _name(card: UnitCard) -> Asking:
    return (yield from ShortText(key="name", name="units.name", args={"unit": card.name}, most=LONGEST))


UNITS = FlowKind("units", units)
