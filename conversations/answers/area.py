"""An area in whole square metres. A "sào" is another measure in the north and in the centre, so that is asked."""

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

from conversations.answers.amount import Amount, read_amount
from conversations.answers.folding import fold
from conversations.answers.question import Misfit, Option, Partial, Question, Read, Reader, Reading, refuse
from conversations.model import Entry, Json
from conversations.texts import Area as Metres
from conversations.texts import Text, phrase

HECTARE = 10_000
CONG = 1_000
"""Công, in the south."""
SAO = {"bac": 360, "trung": 500}
"""A sào of Bắc Bộ and of Trung Bộ; a mẫu is ten of them."""
MOST = 10**10
_UNIT = re.compile(r"(ha|hecta|hec ta|heta|m2|m²|met vuong|m vuong|mau|sao|cong|thuoc)\b\.?")
_METRES = {"ha": HECTARE, "hecta": HECTARE, "hec ta": HECTARE, "heta": HECTARE, "cong": CONG}


@dataclass(frozen=True, kw_only=True)
class Area(Question[int]):
    """The value is m². Whoever answers in sào or mẫu is asked which, once."""

    entry: ClassVar[Entry] = "text"

    def options(self, kept: Json, reader: Reader) -> tuple[Option, ...]:
        if not _waiting(kept):
            return ()
        return tuple(Option(id_, phrase(f"option.sao.{id_}"), (f"{id_} bo", id_)) for id_ in SAO)

    def prompt(self, kept: Json, reader: Reader) -> tuple[Text, ...]:
        return (phrase("ask.which_sao"),) if _waiting(kept) else (self.text,)

    def choose(self, choice: str, kept: Json, reader: Reader) -> Reading[int]:
        tenths = _waiting(kept)
        return _read(Fraction(tenths * SAO[choice], 10)) if tenths and choice in SAO else refuse("stale")

    def understand(self, text: str, kept: Json, reader: Reader) -> Reading[int]:
        folded = fold(text.replace("²", "2"))
        found = _UNIT.search(folded)
        if not found:
            return refuse("area.unit")
        figure = _figure(folded[: found.start()], folded[found.end() :])
        if figure is None:
            return refuse("area")
        unit = found[1]
        if unit in ("sao", "mau"):
            tenths = figure * 10 * (10 if unit == "mau" else 1)
            return Partial(int(tenths)) if tenths.denominator == 1 and 0 < tenths < MOST else refuse("area")
        return refuse("area") if unit == "thuoc" else _read(figure * _METRES.get(unit, 1))

    def load(self, raw: Json) -> int:
        if not isinstance(raw, int) or isinstance(raw, bool) or not 0 < raw <= MOST:
            raise Misfit
        return raw

    def dump(self, value: int) -> Json:
        return value

    def show(self, value: int) -> Text:
        return phrase("show.area", area=Metres(value))

    def sample(self) -> int:
        return 2 * HECTARE


def _waiting(kept: Json) -> int:
    """Return the tenths of a sào that wait for the kind of sào."""
    return kept if isinstance(kept, int) and not isinstance(kept, bool) else 0


def _figure(before: str, after: str) -> Fraction | None:
    """Return the figure before a unit; "2 ha rưỡi" and "1,5 ha" too."""
    for tenths in (1, 10, 100):  # read_amount gives whole numbers: tenths and hundredths are tried by shifting
        amount = read_amount(_shifted(before, tenths))
        if isinstance(amount, Amount) and amount.value > 0:
            half = Fraction(1, 2) if after.split()[:1] == ["ruoi"] else Fraction(0)
            return Fraction(amount.value, tenths) + half
    return None


def _shifted(before: str, tenths: int) -> str:
    found = re.search(r"(\d+)[.,](\d{1,2})\s*$", before)
    if tenths == 1 or not found:
        return before
    return found[1] + found[2].ljust(len(str(tenths)) - 1, "0") if len(found[2]) <= len(str(tenths)) - 1 else before


def _read(metres: Fraction) -> Reading[int]:
    if metres.denominator != 1 or not 0 < metres <= MOST:
        return refuse("area")
    return Read(int(metres))
