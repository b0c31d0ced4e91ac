"""Brings a plan's wording of a date into one shape, and finds in it what no calendar has. It must not guess a meaning.

Accents are kept: without them "quý vị" would read as a sixth quarter.
"""

import re
from datetime import date

from conversations.answers.folding import tidy

ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
QUARTERS = 4
MONTHS = 12
FIRST_YEAR = 1000
"""Years of four digits; "0023" is a slip."""
LEAP_YEAR = 2024
"""Stands in where no year is named: 29/02 comes now and then."""

NUMBER = r"(?:[ivx]+|\d{1,2})"
LIST = rf"(?P<list>{NUMBER}(?:\s*(?:,|và|đến|-|–)\s*(?:(?:quý|tháng)\s+)?{NUMBER})*)"
DAY = r"(?P<day>\d{1,2})/(?P<month>\d{1,2})(?:/(?P<year>\d{4}))?"
YEAR = r"(?:(?:\s*/\s*|,?\s+(?:của\s+)?(?:năm\s+)?)(?P<year>[1-9]\d{3}))?"

_EVERY_YEAR = r"(?:định kỳ |của )?(?:hằng|hàng|mỗi|từng) năm"
_YEARLY = re.compile(rf"^{_EVERY_YEAR}(?!\w)[\s,:;]*|[\s,]*\(?(?<!\w){_EVERY_YEAR}\)?$", re.IGNORECASE)
_SHAPES = (
    (r"\bq(?:uí|úy|úi)(?=\s)", "quý"),
    (r"(?<![\d/])(\d{1,2})(?:\s*/\s*|\s+tháng\s+)(\d{1,2})(?!\d)", r"\1/\2"),
    (r"(?<![\d/.-])(\d{1,2})\s*([.-])\s*(\d{1,2})\s*\2\s*(\d{4})(?![\d/])", r"\1/\3/\4"),
    (r"(?<![\d/])(\d{1,2}/\d{1,2})(?:\s*/\s*|,?\s+năm\s+)(\d{4})(?!\d)", r"\1/\2"),
)
_NAMED_DAY = re.compile(rf"(?:(?P<named>ngày)\s+|(?<![\d/.])){DAY}(?![\d/])", re.IGNORECASE)
_NAMED_PART = re.compile(rf"\b(?P<kind>quý|tháng)\s+(?P<number>{NUMBER})(?!\w)", re.IGNORECASE)


def shaped(words: str) -> tuple[str, bool]:
    """Return the wording with its days as d/m/yyyy and without a "hằng năm" at its ends, and whether it had one."""
    text = " ".join(tidy(words).split()).strip(" .,;:")
    for pattern, instead in _SHAPES:
        text = re.sub(pattern, instead, text, flags=re.IGNORECASE)
    bare, count = _YEARLY.subn("", text)
    return bare.strip(" .,;:"), bool(count)


def number(text: str) -> int:
    """Return the number of a quarter or month, 0 for letters that are none."""
    if text.isdecimal():
        return int(text)
    return ROMAN.index(text.lower()) + 1 if text.lower() in ROMAN else 0


def impossible(text: str) -> str:
    """Return the first day, month or quarter in the shaped `text` that does not exist, or ""."""
    for found in _NAMED_DAY.finditer(text):
        # Without "ngày" and a year, 45/12 may be the number of a paper.
        if (found["named"] or found["year"]) and not exists(found):
            return found[0].split()[-1]
    for found in _NAMED_PART.finditer(text):
        most = MONTHS if found["kind"].lower() == "tháng" else QUARTERS
        if not 1 <= number(found["number"]) <= most:
            return found[0]
    return ""


def exists(found: re.Match[str]) -> bool:
    """Whether the day that DAY found is on a calendar; without its year 29/02 is."""
    try:
        day = date(int(found["year"] or LEAP_YEAR), int(found["month"]), int(found["day"]))
    except ValueError:
        return False
    return day.year >= FIRST_YEAR
