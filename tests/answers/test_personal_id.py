"""The twelve digits of the personal number."""

import pytest

from conversations.answers.personal_id import PersonalId
from tests.answers.asking import Got, No, says, shown, taps

ID = PersonalId(key="id", name="id")
OF_HIM = PersonalId(key="id", name="id", optional=True, born=1979, sex="male")
OF_HER = PersonalId(key="id", name="id", born=2003, sex="female")


@pytest.mark.parametrize(
    "typed",
    [
        "020079123456",
        "020 079 123 456",
        "020.079.123.456",
        "CCCD 020079123456",
        "số 020079123456 ạ",
        "０２００７９１２３４５６",
    ],
)
def test_twelve_digits_are_read(typed: str) -> None:
    assert says(ID, typed) == Got("020079123456")


@pytest.mark.parametrize(
    ("typed", "doubts"),
    [
        ("020079123456", ()),
        ("020179123456", ("id_sex",)),
        ("020080123456", ("id_year",)),
        ("020280123456", ("id_future",)),
    ],
)
def test_a_contradiction_is_asked_about_and_does_not_block(typed: str, doubts: tuple[str, ...]) -> None:
    assert says(OF_HIM, typed) == Got(typed, doubts)


def test_the_fourth_digit_tells_the_century() -> None:
    assert says(OF_HER, "020303123456") == Got("020303123456")
    assert says(OF_HER, "020103123456") == Got("020103123456", ("id_year",))


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("082123456", "personal_id.old"),
        ("CMND 082 123 456", "personal_id.old"),
        ("02007912345", "personal_id.length"),
        ("1", "personal_id.length"),
        ("0" * 12, "personal_id.start"),
        ("000079123456", "personal_id.start"),
        ("không nhớ", "personal_id"),
        ("😀", "personal_id"),
    ],
)
def test_what_is_no_personal_number_gets_a_sentence(typed: str, key: str) -> None:
    assert says(ID, typed) == No(key)


@pytest.mark.parametrize("typed", ["bỏ qua", "không có", "không", "chưa có"])
def test_an_optional_one_is_skipped(typed: str) -> None:
    assert says(OF_HIM, typed) == Got("")
    assert taps(OF_HIM, "skip") == Got("")


def test_a_card_does_not_tell_the_number() -> None:
    assert shown(ID.show("020079123456")) == "0200********"
