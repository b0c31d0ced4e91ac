"""A place in the tree of units: chosen from the list, or found by its name without accents."""

from dataclasses import dataclass
from typing import ClassVar

from conversations.answers.folding import fold
from conversations.answers.question import Misfit, Option, Partial, Question, Read, Reader, Reading, refuse
from conversations.model import Entry, Json, Unit, UnitsNamed
from conversations.texts import Text, phrase

LISTED = 12
"""Units offered as buttons; more than that are searched by typing."""
MOST = 100
OTHER = "other"


@dataclass(frozen=True, slots=True)
class Spot:
    """A place: a unit of the tree, or (`unit_id` None) one that the tree does not have, as it was typed."""

    unit_id: int | None
    name: str


@dataclass(frozen=True, kw_only=True)
class Place(Question[Spot]):
    """The value is a unit of level `level` below `under`; with `free` also a name that is not in the tree."""

    under: int
    level: str = ""
    free: bool = True
    entry: ClassVar[Entry] = "text"
    numbered: ClassVar[bool] = True

    def options(self, kept: Json, reader: Reader) -> tuple[Option, ...]:
        """The hits of the last search; before one, what lies directly below."""
        found = reader.look(UnitsNamed(self.under, kept if isinstance(kept, str) else "", self.level, LISTED))
        return tuple(Option(str(unit.id), unit.name) for unit in found)

    def choose(self, choice: str, kept: Json, reader: Reader) -> Reading[Spot]:
        label = next(option.label for option in self.options(kept, reader) if option.id == choice)
        return Read(Spot(int(choice), str(label)))

    def understand(self, text: str, kept: Json, reader: Reader) -> Reading[Spot]:
        folded = fold(text)
        if not any(char.isalpha() for char in folded) or len(text) > MOST:
            return refuse("place")
        found = reader.look(UnitsNamed(self.under, folded, self.level, LISTED))
        exact = [unit for unit in found if _named(unit, folded)]
        if len(exact or found) == 1:
            unit = (exact or found)[0]
            return Read(Spot(unit.id, unit.name))
        if found:
            return Partial(folded, (phrase("place.which", what=text),))
        return (
            Read(Spot(None, " ".join(text.split())), (phrase("doubt.place"),)) if self.free else refuse("place.unknown")
        )

    def load(self, raw: Json) -> Spot:
        match raw:
            case {"unit_id": int() | None as unit_id, "name": str(name)} if name and not isinstance(unit_id, bool):
                return Spot(unit_id, name)
            case _:
                raise Misfit

    def dump(self, value: Spot) -> Json:
        return {"unit_id": value.unit_id, "name": value.name}

    def show(self, value: Spot) -> Text:
        return value.name

    def sample(self) -> Spot:
        return Spot(None, "thôn Mẫu")


def _named(unit: Unit, folded: str) -> bool:
    """Whether the unit is called so, with or without "thôn"."""
    name = fold(unit.name)
    return folded in (name, name.partition(" ")[2])
