"""What the bot prints may be typed back, in either language, and means the same."""

from datetime import date
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from conversations.answers.amount import Amount, read_amount
from conversations.answers.area import Area
from conversations.answers.date import Day
from conversations.answers.money import Money
from conversations.answers.number import Number
from conversations.answers.phone import Phone
from conversations.answers.question import Question, Read
from conversations.answers.series import Series, Unit
from conversations.answers.spelling import spell
from conversations.answers.year import Year
from conversations.model import LOCALES, Said
from tests.answers.asking import CATALOGUE, READER

YEARS = (2024, 2025, 2026)
sums = st.integers(0, 10**15) | st.integers(0, 10**6) | st.integers(0, 10**6).map(lambda n: n * 1_000_000)
areas = st.integers(1, 10**10) | st.integers(1, 20_000) | st.integers(1, 10**6).map(lambda n: n * 10_000)


def plain_in(locale: str, metres: int) -> bool:
    """Whether the area is printed without a comma that is no decimal for us: the English "1,000 ha"."""
    return locale == "vi" or metres % 10_000 > 0 or metres < 10_000_000


IN_BOTH = pytest.mark.parametrize("locale", LOCALES)


def reads_back(question: Question[Any], value: Any, printed: str) -> None:
    reading = question.read(Said(printed), None, READER)
    assert isinstance(reading, Read), f"{printed!r}: {reading}"
    assert reading.value == value, printed


def prints(question: Question[Any], value: Any, locale: Any) -> list[str]:
    """Return the card's words for `value`, and those that stand under the answer."""
    return [
        CATALOGUE.say(locale, question.show(value)),
        "\n".join(CATALOGUE.say(locale, line) for line in question.detail(value)),
    ]


@IN_BOTH
@given(amount=sums, sign=st.sampled_from((1, -1)))
def test_money(locale: str, amount: int, sign: int) -> None:
    question = Money(key="q", name="q", loss=True)
    for printed in prints(question, sign * amount, locale):
        reads_back(question, sign * amount, printed)


@given(amount=st.integers(0, 10**15))
def test_money_in_words(amount: int) -> None:
    reads_back(Money(key="q", name="q"), amount, f"{spell(amount)} đồng")


@given(number=st.integers(0, 10**14) | st.integers(0, 2_000))
def test_a_number_in_words(number: int) -> None:
    read = read_amount(spell(number))
    assert isinstance(read, Amount)
    assert read.value == number


@IN_BOTH
@given(number=st.integers(0, 1_000_000))
def test_number(locale: str, number: int) -> None:
    question = Number(key="q", name="q")
    for printed in prints(question, number, locale):
        reads_back(question, number, printed)


@IN_BOTH
@given(metres=areas)
def test_area(locale: str, metres: int) -> None:
    assume(plain_in(locale, metres))
    question = Area(key="q", name="q")
    for printed in prints(question, metres, locale):
        reads_back(question, metres, printed)


@given(day=st.dates(date(1900, 1, 1), date(2026, 11, 21)))
def test_day(day: date) -> None:
    question = Day(key="q", name="q", latest=date(2026, 11, 21))
    for value in (day.isoformat(), str(day.year)):
        for printed in prints(question, value, "vi"):
            reads_back(question, value, printed)


@given(year=st.integers(1900, 2100))
def test_year(year: int) -> None:
    reads_back(Year(key="q", name="q"), year, str(year))


@given(digits=st.from_regex(r"0[35789][0-9]{8}|02[0-9]{9}", fullmatch=True))
def test_phone(digits: str) -> None:
    question = Phone(key="q", name="q")
    for line in question.detail(digits):
        reads_back(question, digits, CATALOGUE.say("vi", line))


@IN_BOTH
@pytest.mark.parametrize(
    ("unit", "figures"),
    [("dong", st.integers(-(10**12), 10**15) | sums), ("number", st.integers(0, 10**6)), ("square_metres", areas)],
)
@given(data=st.data())
def test_series(locale: str, unit: Unit, figures: st.SearchStrategy[int], data: st.DataObject) -> None:
    question = Series(key="q", name="q", years=YEARS, unit=unit)
    value = {year: data.draw(figures) for year in YEARS}
    assume(unit != "square_metres" or all(plain_in(locale, metres) for metres in value.values()))
    for printed in prints(question, value, locale):
        reads_back(question, value, printed)
