"""Wordings of dates become typed dates; what is not understood never becomes one."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.calendar.dues import due
from conversations.calendar.reading import read_when
from conversations.calendar.when import (
    Impossible,
    Limit,
    Months,
    Occasion,
    OnDay,
    PartOfYear,
    Quarters,
    Undated,
    When,
    Yearly,
    Years,
)

MAY_30 = Limit(30, 5, 2023, strict=True)
FEBRUARY_15 = Limit(15, 2, None, strict=True)

READ: list[tuple[str, When]] = [
    ("trước ngày 30/5/2023", MAY_30),
    ("Trước ngày 30 tháng 5 năm 2023.", MAY_30),
    ("gửi trước 30-05-2023", MAY_30),
    ("trước ngày 30.5.2023", MAY_30),
    ("trước ngày 30/5 năm 2023", MAY_30),
    ("chậm nhất trước ngày 30 / 5 / 2023", MAY_30),
    ("trước 8h00 ngày 30/5/2023", MAY_30),
    ("trước 17 giờ 30 phút, ngày 30/5/2023", Limit(30, 5, 2023, strict=False)),
    ("chậm nhất là ngày 30/5/2023", Limit(30, 5, 2023, strict=False)),
    ("đến hết ngày 30/5/2023", Limit(30, 5, 2023, strict=False)),
    ("trước ngày 15/02 hằng năm", FEBRUARY_15),
    ("trước ngày 15/02 hàng năm", FEBRUARY_15),
    ("Hằng năm, trước ngày 15 tháng 02", FEBRUARY_15),
    ("trước ngày 15/02 của mỗi năm", FEBRUARY_15),
    ("ngày 30/5/2023", OnDay(30, 5, 2023)),
    ("vào ngày 11/6 hằng năm", OnDay(11, 6, None)),
    ("29/02/2024", OnDay(29, 2, 2024)),
    ("trong quý I/2022", Quarters(1, 1, 2022)),
    ("Quí IV năm 2022", Quarters(4, 4, 2022)),
    ("Qúy 3 năm 2022", Quarters(3, 3, 2022)),
    ("Quý I, II năm 2023", Quarters(1, 2, 2023)),
    ("Quý I và Quý II/2023", Quarters(1, 2, 2023)),
    ("quý I đến quý III năm 2023", Quarters(1, 3, 2023)),
    ("Quý II-IV năm 2023", Quarters(2, 4, 2023)),
    ("Quý IV hằng năm", Quarters(4, 4, None)),
    ("đầu Quý II năm 2023", Quarters(2, 2, 2023, "begin")),
    ("vào cuối quý III của năm 2023", Quarters(3, 3, 2023, "end")),
    ("06 tháng đầu năm 2023", Months(1, 6, 2023)),
    ("trong 6 tháng cuối năm 2023", Months(7, 12, 2023)),
    ("9 tháng đầu năm, hằng năm", Months(1, 9, None)),
    ("trong tháng 11 hằng năm", Months(11, 11, None)),
    ("Tháng 5/2023", Months(5, 5, 2023)),
    ("tháng 5, 6 năm 2023", Months(5, 6, 2023)),
    ("đầu năm 2025", PartOfYear("begin", 2025)),
    ("hằng năm vào cuối năm", PartOfYear("end", None)),
    ("vào năm 2023", Years(2023, 2023)),
    ("Từ năm 2022 đến năm 2025", Years(2022, 2025)),
    ("giai đoạn 2021-2025", Years(2021, 2025)),
    ("từ 2022 đến hết năm 2025", Years(2022, 2025)),
    ("đến hết năm 2025", Years(None, 2025)),
    ("hằng năm", Yearly()),
    ("Hàng năm.", Yearly()),
    ("Định kỳ hàng năm", Yearly()),
    ("", Undated("")),
    (" … ", Occasion(" … ", yearly=False)),
    ("thường xuyên", Undated("thường xuyên")),
    ("định kỳ hằng quý", Undated("định kỳ hằng quý")),
]

# Each might be taken for a date by somebody in a hurry.
NO_DATES = [
    "sau ngày 30/5/2023",
    "từ ngày 01/3/2023 đến ngày 30/5/2023",
    "khoảng ngày 30/5/2023",
    "trước ngày 30/5/23",
    "trước ngày 15/02 năm sau",
    "trước ngày 15/02",
    "ngày 15 hằng tháng",
    "đầu năm học 2023-2024",
    "năm học 2023-2024",
    "Quý I, IV năm 2023",
    "quý III đến quý I năm 2023",
    "Quý II",
    "từ Quý II năm 2023",
    "6 tháng 1 lần",
    "06 tháng đầu năm",
    "truoc ngay 30/5/2023",
    "sau khi có hướng dẫn của tỉnh theo Công văn số 45/13",
    "nhân dịp kỷ niệm ngày sinh Bác Hồ 19/5/1890",
    "theo yêu cầu của quý vị",
]

IMPOSSIBLE = [
    ("trước ngày 30/02/2023", "30/02/2023"),
    ("trước ngày 29/02/2023", "29/02/2023"),
    ("trước 31-4-2023", "31/4/2023"),
    ("ngày 31 tháng 11 năm 2023", "31/11/2023"),
    ("trước ngày 30/02 hằng năm", "30/02"),
    ("trước 31/02 hằng năm", "trước 31/02"),
    ("15/13 hằng năm", "15/13"),
    ("trước ngày 15/13/2023", "15/13/2023"),
    ("trước ngày 01/01/0023", "01/01/0023"),
    ("sau ngày 31/6/2023", "31/6/2023"),
    ("Quý V năm 2023", "Quý V"),
    ("trong quý 5/2023", "quý 5"),
    ("Quý I, V năm 2023", "I, V"),
    ("trong tháng 13 năm 2023", "tháng 13"),
    ("13 tháng đầu năm 2023", "13 tháng đầu năm 2023"),
    ("Từ năm 2025 đến năm 2022", "Từ năm 2025 đến năm 2022"),
]


@pytest.mark.parametrize(("text", "when"), READ)
def test_a_wording_becomes_a_typed_date(text: str, when: When) -> None:
    assert read_when(text, recurring=False) == when


@pytest.mark.parametrize("text", NO_DATES)
def test_what_is_not_understood_is_an_occasion_in_its_own_words(text: str) -> None:
    assert read_when(text, recurring=False) == Occasion(text, yearly=False)


@pytest.mark.parametrize(("text", "found"), IMPOSSIBLE)
def test_what_is_on_no_calendar_is_named(text: str, found: str) -> None:
    assert read_when(text, recurring=True) == Impossible(text, found)


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("trước ngày 15/02", FEBRUARY_15),
        ("Quý II", Quarters(2, 2, None)),
        ("06 tháng đầu năm", Months(1, 6, None)),
        ("đầu năm", PartOfYear("begin", None)),
        ("vào dịp tổng kết năm", Occasion("vào dịp tổng kết năm", yearly=True)),
        ("trước ngày 30/5/2023", MAY_30),
    ],
)
def test_what_recurs_needs_no_year(text: str, when: When) -> None:
    assert read_when(text, recurring=True) == when


PIECES = st.sampled_from(
    "trước ngày 30/5/2023 30/02 29/02 31/9999 0/0 quý Quý I IV V , và - đến tháng 13 06 đầu cuối năm hằng hàng 2023 "
    "0000 9999 từ giai đoạn định kỳ thường xuyên hết 17h00 chậm nhất là của ١٢ / . ( )".split()
)


@given(
    text=st.one_of(st.text(), st.lists(PIECES, max_size=9).map(" ".join)),
    recurring=st.booleans(),
    year=st.integers(1900, 2100),
)
def test_any_text_whatever_is_read_and_reckoned(*, text: str, recurring: bool, year: int) -> None:
    when = read_when(text, recurring=recurring)
    span = due(when, year)
    assert span is None or span.first <= span.last
    if isinstance(when, Occasion | Undated | Impossible):
        assert span is None


@given(st.dates(date(1000, 1, 2)))
def test_every_day_is_read_back_and_a_limit_ends_the_day_before(day: date) -> None:
    written = f"{day.day:02}/{day.month}/{day.year}"
    on = due(read_when(f"vào ngày {written}", recurring=False), day.year)
    before = due(read_when(f"trước ngày {written}", recurring=False), day.year)
    assert on is not None
    assert before is not None
    assert (on.first, on.last) == (day, day)
    assert (day - before.last).days == 1
