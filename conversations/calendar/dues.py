"""Which days a typed date comes to in the year of a round. Nothing comes to a day that the plan does not name."""

import calendar
from datetime import date, timedelta

from conversations.calendar.when import (
    Dated,
    Impossible,
    Limit,
    Months,
    Occasion,
    OnDay,
    PartOfYear,
    Quarters,
    Span,
    Undated,
    When,
    Yearly,
    Years,
)

MONTHS_OF_A_QUARTER = 3
DAY = timedelta(days=1)


def due(when: When, year: int) -> Span | None:
    """Return from when to when it is due in `year`; None where it is not, or where the plan names no day.

    A limit runs from the first day of its year. "đầu năm" is taken as the first quarter, "đầu Quý II" as April: the
    longest that people mean by it.
    """
    match when:
        case OnDay(year=own) | Limit(year=own) | Months(year=own) | Quarters(year=own) | PartOfYear(year=own):
            return days_of(when, year) if own in (None, year) else None
        case Years(first=first, last=last):
            return _months(1, 12, year) if (first or year) <= year <= last else None
        case Yearly():
            return _months(1, 12, year)
        case Occasion() | Undated() | Impossible():
            return None


def days_of(when: Dated, year: int) -> Span:
    """Return the days that `when` comes to if its year is `year`."""
    match when:
        case OnDay(day=day, month=month):
            named = _day(year, month, day)
            return Span(named, named)
        case Limit(day=day, month=month, strict=True) if _exists(year, month, day):
            return _until(date(year, month, day) - DAY)
        case Limit(day=day, month=month):
            return _until(_day(year, month, day))
        case Months(first=first, last=last):
            return _months(first, last, year)
        case Quarters(part="begin"):
            first = _first_month(when.first)
            return _months(first, first, year)
        case Quarters(part="end"):
            return _months(_last_month(when.last), _last_month(when.last), year)
        case Quarters():
            return _months(_first_month(when.first), _last_month(when.last), year)
        case PartOfYear(part="begin"):
            return _months(1, 3, year)
        case PartOfYear():
            return _months(10, 12, year)


def _exists(year: int, month: int, day: int) -> bool:
    return day <= calendar.monthrange(year, month)[1]


def _day(year: int, month: int, day: int) -> date:
    """Return the day, or 28/02 for a yearly 29/02 in a year without."""
    return date(year, month, min(day, calendar.monthrange(year, month)[1]))


def _until(last: date) -> Span:
    return Span(date(last.year, 1, 1), last)


def _months(first: int, last: int, year: int) -> Span:
    return Span(date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1]))


def _first_month(quarter: int) -> int:
    return _last_month(quarter) - MONTHS_OF_A_QUARTER + 1


def _last_month(quarter: int) -> int:
    return quarter * MONTHS_OF_A_QUARTER
