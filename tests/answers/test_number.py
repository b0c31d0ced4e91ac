"""Whole numbers of people, workers, households."""

import pytest

from conversations.answers.number import Number
from tests.answers.asking import Got, No, says

MEMBERS = Number(key="members", name="members", least=1, most=30)
COUNT = Number(key="count", name="count", most=1_000_000)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("5", 5),
        ("05", 5),
        ("5.", 5),
        ("5 người", 5),
        ("5 nguoi", 5),
        ("5 người ạ", 5),
        ("có 5 người", 5),
        ("5 nhân khẩu", 5),
        ("5 lao động", 5),
        ("năm người", 5),
        ("năm", 5),
        ("nam", 5),
        ("bốn", 4),
        ("tư", 4),
        ("mười hai", 12),
        ("muoi lam", 15),
        ("hai mươi mốt", 21),
        ("2 chục", 20),
    ],
)
def test_a_number_is_read(typed: str, number: int) -> None:
    assert says(MEMBERS, typed) == Got(number)


@pytest.mark.parametrize(("typed", "number"), [("1.234", 1234), ("1 nghìn", 1000), ("0", 0), ("không", 0)])
def test_a_count_may_be_large_or_none(typed: str, number: int) -> None:
    assert says(COUNT, typed) == Got(number)


def test_an_estimate_is_confirmed() -> None:
    assert says(MEMBERS, "khoảng 5") == Got(5, ("about",))


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("5,5", "number.fraction"),
        ("5-7", "number.range"),
        ("5 hoặc 6", "number.range"),
        ("hai ba người", "number.range"),
        ("vài người", "number.vague"),
        ("0", "number.limits"),
        ("31", "number.limits"),
        ("-5", "number.limits"),
        ("9" * 3_000, "number"),
        ("abc", "number"),
        ("😀", "number"),
    ],
)
def test_what_is_no_number_gets_a_sentence(typed: str, key: str) -> None:
    assert says(MEMBERS, typed) == No(key)


@pytest.mark.parametrize("typed", ["2 vợ chồng 3 con", "5/2", "5%", "12 13"])
def test_two_numbers_are_not_one(typed: str) -> None:
    assert isinstance(says(MEMBERS, typed), No)
