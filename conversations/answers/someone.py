"""A person, found by name without accents; what else may be done instead stands beside it as buttons."""

import re
from dataclasses import dataclass, replace
from typing import ClassVar

from conversations.answers.folding import fold
from conversations.answers.paged import MORE, MORE_WORDS, MOST
from conversations.answers.question import Misfit, Option, Partial, Question, Read, Reader, Reading, refuse
from conversations.answers.telex import untelex
from conversations.model import Entry, Event, Json, Said
from conversations.queries import PeopleNamed, Someone
from conversations.texts import Text, phrase

LONGEST = 100
"""Characters of a name that is searched for."""
_PERSON = re.compile(r"p(\d{1,18})(?: (.+))?")


def person_in(value: str) -> int | None:
    """Return the number of the person that an answer names; None where it is something else to do."""
    found = _PERSON.fullmatch(value)
    return int(found[1]) if found else None


@dataclass(frozen=True, kw_only=True)
class SomeoneBelow(Question[str]):
    """The value is "p7 Nông Thị Lan" for person 7, at home below `under`, or the id of one of `others`.

    Half answered it is the name that was searched, and the page of its hits that is open.
    """

    under: int
    others: tuple[Option, ...] = ()
    entry: ClassVar[Entry] = "text"
    numbered: ClassVar[bool] = True

    def options(self, kept: Json, reader: Reader) -> tuple[Option, ...]:
        typed, page = _kept(kept)
        found = self._look(typed, reader) if typed else ()
        page %= max(1, -(-len(found) // MOST))
        shown = found[page * MOST :][:MOST]
        left = len(found) - page * MOST - len(shown)
        label = phrase("option.more", left=left) if left else phrase("option.first")
        more = (Option(MORE, label, MORE_WORDS),) if len(found) > MOST else ()
        return (*(Option(f"p{one.id}", f"{one.name} ({one.unit})") for one in shown), *more, *self.others)

    def choose(self, choice: str, kept: Json, reader: Reader) -> Reading[str]:
        typed, page = _kept(kept)
        found = self._look(typed, reader) if typed else ()
        if choice != MORE:
            return Read(next((_value(one) for one in found if f"p{one.id}" == choice), choice))
        pages = max(1, -(-len(found) // MOST))
        return Partial({"typed": typed, "page": (page + 1) % pages}, anew=False)

    def understand(self, text: str, kept: Json, reader: Reader) -> Reading[str]:
        name = " ".join(text.split())
        if not any(char.isalpha() for char in name) or len(name) > LONGEST:
            return refuse("someone")
        name = name if self._look(name, reader) else untelex(name)
        found = self._look(name, reader)
        if len(found) == 1:
            return Read(_value(found[0]))
        if not found:
            return refuse("someone.unknown", what=text)
        return Partial({"typed": name, "page": 0}, (phrase("someone.which", what=name),))

    def read(self, event: Event, kept: Json, reader: Reader) -> Reading[str]:
        """Read whatever came. Who types "xem thêm" looks below what he typed, not at the message above it."""
        reading = super().read(event, kept, reader)
        return replace(reading, anew=True) if isinstance(reading, Partial) and isinstance(event, Said) else reading

    def _look(self, name: str, reader: Reader) -> tuple[Someone, ...]:
        return reader.look(PeopleNamed(self.under, fold(name)))

    def load(self, raw: Json) -> str:
        known = {option.id for option in self.others}
        if not isinstance(raw, str) or (raw not in known and person_in(raw) is None):
            raise Misfit
        return raw

    def dump(self, value: str) -> Json:
        return value

    def show(self, value: str) -> Text:
        named = _PERSON.fullmatch(value)
        return next((option.label for option in self.others if option.id == value), named[2] if named else value)

    def sample(self) -> str:
        return "p1 Nông Thị Lan"


def _value(one: Someone) -> str:
    return f"p{one.id} {one.name}"


def _kept(kept: Json) -> tuple[str, int]:
    """Return the name that was searched and had several hits, and the page that is open."""
    typed, page = (kept.get("typed"), kept.get("page")) if isinstance(kept, dict) else ("", 0)
    whole = isinstance(page, int) and page >= 0
    return typed if isinstance(typed, str) else "", int(str(page)) if whole and not isinstance(page, bool) else 0
