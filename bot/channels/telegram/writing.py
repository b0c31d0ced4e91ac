"""Bubble -> texts with marks, each short enough for one message. Pure.

Marks are counted positions, never a markup language: somebody's own words can then not be mistaken for one.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from bot.channels.base import Bubble, ParagraphRole

LIMIT = 4096
"""Characters of one message. Counted in UTF-16 units like the marks, which errs on the safe side."""
MARKS = 100
CLOSE: tuple[ParagraphRole, ...] = ("line", "list")
"""Paragraphs that stand close together."""
BORDERS = ("\n\n", "\n", " ")
"""Where a long text may be cut, the best place first."""


@dataclass(frozen=True, slots=True)
class Mark:
    """How the characters from `start` to `end` look."""

    look: Literal["bold", "italic"]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Letter:
    """One message. `entities` are the marks as Telegram counts them."""

    text: str
    entities: list[dict[str, Any]]


def write(bubble: Bubble) -> list[Letter]:
    """Return the messages that say what the bubble says: mostly one, none where it says nothing."""
    text, marks = _flat(bubble)
    return [_letter(text, marks, start, end) for start, end in _cuts(text)]


def units(text: str) -> int:
    """Return the length in UTF-16 units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def _flat(bubble: Bubble) -> tuple[str, list[Mark]]:
    text, marks = "", []
    before: ParagraphRole | None = None
    for paragraph in bubble.paragraphs:
        text += _gap(before, paragraph.role) if text else ""
        start = len(text)
        for span in paragraph.spans:
            text += span.text
            if span.bold and span.text:
                marks.append(Mark("bold", len(text) - len(span.text), len(text)))
        if paragraph.role == "note":
            marks.append(Mark("italic", start, len(text)))
        before = paragraph.role
    if bubble.progress:
        text += "\n\n" if text else ""
        marks.append(Mark("italic", len(text), len(text) + len(bubble.progress)))
        text += bubble.progress
    return text, marks


def _gap(before: ParagraphRole | None, role: ParagraphRole) -> str:
    return "\n" if role == before and role in CLOSE else "\n\n"


def _cuts(text: str) -> Iterator[tuple[int, int]]:
    """Yield the pieces of `text` that fit a message, without the white space around them."""
    start = 0
    while start < len(text):
        end = _reach(text, start)
        if end < len(text):
            end = next((at for border in BORDERS if (at := text.rfind(border, start + 1, end + 1)) > start), end)
        piece = text[start:end]
        if piece.strip():
            yield start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())
        start = end


def _reach(text: str, start: int) -> int:
    """Return where the longest piece that begins at `start` ends."""
    end = min(start + LIMIT, len(text))
    while (excess := units(text[start:end]) - LIMIT) > 0:
        end -= (excess + 1) // 2
    return end


def _letter(text: str, marks: list[Mark], start: int, end: int) -> Letter:
    piece = text[start:end]
    entities = []
    for mark in marks:
        first, last = max(mark.start, start), min(mark.end, end)
        if first < last:
            offset, length = units(text[start:first]), units(text[first:last])
            entities.append({"type": mark.look, "offset": offset, "length": length})
    return Letter(piece, entities[:MARKS])
