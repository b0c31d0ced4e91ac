"""Any of several: by taps, by numbers, all, none, done."""

import pytest

from conversations.answers.checklist import Checklist
from conversations.answers.question import Option
from conversations.model import Json
from tests.answers.asking import READER, Got, Half, No, kept_after, says, shown, taps

LINES = Checklist(
    key="lines",
    name="lines",
    choices=tuple(Option(f"c{n}", f"Điều {text}") for n, text in enumerate(("một", "hai", "ba", "bốn", "năm"), 1)),
    least=1,
)
YEARS = Checklist(key="years", name="years", choices=tuple(Option(year, year) for year in ("2024", "2025", "2026")))


@pytest.mark.parametrize(
    "typed", ["1 3 4", "1,3,4", "1, 3 và 4", "1 va 3 va 4", "1;3;4", "1&3&4", "số 1, 3, 4", "1 3 4 ạ"]
)
def test_numbers_tick(typed: str) -> None:
    assert says(LINES, typed) == Half(["c1", "c3", "c4"])


@pytest.mark.parametrize("typed", ["tất cả", "tat ca", "taats car", "Tất cả ạ", "all", "chọn hết", "cả 5"])
def test_all(typed: str) -> None:
    assert says(LINES, typed) == Half(["c1", "c2", "c3", "c4", "c5"])


@pytest.mark.parametrize("typed", ["2024 2025", "2024, 2025", "2024 và 2025", "năm 2024 và 2025", "1 2", "24 25"])
def test_a_year_names_its_line(typed: str) -> None:
    assert says(YEARS, typed) == Half(["2024", "2025"])


@pytest.mark.parametrize("typed", ["2024-2026", "2024 đến 2026", "từ 2024 đến 2026", "1-3", "cả 3 năm", "cả ba năm"])
def test_from_to(typed: str) -> None:
    assert says(YEARS, typed) == Half(["2024", "2025", "2026"])


@pytest.mark.parametrize("typed", ["1-3 5", "1 đến 3, 5", "từ 1 tới 3 và 5", "1 - 3; 5", "5, từ 1 đến 3"])
def test_from_to_and_more(typed: str) -> None:
    assert says(LINES, typed) == Half(["c1", "c2", "c3", "c5"])


def test_dashes_between_several_numbers_only_part_them() -> None:
    assert says(LINES, "1-3-4") == Half(["c1", "c3", "c4"])


def test_all_but_several_in_a_row() -> None:
    assert says(LINES, "tất cả trừ 2-4") == Half(["c1", "c5"])


@pytest.mark.parametrize("typed", ["4-2", "1-9", "1-3 9", "1-3 tốt"])
def test_a_row_that_is_none(typed: str) -> None:
    assert says(LINES, typed) == No("checklist")


def test_numbers_never_untick() -> None:
    assert says(LINES, "1 2", kept_after(LINES, "1 3")) == Half(["c1", "c2", "c3"])


@pytest.mark.parametrize("typed", ["bỏ 3", "trừ 3", "bỏ số 3"])
def test_a_line_is_taken_out_again(typed: str) -> None:
    assert says(LINES, typed, ["c1", "c3"]) == Half(["c1"])


@pytest.mark.parametrize("typed", ["tất cả trừ 2", "tat ca tru 2 va 2", "hết, trừ 2"])
def test_all_but(typed: str) -> None:
    assert says(LINES, typed) == Half(["c1", "c3", "c4", "c5"])


def test_a_tap_ticks_and_unticks() -> None:
    assert taps(LINES, "c2") == Half(["c2"])
    assert taps(LINES, "c2", ["c1", "c2"]) == Half(["c1"])
    assert taps(LINES, "c9", ["c1"]) == No("stale")


@pytest.mark.parametrize("typed", ["xong", "Xong", "xong rồi", "xong ạ", "hết", "done", "6"])
def test_done(typed: str) -> None:
    assert says(LINES, typed, ["c3", "c1"]) == Got(("c1", "c3"))
    assert taps(LINES, "done", ["c1"]) == Got(("c1",))


def test_done_with_too_few() -> None:
    assert says(LINES, "xong") == No("checklist.least")
    assert taps(LINES, "done", []) == No("checklist.least")
    assert says(LINES, "không có") == No("checklist.least")


@pytest.mark.parametrize("typed", ["không có", "khong co", "không", "không có ạ", "không năm nào"])
def test_none_where_none_is_allowed(typed: str) -> None:
    assert says(YEARS, typed) == Got(())
    assert says(YEARS, typed, ["2024"]) == Half([])


@pytest.mark.parametrize("typed", ["0", "7", "1 7", "abc", "😀", "134", "2 năm", "1e3"])
def test_what_names_no_line_gets_a_sentence(typed: str) -> None:
    assert says(LINES, typed) == No("checklist")


@pytest.mark.parametrize("raw", [None, "c1", ["c1", 1], [["c1"]], [{}], ["c1", "x"], [], {"c1": True}])
def test_what_does_not_fit_is_asked_anew(raw: Json) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - Misfit is a ValueError without a message
        LINES.load(raw)


def test_the_same_twice_is_one() -> None:
    two = Checklist(key="two", name="two", choices=LINES.choices, least=2)
    with pytest.raises(ValueError):  # noqa: PT011 - Misfit is a ValueError without a message
        two.load(["c1", "c1"])


def test_ticks_are_seen_and_come_back_when_edited() -> None:
    ticks = [option.ticked for option in LINES.options(LINES.reopen(("c2", "c5")), READER)]
    assert ticks == [False, True, False, False, True, None]


def test_a_card_lists_short_lines_and_counts_long_ones() -> None:
    long = Checklist(
        key="l", name="l", choices=tuple(Option(f"c{n}", f"{n} " + "chấp hành tốt " * 6) for n in range(3))
    )
    assert shown(YEARS.show(("2024", "2026"))) == "2024 và 2026"
    assert shown(YEARS.show(())) == "không có"
    assert shown(long.show(("c0", "c2"))) == "2/3 điều"
    assert shown(long.show(("c0", "c1", "c2"))) == "cả 3 điều"
