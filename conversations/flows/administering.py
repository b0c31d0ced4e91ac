"""What an admin looks after: who is one, and which part of the tree is meant where he has several."""

from collections.abc import Generator
from typing import Any

from conversations.answers.choice import Choice
from conversations.answers.question import Option
from conversations.flow import Scene
from conversations.model import Person
from conversations.queries import Unit, UnitById

Asking = Generator[Any, Any, Any]


def may_administer(person: Person) -> bool:
    """Whether the person opens rounds, publishes plans and looks after people."""
    return person.may_somewhere("admin")


def area(scene: Scene) -> Asking:
    """Return the unit that an admin means to look after now with all below it; asked where he has several."""
    tops = [scene.look(UnitById(unit_id)) for unit_id in scene.speaker.units_as("admin")]
    known = {str(unit.id): unit for unit in tops if unit is not None}
    choices = tuple(Option(id_, unit.name) for id_, unit in known.items())
    if len(known) < 2:
        own = Unit(scene.speaker.unit_id, scene.speaker.unit, "")
        return next(iter(known.values()), own)
    chosen = yield from Choice(key="area", name="admin.area", choices=choices)
    return known[chosen]
