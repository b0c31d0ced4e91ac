"""Asks a question and tells what came of the answer, in a form that fits a table."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from bot.catalogue import Catalogue
from conversations.answers.folding import fold
from conversations.answers.question import Partial, Question, Read, Reader, Refusal
from conversations.model import Event, Json, Said, Tapped
from conversations.queries import AnyQuery, PeopleNamed, Someone, Unit, UnitById, UnitsNamed
from conversations.texts import Phrase, Text

CATALOGUE = Catalogue(Path(__file__).parents[2] / "locales")
TODAY = date(2026, 11, 21)
VILLAGES = (
    Unit(101, "thôn Đồng Mỏ", "xã Vân Nham"),
    Unit(102, "thôn Đồng Mẫu", "xã Vân Nham"),
    Unit(103, "bản Phổng", "xã Vân Nham"),
    Unit(104, "thôn Bàn", "xã Vân Nham"),
    Unit(105, "thôn Bản", "xã Vân Nham"),
    Unit(106, "Khu phố 3", "xã Vân Nham"),
)
PEOPLE = (
    *(Someone(number, f"Nguyễn Thị Lan {number}", "xã Vân Nham") for number in range(1, 10)),
    Someone(10, "Vi Văn Đá", "xã Vân Nham"),
)


class Tree(Mapping[AnyQuery, Any]):
    """The facts of a storage that knows these villages."""

    def __getitem__(self, query: AnyQuery) -> tuple[Unit, ...] | tuple[Someone, ...] | Unit:
        if isinstance(query, UnitById):
            return Unit(query.unit_id, "xã Vân Nham", "")
        if isinstance(query, PeopleNamed):
            named = [one for one in PEOPLE if all(word in fold(one.name) for word in query.folded.split())]
            return tuple(named[: query.limit])
        assert isinstance(query, UnitsNamed)
        found = [unit for unit in VILLAGES if all(word in fold(unit.name) for word in query.folded.split())]
        return tuple(found[: query.limit])

    def __contains__(self, query: object) -> bool:
        return True

    def __iter__(self) -> Iterator[AnyQuery]:
        return iter(())

    def __len__(self) -> int:
        return 0


READER = Reader(TODAY, Tree(), CATALOGUE.words("vi"))


@dataclass(frozen=True)
class Got:
    """Understood as `value`, with these doubts."""

    value: Any
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Half:
    """Understood in part."""

    kept: Json


@dataclass(frozen=True)
class No:
    """Refused with the sentence `refuse.<key>`."""

    key: str


def does(question: Question[Any], event: Event, kept: Json = None) -> Got | Half | No:
    """Let something happen while `question` is open."""
    match question.read(event, kept, READER):
        case Read(value=value, doubt=doubt):
            return Got(value, tuple(_key(text) for text in doubt))
        case Partial(kept=left):
            return Half(left)
        case Refusal(why=why):
            return No(why.key.removeprefix("refuse."))


def says(question: Question[Any], text: str, kept: Json = None) -> Got | Half | No:
    """Type `text`."""
    return does(question, Said(text), kept)


def taps(question: Question[Any], choice: str, kept: Json = None) -> Got | Half | No:
    """Tap `choice` under the open message."""
    return does(question, Tapped(1, choice), kept)


def kept_after(question: Question[Any], *texts: str) -> Json:
    """Return what is kept after these partial answers."""
    kept: Json = None
    for text in texts:
        half = says(question, text, kept)
        assert isinstance(half, Half), f"{text!r}: {half}"
        kept = half.kept
    return kept


def shown(text: Text) -> str:
    """Return `text` as a person reads it in Vietnamese."""
    return CATALOGUE.say("vi", text)


def _key(text: Text) -> str:
    assert isinstance(text, Phrase), text
    return text.key.removeprefix("doubt.")
