"""Warns of a deadline in or right after Tết, or on any other day off: by which day one must really have finished."""

from datetime import date

from conversations.calendar.holidays import PLAIN, Calendar, Uncharted, tet_break
from conversations.calendar.lunar_days import TET
from conversations.calendar.workdays import last_working_day_until, minus_working_days
from conversations.texts import Phrase, phrase

NEAR = 10
"""Working days after the first of Tết in which a deadline is still a matter of the weeks before it."""


def tet_warning(last: date, calendar: Calendar = PLAIN) -> Phrase | None:
    """Return the warning for a deadline whose last possible day is `last` (for "trước 15/02" that is 14/02), if any."""
    holiday = tet_break(last.year, calendar)
    if isinstance(holiday, Uncharted):
        return phrase("calendar.uncharted", year=str(holiday.year))
    day = last_working_day_until(last, calendar)
    if isinstance(day, Uncharted):
        return phrase("calendar.uncharted", year=str(day.year))
    tet = TET[last.year]
    announced = calendar.announced_tet(last.year) is not None
    basis = phrase("calendar.announced" if announced else "calendar.presumed")
    if holiday.first <= last <= holiday.last:
        return phrase("calendar.tet.within", last=last, begin=holiday.first, end=holiday.last, day=day, basis=basis)
    if tet < last and _within_reach(tet, last, calendar):
        return phrase("calendar.tet.near", last=last, tet=tet, day=day, basis=basis)
    return None if day == last else phrase("calendar.day_off", last=last, day=day)


def _within_reach(tet: date, last: date, calendar: Calendar) -> bool:
    earliest = minus_working_days(last, NEAR, calendar)
    return not isinstance(earliest, Uncharted) and earliest <= tet
