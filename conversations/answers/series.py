"""A figure for each of several years: in one go ("2024: 180tr, 2025: 210tr"), by order, or one by one."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from conversations.answers.amount import Amount, read_amount
from conversations.answers.area import Measured, measure
from conversations.answers.cutting import cut
from conversations.answers.money import MOST, read_dong
from conversations.answers.number import number_doubts
from conversations.answers.question import Misfit, Option, Partial, Question, Read, Reader, Reading, Refusal, refuse
from conversations.model import Entry, Json
from conversations.texts import Area, Arg, Dong, Joined, Phrase, Text, phrase

Unit = Literal["dong", "number", "square_metres"]
SURPRISING = 5
"""Times the year before, up or down, that are asked about: mostly a slip of a zero."""
FEW = 10
"""Of things that are counted: from one worker to five is no surprise."""
GUESSED = "guessed"
"""Beside the figures that are kept: what the earlier readings left to be confirmed at the end."""
TELLING = (".vague", ".unknown", ".foreign", ".per", ".range", ".sao", ".fraction", ".negative")
"""Refusals that tell what is wrong with one figure."""
_EXAMPLES = {
    "dong": ("180tr", "210tr", "240tr", "260tr", "300tr"),
    "number": ("12", "15", "18", "20", "24"),
    "square_metres": ("5000 m2", "6000 m2", "1 ha", "1,5 ha", "2 ha"),
}


@dataclass(frozen=True, kw_only=True)
class Series(Question[dict[int, int]]):
    """The value has a figure for every one of `years`, oldest first."""

    years: tuple[int, ...]
    unit: Unit = "dong"
    entry: ClassVar[Entry] = "text"

    def prompt(self, kept: Json, reader: Reader) -> tuple[Text, ...]:
        have = self._have(kept)
        if not have:
            return (self.text, phrase(f"ask.series.{self.unit}", example=self._example()))
        missing = next((year for year in self.years if year not in have), self.years[-1])
        return (phrase("ask.series.year", label=self.label, year=str(missing)),)

    def understand(self, text: str, kept: Json, reader: Reader) -> Reading[dict[int, int]]:
        have = self._have(kept)
        missing = [year for year in self.years if year not in have]
        found = cut(text, self.years, missing, self._reads, self._fails)
        if found is None:
            return self._refused(text, several=len(missing) > 1)
        if found.strange is not None:
            return refuse("series.strange", year=str(found.strange), example=self._example())
        if len(found.pieces) > 1 and all(piece.strip() == str(year) for year, piece in found.pieces.items()):
            return refuse("series", example=self._example())
        read = {year: self._figure(piece) for year, piece in found.pieces.items()}
        for year, figure in read.items():
            if isinstance(figure, Refusal):
                return refuse("series.year", year=str(year), why=figure.why)
        figures = {year: figure.value for year, figure in read.items() if isinstance(figure, Read)}
        doubts = _doubts(kept, [figure for figure in read.values() if isinstance(figure, Read)])
        have = {year: {**have, **figures}[year] for year in self.years if year in have or year in figures}
        if len(have) < len(self.years):
            return Partial(_kept(have, doubts), tuple(self._line(year, have) for year in have if year in figures))
        return Read(have, (*map(phrase, doubts), *self._surprises(have)))

    def load(self, raw: Json) -> dict[int, int]:
        have = self._have(raw)
        if len(have) != len(self.years):
            raise Misfit
        return have

    def dump(self, value: dict[int, int]) -> Json:
        return {str(year): figure for year, figure in value.items()}

    def show(self, value: dict[int, int]) -> Text:
        lines = (phrase("show.year", year=str(y), figure=self._shown(n, short=True)) for y, n in value.items())
        return phrase("show.list", what=Joined(tuple(lines)))

    def detail(self, value: dict[int, int]) -> tuple[Text, ...]:
        return tuple(self._line(year, value) for year in value)

    def parts(self, value: dict[int, int]) -> tuple[Option, ...]:
        return tuple(Option(str(year), str(year)) for year in value)

    def without(self, value: dict[int, int], part: str) -> Json:
        return {str(year): figure for year, figure in value.items() if str(year) != part}

    def sample(self) -> dict[int, int]:
        step = 10_000_000 if self.unit == "dong" else 1
        return {year: step * (18 + number) for number, year in enumerate(self.years)}

    def _have(self, kept: Json) -> dict[int, int]:
        given = kept if isinstance(kept, dict) else {}
        figures = ((year, given.get(str(year))) for year in self.years)
        return {
            year: figure
            for year, figure in figures
            if isinstance(figure, int) and not isinstance(figure, bool) and abs(figure) <= MOST
        }

    def _figure(self, piece: str) -> Read[int] | Refusal:
        if self.unit == "dong":
            return read_dong(piece, loss=True)
        if self.unit == "square_metres":
            return _metres(piece)
        amount = read_amount(piece)
        if not isinstance(amount, Amount):
            return refuse(f"number.{amount}" if amount in {"vague", "range", "unknown", "several"} else "number")
        if amount.value.denominator != 1:
            return refuse("number.fraction")
        if not 0 <= amount.value <= MOST:
            return refuse("number.limits", least=0, most=MOST)
        return Read(int(amount.value), number_doubts(amount))

    def _reads(self, piece: str) -> bool:
        return isinstance(self._figure(piece), Read)

    def _fails(self, piece: str) -> bool:
        """Whether there is more to say about `piece` than that it is no figure."""
        read = self._figure(piece)
        return isinstance(read, Refusal) and read.why.key.endswith(TELLING)

    def _refused(self, text: str, *, several: bool) -> Refusal:
        """Say why the figure itself was not understood; where it is not that, how to write several years."""
        why = self._figure(text)
        if isinstance(why, Refusal) and (not several or (why.why.key.endswith(TELLING) and "," not in text)):
            return why
        return refuse("series", example=self._example())

    def _shown(self, figure: int, *, short: bool = False) -> Arg:
        match self.unit:
            case "dong":
                return phrase("show.dong_short", amount=figure) if short else Dong(figure)
            case "square_metres":
                return Area(figure)
            case _:
                return figure

    def _line(self, year: int, have: dict[int, int]) -> Text:
        """One year's line, with the change against the year before."""
        figure, before = have[year], have.get(year - 1)
        if before is None or before <= 0:
            return phrase("show.year.line", year=str(year), figure=self._shown(figure))
        change = round((figure - before) * 100 / before)
        return phrase("show.year.change", year=str(year), figure=self._shown(figure), change=f"{change:+d}")

    def _surprises(self, have: dict[int, int]) -> tuple[Text, ...]:
        pairs = zip(have, list(have)[1:], strict=False)
        return tuple(
            _surprise(year, have[before], have[year])
            for before, year in pairs
            if self._is_surprising(have[before], have[year])
        )

    def _is_surprising(self, before: int, now: int) -> bool:
        few, many = sorted((before, now))
        return few > 0 and many >= SURPRISING * few and (self.unit != "number" or many > FEW)

    def _example(self) -> str:
        return ", ".join(f"{year}: {figure}" for year, figure in zip(self.years, _EXAMPLES[self.unit], strict=False))


def _surprise(year: int, before: int, now: int) -> Phrase:
    """Name the year and how many times the year before: "5,7" up, about "1/8" down."""
    tenths = (max(now, before) * 20 // min(now, before) + 1) // 2
    if now < before:
        return phrase("doubt.less", year=str(year), times=(tenths + 5) // 10)
    return phrase("doubt.more", year=str(year), whole=tenths // 10, tenth=tenths % 10)


def _metres(piece: str) -> Read[int] | Refusal:
    measured = measure(piece)
    if not isinstance(measured, Measured):
        return measured
    if measured.sao:
        return refuse("series.sao")
    return Read(round(measured.metres), measured.doubts)


def _doubts(kept: Json, read: list[Read[int]]) -> list[str]:
    """Return the keys of what is to be confirmed, from earlier figures and from these, each once."""
    before = kept.get(GUESSED) if isinstance(kept, dict) else None
    keys = [key for key in before if isinstance(key, str)] if isinstance(before, list) else []
    keys += [why.key for figure in read for why in figure.doubt if isinstance(why, Phrase)]
    return list(dict.fromkeys(keys))


def _kept(have: dict[int, int], doubts: list[str]) -> Json:
    figures: dict[str, Json] = {str(year): figure for year, figure in have.items()}
    return {**figures, GUESSED: [*doubts]} if doubts else figures
