"""An area in whole square metres. A "sào" is another measure in the north, the centre and the south, so it is asked."""

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

from conversations.answers.amount import Amount, Fault, read_amount
from conversations.answers.folding import fold
from conversations.answers.question import Misfit, Option, Partial, Question, Read, Reader, Reading, Refusal, refuse
from conversations.answers.telex import untelex
from conversations.model import Entry, Json
from conversations.texts import Area as Metres
from conversations.texts import Text, phrase

SAO = {"bac": 360, "trung": 500, "nam": 1_000}
"""m² of a sào in Bắc Bộ, in Trung Bộ, and in Nam Bộ and Tây Nguyên."""
MOST = 10**10
NONE_WORDS = frozenset({"0", "khong", "khong co", "none"})
BARE_METRES = 100
"""A bare figure from this on is taken for m²; a smaller one may be hectares as well."""
_UNIT = re.compile(
    r"(?<![^\W\d_])(?:km2|km²|ha|hecta|heta|h[eé]c ?ta|m2|m²|m[eé]t vu[oô]ng|m vu[oô]ng|m[aẫ]u|s[aà]o|c[oô]ng"
    r"|th[uư][oơớ]c)(?![^\W_])",
    re.IGNORECASE,
)
_METRES = {
    "km2": 1_000_000, "ha": 10_000, "hecta": 10_000, "heta": 10_000, "hec ta": 10_000, "m2": 1, "met vuong": 1,
    "m vuong": 1, "cong": 1_000,
}  # fmt: skip
"""A công is the measure of the south."""
_SIZES = ("km2", "ha", "hecta", "heta", "hec ta", "mau", "cong", "sao", "thuoc", "m2", "met vuong", "m vuong")
"""From great to small, as they follow each other in one area."""
_SAO = {"mau": Fraction(10), "sao": Fraction(1), "thuoc": Fraction(1, 15)}
"""Measures that hang on the sào."""
_REGIONS = {"bac bo": "bac", "mien bac": "bac", "trung bo": "trung", "mien trung": "trung", "nam bo": "nam",
            "mien nam": "nam", "tay nguyen": "nam"}  # fmt: skip
_HALF = re.compile(r"^\s*(?:rưỡi|rưởi|ruoi)(?!\w)", re.IGNORECASE)
_TAIL = re.compile(r"^\s*(\d)(?![\d.,]|\s*[^\W\d_])")


@dataclass(frozen=True, slots=True)
class Measured:
    """What was read: so many m², and so many sào of a kind that may have to be asked."""

    metres: Fraction = Fraction(0)
    sao: Fraction = Fraction(0)
    doubts: tuple[Text, ...] = ()

    def metres_with(self, sao: int) -> int:
        return round(self.metres + self.sao * sao)


@dataclass(frozen=True, kw_only=True)
class Area(Question[int]):
    """The value is m². Whoever answers in sào or mẫu is asked which, unless `sao` says how many m² one has.

    With `least` 0 there may be none.
    """

    sao: int | None = None
    least: int = 1
    entry: ClassVar[Entry] = "text"

    def options(self, kept: Json, reader: Reader) -> tuple[Option, ...]:
        if not _waiting(kept):
            return ()
        return tuple(
            Option(id_, phrase(f"option.sao.{id_}"), (str(number), str(metres), f"{id_} bo", id_))
            for number, (id_, metres) in enumerate(SAO.items(), 1)
        )

    def prompt(self, kept: Json, reader: Reader) -> tuple[Text, ...]:
        return (phrase("ask.which_sao", answer=_waiting(kept)),) if _waiting(kept) else (self.text,)

    def choose(self, choice: str, kept: Json, reader: Reader) -> Reading[int]:
        return self._read(_waiting(kept), SAO[choice])

    def understand(self, text: str, kept: Json, reader: Reader) -> Reading[int]:
        if not self.least and fold(text) in NONE_WORDS:
            return Read(0)
        return self._read(text, self.sao)

    def _read(self, text: str, sao: int | None) -> Reading[int]:
        measured = measure(text)
        if isinstance(measured, Refusal):
            return measured
        sao = sao or _named_sao(text)
        if measured.sao and sao is None:
            return Partial({"text": text})
        value = measured.metres_with(sao or 0)
        return Read(value, measured.doubts) if self.least <= value <= MOST else refuse("area.limits")

    def load(self, raw: Json) -> int:
        if not isinstance(raw, int) or isinstance(raw, bool) or not self.least <= raw <= MOST:
            raise Misfit
        return raw

    def dump(self, value: int) -> Json:
        return value

    def show(self, value: int) -> Text:
        return phrase("show.area", area=Metres(value))

    def sample(self) -> int:
        return 20_000


def measure(text: str) -> Measured | Refusal:
    """Return the area that `text` gives: "2 ha 500 m2", "1 mẫu 2", "2 sào rưỡi"; a bare figure as m², a guess."""
    plain = untelex(text.replace("²", "2"))
    marks = list(_UNIT.finditer(plain))
    if not marks:
        return _bare(plain)
    sizes = [_SIZES.index(fold(mark[0])) for mark in marks]
    if sizes != sorted(set(sizes)):
        return refuse("area.several")
    found = Measured()
    begin = 0
    for at, mark in enumerate(marks):
        unit = fold(mark[0])
        amount = read_amount(plain[begin : mark.start()], decimals=_METRES.get(unit) != 1)
        if not isinstance(amount, Amount):
            return _refused(amount)
        end = marks[at + 1].start() if at + 1 < len(marks) else len(plain)
        more, begin = _more(plain, mark.end(), end, last=at + 1 == len(marks))
        found = _plus(found, amount, more, unit)
    if re.search(r"\d", _after(plain, begin)):
        return refuse("area")
    return found


def _more(plain: str, begin: int, end: int, *, last: bool) -> tuple[Fraction, int]:
    """Return what follows the unit, in its units, and where that ends: "2 ha rưỡi", "1 mẫu 2"."""
    rest = plain[begin:end]
    if half := _HALF.match(rest):
        return Fraction(1, 2), begin + half.end()
    if last and (tail := _TAIL.match(rest)):
        return Fraction(int(tail[1]), 10), begin + tail.end()
    return Fraction(0), begin


def _plus(found: Measured, amount: Amount, more: Fraction, unit: str) -> Measured:
    value = amount.value + more
    doubts = [phrase("doubt.about")] if amount.about else []
    doubts += [phrase("doubt.odd")] if amount.odd else []
    return Measured(
        found.metres + value * _METRES.get(unit, 0),
        found.sao + value * _SAO.get(unit, 0),
        (*found.doubts, *(doubt for doubt in doubts if doubt not in found.doubts)),
    )


def _bare(plain: str) -> Measured | Refusal:
    amount = read_amount(plain)
    if not isinstance(amount, Amount):
        return refuse("area.unit") if amount == "none" else _refused(amount)
    if amount.value.denominator != 1 or amount.value < BARE_METRES:
        return refuse("area.unit")
    return Measured(amount.value, doubts=(phrase("doubt.metres"),))


def _refused(fault: Fault) -> Refusal:
    return refuse(f"area.{fault}" if fault in {"vague", "range", "unknown"} else "area")


def _after(plain: str, begin: int) -> str:
    """What stands behind the last unit, without an aside ("(sào 360 m2)")."""
    return re.sub(r"\([^()]*\)", " ", plain[begin:])


def _named_sao(text: str) -> int | None:
    folded = fold(text)
    return next((SAO[id_] for words, id_ in _REGIONS.items() if re.search(rf"\b{words}\b", folded)), None)


def _waiting(kept: Json) -> str:
    """Return the answer that waits for the kind of sào."""
    text = kept.get("text") if isinstance(kept, dict) else None
    return text if isinstance(text, str) else ""
