"""The table of days that follow the moon is what the sky says over Vietnam, not over China."""

from datetime import date

import pytest

from conversations.calendar.lunar_days import GIO_TO, TET
from tests.calendar.lunar import gio_to, tet

YEARS = range(2021, 2036)


@pytest.mark.parametrize("year", YEARS)
def test_each_day_of_the_table_is_what_the_sky_says(year: int) -> None:
    assert (TET[year], GIO_TO[year]) == (tet(year), gio_to(year))


def test_the_table_has_no_gap_and_nothing_beyond() -> None:
    assert list(TET) == list(GIO_TO) == list(YEARS)


@pytest.mark.parametrize(
    ("year", "day"),
    [
        (1968, date(1968, 1, 29)),  # a day before the Chinese year, and known for it
        (1985, date(1985, 1, 21)),  # a month before
        (2007, date(2007, 2, 17)),
        (2030, date(2030, 2, 2)),
    ],
)
def test_the_reckoning_knows_the_years_in_which_vietnam_was_or_will_be_earlier_than_china(year: int, day: date) -> None:
    assert tet(year) == day
