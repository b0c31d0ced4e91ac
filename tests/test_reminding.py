"""When people are reminded, on days beside weekends, holidays and Tết; whose duties are whose; what the text says."""

from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.app import PLANS
from conversations.digest import Unfinished, digest
from conversations.duties import BODIES, COMMUNES, borne_by, duties, least_of
from conversations.plans.loader import load_plans
from conversations.plans.rules import Limit, Rules
from conversations.queries import Gap, Lying, Pending, Returned, Round
from conversations.reminding import (
    ENDS,
    HOURS,
    IDLE,
    OPENS,
    SLOTS,
    after,
    awake,
    before,
    coming,
    days_before,
    days_of_draft,
    days_of_silence,
    days_of_visit,
    falls,
    left,
    moment,
    moments,
    on_or_after,
    works,
)
from tests.talk import CATALOGUE

VIETNAM = timezone(timedelta(hours=7))
DAYS = st.dates(date(2021, 3, 1), date(2045, 12, 31))
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2034, 12, 31), timezones=st.just(VIETNAM))  # noqa: DTZ001 - hypothesis adds the zone
TODAY = date(2027, 2, 2)
ROUND = Round(1, "huu-lung", "Đợt 2027", 2027, date(2026, 11, 1), date(2027, 2, 12), (2026,), 1)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


def test_the_marks_before_a_closing_just_after_tet() -> None:
    """Mùng 1 is 06/02/2027; from the 5th to the 11th nobody works."""
    assert days_before(date(2027, 2, 12)) == (
        date(2026, 12, 24), date(2027, 1, 18), date(2027, 1, 27), date(2027, 2, 2), date(2027, 2, 4),
    )  # fmt: skip
    assert days_before(date(2027, 2, 14)) == days_before(date(2027, 2, 12))  # a Sunday: to be done on Friday
    assert (left(date(2027, 2, 4), date(2027, 2, 14)), left(date(2027, 2, 12), date(2027, 2, 14))) == (1, 0)


@given(DAYS)
def test_nobody_is_reminded_on_a_day_off(day: date) -> None:
    some = (*days_before(day), *days_of_silence(day), *days_of_visit(day), *days_of_draft(day))
    assert all(works(one) for one in some)
    assert days_before(day)[-1] < day
    assert all(one > day for one in days_of_silence(day))
    assert all(one >= day + timedelta(days=n) for one, n in zip(days_of_draft(day), IDLE, strict=True))


@given(DAYS, st.integers(1, 40))
def test_before_undoes_after(day: date, n: int) -> None:
    begin = on_or_after(day)
    assert before(after(begin, n), n) == begin
    assert left(day, after(day, n)) == n


@given(MOMENTS, st.sampled_from(SLOTS))
def test_a_moment_is_humane_and_not_over(now: datetime, slot: str) -> None:
    found = moment(now.date(), HOURS[slot], now)  # type: ignore[index]  # one of SLOTS
    assert found >= now
    assert awake(found)
    assert OPENS <= found.time() < ENDS


@given(MOMENTS)
def test_everybody_hears_of_it_within_a_week_or_at_once_after_the_days_off(now: datetime) -> None:
    for rhythm, _, when in moments(now):
        assert when >= now
        assert awake(when)
        assert left(now.date(), when.date()) <= (1 if rhythm == "daily" else 5)


def test_the_late_ones_are_told_now_and_the_night_waits() -> None:
    assert moment(date(2026, 11, 23), time(7, 30), at("2026-11-23 06:00")) == at("2026-11-23 07:30")
    assert moment(date(2026, 11, 23), time(7, 30), at("2026-11-23 09:12")) == at("2026-11-23 09:12")
    assert moment(date(2026, 11, 23), time(16, 30), at("2026-11-23 09:12")) == at("2026-11-23 16:30")
    assert moment(date(2026, 11, 27), time(7, 30), at("2026-11-27 17:00")) == at("2026-11-30 07:30")  # a Friday evening
    assert moment(date(2027, 2, 6), time(11, 30), at("2027-02-06 09:00")) == at("2027-02-12 11:30")  # mùng 1
    weekly = [when for rhythm, _, when in moments(at("2026-11-24 06:00")) if rhythm == "weekly"]
    assert weekly[0] == at("2026-11-30 07:30")
    assert at("2026-11-23 07:30") in [when for rhythm, _, when in moments(at("2026-11-23 06:00")) if rhythm == "weekly"]


def test_a_day_has_come_once() -> None:
    days = (date(2026, 11, 20), date(2026, 11, 25))
    assert falls(days, told=date(2026, 11, 19), today=date(2026, 11, 20))
    assert not falls(days, told=date(2026, 11, 20), today=date(2026, 11, 24))
    assert falls(days, told=date(2026, 11, 20), today=date(2026, 12, 31))
    assert not falls(days, told=date(2026, 11, 25), today=date(2026, 11, 20))  # the clock was put back
    assert coming(days, date(2026, 11, 20)) == date(2026, 11, 25)
    assert coming(days, date(2026, 11, 25)) is None


BORNE = {
    "Ủy ban nhân dân các xã, phường, thị trấn": set(COMMUNES),
    "Các cơ quan, đơn vị, địa phương": {*COMMUNES, *BODIES},
    "Các đơn vị trong cụm thi đua của huyện": {*COMMUNES, *BODIES},
    "Người đứng đầu các đơn vị": {*COMMUNES, *BODIES},
    "Các sở, ban, ngành; Ủy ban MTTQ Việt Nam; các tổ chức hội, đoàn thể; doanh nghiệp": set(BODIES),
    "Mặt trận Tổ quốc Việt Nam và đoàn thể các cấp": {"association"},
    "Các phòng chuyên môn": set(BODIES),
    "Sở Nội vụ": set(),
    "Ban Dân tộc": set(),
    "Trưởng Ban": set(),
    "Cấp tỉnh": set(),
    "Hội đồng Thi đua - Khen thưởng tỉnh": set(),
    "Ngành Giáo dục và Đào tạo": set(),
}


@pytest.mark.parametrize("who", BORNE)
def test_whose_a_duty_is(who: str) -> None:
    assert set(borne_by(who)) == BORNE[who]


def test_the_one_yearly_day_of_the_plans() -> None:
    plans = load_plans(PLANS)
    found = {duty.milestone.id: duty for duty in duties(plans["quang-nam"], ROUND)}
    assert found["gui-danh-sach"].last == date(2027, 2, 14)  # "trước ngày 15/02"
    assert not found["gui-danh-sach"].vague
    assert found["bao-cao"].vague
    assert "dai-hoi" not in found  # the plan names no day
    named = Round(
        **{name: getattr(ROUND, name) for name in ROUND.__slots__} | {"rules": Rules(days=(("dai-hoi", TODAY),))}
    )
    assert {duty.milestone.id: duty for duty in duties(plans["quang-nam"], named)}["dai-hoi"].last == TODAY


def test_how_many_a_commune_owes() -> None:
    def of(*limits: Limit) -> int:
        rules = Rules(limits=limits)
        return least_of(Round(1, "p", "n", 2027, TODAY, TODAY, (), 1, rules), "commune")

    assert of() == 0
    assert of(Limit("commune", "", 2, 3), Limit("commune", "kinh-te", 1, None)) == 2
    assert of(Limit("commune", "kinh-te", 1, None), Limit("commune", "y-te", 2, None)) == 3
    assert of(Limit("province", "", 9, None)) == 0


PENDING = Pending(
    gaps=(Gap(ROUND, 2, "xã Vân Nham", 1, 2),),
    returned=(Returned(3, "Hộ ông Ba", date(2027, 1, 27), 2),),
    waiting=(Lying(4, "Hộ bà Mến", date(2027, 1, 25)), *(Lying(5 + n, f"Hộ {n}", TODAY) for n in range(4))),
)
DRAFT = Unfinished(7, "nominate", "hồ sơ ông Ba", date(2027, 1, 20), ("ảnh mô hình", "xác nhận thu nhập"))


@pytest.mark.parametrize("locale", ["vi", "en"])
def test_the_text_names_the_gap(locale: str) -> None:
    message = digest(PENDING, (DRAFT,), load_plans(PLANS), TODAY, "chị Lan")
    assert message is not None
    words = CATALOGUE.words(locale)  # type: ignore[arg-type]  # one of LOCALES
    text = "\n".join(words(line) for line in message.body)
    expected = {
        "vi": (
            "⏰ Nhắc việc chị Lan:",
            "Còn 3 ngày làm việc, đến hết Thứ Sáu, 12/02/2027: Đợt 2027. Xã Vân Nham còn thiếu 1/2 điển hình.",
            "Hồ sơ Hộ ông Ba trả lại hôm 27/01/2027 còn 2 chỗ chờ anh/chị sửa.",
            "5 hồ sơ chờ anh/chị xét, lâu nhất từ 25/01/2027: Hộ bà Mến, Hộ 0, Hộ 1 và 2 trường hợp nữa.",
            "Hồ sơ ông Ba làm dở từ 20/01/2027, chỉ còn thiếu: ảnh mô hình và xác nhận thu nhập.",
        ),
        "en": (
            "⏰ A reminder for chị Lan:",
            (
                "3 working days left, until the end of Friday, 12/02/2027: Đợt 2027. "
                "Xã Vân Nham still lacks 1 of 2 nominations."
            ),
            "The file of Hộ ông Ba, returned on 27/01/2027, still has 2 points for you to mend.",
            "5 files are waiting for your decision, the oldest since 25/01/2027: Hộ bà Mến, Hộ 0, Hộ 1, and 2 more.",
            "Hồ sơ ông Ba was left on 20/01/2027 and only lacks: ảnh mô hình and xác nhận thu nhập.",
        ),
    }
    assert text.split("\n") == list(expected[locale])
    choices = [button.choice for button in message.buttons]
    assert choices == ["@draft:7", "@fix:3", "@review:4", "@later:0", "@paper:0", "@not_mine:0"]


def test_nothing_undone_is_no_message() -> None:
    plans = load_plans(PLANS)
    assert digest(Pending(), (), plans, TODAY, "chị Lan") is None
    far = Pending(gaps=(Gap(ROUND, 2, "xã Vân Nham", 1, 2),))
    assert digest(far, (), plans, date(2026, 11, 10), "chị Lan") is None
    quiet = Pending(returned=PENDING.returned, waiting=PENDING.waiting, rhythm="deadlines")
    assert digest(quiet, (DRAFT,), plans, TODAY, "chị Lan") is None


def test_utc_is_no_hour_of_people() -> None:
    """What is handed in is Việt Nam's time: half past seven there."""
    assert awake(at("2026-11-23 07:30"))
    assert not awake(datetime(2026, 11, 23, 0, 30, tzinfo=UTC))
