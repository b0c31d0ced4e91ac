"""Every milestone of every plan of the house says when it is due, and is understood as a person understands it."""

from pathlib import Path

from conversations.calendar.when import (
    Limit,
    Months,
    Occasion,
    PartOfYear,
    Quarters,
    Undated,
    When,
    Yearly,
    Years,
)
from conversations.plans.loader import load_plans

PLANS = load_plans(Path("conversations/plans"))


def quarter(number: int, year: int) -> Quarters:
    return Quarters(number, number, year)


UNSAID = Undated("")
YEARLY_OCCASION = "an occasion of every year"
OCCASION = "an occasion"
NO_DATE = "no date"

EXPECTED: dict[str, dict[str, When | str]] = {
    "bac-kan": {
        "so-ket-dinh-ky": YEARLY_OCCASION,  # every year or once halfway: each unit chooses
        "ban-hanh": quarter(3, 2021),
        "gioi-thieu-huyen": Yearly(),
        "gioi-thieu-so": Yearly(),
        "so-ket": quarter(1, 2023),
        "so-ket-giao-duc": Quarters(2, 2, 2023, "begin"),
        "hoi-nghi-tinh": quarter(2, 2023),
        "tong-ket": quarter(2, 2025),
        "dai-hoi": quarter(3, 2025),
        "tham-muu-so-ket": Years(2023, 2023),
        "tham-muu-tong-ket": Years(2025, 2025),
        "tuyen-truyen": Yearly(),
    },
    "khanh-hoa-bdt": {
        "so-ket-dinh-ky": NO_DATE,
        "ban-hanh": quarter(1, 2022),
        "dang-ky": PartOfYear("begin", None),
        "binh-xet": YEARLY_OCCASION,
        "tuyen-truyen": NO_DATE,
        "so-ket": Quarters(1, 2, 2023),
        "tong-ket": quarter(1, 2025),
        "bao-cao": Yearly(),
        "gui-danh-sach": PartOfYear("begin", None),
    },
    "huu-lung": {
        "xay-dung": quarter(4, 2021),
        "so-ket-nam": YEARLY_OCCASION,
        "hoc-tap": NO_DATE,
        "bao-cao": NO_DATE,
        "binh-xet": YEARLY_OCCASION,
        "gioi-thieu": NO_DATE,
        "so-ket-don-vi": Months(1, 6, 2023),
        "so-ket-huyen": OCCASION,
        "tong-ket-don-vi": Quarters(1, 2, 2025),
        "tong-ket-huyen": quarter(3, 2025),
        "gui-ke-hoach": UNSAID,
        "tong-hop": Yearly(),
    },
    "quang-nam": {
        "gioi-thieu": Yearly(),
        "gui-danh-sach-xa": UNSAID,
        "gui-danh-sach": Limit(15, 2, None, strict=True),
        "bieu-duong": YEARLY_OCCASION,
        "bao-cao": Yearly(),
        "tap-huan-mat-tran": NO_DATE,
        "sinh-hoat": NO_DATE,
        "giao-ban-bao-chi": YEARLY_OCCASION,
        "tuyen-truyen-ngay-le": YEARLY_OCCASION,
        "truyen-thong-ngay-le": YEARLY_OCCASION,
        "kinh-phi": Yearly(),
        "dai-hoi": OCCASION,
        "tap-huan": NO_DATE,
    },
    "nam-dinh": {
        "kiem-tra-tac-dung": NO_DATE,
        "so-ket-dinh-ky": NO_DATE,
        "binh-xet": Yearly(),
        "tuyen-duong-co-so": YEARLY_OCCASION,
        "tong-ket-co-so": quarter(2, 2025),
        "tuyen-duong-thanh-pho": YEARLY_OCCASION,
        "tong-ket-thanh-pho": OCCASION,  # a drive of 2020-2025 is rounded off then, that is not its date
        "trinh-khen-thuong": OCCASION,
        "tap-huan": NO_DATE,
        "du-toan": Yearly(),
        "gui-ke-hoach": Limit(30, 5, 2023, strict=True),
        "xay-dung": Yearly(),
        "bao-cao": Yearly(),
        "khoi-thi-dua": Yearly(),
        "giay-khen": Yearly(),
        "tham-muu-tong-ket": OCCASION,
    },
}


def in_short(when: When, words: str) -> When | str:
    """Return a typed date; an occasion or no date by its name, once its wording has been seen to be the plan's."""
    match when:
        case Occasion(words=kept, yearly=yearly):
            assert kept == words
            return YEARLY_OCCASION if yearly else OCCASION
        case Undated(words=kept) if kept:
            assert kept == words
            return NO_DATE
        case _:
            return when


def test_every_milestone_is_understood() -> None:
    found = {
        plan.id: {milestone.id: in_short(milestone.timing, milestone.when) for milestone in plan.milestones}
        for plan in PLANS.values()
    }
    assert found == EXPECTED
