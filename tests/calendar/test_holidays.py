"""Days off as the law gives them and as they were in years that are over; what is announced beats the law."""

from datetime import date

import pytest

from conversations.calendar.holidays import PLAIN, Calendar, Uncharted, is_free, tet_break
from conversations.calendar.when import Span

TET_2023 = Calendar(tet=(Span(date(2023, 1, 20), date(2023, 1, 26)),))
TET_2024 = Calendar(tet=(Span(date(2024, 2, 8), date(2024, 2, 14)),))
TET_2025 = Calendar(tet=(Span(date(2025, 1, 25), date(2025, 2, 2)),))


def weekdays_off(year: int, calendar: Calendar = PLAIN) -> list[str]:
    """The days off from Monday to Friday, as "ddmm"."""
    days = Span(date(year, 1, 1), date(year, 12, 31)).days()
    return [f"{day:%d%m}" for day in days if day.weekday() < 5 and is_free(day, calendar) is True]


@pytest.mark.parametrize(
    ("year", "calendar", "off"),
    [
        (2022, PLAIN, "0301 3101 0102 0202 0302 0402 1104 0205 0305 0109 0209"),
        (2023, TET_2023, "0201 2001 2301 2401 2501 2601 0105 0205 0305 0109 0409"),
        (2024, TET_2024, "0101 0802 0902 1202 1302 1402 1804 3004 0105 0209 0309"),
        (2025, TET_2025, "0101 2701 2801 2901 3001 3101 0704 3004 0105 0109 0209"),
        (2026, PLAIN, "0101 1602 1702 1802 1902 2002 2704 3004 0105 0109 0209"),
        (2027, PLAIN, "0101 0502 0802 0902 1002 1102 1604 3004 0305 0109 0209"),
        (2029, PLAIN, "0101 1202 1302 1402 1502 1602 2304 3004 0105 0309 0409"),
    ],
)
def test_these_weekdays_are_off(year: int, calendar: Calendar, off: str) -> None:
    """2022–2026 as they were: bridge days aside, for which a Saturday was worked."""
    assert weekdays_off(year, calendar) == off.split()


@pytest.mark.parametrize("year", range(2021, 2036))
def test_each_year_gives_the_eleven_days_of_the_law_on_weekdays(year: int) -> None:
    """Whatever falls on a weekend is given back; only a holiday that falls on another would be lost."""
    assert len(weekdays_off(year)) == 11


def test_a_bridge_day_is_off_and_its_saturday_is_worked() -> None:
    bridged = Calendar(off=frozenset({date(2026, 8, 31)}), working=frozenset({date(2026, 8, 22)}))
    assert is_free(date(2026, 8, 31)) is False
    assert is_free(date(2026, 8, 31), bridged) is True
    assert is_free(date(2026, 8, 22)) is True
    assert is_free(date(2026, 8, 22), bridged) is False


def test_the_day_of_culture_is_off_only_where_it_is_confirmed() -> None:
    confirmed = Calendar(culture_day_since=2026)
    assert is_free(date(2026, 11, 24)) is False
    assert is_free(date(2026, 11, 24), confirmed) is True
    assert is_free(date(2025, 11, 24), confirmed) is False
    assert is_free(date(2029, 11, 26), confirmed) is True, "24/11/2029 is a Saturday"


def test_the_break_at_tet_takes_its_weekends_in() -> None:
    assert tet_break(2026) == Span(date(2026, 2, 14), date(2026, 2, 22))
    assert tet_break(2027) == Span(date(2027, 2, 5), date(2027, 2, 11))
    assert tet_break(2029) == Span(date(2029, 2, 10), date(2029, 2, 18))
    assert tet_break(2025, TET_2025) == Span(date(2025, 1, 25), date(2025, 2, 2))


def test_an_announced_break_replaces_that_of_the_law_and_no_other_years() -> None:
    assert is_free(date(2023, 1, 20)) is False
    assert is_free(date(2023, 1, 20), TET_2023) is True
    assert is_free(date(2023, 1, 27)) is True, "the law gives Friday back for the last day of the old year"
    assert is_free(date(2023, 1, 27), TET_2023) is False
    assert weekdays_off(2026, TET_2023) == weekdays_off(2026)


@pytest.mark.parametrize("day", [date(2020, 12, 31), date(2036, 1, 1), date.min, date.max])
def test_beyond_the_table_there_is_no_answer(day: date) -> None:
    assert is_free(day) == tet_break(day.year) == Uncharted(day.year)


def test_a_calendar_that_frees_everything_does_not_hang() -> None:
    off = Span(date(2025, 12, 1), date(2029, 3, 9))
    assert tet_break(2027, Calendar(off=frozenset(off.days()))) == Span(date(2025, 11, 29), date(2029, 3, 11))
