"""Keys as rows of buttons: what a thumb can hit and Telegram takes."""

import pytest

from bot.channels.base import Bubble, Key, Paragraph, Span
from bot.channels.telegram.keyboard import KeyTooLongError, keyboard


def labels(bubble: Bubble) -> list[list[str]]:
    return [[button["text"] for button in row] for row in keyboard(bubble)]


def answers(*words: str) -> Bubble:
    return Bubble((), tuple(Key(f"c{at}", word) for at, word in enumerate(words)), ref=7)


@pytest.mark.parametrize(
    ("words", "rows"),
    [
        (("Có", "Không"), [["Có", "Không"]]),
        (("2024", "2025", "2026"), [["2024", "2025", "2026"]]),
        (("2023", "2024", "2025", "2026"), [["2023", "2024"], ["2025", "2026"]]),
        (("Hộ gia đình", "Một người", "Một tập thể"), [["Hộ gia đình"], ["Một người", "Một tập thể"]]),
        (("Hộ gia đình", "Một tập thể"), [["Hộ gia đình", "Một tập thể"]]),
        (("Nông dân phát triển kinh tế", "Có", "Không"), [["Nông dân phát triển kinh tế"], ["Có", "Không"]]),
        ((), []),
    ],
)
def test_short_answers_stand_side_by_side(words: tuple[str, ...], rows: list[list[str]]) -> None:
    assert labels(answers(*words)) == rows


def test_a_checklist_has_its_ticks_below_each_other() -> None:
    keys = (Key("a", "Có", ticked=True), Key("b", "Không", ticked=False), Key("next", "Tiếp"))
    assert labels(Bubble((), keys)) == [["☑ Có"], ["☐ Không"], ["Tiếp"]]


def test_pencils_stand_below_the_answers_and_controls_last() -> None:
    lines = tuple(Paragraph("line", (Span(f"{at}."),), Key(f"edit:{at}", str(at), "edit")) for at in range(1, 9))
    controls = tuple(Key(word, word, "control") for word in ("quay lại", "lưu", "?", "huỷ"))
    assert labels(Bubble(lines, (*controls, Key("send", "Gửi")), ref=7)) == [
        ["Gửi"],
        ["✏️ 1", "✏️ 2", "✏️ 3", "✏️ 4"],
        ["✏️ 5", "✏️ 6", "✏️ 7", "✏️ 8"],
        ["quay lại", "lưu"],
        ["?", "huỷ"],
    ]


def test_a_button_tells_the_message_it_stands_under() -> None:
    assert keyboard(answers("Có"))[0][0] == {"text": "Có", "callback_data": "7:c0"}


def test_the_longest_data_fits() -> None:
    rows = keyboard(Bubble((), (Key("x" * 40, "Có"),), ref=2**53))
    assert len(rows[0][0]["callback_data"]) <= 64
    with pytest.raises(KeyTooLongError, match="shorten"):
        keyboard(Bubble((), (Key("ệ" * 40, "Có"),), ref=1))


def test_there_are_never_more_than_telegram_takes() -> None:
    lines = tuple(Paragraph("line", (Span("."),), Key(f"edit:{at}", str(at), "edit")) for at in range(90))
    keys = tuple(Key(f"c{at}", "x" * 20) for at in range(95))
    rows = labels(Bubble(lines, (*keys, Key("back", "quay lại", "control"))))
    assert sum(map(len, rows)) == 100
    assert max(map(len, rows)) <= 8
    assert rows[-1] == ["quay lại"]
    assert sum(map(len, labels(Bubble((), tuple(Key(f"c{at}", "Có") for at in range(200)))))) == 100
