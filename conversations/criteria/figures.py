"""The figures that criteria look at, yearly or once: how they are asked for, which are lacking, how they are shown.

Several checks share them; whether they are good enough is the checks' own to say.
"""

from typing import Any, Literal

from conversations.answers.area import Area as AreaQuestion
from conversations.answers.money import Money
from conversations.answers.number import Number
from conversations.answers.question import Question
from conversations.answers.series import Series
from conversations.criteria.case import Case
from conversations.plans.term import Term, TermSort
from conversations.texts import Area, Arg, Dong, Joined, Phrase, phrase

MOST = 1_000_000_000
_UNITS: dict[TermSort, Literal["dong", "number", "square_metres"]] = {
    "dong": "dong",
    "number": "number",
    "square_metres": "square_metres",
}


def series_key(term: Term) -> str:
    return f"series.{term.id}"


def series_question(term: Term, case: Case) -> Series:
    """Return the question for one yearly figure over the whole window."""
    first, last = str(case.years[0]), str(case.years[-1])
    return Series(
        key=series_key(term),
        name=f"criteria.series.{term.sort}",
        args={"what": term.words, "first": first, "last": last},
        years=case.years,
        unit=_UNITS[term.sort],
    )


def count_key(term: Term) -> str:
    return f"count.{term.id}"


def count_question(term: Term) -> Question[Any]:
    """Return the question for one figure, asked once."""
    key, args = count_key(term), {"what": term.words}
    if term.sort == "dong":
        return Money(key=key, name="criteria.count.dong", args=args)
    if term.sort == "square_metres":
        return AreaQuestion(key=key, name="criteria.count.square_metres", args=args, least=0)
    return Number(key=key, name="criteria.count.number", args=args, least=0, most=MOST)


def amount(term: Term, value: int) -> Arg:
    """Return a figure in the unit of its term."""
    if term.sort == "dong":
        return Dong(value)
    return Area(value) if term.sort == "square_metres" else value


def shown(term: Term, figures: dict[int, int]) -> Phrase:
    """Return "lợi nhuận: 2024: 180 triệu, 2025: 210 triệu"."""
    parts = tuple(phrase("why.figure", year=str(year), amount=amount(term, value)) for year, value in figures.items())
    return phrase("why.figures", what=term.words, figures=Joined(parts))


def lacking(term: Term, case: Case) -> tuple[int, ...]:
    """Return the years of the window without a figure."""
    figures = case.figures(series_key(term))
    return tuple(year for year in case.years if year not in figures)


def lack(term: Term, years: tuple[int, ...], case: Case) -> Phrase:
    """Return the sentence that names the years without a figure."""
    if years == (case.this_year,):
        return phrase("why.figure_waiting", what=term.words, year=str(case.this_year))
    return phrase("why.figures_missing", what=term.words, years=Joined(tuple(str(year) for year in years)))
