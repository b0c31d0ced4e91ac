"""Titles and ratings held in certain years: how they are asked for and which years are lacking.

The answer is a list of years, beside them "waiting" (this year's result is to come) and "unknown" (a paper is still
looked for). Whether that is good enough is the checks' own to say.
"""

from dataclasses import dataclass

from conversations.answers.checklist import Checklist
from conversations.answers.question import Option
from conversations.criteria.case import Case
from conversations.criteria.outcome import Outcome
from conversations.plans.term import Term
from conversations.texts import Joined, Phrase, Text, phrase

WAITING = "waiting"
UNKNOWN = "unknown"


def held_key(term: Term) -> str:
    return f"{term.sort}.{term.id}"


def held_question(term: Term, case: Case) -> Checklist:
    """Return the question in which years of the window the title was held."""
    years = tuple(Option(str(year), phrase("criteria.year", year=str(year)), (str(year),)) for year in case.years)
    waiting = (Option(WAITING, phrase("criteria.waiting", year=str(case.this_year)), ("cho", "dang cho", "waiting")),)
    return Checklist(
        key=held_key(term),
        name=f"criteria.{term.sort}",
        args={"what": term.words},
        choices=(
            *years,
            *(waiting if case.this_year in case.years else ()),
            Option(UNKNOWN, phrase("criteria.years_unknown"), ("chua ro", "khong ro", "unknown")),
        ),
    )


@dataclass(frozen=True, slots=True)
class Held:
    """The window parted: the years held, the years lacking before this one, and whether this one is lacking."""

    years: tuple[int, ...]
    lacking: tuple[int, ...]
    this_year_lacking: bool


def held(term: Term, case: Case) -> Held:
    """Part the window by the answer."""
    ticks = case.ticks(held_key(term))
    return Held(
        years=tuple(year for year in case.years if str(year) in ticks),
        lacking=tuple(year for year in case.years if str(year) not in ticks and year != case.this_year),
        this_year_lacking=case.this_year in case.years and str(case.this_year) not in ticks,
    )


def every_year(term: Term, case: Case) -> Outcome:
    """Return whether the title was held in every year. This year's missing result is waited for, never held against."""
    if not case.years:
        return Outcome("judged", (phrase("why.no_years"),))
    if held_key(term) not in case.answers:
        return Outcome("missing", (phrase("why.held_unasked", what=term.words),))
    found = held(term, case)
    why: list[Text] = [shown_years(term, found.years)] if found.years else []
    unsure = UNKNOWN in case.ticks(held_key(term))
    if found.lacking:
        why.append(
            phrase("why.held_unknown" if unsure else "why.not_held", what=term.words, years=_listed(found.lacking))
        )
    if found.this_year_lacking:
        why.append(_this_year(term, case))
    if found.lacking:
        return Outcome("missing" if unsure else "not_met", tuple(why))
    return Outcome("missing", tuple(why), waiting=True) if found.this_year_lacking else Outcome("met", tuple(why))


def at_least_once(term: Term, case: Case) -> Outcome:
    """Return whether the title was held in some year. With none yet, this year's is waited for where one said so."""
    if not case.years:
        return Outcome("judged", (phrase("why.no_years"),))
    if held_key(term) not in case.answers:
        return Outcome("missing", (phrase("why.held_unasked", what=term.words),))
    found, ticks = held(term, case), case.ticks(held_key(term))
    why: tuple[Text, ...] = (shown_years(term, found.years),)
    if found.years:
        return Outcome("met", why)
    if WAITING in ticks and found.this_year_lacking:
        return Outcome("missing", (*why, _this_year(term, case)), waiting=True)
    if UNKNOWN in ticks:
        return Outcome("missing", (phrase("why.held_unknown", what=term.words, years=_listed(case.years)),))
    return Outcome("not_met", why)


def shown_years(term: Term, years: tuple[int, ...]) -> Phrase:
    """Return the sentence that names the years in which the title was held."""
    if not years:
        return phrase("why.held_never", what=term.words)
    return phrase("why.held", what=term.words, years=_listed(years))


def _this_year(term: Term, case: Case) -> Phrase:
    """Return what is known of this year: only where the officer said so is a result under way."""
    key = "why.waiting" if WAITING in case.ticks(held_key(term)) else "why.not_yet"
    return phrase(key, what=term.words, year=str(case.this_year))


def _listed(years: tuple[int, ...]) -> Joined:
    return Joined(tuple(str(year) for year in years))
