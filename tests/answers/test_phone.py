"""Phone numbers, those of before 2018 too."""

import pytest

from conversations.answers.phone import OLD_PREFIXES, Phone
from tests.answers.asking import Got, No, says, shown, taps

PHONE = Phone(key="phone", name="phone")
OPTIONAL = Phone(key="phone", name="phone", optional=True)


@pytest.mark.parametrize(
    "typed",
    [
        "0912345678",
        "0912 345 678",
        "0912.345.678",
        "0912-345-678",
        "+84912345678",
        "+84 (0)912 345 678",
        "84912345678",
        "0084912345678",
        "0912345678 ạ",
        "SĐT: 0912345678",
        "zalo 0912 345 678",
        "０９１２３４５６７８",
    ],
)
def test_a_mobile_number_is_read(typed: str) -> None:
    assert says(PHONE, typed) == Got("0912345678")


@pytest.mark.parametrize("typed", ["02053812345", "0205 3812 345", "(0205) 3812345"])
def test_a_landline_is_read(typed: str) -> None:
    assert says(PHONE, typed) == Got("02053812345")


@pytest.mark.parametrize(("old", "new"), OLD_PREFIXES.items())
def test_an_old_number_is_brought_up_to_date_and_confirmed(old: str, new: str) -> None:
    assert says(PHONE, f"{old}1234567") == Got(f"{new}1234567", ("old_phone",))
    assert says(PHONE, f"+84{old[1:]}1234567") == Got(f"{new}1234567", ("old_phone",))


def test_a_zero_that_got_lost_is_put_back_and_confirmed() -> None:
    assert says(PHONE, "912345678") == Got("0912345678", ("nought",))


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("09123456", "phone.length"),
        ("09123456789", "phone.length"),
        ("0612345678", "phone.length"),
        ("113", "phone.length"),
        ("không có", "phone"),
        ("abc", "phone"),
        ("😀", "phone"),
        ("0912345678, 0987654321", "phone.several"),
        ("0912345678 / 0987654321", "phone.several"),
    ],
)
def test_what_is_no_number_gets_a_sentence(typed: str, key: str) -> None:
    assert says(PHONE, typed) == No(key)


@pytest.mark.parametrize("typed", ["bỏ qua", "không có", "khong co", "không", "chưa có", "khoong cos", "không có ạ"])
def test_an_optional_one_is_skipped(typed: str) -> None:
    assert says(OPTIONAL, typed) == Got("")
    assert taps(OPTIONAL, "skip") == Got("")


def test_only_an_optional_one_can_be_skipped() -> None:
    assert taps(PHONE, "skip") == No("stale")


def test_a_card_does_not_tell_the_number() -> None:
    assert shown(PHONE.show("0912345678")) == "091****678"
