"""Bubbles as texts with marks: positions in UTF-16, long texts in pieces, nothing lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.base import Bubble, Key, Paragraph, ParagraphRole, Span
from bot.channels.telegram.writing import LIMIT, Letter, units, write


def bubble(*paragraphs: tuple[ParagraphRole, str], progress: str = "") -> Bubble:
    """Words between asterisks are bold."""
    return Bubble(
        tuple(
            Paragraph(role, tuple(Span(text, bold=at % 2 == 1) for at, text in enumerate(words.split("*"))))
            for role, words in paragraphs
        ),
        progress=progress,
    )


def marked(letter: Letter) -> list[tuple[str, str]]:
    wide = letter.text.encode("utf-16-le")
    return [
        (mark["type"], wide[2 * mark["offset"] : 2 * (mark["offset"] + mark["length"])].decode("utf-16-le"))
        for mark in letter.entities
    ]


def test_paragraphs_stand_apart_lines_together() -> None:
    (letter,) = write(
        bubble(
            ("head", "Đã ghi: *210.000.000 đồng*"), ("body", "Họ tên?"), ("line", "1. Thôn: *Đồng Mỏ*"),
            ("line", "2. Năm sinh: *1979*"), ("note", "Gõ ? để xem giải thích"), progress="câu 3/15",
        )
    )  # fmt: skip
    assert letter.text.split("\n\n") == [
        "Đã ghi: 210.000.000 đồng",
        "Họ tên?",
        "1. Thôn: Đồng Mỏ\n2. Năm sinh: 1979",
        "Gõ ? để xem giải thích",
        "câu 3/15",
    ]
    assert marked(letter) == [
        ("bold", "210.000.000 đồng"),
        ("bold", "Đồng Mỏ"),
        ("bold", "1979"),
        ("italic", "Gõ ? để xem giải thích"),
        ("italic", "câu 3/15"),
    ]


def test_marks_are_counted_in_utf_16() -> None:
    (letter,) = write(bubble(("body", "👨‍🌾 chào *chị 🌾 Lan*")))
    assert letter.entities == [{"type": "bold", "offset": 11, "length": 10}]
    assert marked(letter) == [("bold", "chị 🌾 Lan")]


def test_somebodys_own_words_are_never_markup() -> None:
    (letter,) = write(bubble(("body", "<b>đậm</b> _nghiêng_ &amp; [x](http://a.b)")))
    assert letter.text == "<b>đậm</b> _nghiêng_ &amp; [x](http://a.b)"
    assert letter.entities == []


def test_nothing_to_say_is_no_letter() -> None:
    assert write(Bubble(())) == []
    assert write(bubble(("body", " \n "))) == []


def test_a_long_text_is_cut_between_paragraphs() -> None:
    story = [f"{number} " + "dài " * 300 for number in range(5)]
    letters = write(bubble(*(("body", text.strip()) for text in story), progress="câu 9/9"))
    assert [letter.text.split()[0] for letter in letters] == ["0", "3"]
    assert all(units(letter.text) <= LIMIT for letter in letters)
    assert letters[0].text.endswith("dài")
    assert letters[1].text.endswith("câu 9/9")
    assert marked(letters[1])[-1] == ("italic", "câu 9/9")


def test_a_mark_across_a_cut_goes_on_behind_it() -> None:
    letters = write(bubble(("body", f"*{'đậm ' * 1500}*")))
    assert len(letters) == 2
    assert [[look for look, _ in marked(letter)] for letter in letters] == [["bold"], ["bold"]]
    assert all(marked(letter)[0][1] == letter.text for letter in letters)


def test_a_text_without_any_border_is_cut_all_the_same() -> None:
    letters = write(bubble(("body", "🌾" * 5000)))
    assert "".join(letter.text for letter in letters) == "🌾" * 5000
    assert [units(letter.text) for letter in letters] == [4096, 4096, 1808]


TEXTS = st.text(st.sampled_from("aă🌾 \n"), max_size=50)


@given(st.lists(st.tuples(TEXTS, st.integers(1, 300), st.booleans()), max_size=6))
def test_whatever_is_said_fits_and_arrives(parts: list[tuple[str, int, bool]]) -> None:
    spans = tuple(Span(text * times, bold=bold) for text, times, bold in parts)
    letters = write(Bubble((Paragraph("body", spans),)))
    said = "".join(span.text for span in spans)
    assert "".join("".join(letter.text.split()) for letter in letters) == "".join(said.split())
    for letter in letters:
        assert 1 <= units(letter.text) <= LIMIT
        assert letter.text == letter.text.strip()
        assert all(
            0 <= mark["offset"] < mark["offset"] + mark["length"] <= units(letter.text) for mark in letter.entities
        )
        marked(letter)


@pytest.mark.parametrize("role", ["head", "body", "list"])
def test_a_key_of_a_paragraph_is_not_written(role: ParagraphRole) -> None:
    (letter,) = write(Bubble((Paragraph(role, (Span("Thôn"),), Key("edit", "1", "edit")),)))
    assert letter.text == "Thôn"
