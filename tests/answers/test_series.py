"""Figures of several years: in one go, by order, one by one; surprises, and one year put right alone."""

import pytest

from conversations.answers.question import Partial
from conversations.answers.series import Series
from conversations.model import Json, Said
from tests.answers.asking import READER, Got, Half, No, kept_after, says, shown

TR = 1_000_000
YEARS = (2024, 2025, 2026)
INCOME = Series(key="income", name="income", years=YEARS)
HELPED = Series(key="helped", name="helped", years=YEARS, unit="number")
LAND = Series(key="land", name="land", years=YEARS, unit="square_metres")
RISING = {2024: 180 * TR, 2025: 210 * TR, 2026: 240 * TR}


@pytest.mark.parametrize(
    "typed",
    [
        "2024: 180tr, 2025: 210tr, 2026: 240tr",
        "2024 180tr 2025 210tr 2026 240tr",
        "24 180tr 25 210tr 26 240tr",
        "2024=180tr; 2025=210tr; 2026=240tr",
        "2024-180tr; 2025-210tr; 2026-240tr",
        "2024 là 180tr, 2025 là 210tr, 2026 là 240tr",
        "năm 2024 180 triệu, năm 2025 210 triệu, năm 2026 240 triệu",
        "nam 24 180 trieu nam 25 210 trieu nam 26 240 trieu",
        "180tr (2024), 210tr (2025), 240tr (2026)",
        "180tr, 210tr, 240tr",
        "180tr 210tr 240tr",
        "180 triệu, 210 triệu, 240 triệu",
        "180 triệu; 210 triệu; 240 triệu",
        "180 triệu rồi 210 triệu rồi 240 triệu",
        "180tr → 210tr → 240tr",
        "180tr\n210tr\n240tr",
        "180.000.000, 210.000.000, 240.000.000",
        "180.000.000 210.000.000 240.000.000",
    ],
)
def test_all_years_may_be_given_in_one_go(typed: str) -> None:
    assert says(INCOME, typed) == Got(RISING)


@pytest.mark.parametrize(
    ("typed", "figures"),
    [
        ("2024: 180tr, 2025: 1 tỷ 2, 2026: 1 tỷ rưỡi", [180, 1_200, 1_500]),
        ("1 tỷ 2, 1 tỷ 3, 1 tỷ 4", [1_200, 1_300, 1_400]),
        ("1,2 tỷ, 1,3 tỷ, 1,4 tỷ", [1_200, 1_300, 1_400]),
        ("lỗ 20tr, 50tr, 100tr", [-20, 50, 100]),
        ("2024 lỗ 20tr, 2025 50tr, 2026 100tr", [-20, 50, 100]),
    ],
)
def test_each_figure_is_read_as_one_alone(typed: str, figures: list[int]) -> None:
    reading = says(INCOME, typed)
    assert isinstance(reading, Got)
    assert reading.value == {year: figure * TR for year, figure in zip(YEARS, figures, strict=True)}


def test_units_that_were_left_out_are_a_guess() -> None:
    assert says(INCOME, "180 210 240") == Got(RISING, ("millions",))
    assert says(INCOME, "2024: 180, 2025: 210, 2026: 240") == Got(RISING, ("millions",))


def test_one_by_one() -> None:
    kept = kept_after(INCOME, "180tr", "210 triệu")
    assert says(INCOME, "240tr", kept) == Got(RISING)


def test_one_by_one_in_any_order_by_its_year() -> None:
    kept = kept_after(INCOME, "2026: 240tr", "2024: 180tr")
    assert says(INCOME, "210tr", kept) == Got(RISING)


def test_the_rest_by_order() -> None:
    assert says(INCOME, "210tr, 240tr", kept_after(INCOME, "180tr")) == Got(RISING)


def test_a_guess_of_an_earlier_year_is_not_forgotten() -> None:
    kept = kept_after(INCOME, "180", "210tr")
    assert says(INCOME, "240tr", kept) == Got(RISING, ("millions",))


def test_the_next_year_is_asked_by_its_name() -> None:
    assert "2025" in shown(INCOME.prompt(kept_after(INCOME, "180tr"), READER)[0])


def test_a_part_is_read_back_with_its_change() -> None:
    reading = INCOME.read(Said("210tr"), kept_after(INCOME, "180tr"), READER)
    assert isinstance(reading, Partial)
    assert shown(reading.say[0]).startswith("2025: 210.000.000 đồng")
    assert "+17" in shown(reading.say[0])


@pytest.mark.parametrize(
    ("typed", "doubts"),
    [
        ("100tr, 500tr, 600tr", ("more",)),
        ("100tr, 499tr, 600tr", ()),
        ("500tr, 100tr, 120tr", ("less",)),
        ("180tr, 900tr, 100tr", ("more", "less")),
        ("0, 500tr, 600tr", ()),
    ],
)
def test_five_times_the_year_before_is_surprising(typed: str, doubts: tuple[str, ...]) -> None:
    reading = says(INCOME, typed)
    assert isinstance(reading, Got)
    assert reading.doubts == doubts


def test_a_part_of_a_surprising_answer_is_put_right_alone() -> None:
    value = {2024: 180 * TR, 2025: 2_100 * TR, 2026: 240 * TR}
    assert [part.id for part in INCOME.parts(value)] == ["2024", "2025", "2026"]
    left = INCOME.without(value, "2025")
    assert "2025" in shown(INCOME.prompt(left, READER)[0])
    assert says(INCOME, "210tr", left) == Got(RISING)


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("vài chục triệu", "money.vague"),
        ("100-150 triệu", "money.range"),
        ("5tr/tháng", "money.per"),
        ("abc", "series"),
        ("😀", "series"),
        ("2024: vài chục triệu, 2025: 210tr", "series.year"),
    ],
)
def test_figures_that_cannot_be_read_get_a_sentence(typed: str, key: str) -> None:
    assert says(INCOME, typed) == No(key)


@pytest.mark.parametrize("typed", ["2023: 100tr", "180tr, 210tr", "1tr 2tr 3tr 4tr", "2024 2025 2026"])
def test_figures_that_fit_no_years_are_not_taken(typed: str) -> None:
    assert not isinstance(says(INCOME, typed), Got)


@pytest.mark.parametrize(
    "typed",
    ["5 6 7", "5, 6, 7", "2024: 5, 2025: 6, 2026: 7", "24: 5 25: 6 26: 7", "5 hộ, 6 hộ, 7 hộ", "năm, sáu, bảy"],
)
def test_a_series_of_numbers(typed: str) -> None:
    assert says(HELPED, typed) == Got({2024: 5, 2025: 6, 2026: 7})


def test_numbers_one_by_one_are_json() -> None:
    assert says(HELPED, "7 hộ", kept_after(HELPED, "5", "6")) == Got({2024: 5, 2025: 6, 2026: 7})


def test_a_series_of_numbers_has_no_loss_and_no_half() -> None:
    assert isinstance(says(HELPED, "-5"), No)
    assert isinstance(says(HELPED, "2,5"), No)
    assert says(HELPED, "vài hộ") == No("number.vague")


@pytest.mark.parametrize(
    "typed", ["500 m2, 600 m2, 20000 m2", "500 600 20000", "2024: 500 m², 2025: 600 m² và 2026: 2 ha"]
)
def test_a_series_of_areas_is_in_square_metres(typed: str) -> None:
    reading = says(LAND, typed)
    assert isinstance(reading, Got)
    assert reading.value == {2024: 500, 2025: 600, 2026: 20_000}


def test_a_sao_in_a_series_is_no_square_metre() -> None:
    reading = says(LAND, "3 sào")
    assert isinstance(reading, No) or reading == Half(None)


def test_other_years_than_these_are_asked_anew() -> None:
    kept: Json = {"2024": 180 * TR, "2023": 1, "2025": "x", "2026": True}
    assert says(INCOME, "210tr, 240tr", kept) == Got(RISING)
