"""Days and years, day before month."""

from datetime import date

import pytest

from conversations.answers.date import Day
from conversations.answers.year import Year
from tests.answers.asking import TODAY, Got, No, says, shown

BORN = Day(key="born", name="born", earliest=1906, latest=TODAY)
SIGNED = Day(key="signed", name="signed", latest=TODAY, year_alone=False)
SINCE = Year(key="since", name="since", least=1986, most=2026)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("15/2/85", "1985-02-15"),
        ("15/02/1985", "1985-02-15"),
        ("15-2-1985", "1985-02-15"),
        ("15.2.85", "1985-02-15"),
        ("15 2 1985", "1985-02-15"),
        ("15 / 2 / 1985", "1985-02-15"),
        ("ngày 05 tháng 02 năm 1985", "1985-02-05"),
        ("ngay 5 thang 2 nam 1985", "1985-02-05"),
        ("ngày 5 tháng 2, 1985", "1985-02-05"),
        ("sinh ngày 15/2/1985", "1985-02-15"),
        ("29/2/2024", "2024-02-29"),
        ("1985", "1985"),
        ("85", "1985"),
        ("năm 1985", "1985"),
        ("sinh năm 1985", "1985"),
        ("sinh nam 85", "1985"),
        ("sinh nawm 1985", "1985"),
        ("1985.", "1985"),
    ],
)
def test_a_day_or_a_year_alone_is_read(typed: str, day: str) -> None:
    assert says(BORN, typed) == Got(day)


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("31/2/1979", "date.day"),
        ("0/1/1979", "date.day"),
        ("29/2/2023", "date.day"),
        ("2/15/1979", "date.month"),
        ("1850", "date.year"),
        ("1/1/2030", "date.year"),
        ("15/2", "date.alone"),
        ("hôm nọ", "date.alone"),
        ("không nhớ", "date.alone"),
        ("😀", "date.alone"),
    ],
)
def test_a_day_that_cannot_be_gets_a_sentence(typed: str, key: str) -> None:
    assert says(BORN, typed) == No(key)


def test_a_day_to_come_is_refused() -> None:
    assert says(BORN, "22/11/2026") == No("date.future")


def test_a_year_alone_may_be_too_little() -> None:
    assert says(SIGNED, "1985") == No("date")
    assert says(SIGNED, "15/2/85") == Got("1985-02-15")


@pytest.mark.parametrize(
    "raw", ["20240215", "1985-W07-5", "198", "１９８５", "1985-02-30", "", 1985, None, "1985-2-15"]
)
def test_only_its_own_form_is_loaded(raw: str | int | None) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - Misfit is a ValueError without a message
        BORN.load(raw)


def test_a_day_is_shown_as_it_is_written() -> None:
    assert shown(BORN.show("1985-02-05")) == "05/02/1985"
    assert shown(BORN.show("1985")) == "1985"


@pytest.mark.parametrize(
    ("typed", "year"),
    [
        ("2020", 2020),
        ("20", 2020),
        ("năm 2020", 2020),
        ("nam 2020", 2020),
        ("từ năm 2020", 2020),
        ("năm nay", 2026),
        ("năm ngoái", 2025),
        ("99", 1999),
    ],
)
def test_a_year_is_read(typed: str, year: int) -> None:
    assert says(SINCE, typed) == Got(year)


@pytest.mark.parametrize("typed", ["1985", "2027", "85", "2020-2022", "abc", "😀", "lâu rồi"])
def test_a_year_that_cannot_be_gets_a_sentence(typed: str) -> None:
    assert says(SINCE, typed) == No("year")


def test_the_newest_year_that_fits_is_meant() -> None:
    born = Day(key="born", name="born", latest=date(2026, 11, 21))
    assert says(born, "26") == Got("2026")
    assert says(born, "27") == Got("1927")
