"""What a person reads of when something is due in a year."""

from pathlib import Path

import pytest

from bot.catalogue import Catalogue
from conversations.calendar.reading import read_when
from conversations.calendar.saying import when_words
from conversations.plans.loader import load_plans

SENTENCES = Catalogue(Path("locales"))


def said(text: str, year: int, locale: str = "vi") -> str:
    return SENTENCES.words("en" if locale == "en" else "vi")(when_words(read_when(text, recurring=True), year))


@pytest.mark.parametrize(
    ("text", "year", "words"),
    [
        (
            "trước ngày 15/02 hằng năm",
            2027,
            "trước 15/02/2027, ngày làm việc cuối là Thứ Sáu, 12/02/2027",
        ),
        ("trước ngày 15/02 hằng năm", 2029, "trước 15/02/2029, ngày làm việc cuối là Thứ Sáu, 09/02/2029"),
        (
            "trước ngày 15/02 hằng năm",
            2036,
            "trước 15/02/2036; chưa có lịch nghỉ lễ năm 2036 nên chưa tính được ngày làm việc cuối",
        ),
        ("trước ngày 30/5/2023", 2023, "trước 30/05/2023, ngày làm việc cuối là Thứ Hai, 29/05/2023"),
        ("trước ngày 30/5/2023", 2027, "trước 30/05/2023, không có hạn trong năm 2027"),
        ("trước ngày 29/02 hằng năm", 2027, "trước 01/03/2027, ngày làm việc cuối là Thứ Sáu, 26/02/2027"),
        ("chậm nhất ngày 30/11", 2026, "chậm nhất 30/11/2026, ngày làm việc cuối là Thứ Hai, 30/11/2026"),
        ("ngày 11/6", 2026, "Thứ Năm, 11/06/2026"),
        ("ngày 11/6", 2027, "Thứ Sáu, 11/06/2027"),
        (
            "ngày 14/02/2027",
            2027,
            "Chủ Nhật, 14/02/2027 là ngày nghỉ, ngày làm việc trước đó là Thứ Sáu, 12/02/2027",
        ),
        ("Trong quý I/2022", 2022, "trong Quý I năm 2022, ngày làm việc cuối là Thứ Năm, 31/03/2022"),
        ("Quý I, II năm 2023", 2023, "trong Quý I, II năm 2023, ngày làm việc cuối là Thứ Sáu, 30/06/2023"),
        ("đầu Quý II năm 2023", 2023, "đầu Quý II năm 2023, nên xong chậm nhất Thứ Sáu, 28/04/2023"),
        ("cuối Quý II năm 2023", 2023, "cuối Quý II năm 2023, nên xong chậm nhất Thứ Sáu, 30/06/2023"),
        ("Quý II năm 2025", 2023, "trong Quý II năm 2025, không có hạn trong năm 2023"),
        (
            "06 tháng đầu năm 2023",
            2023,
            "từ tháng 1 đến hết tháng 6/2023, ngày làm việc cuối là Thứ Sáu, 30/06/2023",
        ),
        ("trong tháng 11", 2026, "trong tháng 11/2026, ngày làm việc cuối là Thứ Hai, 30/11/2026"),
        ("đầu năm", 2027, "đầu năm 2027, nên xong chậm nhất Thứ Tư, 31/03/2027"),
        ("cuối năm", 2027, "cuối năm 2027, nên xong chậm nhất Thứ Sáu, 31/12/2027"),
        ("vào năm 2023", 2023, "trong năm 2023"),
        ("Từ năm 2022 đến năm 2025", 2024, "từ năm 2022 đến hết năm 2025"),
        ("Từ năm 2022 đến năm 2025", 2026, "từ năm 2022 đến hết năm 2025, không có hạn trong năm 2026"),
        ("kể từ khi ban hành Kế hoạch đến hết năm 2025", 2024, "đến hết năm 2025"),
        ("hằng năm", 2027, "trong năm 2027, kế hoạch không ghi ngày"),
        (
            "vào dịp tổng kết năm",
            2027,
            "“vào dịp tổng kết năm”, kế hoạch không ghi ngày; quản trị viên cần đặt ngày cho năm 2027",
        ),
        ("Thường xuyên", 2027, "“Thường xuyên”, không có hạn"),
        ("", 2027, "kế hoạch không ghi thời hạn"),
        ("trước ngày 30/02/2027", 2027, "“30/02/2027” không có trên lịch, cần xem lại kế hoạch"),
        ("năm 9999", 9999, "trong năm 9999"),
        (
            "cuối năm 9999",
            9999,
            "cuối năm 9999; chưa có lịch nghỉ lễ năm 9999 nên chưa tính được ngày làm việc cuối",
        ),
    ],
)
def test_it_is_said_when_it_is_due(text: str, year: int, words: str) -> None:
    assert said(text, year) == words


def test_an_occasion_of_once_names_no_year() -> None:
    once = read_when("sau khi có hướng dẫn", recurring=False)
    assert SENTENCES.words("vi")(when_words(once, 2027)) == (
        "“sau khi có hướng dẫn”, kế hoạch không ghi ngày; quản trị viên cần đặt ngày"
    )


def test_it_is_said_in_english_too() -> None:
    assert said("trước ngày 15/02 hằng năm", 2027, "en") == (
        "before 15/02/2027, the last working day is Friday, 12/02/2027"
    )


@pytest.mark.parametrize("locale", ["vi", "en"])
def test_every_milestone_can_be_said_of_every_year(locale: str) -> None:
    say = SENTENCES.words("en" if locale == "en" else "vi")
    for plan in load_plans(Path("conversations/plans")).values():
        for milestone in plan.milestones:
            for year in range(2020, 2037):
                words = say(when_words(milestone.timing, year))
                assert words
                assert "{" not in words
                assert not words.startswith("when.")
