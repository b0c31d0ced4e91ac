"""Puts texts into words: the sentences of locales/ (gettext PO, by key), filled the way people write numbers and days.

Nothing that a person reads stands in the code; nothing of locales/ is read anywhere else.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache, partial
from pathlib import Path

from babel.dates import format_date
from babel.lists import format_list
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

from bot.channels.base import Span
from conversations.answers.spelling import spell
from conversations.model import LOCALES, Locale
from conversations.texts import Area, Arg, Dong, Joined, Marked, Phrase, Text

FIRST: Locale = "vi"
"""The language that has every sentence; another that lacks one falls back to it."""
_PIECE = re.compile(r"\{(\w+)(?::(\w+))?\}|(\*)")
_BOLD = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]*[^\s*])\*(?![\w*])")
"""What somebody wrote between two stars; "3 * 4 * 5" and a star that is alone are no marks."""
SQUARE_METRES_OF_A_HECTARE = 10_000


class CatalogueError(Exception):
    """A file of locales/ cannot be read. Please mend the named line; msgfmt --check shows more."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of a sentence: literal text, or the argument `name` in the manner `style`."""

    text: str
    name: str
    style: str
    bold: bool


@dataclass(frozen=True, slots=True)
class _Sentence:
    """`fixed` is the sentence itself where it has no arguments: most of what stands on buttons."""

    forms: tuple[tuple[_Piece, ...], ...]
    fixed: tuple[Span, ...] | None

    def form(self, count: Arg | None) -> tuple[_Piece, ...]:
        """Vietnamese has one form; English has one for 1 and one for the rest."""
        return self.forms[0] if count == 1 else self.forms[-1]


class Catalogue:
    """All sentences in all languages."""

    def __init__(self, folder: Path) -> None:
        self._sentences = {locale: _read(folder / locale) for locale in LOCALES}

    def keys(self, locale: Locale) -> frozenset[str]:
        """Return the keys that `locale` has a sentence for."""
        return frozenset(self._sentences[locale])

    def words(self, locale: Locale) -> Callable[[Text], str]:
        """Return what puts texts into this language."""
        return partial(self.say, locale)

    def word(self, key: str, locale: str) -> str:
        """Return a sentence without arguments, for a door's own page."""
        return self.say("en" if locale == "en" else "vi", Phrase(key))

    def say(self, locale: Locale, text: Arg, style: str = "") -> str:
        """Return `text` in words, without marks."""
        match text:
            case str():
                return text
            case Phrase() | Marked():
                return "".join(span.text for span in self.spans(locale, text))
            case Dong(amount=amount):
                return _dong(locale, amount, style)
            case Area(metres=metres):
                return _area(locale, metres)
            case Joined(parts=parts):
                return format_list([self.say(locale, part) for part in parts], locale=locale) if parts else ""
            case date():
                return _day(locale, text, style)
            case _:
                return _number(locale, text)

    def spans(self, locale: Locale, text: Text) -> tuple[Span, ...]:
        """Return `text` in words, with what is bold in it. A sentence that is missing shows its key."""
        if isinstance(text, str):
            return (Span(text),)
        if isinstance(text, Marked):
            return _marked(text.text)
        sentence = self._sentences[locale].get(text.key) or self._sentences[FIRST].get(text.key)
        if sentence is None:
            return (Span(text.key),)
        if sentence.fixed is not None:
            return sentence.fixed
        args = text.args
        return tuple(
            Span(self._fill(locale, piece, args.get(piece.name)) if piece.name else piece.text, piece.bold)
            for piece in sentence.form(args.get("n"))
        )

    def _fill(self, locale: Locale, piece: _Piece, arg: Arg | None) -> str:
        words = "{" + piece.name + "}" if arg is None else self.say(locale, arg, piece.style)
        return words[:1].upper() + words[1:] if piece.style == "begin" else words


def _read(folder: Path) -> dict[str, _Sentence]:
    found: dict[str, _Sentence] = {}
    for path in sorted(folder.glob("*.po")):
        try:
            with path.open("rb") as file:
                catalog: Catalog = read_po(file, abort_invalid=True)
        except (ValueError, OSError) as error:
            raise CatalogueError(f"{path}: {error}") from error
        for message in catalog:
            if message.id:
                key = message.id if isinstance(message.id, str) else message.id[0]
                forms = (message.string,) if isinstance(message.string, str) else tuple(message.string or (key,))
                found[key] = _sentence(tuple(_pieces(form) for form in forms))
    return found


def _sentence(forms: tuple[tuple[_Piece, ...], ...]) -> _Sentence:
    still = len(forms) == 1 and not any(piece.name for piece in forms[0])
    return _Sentence(forms, tuple(Span(piece.text, piece.bold) for piece in forms[0]) if still else None)


def _marked(words: str) -> tuple[Span, ...]:
    """Cut somebody's own words at their *bold* marks."""
    parts = _BOLD.split(words)
    return tuple(Span(part, bold=bool(at % 2)) for at, part in enumerate(parts) if part)


def _pieces(sentence: str) -> tuple[_Piece, ...]:
    """Cut a sentence at its {names} and its *bold* marks."""
    pieces: list[_Piece] = []
    bold, at = False, 0
    for found in _PIECE.finditer(sentence):
        if literal := sentence[at : found.start()]:
            pieces.append(_Piece(literal, "", "", bold))
        if found[3]:
            bold = not bold
        else:
            pieces.append(_Piece("", found[1], found[2] or "", bold))
        at = found.end()
    if rest := sentence[at:]:
        pieces.append(_Piece(rest, "", "", bold))
    return tuple(pieces)


@lru_cache(maxsize=4096)
def _number(locale: Locale, number: int) -> str:
    return str(format_decimal(number, locale=locale))


def _dong(locale: Locale, amount: int, style: str) -> str:
    """Digits and words: a slip of a zero is seen in the words. In the style `short` digits only."""
    figure = f"{_number(locale, amount)} đồng"
    return f"{figure} ({spell(amount)} đồng)" if locale == "vi" and style != "short" else figure


def _area(locale: Locale, metres: int) -> str:
    hectares, rest = divmod(metres, SQUARE_METRES_OF_A_HECTARE)
    if hectares and not rest:
        return f"{_number(locale, hectares)} ha"
    return f"{_number(locale, metres)} m²"


@cache
def _day(locale: Locale, day: date, style: str) -> str:
    pattern = "EEEE, dd/MM/yyyy" if style == "weekday" else "dd/MM/yyyy"
    return str(format_date(day, pattern, locale=locale))
