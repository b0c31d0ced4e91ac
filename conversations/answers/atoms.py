"""The single words and figures that numbers are made of: "350", "tr", "năm", "rưỡi".

It knows one word at a time; how words in a row add up stands in numerals.py.
"""

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Literal

from conversations.answers.folding import fold, settle_tones

THOUSAND, MILLION, BILLION = 1_000, 1_000_000, 1_000_000_000
MOST_SIGNS = 30
"""Of a figure; a longer one is no amount of anything."""

Kind = Literal["F", "D", "M", "C", "T", "L", "H", "N", "S"]
"""Figure, digit word, mươi, chục, trăm, linh, rưỡi, nửa, scale."""

_DIGITS = {
    "không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "nhăm": 5, "sáu": 6,
    "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
}  # fmt: skip
_OTHERS: dict[str, Kind] = {
    "mười": "M", "mươi": "M", "chục": "C", "trăm": "T", "linh": "L", "lẻ": "L", "rưỡi": "H", "rưởi": "H", "nửa": "N",
}  # fmt: skip
_SCALES = {
    "nghìn": THOUSAND, "ngàn": THOUSAND, "vạn": 10 * THOUSAND, "triệu": MILLION, "tỷ": BILLION, "tỉ": BILLION,
    "củ": MILLION,
}  # fmt: skip
_SHORT_SCALES = {
    "k": THOUSAND, "ng": THOUSAND, "tr": MILLION, "trd": MILLION, "m": MILLION, "t": BILLION, "b": BILLION,
}  # fmt: skip
"""Only directly after a figure: "350tr". Alone they are letters."""
_FORGIVING = {
    "trieu": MILLION, "nghin": THOUSAND, "ngan": THOUSAND, "ngin": THOUSAND,
    "thousand": THOUSAND, "million": MILLION, "billion": BILLION,
}  # fmt: skip
"""Scales that are meant whatever their marks ("triêu"), and those of whoever has chosen English."""
_BY_LETTERS = {fold(right): right for right in (*_SCALES, *_OTHERS, *_DIGITS)}
"""Without marks "tu" is taken for "tư", "bay" for "bảy"."""
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_THREES = re.compile(r"\d{1,3}(?:[.,]\d{3})+")


@dataclass(frozen=True, slots=True)
class Atom:
    """One word or figure of a number. `raw` is the figure as typed, or the word."""

    kind: Kind
    value: int
    raw: str


def atom(word: str, before: Atom | None) -> Atom | None:
    """Return what `word` is in a number that follows `before`, or None where it is no part of one.

    With marks it must have the right ones ("từ" is not "tư"); without any it is taken by its letters.
    """
    if _FIGURE.fullmatch(word):
        return Atom("F", 0, word) if len(word) <= MOST_SIGNS else None
    found = _word(word)
    if found is None and before is not None and before.kind == "F" and (scale := _SHORT_SCALES.get(fold(word))):
        return Atom("S", scale, fold(word))
    return found


@lru_cache(maxsize=4096)
def _word(word: str) -> Atom | None:
    small, plain = settle_tones(word), fold(word)
    right = small if small != plain else _BY_LETTERS.get(plain, "")
    if right in _DIGITS:
        return Atom("D", _DIGITS[right], plain)
    if right in _OTHERS:
        return Atom(_OTHERS[right], 0, plain)
    scale = _SCALES.get(right) or _FORGIVING.get(plain)
    return Atom("S", scale, plain) if scale else None


def read_figure(raw: str, scale: int = 0) -> tuple[Fraction, bool]:
    """Return the number, and whether it could be read in two ways. Dots group thousands, a comma begins decimals;
    but nobody writes "1,200,000" or "1.5" in another sense, and "1,200" without a scale is a thousand and more.
    """
    grouped = _THREES.fullmatch(raw) is not None and not raw.startswith("0")
    signs = {sign for sign in raw if sign in ".,"}
    digits = re.sub(r"\D", "", raw)
    if not signs:
        return Fraction(int(digits)), False
    if len(signs) == 1 and grouped and (raw.count(",") != 1 or not scale):
        return Fraction(int(digits)), scale >= BILLION and raw.count(".") == 1
    last = max(raw.rfind("."), raw.rfind(","))
    if raw.count(raw[last]) > 1:  # "1.2.3"
        return Fraction(int(digits)), True
    whole = re.sub(r"\D", "", raw[:last])
    return Fraction(int(whole + raw[last + 1 :]), 10 ** len(raw[last + 1 :])), grouped
