"""A place in the tree of units: chosen from the list, or found by its name without accents."""

from dataclasses import dataclass, replace
from typing import ClassVar

from conversations.answers.folding import fold, settle_tones
from conversations.answers.paged import MORE, MORE_WORDS
from conversations.answers.question import Misfit, Option, Partial, Question, Read, Reader, Reading, refuse
from conversations.answers.telex import untelex
from conversations.model import Entry, Event, Json, Said
from conversations.queries import Unit, UnitById, UnitsNamed
from conversations.texts import Text, phrase

LISTED = 12
"""Units offered as buttons at a time; of more there are pages."""
FOUND = 5 * LISTED
"""Units that one search brings; a name that more of them bear is typed with what it lies in."""
MOST = 100
OTHER = "other"
KINDS = (
    "xa", "phuong", "thi tran", "dac khu", "tinh", "thanh pho", "thon", "ban", "buon", "bon", "lang", "ap", "phum",
    "soc", "khom", "khu pho", "khoi pho", "khu", "khoi", "to dan pho", "to", "tieu khu",
)  # fmt: skip
"""What a place is, before what it is called."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place: a unit of the tree, or (`unit_id` None) one that the tree does not have, as it was typed."""

    unit_id: int | None
    name: str


@dataclass(frozen=True, kw_only=True)
class Place(Question[Spot]):
    """The value is a unit of level `level` below `under`; with `free` also a name that is not in the tree.
    With `itself` that unit can be chosen, too, at the head of the list.
    """

    under: int
    level: str = ""
    free: bool = True
    itself: bool = False
    entry: ClassVar[Entry] = "text"
    numbered: ClassVar[bool] = True

    def options(self, kept: Json, reader: Reader) -> tuple[Option, ...]:
        """The hits of the last search; before one, what lies directly below."""
        typed, found = self._found(kept, reader)
        several = [unit.name for unit in found]
        shown = _page(found, kept)
        listed = tuple(
            Option(str(unit.id), f"{unit.name} ({unit.path})" if several.count(unit.name) > 1 else unit.name)
            for unit in shown
        )
        if len(found) > LISTED:
            left = 0 if shown[-1] is found[-1] else len(found) - found.index(shown[-1]) - 1
            label = phrase("option.more", left=left) if left else phrase("option.first")
            listed = (*listed, Option(MORE, label, MORE_WORDS))
        return (*listed, Option(OTHER, phrase("option.other_place", what=typed))) if typed and self.free else listed

    def choose(self, choice: str, kept: Json, reader: Reader) -> Reading[Spot]:
        typed, found = self._found(kept, reader)
        if choice == OTHER:
            return Read(Spot(None, typed))
        if choice == MORE:
            pages = -(-len(found) // (LISTED - 1))
            return Partial({"typed": typed, "page": (_page_of(kept) + 1) % pages}, anew=False)
        return next((Read(Spot(unit.id, unit.name)) for unit in found if str(unit.id) == choice), refuse("stale"))

    def understand(self, text: str, kept: Json, reader: Reader) -> Reading[Spot]:
        name = " ".join(untelex(text).split())
        if not any(char.isalpha() for char in name) or len(name) > MOST:
            return refuse("place")
        found = self._search(name, reader)
        exact = [unit for unit in found if bare(unit.name) == bare(name)]
        same = [unit for unit in exact if settle_tones(unit.name).endswith(settle_tones(name))]
        for some in (same, exact):
            if len(some) == 1:
                return Read(Spot(some[0].id, some[0].name))
        if len(found) == 1 and not self.free:
            return Read(Spot(found[0].id, found[0].name), (phrase("doubt.choice", what=name),))
        if found:
            return Partial({"typed": name}, (phrase("place.which", what=name),))
        return Read(Spot(None, name), (phrase("doubt.place"),)) if self.free else refuse("place.unknown")

    def read(self, event: Event, kept: Json, reader: Reader) -> Reading[Spot]:
        """Read whatever came. Who types "xem thêm" looks below what he typed, not at the message above it."""
        reading = super().read(event, kept, reader)
        return replace(reading, anew=True) if isinstance(reading, Partial) and isinstance(event, Said) else reading

    def _found(self, kept: Json, reader: Reader) -> tuple[str, tuple[Unit, ...]]:
        typed = _typed(kept)
        if typed:
            return typed, self._search(typed, reader)
        own = reader.look(UnitById(self.under)) if self.itself else None
        return "", (*((own,) if own else ()), *self._look("", reader))

    def _search(self, name: str, reader: Reader) -> tuple[Unit, ...]:
        """Look for the name as it was typed, then without "thôn" before it."""
        folded = fold(name)
        found = self._look(folded, reader)
        return found if found or bare(name) == folded else self._look(bare(name), reader)

    def _look(self, folded: str, reader: Reader) -> tuple[Unit, ...]:
        return reader.look(UnitsNamed(self.under, folded, self.level, FOUND))

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


def _typed(kept: Json) -> str:
    """Return the name that was searched and had several hits."""
    typed = kept.get("typed") if isinstance(kept, dict) else None
    return typed if isinstance(typed, str) else ""


def _page(found: tuple[Unit, ...], kept: Json) -> tuple[Unit, ...]:
    """Return what is shown at a time: all, or as many as leave room for the button of the next ones."""
    if len(found) <= LISTED:
        return found
    size = LISTED - 1
    start = _page_of(kept) * size % (-(-len(found) // size) * size)
    return found[start : start + size]


def _page_of(kept: Json) -> int:
    page = kept.get("page") if isinstance(kept, dict) else 0
    return page if isinstance(page, int) and not isinstance(page, bool) and page >= 0 else 0


def bare(name: str) -> str:
    """Return the folded name without what the place is: "dong mo" of "thôn Đồng Mỏ"."""
    folded = fold(name)
    return next((folded.removeprefix(f"{kind} ") for kind in KINDS if folded.startswith(f"{kind} ")), folded)
