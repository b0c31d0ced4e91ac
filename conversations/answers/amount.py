"""Reads figures as people write them: "1,2 tỷ", "1 tỷ 2", "2 tỷ rưỡi", "350tr", "năm trăm triệu", "1.200.000".

Exact: fractions inside, a whole number out. What the figure stands for (đồng, người) is for those who use it.
"""

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from conversations.answers.folding import fold_all
from conversations.answers.spelling import below_a_thousand, is_number_word

Fault = Literal["vague", "range", "per", "none", "fraction"]

SCALES = {
    "k": 1_000, "n": 1_000, "ng": 1_000, "nghin": 1_000, "ngan": 1_000, "ngin": 1_000,
    "tr": 1_000_000, "trieu": 1_000_000, "trd": 1_000_000, "cu": 1_000_000, "m": 1_000_000,
    "ty": 1_000_000_000, "ti": 1_000_000_000, "t": 1_000_000_000, "b": 1_000_000_000,
}  # fmt: skip
THOUSAND = 1_000
_THOUSANDS_OF = frozenset({("ty", THOUSAND), ("ti", THOUSAND)})
"""The one scale that may come before a greater one: "hai nghìn năm trăm tỷ"."""
PLAIN = frozenset({"d", "dong", "vnd", "vnđ", "vn"})
HALF = frozenset({"ruoi", "ruoi."})
VAGUE = frozenset({"vai", "may", "nhieu", "it", "kha", "dang", "mo"})
ABOUT = frozenset({"khoang", "chung", "gan", "hon", "tren", "duoi", "uoc", "xap", "xi", "du", "ngot", "~"})
ALMOST = frozenset({"tam", "co"})
"""About, where a figure follows; else "tám" is eight, and "có" a filler."""
LOSS = frozenset({"lo", "am"})
_FILLER = frozenset(
    {"la", "duoc", "thu", "lai", "loi", "nhuan", "moi", "mot", "nam", "va", "co", "tien", "tong", "cong"}
)
_RANGE = re.compile(r"\d[\d.,]*\s*(?:tr|trieu|ty|ti|k|nghin|ngan)?\s*(?:-|–|den|toi|~|hoac)\s*\d")
_PER = re.compile(r"/\s*(?:thang|ngay|nguoi|vu|quy|tuan)|\b(?:mot|moi|1|hang)\s+(?:thang|ngay|vu|quy|tuan|nguoi)\b")
_TOKEN = re.compile(r"\d+(?:[ .,]\d{3})*(?:[.,]\d+)?|[^\W\d_]+|[-~]")
_GROUPED = re.compile(r"\d{1,3}(?:([ .,])\d{3})(?:\1\d{3})*")


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure. `bare`: it had no scale at all; `about`: "khoảng"; `odd`: its commas can be read in two ways."""

    value: int
    bare: bool = False
    about: bool = False
    odd: bool = False


def read_amount(text: str) -> Amount | Fault:
    """Return the one figure that `text` gives, or why it gives none."""
    best: Amount | Fault = "none"
    for form in sorted(fold_all(_signed(text)), key=len, reverse=True):
        read = _read(form)
        if isinstance(read, Amount):
            return read
        best = read if best == "none" else best
    return best


def _signed(text: str) -> str:
    """Folding takes punctuation off the ends, and with it a minus."""
    return re.sub(r"^\s*[-−](?=\s*\d)", "am ", text)


def _read(folded: str) -> Amount | Fault:
    if _RANGE.search(folded):
        return "range"
    if _PER.search(folded):
        return "per"
    tokens = _TOKEN.findall(folded)
    words = set(tokens)
    if words & VAGUE and not re.search(r"\d", folded):
        return "vague"
    opening = tokens[0] if len(tokens) > 1 and tokens[0] in ALMOST and tokens[1][0].isdigit() else ""
    body = [token for token in (tokens[1:] if opening else tokens) if token not in ABOUT | LOSS]
    read = _sum(body)
    if not isinstance(read, Amount):
        return read
    value = -read.value if words & LOSS else read.value
    return Amount(value, read.bare, about=bool(opening or words & ABOUT), odd=read.odd)


@dataclass(slots=True)
class _Sum:
    """A figure being added up from left to right: "1 tỷ", "250 triệu", "rưỡi" …"""

    total: Fraction = Fraction(0)
    scale: int = 0
    seen: bool = False
    odd: bool = False

    def half(self) -> None:
        self.total += Fraction(self.scale, 2)

    def scaled(self, number: Fraction, word: str) -> bool:
        """Add `number` of a scale; False where a greater scale follows a smaller one."""
        scale = SCALES[word]
        if self.scale and scale >= self.scale and (word, self.scale) not in _THOUSANDS_OF:
            return False
        thousands = self.scale == THOUSAND and scale > THOUSAND
        self.total = (self.total + number) * scale if thousands else self.total + number * scale
        self.scale, self.seen = scale, True
        return True

    def plain(self, number: Fraction, *, counted: bool) -> bool:
        """Add `number` without a scale: the only one, one of đồng, or the digits after "1 tỷ"."""
        if counted or not self.seen:
            self.total += number
            self.scale = self.scale or 1
        elif self.scale > 1:
            self.total += _tail(number, self.scale)
            self.scale = 1
        else:
            return False
        self.seen = True
        return True


def _sum(tokens: list[str]) -> Amount | Fault:
    sum_ = _Sum()
    at = 0
    while at < len(tokens):
        taken = _add(sum_, tokens, at)
        if not taken:
            return "none"
        at += taken
    if not sum_.seen:
        return "none"
    if sum_.total.denominator != 1:
        return "fraction"
    return Amount(int(sum_.total), bare=_bare(tokens), odd=sum_.odd)


def _add(sum_: _Sum, tokens: list[str], at: int) -> int:
    """Add what stands at `at`; return how many tokens that took, 0 where it makes no sense."""
    word = tokens[at]
    if word in HALF and sum_.scale:
        sum_.half()
        return 1
    if (word, sum_.scale) in _THOUSANDS_OF:
        return int(sum_.scaled(Fraction(0), word))
    number, width, odd = _number(tokens, at)
    if number is None:
        return int((word in PLAIN and sum_.seen) or word in _FILLER)
    sum_.odd |= odd
    after = tokens[at + width] if at + width < len(tokens) else ""
    if after in SCALES:
        return width + 1 if sum_.scaled(number, after) else 0
    return width if sum_.plain(number, counted=after in PLAIN) else 0


def _tail(number: Fraction, scale: int) -> Fraction:
    """Return what a tail adds: "1 tỷ 2" is 1.2 tỷ, "1 tỷ 25" is 1.25, "1 tỷ 250" is 1.250."""
    digits = len(str(int(number)))
    return number * Fraction(scale, 10**digits)


def _bare(tokens: list[str]) -> bool:
    return not any(token in SCALES or token in PLAIN for token in tokens)


def _number(tokens: list[str], at: int) -> tuple[Fraction | None, int, bool]:
    """Return (number, tokens taken, whether its commas can be read in two ways)."""
    token = tokens[at]
    if token[0].isdigit():
        return _figure(token)
    if not is_number_word(token):
        return None, 0, False
    found = below_a_thousand(tokens[at:])
    return (Fraction(found[0]), found[1], False) if found else (None, 0, False)


def _figure(token: str) -> tuple[Fraction, int, bool]:
    """Dots (or spaces) group thousands, a comma begins the decimals; "1.5" and "1,200,000" are read as meant."""
    grouped = _GROUPED.fullmatch(token)
    if grouped and (grouped[1] != "," or token.count(",") > 1):
        return Fraction(re.sub(r"\D", "", token)), 1, False
    plain = token.replace(" ", "")
    if "," in plain and "." in plain:
        plain = plain.replace(".", "") if plain.rindex(",") > plain.rindex(".") else plain.replace(",", "")
    whole, _, decimals = plain.replace(",", ".").partition(".")
    if "." in decimals:
        return Fraction(re.sub(r"\D", "", token)), 1, True
    return Fraction(f"{whole}.{decimals}" if decimals else whole), 1, bool(grouped)
