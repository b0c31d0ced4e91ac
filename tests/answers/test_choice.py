"""One of several, and yes or no."""

import pytest

from conversations.answers.choice import Choice
from conversations.answers.confirm import Confirm
from conversations.answers.question import Option
from conversations.texts import phrase
from tests.answers.asking import Got, No, says, shown, taps

KIND = Choice(
    key="kind",
    name="kind",
    choices=(
        Option("household", "Hộ gia đình", ("ho",)),
        Option("individual", "Cá nhân"),
        Option("collective", "Tập thể (hợp tác xã, tổ, đội)"),
    ),
)
SURE = Confirm(key="sure", name="sure")
DELETE = Confirm(key="delete", name="delete", yes="Bỏ hẳn", no="Giữ lại")


@pytest.mark.parametrize(
    "typed",
    [
        "1",
        "1.",
        "(1)",
        "số 1",
        "1 ạ",
        "01",
        "Hộ gia đình",
        "hộ gia đình ạ",
        "ho gia dinh",
        "hooj gia ddinhf",
        "HỘ GIA ĐÌNH",
        "ho",
        "gia đình",
        "“hộ gia đình”",
    ],
)
def test_a_choice_is_recognised(typed: str) -> None:
    assert says(KIND, typed) == Got("household")


@pytest.mark.parametrize("typed", ["tap the", "taapj theer", "tập thể", "hợp tác xã", "hop tac xa", "3", "tập thê"])
def test_another_choice_is_recognised(typed: str) -> None:
    assert says(KIND, typed) == Got("collective")


@pytest.mark.parametrize("typed", ["canhan", "cá nhâm"])
def test_a_slip_is_asked_about(typed: str) -> None:
    assert says(KIND, typed) == Got("individual", ("choice",))


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("4", "choice.number"),
        ("0", "choice.number"),
        ("12345", "choice.number"),
        ("1 2", "choice"),
        ("abc", "choice"),
        ("😀", "choice"),
        ("h", "choice"),
    ],
)
def test_what_names_no_choice_gets_a_sentence(typed: str, key: str) -> None:
    assert says(KIND, typed) == No(key)


def test_what_names_two_choices_is_asked_more_of() -> None:
    two = Choice(
        key="two", name="two", choices=(Option("a", "Nông dân giỏi"), Option("b", "Nông thôn mới"), Option("c", "Khác"))
    )
    assert says(two, "nông") == No("choice.several")
    assert says(two, "nong dan") == Got("a")


def test_a_tap_counts_once_its_button_is_there() -> None:
    assert taps(KIND, "individual") == Got("individual")
    assert taps(KIND, "pupil") == No("stale")
    assert taps(KIND, "") == No("stale")


def test_a_label_is_known_in_the_language_of_the_person() -> None:
    question = Choice(
        key="q", name="q", choices=(Option("yes", phrase("option.yes")), Option("no", phrase("option.no")))
    )
    assert says(question, "không") == Got("no")
    assert shown(question.show("yes")) == "Có"


@pytest.mark.parametrize(
    "typed",
    ["có", "co", "cos", "Có.", "CÓ", "có ạ", "dạ có", "vâng", "vaang", "vâng ạ", "ok", "oke", "đúng", "đúng rồi",
     "đồng ý", "ddoongf ys", "1", "y", "yes"],
)  # fmt: skip
def test_a_yes(typed: str) -> None:
    assert says(SURE, typed) == Got(value=True)


@pytest.mark.parametrize(
    "typed",
    ["không", "khong", "khoong", "không ạ", "dạ không", "không có", "ko", "chưa", "không đồng ý", "2", "n", "no"],
)
def test_a_no(typed: str) -> None:
    assert says(SURE, typed) == Got(value=False)


@pytest.mark.parametrize("typed", ["abc", "3", "0", "có lẽ", "có hay không", "😀", "không biết"])
def test_neither_gets_a_sentence(typed: str) -> None:
    assert says(SURE, typed) == No("confirm")


def test_yes_and_no_in_their_own_words() -> None:
    assert says(DELETE, "bo han") == Got(value=True)
    assert says(DELETE, "giữ lại") == Got(value=False)
    assert shown(DELETE.show(value=False)) == "Giữ lại"
    assert taps(DELETE, "no") == Got(value=False)
