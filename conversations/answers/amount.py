"""Finds the one figure in what people type: "khoảng 1,2 tỷ", "lỗ 20tr", "gia đình có năm người".

What the figure stands for (đồng, người, m²) is for those who use it; how a number is added up stands in numerals.py.
"""

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Literal

from conversations.answers.atoms import Atom, atom
from conversations.answers.folding import fold
from conversations.answers.numerals import Numeral, add_up
from conversations.answers.telex import untelex

Fault = Literal["vague", "range", "per", "unknown", "several", "foreign", "none"]

_SIGNS = str.maketrans({"−": "-", "–": "-", "—": "-", "≈": "~"})
_BARE_COMMA = re.compile(r"(?<![\w.,])[,.](?=\d)")
"""In ",5 tỷ" the nought before the comma is left out."""
_ASIDE = re.compile(r"\([^()]*\)")
_TOKEN = re.compile(r"\d{1,3}(?: \d{3})* 000(?![\d.,])|\d+(?:[.,]\d+)*|[^\W\d_]+|[^\w\s]")
_YEARLY = re.compile(
    r"(?:/|\b(?:mỗi|moi|hằng|hàng|hang|cả|ca|trong|từng|tung|một|mot|1))\s*(?:năm|nam)\b(?!\s*(?:trăm|tram|mươi|muoi))"
    r"|\b(?:năm|nam)\s+(?:nay|ngoái|ngoai|trước|truoc|qua|đó|do|(?:19|20)\d\d(?![\d.,]))(?!\w)",
    re.IGNORECASE,
)
"""A year that is only named: "180 triệu một năm" has no five in it."""
_PER = re.compile(
    r"(?:/\s*|\b(?:moi|hang|tung)\s+|(?:\d|\btr|trieu|ty|ti|k|nghin|ngan|dong|d)\s*(?:mot|1)\s+)"
    r"(?:thang|th|ngay|nguoi|khau|lao dong|vu|quy|tuan|ho|ha|con|sao)\b"
)
_UNKNOWN = re.compile(r"\b(?:khong|ko|chua|k|chang)\s+(?:biet|ro|nho|chac|tinh|thong ke|nam duoc)\b")
_FOREIGN = re.compile(r"[$€£¥%‰]|\b(?:usd|eur|euro|do la|dola|phan tram)\b|\b(?:trieu|ty|ti|nghin|ngan) do\b")
_BETWEEN = re.compile(
    r"\d\s*(?:tr|trieu|ty|ti|k|nghin|ngan|m2|ha|nguoi|dong|d)?\s*(?:-|~|\bden\b|\btoi\b|\bhoac\b)\s*\d"
    r"|\btu\s.*\S\s(?:den|toi)\s"
)
VAGUE = frozenset({"vai", "may", "nhieu", "it", "dam", "hang", "kha", "tuong"})
ABOUT = frozenset("khoang chung gan hon tren duoi uoc xap xi ngot loi ~".split())
ABOUT_MARKED = frozenset({"độ", "tầm", "cỡ", "dư", "ngoài"})
"""Words that mean something else without their marks; right before a figure they are taken all the same."""
_ABOUT_PLAIN = frozenset({"do", "tam"})
_LOSS = frozenset({"lỗ", "lo", "âm", "am"})
NOTHING = frozenset({"khong co", "khong co gi", "ko", "ko co", "k co", "hong co"})
"""Nothing is zero; "chưa có" is not: it is not known yet."""
MOST_CHARACTERS = 300
"""Of an answer that can be one figure; a longer one is a story."""


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure. `bare`: it had no scale; `loose`: it was a small word such as "ba" or "năm", among other words;
    `about`: "khoảng"; `odd`: it can be read in two ways. `beside` are the other words, unaccented.
    """

    value: Fraction
    bare: bool = False
    loose: bool = False
    about: bool = False
    odd: bool = False
    beside: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Run:
    """Words in a row that may be a number, `at` the token that begins it."""

    atoms: tuple[Atom, ...]
    at: int

    @property
    def sure(self) -> bool:
        """Whether it has a figure or a scale: "ba" and "năm" alone may be any word."""
        return any(part.kind in "FSTMC" for part in self.atoms)

    @property
    def is_year(self) -> bool:
        """Whether it may be the word for a year: "năm" is five as well."""
        return len(self.atoms) == 1 and self.atoms[0].raw == "nam"


def read_amount(text: str, *, decimals: bool = False) -> Amount | Fault:
    """Return the one figure that `text` gives, or why it gives none; for `decimals` see add_up."""
    return _read(text, decimals) if len(text) <= MOST_CHARACTERS else "none"


@lru_cache(maxsize=2048)  # cutting an answer into years tries the same pieces again and again
def _read(text: str, decimals: bool) -> Amount | Fault:  # noqa: FBT001 - a cache takes no names
    plain = untelex(_BARE_COMMA.sub("0,", _ASIDE.sub(" ", text.translate(_SIGNS))))
    flat = " ".join(_folded(plain).split())
    for fault in _faults(flat):
        return fault
    if flat in NOTHING:
        return Amount(Fraction(0), bare=True)
    tokens = tokens_of(_YEARLY.sub(" ", plain))
    words = [fold(token) or token for token in tokens]
    runs = runs_of(tokens)
    sure = [run for run in runs if run.sure] or [run for run in runs if not run.is_year] or runs[:1]
    if not sure:
        return "vague" if VAGUE & set(words) else "none"
    run = sure[0]
    if run.at and words[run.at - 1] in VAGUE:
        return "vague"
    if len(sure) > 1:
        return "several"
    number = add_up(list(run.atoms), decimals=decimals)
    if number is None:
        return "range" if _in_a_row(run) else "several"
    return _amount(number, run, tokens, words)


def tokens_of(text: str) -> list[str]:
    """Return the figures, words and signs of `text`; a figure grouped with spaces is one."""
    return [token.replace(" ", "") for token in _TOKEN.findall(text)]


def runs_of(tokens: list[str]) -> list[Run]:
    """Return the rows of number words in `tokens`, in order."""
    runs: list[Run] = []
    row: list[Atom] = []
    for at, token in enumerate([*tokens, ""]):
        part = atom(token, row[-1] if row else None) if token else None
        if part is not None and _fits(row, part):
            row.append(part)
            continue
        if row:
            runs.append(Run(tuple(row), at - len(row)))
        row = [part] if part is not None else []
    return [run for run in runs if any(part.kind in "FDMCTN" for part in run.atoms) or len(run.atoms) > 1]


def _fits(row: list[Atom], part: Atom) -> bool:
    """Whether `part` goes on with the row. After figures, and right after a digit, "năm" is a year and no five."""
    year = part.kind == "D" and part.raw == "nam"
    return not (year and row and (row[-1].kind == "D" or any(before.kind == "F" for before in row)))


def _folded(text: str) -> str:
    """Fold each line apart from its signs, which fold() takes off the ends."""
    return " ".join(fold(token) or token for token in _TOKEN.findall(text))


def _faults(flat: str) -> list[Fault]:
    tests: tuple[tuple[Fault, re.Pattern[str]], ...] = (
        ("unknown", _UNKNOWN), ("foreign", _FOREIGN), ("range", _BETWEEN), ("per", _PER),
    )  # fmt: skip
    return [fault for fault, pattern in tests if pattern.search(flat)]


def _amount(number: Numeral, run: Run, tokens: list[str], words: list[str]) -> Amount:
    before = tokens[run.at - 1] if run.at else ""
    loss = before == "-" or any(token.lower() in _LOSS for token in tokens[: run.at]) or "lỗ" in tokens
    loss = loss and not re.search(r"\b(?:không|khong|ko)\s+(?:lỗ|lo)\b", " ".join(tokens))
    about = bool(ABOUT & set(words)) or bool(ABOUT_MARKED & {token.lower() for token in tokens})
    about = about or (before.lower() in _ABOUT_PLAIN and run.atoms[0].kind == "F")
    about = about or run.atoms[0].kind in "TC"  # "trăm triệu", "chục người"
    rest = frozenset(word for word in words[: run.at] + words[run.at + len(run.atoms) :] if word.isalpha())
    value = -number.value if loss else number.value
    return Amount(value, number.bare, bool(rest) and not run.sure, about, number.odd, rest)


def _in_a_row(run: Run) -> bool:
    """Whether two numbers follow each other at once: "hai ba triệu", "30 40 triệu"."""
    pairs = zip(run.atoms, run.atoms[1:], strict=False)
    return any(one.kind == two.kind and one.kind in "FD" for one, two in pairs)
