"""Places: from the list, by name without accents, or as typed."""

import pytest

from conversations.answers.place import Place, Spot
from conversations.model import Json
from tests.answers.asking import READER, Got, Half, No, kept_after, says, shown, taps

VILLAGE = Place(key="village", name="village", under=1)
LISTED = Place(key="village", name="village", under=1, free=False)
MO = Spot(101, "thôn Đồng Mỏ")


@pytest.mark.parametrize(
    "typed", ["thôn Đồng Mỏ", "Đồng Mỏ", "dong mo", "ddoongf mor", "THÔN ĐỒNG MỎ", "1", "dong mo.", "Đồng Mo"]
)
def test_one_hit_is_taken(typed: str) -> None:
    assert says(VILLAGE, typed) == Got(MO)


def test_a_tap_takes_it() -> None:
    assert taps(VILLAGE, "103") == Got(Spot(103, "bản Phổng"))
    assert taps(VILLAGE, "999") == No("stale")


def test_the_unit_itself_is_the_first_of_the_list() -> None:
    whole = Place(key="unit", name="units", under=1, free=False, itself=True)
    assert [option.id for option in whole.options(None, READER)][:2] == ["1", "101"]
    assert taps(whole, "1") == Got(Spot(1, "xã Vân Nham"))
    assert taps(VILLAGE, "1") == No("stale")


def test_several_hits_are_offered() -> None:
    kept = kept_after(VILLAGE, "đồng")
    offered = [option.id for option in VILLAGE.options(kept, READER)]
    assert offered[:2] == ["101", "102"]
    assert "103" not in offered
    assert says(VILLAGE, "2", kept) == Got(Spot(102, "thôn Đồng Mẫu"))
    assert says(VILLAGE, "Đồng Mẫu", kept) == Got(Spot(102, "thôn Đồng Mẫu"))
    assert taps(VILLAGE, "other", kept) == Got(Spot(None, "đồng"))
    assert taps(VILLAGE, "101", kept) == Got(MO)


def test_marks_tell_ban_from_ban() -> None:
    assert says(VILLAGE, "thôn Bàn") == Got(Spot(104, "thôn Bàn"))
    assert says(VILLAGE, "thôn Bản") == Got(Spot(105, "thôn Bản"))
    assert isinstance(says(VILLAGE, "thon ban"), Half)


def test_a_name_that_is_not_in_the_tree_is_confirmed() -> None:
    assert says(VILLAGE, "Xóm  Mới") == Got(Spot(None, "Xóm Mới"), ("place",))
    assert says(LISTED, "Xóm Mới") == No("place.unknown")


@pytest.mark.parametrize("typed", ["😀", "99", "...", "a" * 101])
def test_what_is_no_place_gets_a_sentence(typed: str) -> None:
    assert says(VILLAGE, typed) == No("place")


def test_a_part_of_one_name_may_be_another_place() -> None:
    assert isinstance(says(VILLAGE, "mỏ"), Half)
    assert says(LISTED, "mỏ") == Got(MO, ("choice",))


def test_a_place_is_kept_with_its_name() -> None:
    assert VILLAGE.load({"unit_id": 101, "name": "thôn Đồng Mỏ"}) == MO
    assert shown(VILLAGE.show(MO)) == "thôn Đồng Mỏ"
    misfits: tuple[Json, ...] = (None, 101, {"unit_id": True, "name": "x"}, {"unit_id": 1, "name": ""}, {"name": "x"})
    for raw in misfits:
        with pytest.raises(ValueError):  # noqa: PT011 - Misfit is a ValueError without a message
            VILLAGE.load(raw)
