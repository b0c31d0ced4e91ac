"""Which pairs of names are asked about: those that may be one subject, and not every namesake of a commune."""

import random
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.collectives import core
from conversations.model import SUBJECT_KINDS
from conversations.queries import Marks
from conversations.twins import NEAR, NO, POSSIBLE, SAME, keys, likeness, marks_of
from tests.bench.names import Names

VAN_NHAM, HUU_LIEN = 1, 2


def person(name: str, born: str = "1979", place: str = "thôn Đồng Mỏ", territory: int = VAN_NHAM) -> Marks:
    return Marks(body=False, name=name, born=born, place=place, territory=territory)


def body(name: str, place: str = "thôn Đồng Mỏ", territory: int = VAN_NHAM) -> Marks:
    return Marks(body=True, name=name, born="", place=place, territory=territory)


THANG = person("Hoàng Văn Thắng", "1979-02-15")
PAIRS: list[tuple[Marks, Marks, int]] = [
    # the same person, as several people write him
    (THANG, person("Hoàng Văn Thắng", "1979-02-15"), SAME),
    (THANG, person("HOÀNG VĂN  THẮNG", "1979-02-15"), SAME),
    (THANG, person("Hoang Van Thang", "1979-02-15"), SAME),
    (person("Lò Thị Hoà"), person("Lò Thị Hòa"), NEAR),
    (THANG, person("Hoàng Văn Thắng", "1979"), NEAR),
    (THANG, person("Hoàng Văn Thắng", "1979", "khu Đồng Mỏ"), NEAR),
    (THANG, person("Hoàng Văn Thắng", "1979-02-15", "thôn Phổng", HUU_LIEN), NEAR),
    (THANG, person("Hoàng Văn Thắng", "1979", "thôn Phổng"), NEAR),
    (THANG, person("Hoàng Văn Thắng", "1980"), POSSIBLE),
    (THANG, person("Hoàng Văn Thắng", "1997"), POSSIBLE),
    (THANG, person("Hoàng Văn Thắng", ""), POSSIBLE),
    (THANG, person("Hoàng Thắng"), POSSIBLE),
    (THANG, person("H V Thắng"), POSSIBLE),
    (THANG, person("Hoàng Văn Thăng"), POSSIBLE),
    (THANG, person("Hoàng Văn Thắgn"), POSSIBLE),
    (person("Nguyễn Thị Ngọc Lan"), person("Nguyễn Thị Lan"), POSSIBLE),
    # others
    (THANG, person("Hoàng Văn Thắng", "1979", "thôn Phổng", HUU_LIEN), NO),
    (THANG, person("Hoàng Văn Thắng", "1952"), NO),
    (THANG, person("Hoàng Văn Thắng", "1980", "thôn Phổng"), NO),
    (THANG, person("Hoàng Văn Thăng", "1979", "thôn Phổng"), NO),
    (THANG, person("Hoàng Thắng", "1980"), NO),
    (THANG, person("Hoàng Thắng", "1979", "thôn Phổng"), NO),
    (THANG, person("Hoàng Văn Tư"), NO),
    (THANG, person("Nông Văn Thắng"), NO),
    (person("Nguyễn Văn An"), person("Nguyễn Văn Ân", "1979", "thôn Phổng"), NO),
    (person("Nguyễn Văn An"), person("Nguyễn Văn Ba"), NO),
    (person("Thắng"), person("Hoàng Thắng"), NO),
    # collectives: the words that say what one is do not count, those that name it do
    (body("HTX Đồng Tâm"), body("HTX ĐỒNG TÂM"), SAME),
    (body("HTX Đồng Tâm"), body("Hợp tác xã Đồng Tâm"), NEAR),
    (body("Hợp tác xã dịch vụ nông nghiệp Đồng Tâm"), body("HTX Đồng Tâm", "thôn Phổng"), POSSIBLE),
    (body("HTX Đồng Tâm"), body("HTX rau sạch Đồng Tâm"), POSSIBLE),
    (body("HTX Đồng Tâm"), body("HTX Đông Tám"), NEAR),
    (body("HTX rau Đồng Tâm"), body("HTX chè Đồng Tâm"), NO),
    (body("HTX Đồng Tâm"), body("HTX Đồng Tâm", "thôn Phổng", HUU_LIEN), NO),
    (body("Tổ hợp tác số 1"), body("Tổ hợp tác số 2"), NO),
    (body("Hợp tác xã Quyết Thắng"), body("Hợp tác xã Đồng Tâm"), NO),
    (body("Chi hội Nông dân thôn Đồng Mỏ"), body("Chi hội Phụ nữ thôn Đồng Mỏ"), NO),
    (body("Trường Mầm non Hoa Sen"), body("Trường Tiểu học Hoa Sen"), NO),
    (body("Hoàng Văn Thắng"), person("Hoàng Văn Thắng"), NO),
]


@pytest.mark.parametrize(("one", "other", "how"), PAIRS)
def test_how_alike_two_are(one: Marks, other: Marks, how: int) -> None:
    assert likeness(one, other) == likeness(other, one) == how


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Công ty TNHH MTV Hoa Sen", "hoa sen"),
        ("Tổ hợp tác", "to hop tac"),
        ("Nhóm hộ, tổ 3", "ho 3"),
        ("Toàn Tâm", "toan tam"),
        ("", ""),
    ],
)
def test_what_is_left_of_a_collective(name: str, words: str) -> None:
    assert " ".join(core(name)) == words


SYLLABLES = st.sampled_from(
    ["Hoàng", "Hoang", "Văn", "V", "Thị", "Thắng", "Thăng", "Thắgn", "An", "Ân", "HTX", "Tổ", ""]
)
NAMES = st.lists(SYLLABLES, max_size=5).map(" ".join)
MARKS = st.builds(
    Marks,
    body=st.booleans(),
    name=NAMES | st.text(max_size=20),
    born=st.sampled_from(["", "1979", "1979-02-15", "1980", "1997", "1979-02-16"]),
    place=st.sampled_from(["", "thôn Đồng Mỏ", "Đồng Mỏ", "thôn", "x\0"]) | st.text(max_size=8),
    territory=st.integers(0, 2),
)


@given(MARKS, MARKS)
def test_whoever_is_alike_is_found(one: Marks, other: Marks) -> None:
    """The index must never miss what the comparison would have asked about."""
    how = likeness(one, other)
    assert not keys(one, 7) & keys(other, 8)
    assert how == likeness(other, one) in {NO, POSSIBLE, NEAR, SAME}
    assert how == NO or keys(one, 7) & keys(other, 7)
    assert all(-(2**63) <= key < 2**63 for key in keys(one, 7))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=9),
    lambda of: st.lists(of) | st.dictionaries(st.text(max_size=5), of),
)


@given(st.sampled_from(SUBJECT_KINDS), st.text(max_size=20), JSON, JSON)
def test_any_answers_give_marks(kind: str, subject: str, born: object, place: object) -> None:
    marks = marks_of(kind, subject, {"born": born, "place": place}, 1)  # type: ignore[arg-type,dict-item]  # the strategies make such
    assert keys(marks, 7)
    assert likeness(marks, marks) in {NO, POSSIBLE, NEAR, SAME}


def test_few_are_asked_about_in_a_commune() -> None:
    """Of 600 different people in 12 villages, with names as frequent as they are, few pairs look like one person."""
    dice, names = random.Random(7), Names()
    people = [
        person(names.person(dice), f"{dice.randint(1950, 2000)}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}",
               f"thôn {dice.randint(1, 12)}")
        for _ in range(600)
    ]  # fmt: skip
    asked = sum(likeness(one, other) > NO for one, other in combinations(people, 2))
    namesakes = sum(one.name == other.name for one, other in combinations(people, 2))
    assert namesakes > 100, "the commune has too few namesakes to test anything"
    assert asked / len(people) < 0.05, f"{asked} of {len(people)} would be asked in vain"


def test_the_same_people_typed_anew_are_found() -> None:
    dice, names = random.Random(8), Names()
    people = [
        person(names.person(dice), f"{dice.randint(1950, 2000)}-03-04", f"thôn {dice.randint(1, 12)}")
        for _ in range(300)
    ]
    assert all(likeness(one, retyped(one, dice)) > NO and keys(one, 7) & keys(retyped(one, dice), 7) for one in people)


def retyped(one: Marks, dice: random.Random) -> Marks:
    """Return the person as somebody else writes her: only the year, a village without "thôn", a name in capitals."""
    name = dice.choice([one.name, one.name.upper(), one.name.lower()])
    return Marks(body=False, name=name, born=one.born[:4], place=one.place.removeprefix("thôn "), territory=VAN_NHAM)
