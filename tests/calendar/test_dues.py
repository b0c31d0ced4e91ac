"""Which days a typed date comes to in the year of a round."""

from datetime import date

import pytest

from conversations.calendar.dues import due
from conversations.calendar.when import (
    Impossible,
    Limit,
    Months,
    Occasion,
    OnDay,
    PartOfYear,
    Quarters,
    Span,
    Undated,
    When,
    Yearly,
    Years,
)

NEVER = (Occasion("vào dịp tổng kết năm", yearly=True), Undated("định kỳ"), Undated(""), Impossible("Quý V", "Quý V"))
LEAP_DAY = 29, 2, None


@pytest.mark.parametrize(
    ("when", "year", "first", "last"),
    [
        (OnDay(30, 5, 2023), 2023, date(2023, 5, 30), date(2023, 5, 30)),
        (OnDay(11, 6, None), 2027, date(2027, 6, 11), date(2027, 6, 11)),
        (Limit(30, 5, 2023, strict=True), 2023, date(2023, 1, 1), date(2023, 5, 29)),
        (Limit(30, 5, 2023, strict=False), 2023, date(2023, 1, 1), date(2023, 5, 30)),
        (Limit(15, 2, None, strict=True), 2029, date(2029, 1, 1), date(2029, 2, 14)),
        (Limit(1, 3, None, strict=True), 2028, date(2028, 1, 1), date(2028, 2, 29)),
        (Limit(1, 3, None, strict=True), 2027, date(2027, 1, 1), date(2027, 2, 28)),
        (Limit(1, 1, None, strict=True), 2027, date(2026, 1, 1), date(2026, 12, 31)),
        (OnDay(*LEAP_DAY), 2028, date(2028, 2, 29), date(2028, 2, 29)),
        (OnDay(*LEAP_DAY), 2027, date(2027, 2, 28), date(2027, 2, 28)),
        (Limit(*LEAP_DAY, strict=True), 2028, date(2028, 1, 1), date(2028, 2, 28)),
        (Limit(*LEAP_DAY, strict=True), 2027, date(2027, 1, 1), date(2027, 2, 28)),
        (Limit(*LEAP_DAY, strict=False), 2027, date(2027, 1, 1), date(2027, 2, 28)),
        (Quarters(1, 1, 2022), 2022, date(2022, 1, 1), date(2022, 3, 31)),
        (Quarters(1, 2, 2023), 2023, date(2023, 1, 1), date(2023, 6, 30)),
        (Quarters(4, 4, None), 2026, date(2026, 10, 1), date(2026, 12, 31)),
        (Quarters(2, 2, 2023, "begin"), 2023, date(2023, 4, 1), date(2023, 4, 30)),
        (Quarters(2, 2, 2023, "end"), 2023, date(2023, 6, 1), date(2023, 6, 30)),
        (Months(1, 6, 2023), 2023, date(2023, 1, 1), date(2023, 6, 30)),
        (Months(2, 2, None), 2028, date(2028, 2, 1), date(2028, 2, 29)),
        (PartOfYear("begin", None), 2027, date(2027, 1, 1), date(2027, 3, 31)),
        (PartOfYear("end", 2025), 2025, date(2025, 10, 1), date(2025, 12, 31)),
        (Years(2022, 2025), 2022, date(2022, 1, 1), date(2022, 12, 31)),
        (Years(2022, 2025), 2025, date(2025, 1, 1), date(2025, 12, 31)),
        (Years(None, 2025), 2023, date(2023, 1, 1), date(2023, 12, 31)),
        (Yearly(), 2031, date(2031, 1, 1), date(2031, 12, 31)),
    ],
)
def test_a_date_comes_to_its_days(when: When, year: int, first: date, last: date) -> None:
    assert due(when, year) == Span(first, last)


@pytest.mark.parametrize(
    ("when", "year"),
    [
        (OnDay(30, 5, 2023), 2024),
        (Limit(30, 5, 2023, strict=True), 2022),
        (Quarters(1, 1, 2022), 2023),
        (Months(1, 6, 2023), 2024),
        (PartOfYear("end", 2025), 2026),
        (Years(2022, 2025), 2021),
        (Years(2022, 2025), 2026),
        (Years(None, 2025), 2026),
        *((when, 2027) for when in NEVER),
    ],
)
def test_elsewhere_nothing_is_due(when: When, year: int) -> None:
    assert due(when, year) is None


def test_a_span_counts_both_its_ends() -> None:
    assert list(Span(date(2024, 2, 28), date(2024, 3, 1)).days()) == [
        date(2024, 2, 28),
        date(2024, 2, 29),
        date(2024, 3, 1),
    ]
    assert list(Span(date(2024, 3, 1), date(2024, 2, 28)).days()) == []
