"""Adds up a number that stands in a row of words and figures: "hai trăm năm mươi triệu", "1 tỷ 2", "5 trăm 20".

Exact: fractions, never floats. It must not know what is counted, nor skip a word that it does not know.
"""

from dataclasses import dataclass
from fractions import Fraction

from conversations.answers.atoms import BILLION, THOUSAND, Atom, read_figure


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number that was added up. `bare`: without any scale; `odd`: it could be read in two ways."""

    value: Fraction
    bare: bool = False
    odd: bool = False


def add_up(atoms: list[Atom], *, decimals: bool = False) -> Numeral | None:
    """Return the one number that `atoms` are, or None where they are none or several.

    With `decimals` a comma begins decimals even before three digits: "1,234 ha" is no thousand hectares.
    """
    sum_ = _Sum(decimals=decimals)
    at = 0
    while at < len(atoms):
        part = below_a_thousand(atoms, at)
        scales = _scales(atoms, part.end)
        if part.end == at:
            if not (at == 0 and _leads(atoms, len(scales))):
                return None
            part = _Part(Fraction(1), at)
        end = part.end + len(scales)
        if not (sum_.scaled(part, scales) if scales else end == len(atoms) and sum_.last(part)):
            return None
        if end < len(atoms) and atoms[end].kind == "H" and scales:
            sum_.total += Fraction(scales[-1].value, 2)
            end += 1
            if end < len(atoms):
                return None
        at = end
    return Numeral(sum_.total, sum_.bare, sum_.odd) if at else None


@dataclass(frozen=True, slots=True)
class _Part:
    """A number below a thousand, or a figure. `tenths`: a lone digit, which after a scale means tenths of it."""

    value: Fraction
    end: int
    figure: str = ""
    tenths: bool = False


@dataclass(slots=True)
class _Sum:
    total: Fraction = Fraction(0)
    scale: int = 0
    bare: bool = True
    odd: bool = False
    decimals: bool = False

    def scaled(self, part: _Part, scales: list[Atom]) -> bool:
        """Add so many of a scale; False where a greater scale follows a smaller one."""
        value, self.bare = part.value, False
        if part.figure:
            value, odd = read_figure(part.figure, scale=scales[-1].value)
            self.odd |= odd
        for times in scales[:-1]:  # "hai nghìn tỷ"
            value *= times.value
        scale = scales[-1].value
        if self.scale == THOUSAND and scale == BILLION:  # "một nghìn hai trăm tỷ"
            self.total, self.scale = (self.total + value) * scale, scale
            return True
        if self.scale and scale >= self.scale:
            return False
        self.total, self.scale = self.total + value * scale, scale
        return True

    def last(self, part: _Part) -> bool:
        """Add what stands at the end without a scale: the whole number, or the rest after "1 tỷ"."""
        value, odd = read_figure(part.figure, scale=int(self.decimals)) if part.figure else (part.value, False)
        if not self.scale:
            self.total, self.odd = value, odd
            return True
        if part.figure and value < THOUSAND:
            if not part.figure.isdecimal():
                return False
            self.odd |= len(part.figure) == 2  # "1 tỷ 25": 1,25 tỷ, or 25 triệu?
            value *= Fraction(self.scale, 10 ** len(part.figure))
        elif part.tenths:
            value *= Fraction(self.scale, 10)
        elif value < THOUSAND:  # "một tỷ hai trăm": of the scale below
            value *= Fraction(self.scale, THOUSAND)
        if value >= self.scale:
            return False
        self.total += value
        return True


def below_a_thousand(atoms: list[Atom], at: int) -> _Part:
    """Return the number below a thousand, or the figure, that begins at `at`; where there is none, it ends there."""
    begin = at
    if at < len(atoms) and atoms[at].kind == "N":
        return _Part(Fraction(1, 2), at + 1)
    hundreds, at = _counted(atoms, at, "T")
    lone = at == begin
    if not lone and _kind(atoms, at) == "H":  # "trăm rưỡi"
        return _Part(Fraction(hundreds * 100 + 50), at + 1)
    filled = not lone and _kind(atoms, at) == "L"
    tens_at = at + filled
    tens, at = _counted(atoms, tens_at, "MC")
    short = at == tens_at and not filled
    if short and _is_short_ten(atoms, at):  # "hai lăm"
        tens, at, short = atoms[at].value, at + 1, False
    value, end = hundreds * 100 + tens * 10, at
    if _kind(atoms, at) == "D":
        unit = atoms[at].value
        value += unit * 10 if short and not lone and hundreds else unit  # "ba trăm hai" is 320
        end = at + 1
    elif _kind(atoms, at) == "F" and lone and short:
        return _Part(Fraction(0), at + 1, figure=atoms[at].raw)
    elif _kind(atoms, at) == "F" and atoms[at].raw.isdecimal() and len(atoms[at].raw) <= 2:
        unit = int(atoms[at].raw)
        value += unit * 10 if short and unit < 10 else unit
        end = at + 1
    elif filled and at == tens_at:  # "linh" and nothing behind it
        end = begin
    return _Part(Fraction(value), end, tenths=lone and short and end == begin + 1)


def _counted(atoms: list[Atom], at: int, kinds: str) -> tuple[int, int]:
    """Return how many hundreds (or tens) begin at `at`, and where they end: "năm trăm", "5 trăm", or "trăm" alone."""
    if _kind(atoms, at) and _kind(atoms, at) in kinds:
        return 1, at + 1
    if _kind(atoms, at + 1) and _kind(atoms, at + 1) in kinds:
        if atoms[at].kind == "D":
            return atoms[at].value, at + 2
        if atoms[at].kind == "F" and atoms[at].raw.isdecimal() and len(atoms[at].raw) <= 2:
            return int(atoms[at].raw), at + 2
    return 0, at


def _is_short_ten(atoms: list[Atom], at: int) -> bool:
    return (
        _kind(atoms, at) == "D"
        and atoms[at].value >= 2
        and _kind(atoms, at + 1) == "D"
        and atoms[at + 1].raw in {"lam", "nham", "tu", "mot"}
    )


def _scales(atoms: list[Atom], at: int) -> list[Atom]:
    end = at
    while _kind(atoms, end) == "S" and end < at + 2:
        end += 1
    return atoms[at:end]


def _leads(atoms: list[Atom], scales: int) -> bool:
    """Whether a scale alone may begin the number: "tỷ rưỡi", "triệu hai"."""
    return scales == 1 and len(atoms) == 2 and atoms[1].kind in "HD"


def _kind(atoms: list[Atom], at: int) -> str:
    return atoms[at].kind if at < len(atoms) else ""
