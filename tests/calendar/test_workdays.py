"""Counting in working days, and refusing to where the days off are not known."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.calendar.holidays import Calendar, Uncharted
from conversations.calendar.when import Span
from conversations.calendar.workdays import (
    is_working_day,
    last_working_day_before,
    last_working_day_until,
    minus_working_days,
    next_working_day,
    working_days_between,
)

DAY = timedelta(days=1)
DAYS = st.dates(date(2021, 2, 1), date(2035, 11, 30))
SOME = st.frozensets(DAYS, max_size=5)
CALENDARS = st.builds(Calendar, off=SOME, working=SOME, culture_day_since=st.sampled_from([None, 2026]))


def charted(answer: date | Uncharted) -> date:
    assert isinstance(answer, date)
    return answer


@pytest.mark.parametrize(
    ("limit", "last"),
    [
        (date(2023, 5, 30), date(2023, 5, 29)),
        (date(2026, 2, 15), date(2026, 2, 13)),
        (date(2027, 2, 15), date(2027, 2, 12)),
        (date(2028, 2, 15), date(2028, 2, 14)),
        (date(2029, 2, 15), date(2029, 2, 9)),
        (date(2030, 2, 15), date(2030, 2, 14)),
        (date(2028, 3, 1), date(2028, 2, 29)),
        (date(2027, 1, 1), date(2026, 12, 31)),
        (date(2036, 1, 1), date(2035, 12, 31)),
    ],
)
def test_the_last_working_day_before_a_limit(limit: date, last: date) -> None:
    assert last_working_day_before(limit) == last
    assert last_working_day_until(limit - DAY) == last


def test_an_announced_break_moves_it() -> None:
    late = Calendar(tet=(Span(date(2027, 2, 5), date(2027, 2, 14)),))
    assert last_working_day_before(date(2027, 2, 15), late) == date(2027, 2, 4)
    worked = Calendar(working=frozenset({date(2027, 2, 13)}))
    assert last_working_day_before(date(2027, 2, 15), worked) == date(2027, 2, 13)


def test_steps_over_tet() -> None:
    assert next_working_day(date(2027, 2, 4)) == date(2027, 2, 12)
    assert minus_working_days(date(2027, 2, 12), 1) == date(2027, 2, 4)
    assert minus_working_days(date(2027, 2, 14), 3) == date(2027, 2, 3)
    assert minus_working_days(date(2027, 2, 14), 0) == date(2027, 2, 14)
    assert working_days_between(date(2027, 2, 4), date(2027, 2, 14)) == 2
    assert working_days_between(date(2027, 2, 14), date(2027, 2, 4)) == 0


@given(DAYS, CALENDARS)
def test_the_last_before_is_a_working_day_with_none_between(limit: date, calendar: Calendar) -> None:
    last = charted(last_working_day_before(limit, calendar))
    assert last < limit
    assert is_working_day(last, calendar) is True
    assert working_days_between(last + DAY, limit - DAY, calendar) == 0


@given(DAYS, CALENDARS)
def test_the_next_is_a_working_day_with_none_between(day: date, calendar: Calendar) -> None:
    following = charted(next_working_day(day, calendar))
    assert following > day
    assert is_working_day(following, calendar) is True
    assert working_days_between(day + DAY, following - DAY, calendar) == 0
    if is_working_day(day, calendar) is True:
        assert last_working_day_before(following, calendar) == day


@given(st.dates(date(2022, 1, 1), date(2035, 11, 30)), st.integers(0, 30), CALENDARS)
def test_going_back_passes_as_many_working_days(day: date, n: int, calendar: Calendar) -> None:
    earlier = charted(minus_working_days(day, n, calendar))
    assert working_days_between(earlier, day - DAY, calendar) == n


@given(DAYS, CALENDARS)
def test_the_last_until_a_day_is_the_last_before_the_next(day: date, calendar: Calendar) -> None:
    assert last_working_day_until(day, calendar) == last_working_day_before(day + DAY, calendar)


@pytest.mark.parametrize("day", [date.min, date(2019, 6, 3), date(2037, 6, 3), date.max])
def test_beyond_the_table_every_function_refuses(day: date) -> None:
    unknown = Uncharted(day.year)
    assert is_working_day(day) == unknown
    assert last_working_day_before(day) == unknown
    assert last_working_day_until(day) == unknown
    assert next_working_day(day) == unknown
    assert minus_working_days(day, 1) == unknown
    assert working_days_between(day, day) == unknown


def test_at_the_edge_of_the_table_too() -> None:
    assert last_working_day_before(date(2021, 1, 1)) == Uncharted(2020)
    assert last_working_day_until(date(2021, 1, 1)) == Uncharted(2020)
    assert next_working_day(date(2035, 12, 31)) == Uncharted(2036)
    assert minus_working_days(date(2021, 1, 8), 10) == Uncharted(2020)
    assert working_days_between(date(2035, 12, 1), date(2036, 1, 5)) == Uncharted(2036)
