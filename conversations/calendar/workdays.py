"""Counts in working days: Monday to Friday without Vietnam's days off. Beyond the table it answers `Uncharted`."""

from datetime import date, timedelta

from conversations.calendar.holidays import DAY, PLAIN, Calendar, Uncharted, is_charted, is_free
from conversations.calendar.when import Span


def is_working_day(day: date, calendar: Calendar = PLAIN) -> bool | Uncharted:
    free = is_free(day, calendar)
    return free if isinstance(free, Uncharted) else not free


def last_working_day_before(limit: date, calendar: Calendar = PLAIN) -> date | Uncharted:
    """Return the last working day that is over when `limit` begins: what "trước ngày …" asks for."""
    return _step(limit, -DAY, calendar)


def last_working_day_until(last: date, calendar: Calendar = PLAIN) -> date | Uncharted:
    """Return `last` itself where it is a working day, else the last working day before it."""
    working = is_working_day(last, calendar)
    if isinstance(working, Uncharted):
        return working
    return last if working else last_working_day_before(last, calendar)


def next_working_day(day: date, calendar: Calendar = PLAIN) -> date | Uncharted:
    """Return the first working day after `day`, never `day` itself."""
    return _step(day, DAY, calendar)


def minus_working_days(day: date, n: int, calendar: Calendar = PLAIN) -> date | Uncharted:
    """Return the `n`th working day before `day`: on it a reminder "còn n ngày làm việc" is due. With 0, `day`."""
    for _ in range(n):
        before = last_working_day_before(day, calendar)
        if isinstance(before, Uncharted):
            return before
        day = before
    return day


def working_days_between(first: date, last: date, calendar: Calendar = PLAIN) -> int | Uncharted:
    """Return how many working days there are from `first` to `last`, both counted; 0 where `last` is earlier."""
    unknown = next((year for year in range(first.year, last.year + 1) if not is_charted(year)), None)
    if unknown is not None:
        return Uncharted(unknown)
    return sum(is_working_day(day, calendar) is True for day in Span(first, last).days())


def _step(day: date, by: timedelta, calendar: Calendar) -> date | Uncharted:
    while day not in (date.min, date.max):
        day += by
        working = is_working_day(day, calendar)
        if working:
            return working if isinstance(working, Uncharted) else day
    return Uncharted(day.year)
