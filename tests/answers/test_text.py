"""Words of one's own."""

import pytest

from conversations.answers.text import LongText, ShortText
from tests.answers.asking import Got, No, says, shown, taps

NAME = ShortText(key="name", name="name")
AWARD = ShortText(key="award", name="award", optional=True)
STORY = LongText(key="story", name="story", least=20)


def test_a_line_is_kept_as_it_is() -> None:
    assert says(NAME, "  HTX  Toàn\nTâm ") == Got("HTX Toàn Tâm")
    assert says(NAME, "\u202eHTX\u200b Toàn Tâm\x07") == Got("HTX Toàn Tâm")
    assert says(NAME, "12/QĐ-UBND") == Got("12/QĐ-UBND")


@pytest.mark.parametrize(
    ("typed", "key"), [("😀", "text.letters"), ("...", "text.letters"), ("a" * 201, "too_long"), ("", "empty")]
)
def test_a_line_that_cannot_be_gets_a_sentence(typed: str, key: str) -> None:
    assert says(NAME, typed) == No(key)


@pytest.mark.parametrize("typed", ["bỏ qua", "không có", "khong co", "không", "không có ạ"])
def test_an_optional_line_is_skipped(typed: str) -> None:
    assert says(AWARD, typed) == Got("")
    assert taps(AWARD, "skip") == Got("")
    assert shown(AWARD.show("")) == "(bỏ qua)"


def test_a_story_keeps_its_lines() -> None:
    assert says(STORY, "Trước đây trồng sắn.\n\n\n\nNay trồng na rải vụ.") == Got(
        "Trước đây trồng sắn.\n\nNay trồng na rải vụ."
    )


@pytest.mark.parametrize(
    ("typed", "key"),
    [("ngắn", "text.short"), ("a" * 3_001, "too_long"), ("a" * 10_000, "too_long"), ("😀" * 30, "text.letters")],
)
def test_a_story_that_cannot_be_gets_a_sentence(typed: str, key: str) -> None:
    assert says(STORY, typed) == No(key)
