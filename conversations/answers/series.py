"""A figure for each of several years: in one go ("2024: 180tr, 2025: 210tr"), by order, or one by one."""

import re
from dataclasses import dataclass
from typing import ClassVar, Literal

from conversations.answers.amount import Amount, read_amount
from conversations.answers.folding import fold
from conversations.answers.money import MOST, read_dong
from conversations.answers.question import Misfit, Option, Partial, Question, Read, Reader, Reading, Refusal, refuse
from conversations.model import Entry, Json
from conversations.texts import Area, Arg, Dong, Joined, Phrase, Text, phrase

Unit = Literal["dong", "number", "square_metres"]
GUESSES = "guesses"
"""Beside the years in a partial answer: the keys of the doubts so far."""
SURPRISING = 5
"""Times the year before, up or down, that are asked about: mostly a slip of a zero."""


@dataclass(frozen=True, kw_only=True)
class Series(Question[dict[int, int]]):
    """The value has a figure for every one of `years`, oldest first."""

    years: tuple[int, ...]
    unit: Unit = "dong"
    entry: ClassVar[Entry] = "text"

    def prompt(self, kept: Json, reader: Reader) -> tuple[Text, ...]:
        have = self._have(kept)
        if not have:
            return (self.text, phrase(f"ask.series.{self.unit}", example=_example(self.years, self.unit)))
        return (phrase("ask.series.year", label=self.label, year=str(self._missing(have)[0])),)

    def understand(self, text: str, kept: Json, reader: Reader) -> Reading[dict[int, int]]:
        have = self._have(kept)
        missing = self._missing(have)
        pieces = _by_year(text, self.years) or _by_order(text, missing)
        if pieces is None:
            return refuse("series", example=_example(self.years, self.unit))
        figures: dict[int, int] = {}
        doubts: list[Phrase] = []
        for year, piece in pieces.items():
            read = self._figure(piece)
            if isinstance(read, Refusal):
                return Refusal(phrase("refuse.series.year", year=str(year), why=read.why)) if len(pieces) > 1 else read
            figures[year] = read.value
            doubts += [doubt for doubt in read.doubt if isinstance(doubt, Phrase)]
        have = {year: {**have, **figures}[year] for year in self.years if year in have or year in figures}
        guesses = list(dict.fromkeys((*_guesses(kept), *(doubt.key for doubt in doubts))))
        if len(have) < len(self.years):
            said = tuple(self._line(year, have) for year in figures)
            return Partial({**self._years(have), GUESSES: [*guesses]}, said)
        return Read(have, (*(phrase(guess) for guess in guesses), *self._surprises(have)))

    def load(self, raw: Json) -> dict[int, int]:
        have = self._have(raw)
        if len(have) != len(self.years):
            raise Misfit
        return have

    def dump(self, value: dict[int, int]) -> Json:
        return self._years(value)

    @staticmethod
    def _years(figures: dict[int, int]) -> dict[str, Json]:
        return {str(year): figure for year, figure in figures.items()}

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

    def _missing(self, have: dict[int, int]) -> list[int]:
        return [year for year in self.years if year not in have]

    def _figure(self, piece: str) -> Read[int] | Refusal:
        if self.unit == "dong":
            return read_dong(piece, loss=True)
        amount = read_amount(piece)
        if not isinstance(amount, Amount):
            return refuse(f"number.{amount}" if amount in ("vague", "range") else "number")
        if not 0 <= amount.value <= MOST:
            return refuse("number.limits", least=0, most=MOST)
        return Read(amount.value, (phrase("doubt.about"),) if amount.about or amount.odd else ())

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
        pairs = [(year, have[year - 1], have[year]) for year in have if year - 1 in have]
        return tuple(
            phrase(f"doubt.{'more' if now > before else 'less'}", year=str(year), times=_times(now, before))
            for year, before, now in pairs
            if before > 0 and now > 0 and (now >= SURPRISING * before or before >= SURPRISING * now)
        )


def _guesses(kept: Json) -> list[str]:
    """Return which readings of the years so far were guesses; they are confirmed together at the end."""
    given = kept.get(GUESSES) if isinstance(kept, dict) else None
    return (
        [guess for guess in given if isinstance(guess, str) and guess.startswith("doubt.")]
        if isinstance(given, list)
        else []
    )


def _times(now: int, before: int) -> str:
    """Return "5,7": how many times the one is the other, to a tenth, with the comma of the language it stands in."""
    tenths = round(max(now, before) * 10 / min(now, before))
    return f"{tenths // 10},{tenths % 10}"


def _by_year(text: str, years: tuple[int, ...]) -> dict[int, str] | None:
    """Cut "2024: 180tr, 2025: 210tr" or "24 180tr 25 210tr" at the years; None where it names none at its beginning."""
    names = {name: year for year in years for name in (str(year), f"{year % 100:02d}")}
    alternatives = "|".join(sorted(names, key=len, reverse=True))
    marks = list(
        re.finditer(rf"(?:^|[\s,;:/])(?:năm\s+|nam\s+)?({alternatives})\s*[:=\s-]\s*(?=\S)", text, re.IGNORECASE)
    )
    cut = _ascending(marks, names)
    if not cut or fold(text[: cut[0].start()]):
        return None
    ends = [*(mark.start() for mark in cut[1:]), len(text)]
    pieces = {names[mark[1]]: text[mark.end() : end].strip(" ,;.") for mark, end in zip(cut, ends, strict=True)}
    return pieces if all(pieces.values()) else None


def _ascending(marks: list[re.Match[str]], names: dict[str, int]) -> list[re.Match[str]]:
    """Keep the marks whose years go up: in "24 180tr 25 210tr" no figure may be taken for a year."""
    kept: list[re.Match[str]] = []
    for mark in marks:
        if not kept or names[mark[1]] > names[kept[-1][1]]:
            kept.append(mark)
    return kept


_SEPARATED = re.compile(r"\s*(?:[;\n→]|,(?!\d)|->|\brồi\b|\broi\b)\s*")


def _by_order(text: str, missing: list[int]) -> dict[int, str] | None:
    """Cut figures without years by their order; one alone is for the first year that is missing."""
    for pieces in (text.split(), [piece for piece in _SEPARATED.split(text) if piece]):
        if len(pieces) == len(missing) > 1 and all(isinstance(read_amount(piece), Amount) for piece in pieces):
            return dict(zip(missing, pieces, strict=True))
    return {missing[0]: text} if missing else None


def _example(years: tuple[int, ...], unit: Unit) -> str:
    figures = ("180tr", "210tr", "240tr", "260tr", "300tr") if unit == "dong" else ("12", "15", "18", "20", "24")
    return ", ".join(f"{year}: {figure}" for year, figure in zip(years, figures, strict=False))
