"""Areas, and the sào that is another one in the north and in the centre."""

import pytest

from conversations.answers.area import Area
from tests.answers.asking import READER, Got, Half, No, kept_after, says, shown, taps

LAND = Area(key="land", name="land")


@pytest.mark.parametrize(
    ("typed", "metres"),
    [
        ("2 ha", 20_000),
        ("2ha", 20_000),
        ("hai héc ta", 20_000),
        ("2 hecta", 20_000),
        ("1,5 ha", 15_000),
        ("1.5ha", 15_000),
        ("2 ha rưỡi", 25_000),
        ("nửa ha", 5_000),
        ("0,05 ha", 500),
        ("500 m2", 500),
        ("500m2", 500),
        ("500 m²", 500),
        ("500 mét vuông", 500),
        ("360 m vuong", 360),
        ("1.200 m2", 1_200),
        ("10.000 m2", 10_000),
        ("2 ha 500 m2", 20_500),
        ("2 công đất", 2_000),
        ("diện tích 2 ha ạ", 20_000),
        ("ba sào bắc bộ", 1_080),
        ("3 sào trung bộ", 1_500),
    ],
)
def test_an_area_is_read(typed: str, metres: int) -> None:
    assert says(LAND, typed) == Got(metres)


@pytest.mark.parametrize(
    ("typed", "north", "centre"),
    [
        ("3 sào", 1_080, 1_500),
        ("3 sao", 1_080, 1_500),
        ("hai sào", 720, 1_000),
        ("3 sào rưỡi", 1_260, 1_750),
        ("3,5 sào", 1_260, 1_750),
        ("1 mẫu", 3_600, 5_000),
        ("1 mẫu 3 sào", 4_680, 6_500),
        ("2 mẫu rưỡi", 9_000, 12_500),
        ("nửa sào", 180, 250),
    ],
)
def test_a_sao_is_asked_which(typed: str, north: int, centre: int) -> None:
    kept = kept_after(LAND, typed)
    assert [option.id for option in LAND.options(kept, READER)] == ["bac", "trung", "nam"]
    assert taps(LAND, "bac", kept) == Got(north)
    assert taps(LAND, "trung", kept) == Got(centre)


@pytest.mark.parametrize("typed", ["bắc bộ", "bac", "Sào Bắc Bộ (360 m²)", "bac bo", "bắc"])
def test_the_kind_of_sao_may_be_typed(typed: str) -> None:
    assert says(LAND, typed, kept_after(LAND, "3 sào")) == Got(1_080)


def test_another_area_may_be_given_instead_of_the_kind() -> None:
    kept = kept_after(LAND, "3 sào")
    assert says(LAND, "2 ha", kept) == Got(20_000)
    assert isinstance(says(LAND, "4 sào", kept), Half)


def test_no_kind_can_be_tapped_before_a_sao() -> None:
    assert taps(LAND, "bac") == No("stale")


@pytest.mark.parametrize("typed", ["vài sào", "2-3 ha", "0 ha", "-2 ha", "abc", "😀", "không biết", "9" * 40 + " ha"])
def test_what_is_no_area_gets_a_sentence(typed: str) -> None:
    reading = says(LAND, typed)
    assert isinstance(reading, No)
    assert reading.key.startswith("area")


def test_a_figure_without_a_unit_does_not_count_by_itself() -> None:
    reading = says(LAND, "5000")
    assert isinstance(reading, No) or (isinstance(reading, Got) and reading.doubts)


def test_an_estimate_is_confirmed() -> None:
    assert says(LAND, "khoảng 2 ha") == Got(20_000, ("about",))


def test_an_area_is_shown_in_hectares_where_they_are_whole() -> None:
    assert shown(LAND.show(20_000)) == "2 ha"
    assert shown(LAND.show(15_000)) == "15.000 m²"
