"""A long list: seven at a time, every one of them to be typed at any time."""

import pytest

from conversations.answers.paged import MORE, MOST, Paged
from conversations.answers.question import Option, Partial, Read, Refusal
from conversations.model import Json, Said, Tapped
from tests.answers.asking import READER

NAMES = "Nông dân|Phụ nữ|Thanh niên|Cựu chiến binh|Y tế|Giáo dục|An ninh|Công sở|Vì người nghèo|Khởi nghiệp".split("|")
KIND = Paged(key="q", name="q", choices=tuple(Option(f"o{n}", name) for n, name in enumerate(NAMES)))


def ids(kept: Json) -> list[str]:
    return [option.id for option in KIND.options(kept, READER)]


def test_a_page_at_a_time() -> None:
    assert ids(None) == [*(f"o{n}" for n in range(MOST)), MORE]
    assert ids(1) == ["o7", "o8", "o9", MORE]
    assert KIND.read(Tapped(1, MORE), None, READER) == Partial(1, anew=False)
    assert KIND.read(Tapped(1, MORE), 1, READER) == Partial(0, anew=False)


def test_who_types_looks_below() -> None:
    assert KIND.read(Said("xem thêm"), None, READER) == Partial(1, anew=True)


@pytest.mark.parametrize(
    ("text", "kept", "value"),
    [("2", None, "o1"), ("2", 1, "o8"), ("khoi nghiep", None, "o9"), ("nguoi ngheo", None, "o8"), ("y te", 1, "o4")],
)
def test_what_is_typed_is_found_on_any_page(text: str, kept: Json, value: str) -> None:
    assert KIND.read(Said(text), kept, READER) == Read(value)


def test_a_number_is_one_of_the_page() -> None:
    reading = KIND.read(Said("9"), 1, READER)
    assert isinstance(reading, Refusal)
    assert reading.why.args["most"] == len(ids(1))


def test_a_short_list_has_no_pages() -> None:
    short = Paged(key="q", name="q", choices=KIND.choices[: MOST + 1])
    assert [option.id for option in short.options(None, READER)] == [option.id for option in short.choices]
