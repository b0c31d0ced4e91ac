"""Cuts one answer into the figures of several years: "24 180tr 25 210tr", "180tr, 210tr và 240tr".

It finds where a figure begins and ends and which year it is for; what it is worth is for series.py.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from conversations.answers.telex import untelex

Reads = Callable[[str], bool]
"""Whether a piece is one figure (or, for `fails`, one that is wrong in a way that can be told)."""

MOST_WORDS = 40
"""Of an answer that is cut; a longer one is a story."""
MOST_WORDS_OF_ONE = 8
"""Of one figure among several; keeps the search for where it ends short."""
MOST_MARKS = 16
_ASIDE = re.compile(r"\([^()]*\)")
_BREAK = re.compile(r"\s*(?:[;\n→|]|(?<!\d),|,(?!\d)|->|=>|\b(?:và|va|rồi|roi|and)\b)\s*", re.IGNORECASE)
_DASH = re.compile(r"\s+[-–—]\s+|(?<=[\w)])\s*/\s*(?=\d)")
_TIGHT_DASH = re.compile(r"(?<=\w)[-–—](?=\d)")
_SAYING = r"(?:là|la|được|duoc|lãi|lai|lỗ|lo|thu|có|co)\b"
_YEAR = re.compile(
    rf"(?<![\d.,])(\d{{4}}(?![.,]?\d)|\d\d(?=\s*[:=]\s*\S|[-–—]\d|\s+[-–—]?\s*\d|\s+{_SAYING}))", re.IGNORECASE
)
"""A year of two digits must be followed by something that a figure of two digits is not."""
_NAMED = re.compile(r"(?:^|\s)(?:năm|nam)\s*((?:19|20)\d\d)(?!\d)|(?<![\d.,])((?:19|20)\d\d)\s*[:=]", re.IGNORECASE)
_AFTER_YEAR = re.compile(r"^(?:[-–—](?=\d)|(?:\s*[:=,]|\s+[-–—](?=\s)|\s+(?:là|la|được|duoc)\b)*)\s*", re.IGNORECASE)
_BEFORE_YEAR = re.compile(r"\s*(?:\b(?:năm|nam|của|cua)|[,;/(])?\s*'?$", re.IGNORECASE)
_UNIT = re.compile(r"\d\s*([^\W\d_][^\d]*)$")


@dataclass(frozen=True, slots=True)
class Cut:
    """The pieces by year; `strange` is a year that was named and not asked for."""

    pieces: dict[int, str]
    strange: int | None = None


def cut(text: str, years: tuple[int, ...], missing: list[int], reads: Reads, fails: Reads) -> Cut | None:
    """Return the pieces of `text` by year, or None where it cannot be cut. A lone figure is for the first missing."""
    plain = untelex(_ASIDE.sub(" ", text)).strip()
    if len(plain.split()) > MOST_WORDS:
        return Cut(dict.fromkeys(missing[:1], plain)) if reads(plain) else None
    named = [int(found[1] or found[2]) for found in _NAMED.finditer(plain)]
    if strange := next((year for year in named if year not in years), None):
        return Cut({}, strange)
    names = {name: year for year in years for name in (str(year), f"{year % 100:02d}")}
    if not _is_row_of_years(plain, names, len(missing)):
        pieces = _by_chunk(plain, names, reads) or _by_mark(plain, names, reads)
        if pieces or (pieces := _by_chunk(plain, names, lambda piece: reads(piece) or fails(piece), alone=True)):
            return Cut(pieces)
        if named or plain in {str(year) for year in years}:
            return None
    figures = _by_order(plain, len(missing), reads)
    return Cut(dict(zip(missing, figures, strict=False))) if figures else None


def _is_row_of_years(plain: str, names: dict[str, int], wanted: int) -> bool:
    """Whether "24 25" is as likely two figures as a year and a figure; as many figures as wanted, so be it."""
    words = plain.split()
    return len(words) == wanted > 1 and all(word in names and len(word) == 2 for word in words)


def _by_chunk(plain: str, names: dict[str, int], reads: Reads, *, alone: bool = False) -> dict[int, str] | None:
    """Cut at commas and line ends: each chunk names its year, before the figure or behind it; `alone`: and no other."""
    pieces: dict[int, str] = {}
    for chunk in (chunk for chunk in _BREAK.split(plain) if chunk.strip()):
        marks = list(_marks(chunk, names))
        if not marks or names[marks[0][1]] in pieces or (alone and len(marks) > 1):
            return None
        found = marks[0]
        before, after = _BEFORE_YEAR.sub("", chunk[: found.start()]), _AFTER_YEAR.sub("", chunk[found.end() :])
        piece = after if after.strip(" .") else before
        short = len(found[1]) == len("24")
        if not reads(piece) or (before and short) or (piece is after and re.search(r"\d", before)):
            return None
        pieces[names[found[1]]] = piece
    return pieces or None


def _by_mark(plain: str, names: dict[str, int], reads: Reads) -> dict[int, str] | None:
    """Cut at the years themselves, where nothing else parts the figures: "24 180tr 25 210tr 26 1ty2"."""
    marks = list(_marks(plain, names))[:MOST_MARKS]
    if not marks or re.search(r"\d", plain[: marks[0].start()]):
        return None
    return next(_split(plain, marks, names, reads), None)


def _split(plain: str, marks: list[re.Match[str]], names: dict[str, int], reads: Reads) -> Iterator[dict[int, str]]:
    """Yield each way to cut after marks[0] such that the years go up and every piece is a figure."""
    first, year = marks[0], names[marks[0][1]]
    for at, mark in enumerate(marks[1:], 1):
        piece = _between(plain, first, mark.start())
        if names[mark[1]] > year and reads(piece):
            for rest in _split(plain, marks[at:], names, reads):
                yield {year: piece, **rest}
    piece = _between(plain, first, len(plain))
    if reads(piece):
        yield {year: piece}


def _between(plain: str, mark: re.Match[str], end: int) -> str:
    return _BEFORE_YEAR.sub("", _AFTER_YEAR.sub("", plain[mark.end() : end])).strip(" ,;.")


def _marks(plain: str, names: dict[str, int]) -> Iterator[re.Match[str]]:
    return (found for found in _YEAR.finditer(plain) if found[1] in names)


def _by_order(plain: str, wanted: int, reads: Reads) -> list[str] | None:
    """Cut figures without years: at commas, at dashes, or where one ends and the next begins."""
    for parts, least in ((_BREAK, 2), (_DASH, 2), (_TIGHT_DASH, 3)):  # "100-150" is no two years
        pieces = [piece for piece in parts.split(plain) if piece.strip()]
        if least <= len(pieces) == wanted and all(map(reads, pieces)):
            return _with_unit(pieces)
    listed = plain.split(",")
    if len(listed) == wanted > 1 and all(piece.strip().isdecimal() for piece in listed):  # "180,210,240"
        return listed
    if wanted and reads(plain):
        return [plain]
    return next((_with_unit(row) for row in _rows(plain.split(), wanted, reads)), None)


def _rows(words: list[str], wanted: int, reads: Reads) -> Iterator[list[str]]:
    """Yield each way to part `words` into `wanted` figures; the shortest first figure comes first."""
    if not wanted:
        if not words:
            yield []
        return
    for end in range(1, min(len(words) - wanted + 1, MOST_WORDS_OF_ONE) + 1):
        piece = " ".join(words[:end])
        if re.search(r"\d", piece) and reads(piece):
            yield from ([piece, *rest] for rest in _rows(words[end:], wanted - 1, reads))


def _with_unit(pieces: list[str]) -> list[str]:
    """Give the unit of the last figure to those before it that have none: "180, 210, 240 triệu"."""
    unit = _UNIT.search(pieces[-1])
    if unit is None or any(not re.fullmatch(r"[\d.,]+", piece.strip()) for piece in pieces[:-1]):
        return pieces
    return [*(f"{piece.strip()} {unit[1]}" for piece in pieces[:-1]), pieces[-1]]
