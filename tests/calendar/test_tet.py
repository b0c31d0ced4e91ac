"""Who has to be warned of Tết: a deadline in it, right after it, and on any other day off; nobody else."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.catalogue import Catalogue
from conversations.calendar.holidays import PLAIN, Calendar
from conversations.calendar.tet import tet_warning
from conversations.calendar.when import Span
from conversations.calendar.workdays import is_working_day, last_working_day_until

SENTENCES = Catalogue(Path("locales"))


@pytest.mark.parametrize(
    ("last", "key", "day"),
    [
        (date(2026, 2, 14), "calendar.tet.within", date(2026, 2, 13)),
        (date(2027, 2, 5), "calendar.tet.within", date(2027, 2, 4)),
        (date(2027, 2, 14), "calendar.tet.near", date(2027, 2, 12)),
        (date(2028, 2, 14), "calendar.tet.near", date(2028, 2, 14)),
        (date(2029, 2, 14), "calendar.tet.within", date(2029, 2, 9)),
        (date(2030, 2, 14), "calendar.tet.near", date(2030, 2, 14)),
        (date(2027, 2, 25), "calendar.tet.near", date(2027, 2, 25)),
        (date(2027, 5, 29), "calendar.day_off", date(2027, 5, 28)),
        (date(2027, 9, 2), "calendar.day_off", date(2027, 8, 31)),
    ],
)
def test_a_deadline_on_a_day_off_or_after_tet_is_warned_of(last: date, key: str, day: date) -> None:
    warning = tet_warning(last)
    assert warning is not None
    assert (warning.key, warning.args["last"], warning.args["day"]) == (key, last, day)


@pytest.mark.parametrize(
    "last",
    [
        date(2023, 2, 14),  # Tết was on 22/01
        date(2027, 2, 4),
        date(2027, 2, 26),
        date(2026, 11, 24),
    ],
)
def test_on_other_days_nobody_is_warned(last: date) -> None:
    assert tet_warning(last) is None


@pytest.mark.parametrize(("last", "year"), [(date(2036, 2, 14), "2036"), (date(2021, 1, 1), "2020")])
def test_where_the_days_off_are_unknown_it_says_so(last: date, year: str) -> None:
    warning = tet_warning(last)
    assert warning is not None
    assert (warning.key, warning.args) == ("calendar.uncharted", {"year": year})


def test_an_announced_break_counts_and_is_called_announced() -> None:
    announced = Calendar(tet=(Span(date(2027, 2, 5), date(2027, 2, 14)),))
    warning = tet_warning(date(2027, 2, 14), announced)
    assert warning is not None
    assert SENTENCES.say("vi", warning) == (
        "Hạn đến hết 14/02/2027 rơi vào kỳ nghỉ Tết, từ 05/02/2027 đến 14/02/2027 (theo lịch nghỉ đã công bố). "
        "Anh/chị nên xong trước Tết, chậm nhất Thứ Năm, 04/02/2027."
    )


def test_the_warnings_of_2027_and_2029_in_words() -> None:
    (near, within) = (tet_warning(date(year, 2, 14)) for year in (2027, 2029))
    assert near is not None
    assert within is not None
    assert SENTENCES.say("vi", near) == (
        "Hạn đến hết 14/02/2027 sát ngay sau Tết, mùng 1 là 06/02/2027. Ngày làm việc cuối là Thứ Sáu, 12/02/2027 "
        "(theo lịch nghỉ dự kiến); anh/chị nên xong từ trước Tết."
    )
    assert SENTENCES.say("vi", within) == (
        "Hạn đến hết 14/02/2029 rơi vào kỳ nghỉ Tết, từ 10/02/2029 đến 18/02/2029 (theo lịch nghỉ dự kiến). "
        "Anh/chị nên xong trước Tết, chậm nhất Thứ Sáu, 09/02/2029."
    )


@given(
    st.dates(date(2021, 1, 8), date(2035, 12, 31)), st.builds(Calendar, culture_day_since=st.sampled_from([None, 2026]))
)
def test_a_warning_names_the_last_working_day_and_a_day_off_is_never_passed_over(
    last: date, calendar: Calendar
) -> None:
    warning = tet_warning(last, calendar)
    if warning is None:
        assert is_working_day(last, calendar) is True
    else:
        assert warning.args["day"] == last_working_day_until(last, calendar)


def test_every_deadline_of_the_two_weeks_after_tet_is_warned_of() -> None:
    for year, tet in ((2027, date(2027, 2, 6)), (2029, date(2029, 2, 13)), (2031, date(2031, 1, 23))):
        found = {tet_warning(tet + timedelta(days=offset), PLAIN) is not None for offset in range(-1, 15)}
        assert found == {True}, year
