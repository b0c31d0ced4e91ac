"""An official text as the tests read it: its words, its sections, and where a quotation stands in it.

The texts belong to their issuers and are not copied into the project: PLAN_SOURCES names the folder that holds them.
"""

import os
import re
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from conversations.plans.quoting import plain

TOP = Path(__file__).parents[2]
SOURCES = TOP / os.environ.get("PLAN_SOURCES", "../shared/seeds")

where_the_texts_are = pytest.mark.skipif(
    not SOURCES.is_dir(), reason=f"the plans' official texts are not at {SOURCES} (PLAN_SOURCES)"
)

Span = tuple[int, int]
"""From where to where in the plain text."""

OPENING = ("Phần mở đầu", "Căn cứ")
CLOSING = "Phần kết"
_NUMBER = re.compile(r"(?:([IVX]+)|(\d+(?:\.\d+)*)|([a-zđ]))[.)](?= )")
"""What a section begins with: III. or 2. or 2.1. or a)"""
_LETTERED = 9


@dataclass(frozen=True)
class Source:
    """`text` is plain; `words` are the places of its words, the numbers of its sections left out.

    `first` are the words with which a line begins.
    """

    text: str
    words: tuple[Span, ...]
    first: frozenset[int]
    sections: Mapping[str, Span]

    def section(self, clause: str) -> Span:
        """Where the clause stands; nowhere (0, 0) where there is none, the whole text where none is named."""
        return self.sections.get(clause, (0, 0)) if clause else (0, len(self.text))

    def find(self, quotation: str, within: Span) -> Span | None:
        """Where the quotation stands first."""
        wanted = plain(quotation)
        at = self.text.find(wanted, *within)
        return None if at < 0 else (at, at + len(wanted))

    def inside(self, span: Span) -> range:
        """Which words lie wholly inside."""
        first = bisect_left(self.words, (span[0], 0))
        after = bisect_left(self.words, span[1], key=lambda word: word[0])
        return range(first, after if after == first or self.words[after - 1][1] <= span[1] else after - 1)


@cache
def source_of(name: str) -> Source:
    """Read one text."""
    lines = [line for raw in (SOURCES / name).read_text(encoding="utf-8").splitlines() if (line := plain(raw))]
    text = " ".join(lines)
    starts = [sum(len(line) + 1 for line in lines[:index]) for index in range(len(lines))]
    numbers = [(start, found) for start, line in zip(starts, lines, strict=True) if (found := _NUMBER.match(line))]
    skipped = {position for start, found in numbers for position in range(start, start + found.end())}
    words = tuple(found.span() for found in re.finditer(r"\w+", text) if found.start() not in skipped)
    first = frozenset(bisect_left(words, (start, start)) for start in starts)
    return Source(text, words, first, _sections(numbers, len(text)))


def _sections(numbers: list[tuple[int, re.Match[str]]], length: int) -> dict[str, Span]:
    """The sections by clause ("III.2.1", "III.2.a"): each ends where the next of its level, or a higher one, begins."""
    part = point = ""
    found: list[tuple[str, int, int]] = []
    for start, number in numbers:
        if number[1]:
            part = point = number[1]
            found.append((part, 1, start))
        elif number[2] and part:
            point = f"{part}.{number[2]}"
            found.append((point, 2 + number[2].count("."), start))
        elif part:
            found.append((f"{point}.{number[3]}", _LETTERED, start))
    sections = {
        clause: (start, next((at for _, other, at in found[index + 1 :] if other <= level), length))
        for index, (clause, level, start) in enumerate(found)
    }
    sections.update(dict.fromkeys(OPENING, (0, found[0][2])))
    return {**sections, CLOSING: (found[-1][2], length)}
