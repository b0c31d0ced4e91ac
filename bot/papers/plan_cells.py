"""What one cell of a plan's workbook holds: a value of the plan put into it, and taken out of whatever stands there.

It knows cells and words. Which columns there are, and what the plan makes of the values, it does not know.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from openpyxl.cell.rich_text import CellRichText

from bot.papers.plan_sheets import Column
from bot.papers.plan_words import PlanWords, Vocabulary
from bot.papers.toml_pairs import write_pairs
from conversations.answers.folding import tidy
from conversations.plans.plan_error import FaultCode
from conversations.texts import Arg, Joined

Put = str | int | date
_DAY = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_WHOLE = re.compile(r"-?\d{1,9}")
_PART = re.compile(r"(?:\\[\\;]|[^;])*")
_ESCAPE = re.compile(r"\\([\\;])")
EARLIEST, LATEST = 1945, 2100
"""Years of a plan's days: 2026 alone in a cell for days is one of 1905 to Excel."""
LONGEST_FOUND = 80
"""Characters of a cell that a sentence about it repeats."""


@dataclass(frozen=True, slots=True)
class Misread:
    """A cell that does not hold what its column asks for."""

    code: FaultCode
    details: Mapping[str, Arg] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Known:
    """The words that cells of one workbook may hold."""

    words: PlanWords
    terms: Vocabulary
    fields: Vocabulary

    def of(self, column: Column) -> Vocabulary | None:
        """Return the words that this column takes, if it takes words."""
        if column.among:
            return self.words.closed[column.among]
        match column.cell:
            case "truth":
                return self.words.truth
            case "term" | "terms":
                return self.terms
            case "field":
                return self.fields
            case _:
                return None


def put(column: Column, value: Any, known: Known) -> Put | None:
    """Return what to write for `value`; None where its type is not the column's, so that it goes elsewhere."""
    match column.cell:
        case "whole":
            return value if type(value) is int else None
        case "day":
            return value if type(value) is date else None
        case "truth":
            return known.words.truth.word("yes" if value else "no") if type(value) is bool else None
        case "texts" | "words" | "terms":
            entries = value if isinstance(value, list) and all(isinstance(entry, str) for entry in value) else None
            return None if entries is None else join([_word(column, entry, known) for entry in entries])
        case "text" | "word" | "term":
            return _word(column, value, known) if isinstance(value, str) else None
        case "field":
            return tidy(value) if isinstance(value, str) else None
        case "pairs":
            return write_pairs(value)


def take(column: Column, raw: Any, known: Known) -> Any:
    """Return the value in a cell; None where it is empty, a Misread where it is something else."""
    match column.cell:
        case "whole":
            return _whole(raw)
        case "day":
            return _day(raw)
        case "truth":
            return _truth(column, raw, known)
        case "pairs":
            return _pairs(raw)
        case _:
            return _texts(column, raw, known)


def join(entries: list[str]) -> str:
    """Return a list as one text; `split` gives the same list, also where an entry contains a semicolon."""
    return "; ".join(entry.replace("\\", "\\\\").replace(";", "\\;") for entry in entries)


def split(text: str) -> list[str]:
    """Return the entries between semicolons, without the empty ones."""
    parts = (tidy(_ESCAPE.sub(r"\1", part)) for part in _PART.findall(text))
    return [part for part in parts if part]


def found(raw: Any) -> str:
    """Return what stands in a cell, as a sentence repeats it."""
    if isinstance(raw, datetime):
        return raw.strftime("%d/%m/%Y")
    text = tidy(str(raw)).replace("\n", " ")
    return text if len(text) <= LONGEST_FOUND else f"{text[:LONGEST_FOUND]}…"


def _word(column: Column, code: str, known: Known) -> str:
    vocabulary = known.of(column)
    return vocabulary.word(code) if vocabulary else tidy(code)


def _texts(column: Column, raw: Any, known: Known) -> Any:
    text = _text(raw)
    if not isinstance(text, str):
        return text
    if column.cell in {"texts", "words", "terms"}:
        entries: list[str] = []
        for part in split(text):
            codes = _codes(column, part, known)
            if isinstance(codes, Misread):
                return codes
            entries += codes
        return entries or None
    codes = _codes(column, text, known)
    return codes if isinstance(codes, Misread) else codes[0]


def _codes(column: Column, text: str, known: Known) -> list[str] | Misread:
    """Return the code of a word, or of several between commas. Words of the plan may be unknown: the loader tells."""
    vocabulary = known.of(column)
    if vocabulary is None:
        return [text]
    if code := vocabulary.code(text):
        return [code]
    parts = [vocabulary.code(part) for part in re.split(r"[,\n]", text) if part.strip()]
    codes = [part for part in parts if part]
    if column.cell in {"words", "terms"} and codes and len(codes) == len(parts):
        return codes
    if column.among is None:
        return [text]
    return _unknown(column, text, vocabulary)


def _unknown(column: Column, text: str, vocabulary: Vocabulary) -> Misread:
    known = Joined(tuple(vocabulary.words.values()))
    return Misread("unknown_word", {"key": column.title, "word": found(text), "known": known})


def _text(raw: Any) -> str | Misread | None:
    if isinstance(raw, float) and raw.is_integer():
        raw = int(raw)
    if isinstance(raw, int) and not isinstance(raw, bool):
        return str(raw)
    if not isinstance(raw, str | CellRichText):
        return Misread("bad_text", {"found": found(raw)})
    return tidy(str(raw)) or None


def _whole(raw: Any) -> int | Misread | None:
    if isinstance(raw, float) and raw.is_integer():
        raw = int(raw)
    if isinstance(raw, int) and not isinstance(raw, bool):
        return raw
    text = tidy(str(raw)) if isinstance(raw, str | CellRichText) else ""
    if text and _WHOLE.fullmatch(text):
        return int(text)
    return Misread("bad_number", {"found": found(raw)})


def _day(raw: Any) -> date | Misread:
    day = raw.date() if isinstance(raw, datetime) else _typed_day(raw)
    return day if day and EARLIEST <= day.year <= LATEST else Misread("bad_date", {"found": found(raw)})


def _typed_day(raw: Any) -> date | None:
    text = tidy(str(raw)) if isinstance(raw, str | CellRichText) else ""
    try:
        if match := _DAY.fullmatch(text):
            return date(int(match[3]), int(match[2]), int(match[1]))
        if match := _ISO.fullmatch(text):
            return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:  # 30/02
        return None
    return None


def _truth(column: Column, raw: Any, known: Known) -> bool | Misread | None:
    vocabulary = known.words.truth
    text = str(raw).lower() if isinstance(raw, bool) else _text(raw)
    if not isinstance(text, str):
        return text
    code = vocabulary.code(text)
    return _unknown(column, text, vocabulary) if code is None else code == "yes"


def _pairs(raw: Any) -> dict[str, Any] | Misread | None:
    try:
        return tomllib.loads(str(raw)) or None
    except (ValueError, RecursionError) as error:
        return Misread("bad_pairs", {"reason": found(error)})
