"""Vietnam's days off (Labour Code 2019, articles 111 and 112), and what the Prime Minister or an admin sets instead.

The law leaves two things to each year: which five days of Tết, and which day beside 2/9. The house takes the last day
of the old year with the first four of the new one (so in 2022 and 2026), and 1/9 (so in 2022, 2023, 2025 and 2026; in
2024 the compensation for it gave the same days off). Whatever is announced otherwise belongs into a `Calendar`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from conversations.calendar.lunar_days import GIO_TO, TET
from conversations.calendar.when import Span

SATURDAY = 5
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Calendar:
    """What is known beyond the law. `working` beats everything: a Saturday that is worked for a bridge day.

    `tet` are breaks as they were announced, whole: they replace what the law gives for the Tết that lies in them.
    `culture_day_since` is the first year in which 24/11 is a day off, None as long as that is unconfirmed.
    """

    tet: tuple[Span, ...] = ()
    off: frozenset[date] = frozenset()
    working: frozenset[date] = frozenset()
    culture_day_since: int | None = None

    def announced_tet(self, year: int) -> Span | None:
        """Return the announced break with the Tết of `year` in it, where there is one."""
        first = TET.get(year)
        return next((span for span in self.tet if first and span.first <= first <= span.last), None)


PLAIN = Calendar()
"""The law alone."""


@dataclass(frozen=True, slots=True)
class Uncharted:
    """No answer: the days off of `year` are not in the table, and a guess would be a wrong day."""

    year: int


def is_charted(year: int) -> bool:
    """Whether the days off of `year` are known."""
    return year in TET


def tet_break(year: int, calendar: Calendar = PLAIN) -> Span | Uncharted:
    """Return the days around Tết on which nobody works, from the first to the last, weekends at its ends included."""
    if not is_charted(year):
        return Uncharted(year)
    first = last = TET[year]
    while is_free(first - DAY, calendar) is True:
        first -= DAY
    while is_free(last + DAY, calendar) is True:
        last += DAY
    return Span(first, last)


def is_free(day: date, calendar: Calendar = PLAIN) -> bool | Uncharted:
    """Whether `day` is a day off: a weekend, a holiday, or one given for a holiday that fell on a weekend."""
    return _free(day, calendar) if is_charted(day.year) else Uncharted(day.year)


def _free(day: date, calendar: Calendar) -> bool:
    if day in calendar.working:
        return False
    return day.weekday() >= SATURDAY or day in calendar.off or day in _holidays(day.year, calendar)


@lru_cache(maxsize=64)
def _holidays(year: int, calendar: Calendar) -> frozenset[date]:
    named = frozenset(_named(year, calendar))
    announced = calendar.announced_tet(year)
    given = frozenset(announced.days()) if announced else frozenset()
    return named | given | _compensation(named, given)


def _named(year: int, calendar: Calendar) -> Iterator[date]:
    """Yield the days that the law names."""
    yield date(year, 1, 1)
    if calendar.announced_tet(year) is None:
        yield from (TET[year] + DAY * offset for offset in range(-1, 4))
    yield GIO_TO[year]
    yield from (date(year, 4, 30), date(year, 5, 1))
    yield from (date(year, 9, 1), date(year, 9, 2))
    if calendar.culture_day_since is not None and calendar.culture_day_since <= year:
        yield date(year, 11, 24)


def _compensation(named: frozenset[date], given: frozenset[date]) -> frozenset[date]:
    """Return the next working day for each holiday on a weekend (article 111.3); `given` are off already."""
    taken = set(named | given)
    found = set()
    for holiday in sorted(day for day in named if day.weekday() >= SATURDAY):
        instead = holiday + DAY
        while instead.weekday() >= SATURDAY or instead in taken:
            instead += DAY
        taken.add(instead)
        found.add(instead)
    return frozenset(found)
