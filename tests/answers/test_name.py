"""Names of people, of every people of the country."""

import pytest

from conversations.answers.name import PersonName
from tests.answers.asking import Got, No, says

WHO = PersonName(key="who", name="who")


@pytest.mark.parametrize(
    "typed",
    [
        "Hoàng Văn Thắng",
        "Bh’riu Pố",
        "Bh'riu Pố",
        "Y Moan",
        "Y Ngông Niê Kđăm",
        "H'Hen Niê",
        "H’Hen Niê",
        "H'Wan",
        "Nay H'Wan",
        "Ksor H’Nhan",
        "K'Tiếp",
        "K’ Bảo",
        "Chamaléa Thị Thủy",
        "Pơloong Plênh",
        "Alăng Mai",
        "A Sáng",
        "Zơrâm",
        "Đinh",
        "Thắng",
        "Y-Blô",
        "Ê Ban",
        "Nguyễn Văn A",
        "Trần Thị Kim Ngân",
    ],
)
def test_a_name_is_left_as_it_is(typed: str) -> None:
    assert says(WHO, typed) == Got(typed)


@pytest.mark.parametrize("typed", ["Lưu", "Tiếp", "Sửa", "Huy"])
def test_a_name_that_is_a_command_elsewhere_is_a_name(typed: str) -> None:
    assert WHO.greedy
    reading = says(WHO, typed)
    assert isinstance(reading, Got)
    assert reading.value == typed


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("hoàng văn thắng", "Hoàng Văn Thắng"),
        ("HOÀNG VĂN THẮNG", "Hoàng Văn Thắng"),
        ("h'hen niê", "H'Hen Niê"),
        ("bh’riu pố", "Bh’riu Pố"),
        ("Hoàng  Văn\nThắng", "Hoàng Văn Thắng"),
        ("Hoàng Văn Thắng.", "Hoàng Văn Thắng"),
        ("bà Nông Thị Lan", "Nông Thị Lan"),
        ("ông Hoàng Văn Thắng", "Hoàng Văn Thắng"),
        ("Ông Hoàng Văn Thắng", "Hoàng Văn Thắng"),
        ("ông Pố", "ông Pố"),
        ("Ông Ích Khiêm", "Ông Ích Khiêm"),
    ],
)
def test_only_what_is_no_part_of_a_name_is_put_right(typed: str, name: str) -> None:
    assert says(WHO, typed) == Got(name)


@pytest.mark.parametrize(
    ("typed", "name", "doubt"),
    [
        ("Hoang Van Thang", "Hoang Van Thang", "marks"),
        ("hoang van thang", "Hoang Van Thang", "marks"),
        ("Hoangf Vawn Thawngs", "Hoàng Văn Thắng", "telex"),
        ("hoafng vawn thawngs", "Hoàng Văn Thắng", "telex"),
        ("Noong Thij Lan", "Nông Thị Lan", "telex"),
    ],
)
def test_a_name_without_marks_is_asked_about(typed: str, name: str, doubt: str) -> None:
    assert says(WHO, typed) == Got(name, (doubt,))


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("Nguyễn Văn 2", "name.digits"),
        ("0912345678", "name.digits"),
        ("Đặng A Chiểu, sinh 1979", "name.digits"),
        ("abc@x.vn", "name"),
        ("😀", "name"),
        ("-", "name"),
        ("?", "name"),
        ("Nguyễn " * 20, "name.long"),
    ],
)
def test_what_is_no_name_gets_a_sentence(typed: str, key: str) -> None:
    assert says(WHO, typed) == No(key)
