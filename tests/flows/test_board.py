"""The leader's board with many units: the worst first, page by page, each opened; and who may not look."""

import json
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import pytest

from conversations.board import Progress, progress_of, worst_first
from conversations.chart import chart_from_json
from conversations.flows.board import MOST_LISTED, MOST_UNITS
from conversations.model import Held, Person, Role
from conversations.plans.rules import Limit, Rules, Station
from conversations.queries import AnyQuery, BoardOf, Count, Counted, OpenRounds, Round, RoundsUnder
from tests.talk import HA, HUNG, LAN, Talk

ROUTE: tuple[Station, ...] = ("commune", "province")
RULES = Rules(mark="m", limits=(Limit("commune", "", 2, 3), Limit("commune", "kinh-te", None, 1)))
ROUND = Round(1, "huu-lung", "Đợt 2027", 2027, date(2026, 11, 1), date(2026, 12, 1), (2026,), 1, RULES)
PROVINCE = 1


def commune(number: int, *counts: Count) -> Counted:
    return Counted(number, f"xã {number}", "commune", counts)


def waits(unit_id: int, n: int) -> Count:
    return Count("submitted", 0, unit_id, "", n)


def passed(n: int) -> Count:
    return Count("forwarded", 1, PROVINCE, "", n)


@dataclass
class Leader(Talk):
    """Somebody of the province or a commune, with the boards that the storage would give."""

    person: Person | None = HA
    rounds: tuple[Round, ...] = (ROUND,)
    boards: dict[int, tuple[Counted, ...]] = field(default_factory=dict)
    more_time: dict[int, date] = field(default_factory=dict)

    def fact(self, query: AnyQuery) -> Any:
        match query:
            case BoardOf(unit_id=unit_id):
                return self.boards.get(unit_id, ())
            case OpenRounds(unit_id=unit_id):
                open_ = (one for one in self.rounds if one.opens <= query.on)
                return tuple(replace(one, closes=self.more_time.get(unit_id, one.closes)) for one in open_)
            case RoundsUnder():
                return self.rounds
            case _:
                return super().fact(query)


def a_province(*communes: Counted) -> dict[int, tuple[Counted, ...]]:
    everything = tuple(count for one in communes for count in one.counts)
    whole = Counted(PROVINCE, "tỉnh Mẫu Sơn", "province", everything)
    return {PROVINCE: (whole, *communes), **{one.unit_id: (one,) for one in communes}}


def labels(talk: Talk) -> list[str]:
    return [key.label for key in talk.bubbles[-1][1].keys if key.role == "answer"]


def test_the_worst_stands_first_and_who_has_enough_stands_nowhere() -> None:
    talk = Leader(boards=a_province(
        commune(10, passed(2)), commune(11, passed(1)), commune(12), commune(13, waits(13, 4)), commune(14, passed(3))
    ))  # fmt: skip
    talk.says("/tiendo")
    assert "2/5 xã, phường đã đủ chỉ tiêu" in talk.last
    assert labels(talk)[:3] == ["xã 12 còn thiếu 2", "xã 13 còn thiếu 2 · chờ xét 4", "xã 11 còn thiếu 1"]
    assert labels(talk)[3:] == ["🖼 Ảnh tiến độ", "Hồ sơ"]


def test_without_a_minimum_who_sent_nothing_stands_first() -> None:
    free = replace(ROUND, rules=Rules(mark="m"))
    talk = Leader(rounds=(free,), boards=a_province(commune(10, waits(10, 1)), commune(11), commune(12, waits(12, 9))))
    talk.says("/tiendo")
    assert "2/3 xã, phường đã gửi hồ sơ" in talk.last
    assert labels(talk) == ["xã 11 chưa gửi hồ sơ nào", "xã 12 chờ xét 9", "xã 10 chờ xét 1", "🖼 Ảnh tiến độ", "Hồ sơ"]


def test_of_many_units_a_page_at_a_time_and_each_opens() -> None:
    talk = Leader(boards=a_province(*(commune(100 + number) for number in range(130))))
    talk.says("/tiendo")
    assert "0/130" in talk.last
    assert len(labels(talk)) == 8
    assert "Hồ sơ" in labels(talk)
    for _ in range(18):
        talk.taps("+more")
    talk.taps("xã 229")
    assert "xã 229" in talk.last
    assert "Còn thiếu 2" in talk.last
    talk.says("quay lại")
    assert "0/130" in talk.last


def test_a_unit_with_more_time_reads_its_own_day() -> None:
    talk = Leader(boards=a_province(commune(10)), more_time={10: date(2026, 12, 11)})
    talk.says("/tiendo")
    assert "Còn 10 ngày" in talk.last
    talk.taps("xã 10")
    assert "Còn 20 ngày, đến hết Thứ Sáu, 11/12/2026" in talk.last


def test_a_round_that_opens_later_is_not_shown_yet() -> None:
    talk = Leader(rounds=(replace(ROUND, opens=date(2026, 11, 22)),))
    talk.says("/tiendo")
    assert "chưa có đợt nào" in talk.last
    talk.waits(days=1)
    talk.says("/tiendo")
    assert "chưa có đợt nào" not in talk.last


def test_with_many_rounds_they_are_listed_with_their_days() -> None:
    rounds = tuple(replace(ROUND, id=number, name=f"Đợt {number}") for number in range(1, 12))
    talk = Leader(rounds=rounds, boards=a_province(commune(10)))
    talk.says("/tiendo")
    assert labels(talk)[0].startswith("1. Đợt 1 · tỉnh Mẫu Sơn · ⏳ Còn 10 ngày")
    talk.says("Đợt 9")
    assert "Đợt 9 · tỉnh Mẫu Sơn" in talk.last
    assert "0/1" in talk.last


@pytest.mark.parametrize("role", ["reviewer", "council", "leader", "admin", "observer"])
def test_who_may_read_may_look(role: Role) -> None:
    talk = Leader(
        person=replace(HUNG, roles=frozenset({role})), boards={3: (Counted(3, "xã Vân Nham", "commune", ()),)}
    )
    talk.says("/tiendo")
    assert "xã Vân Nham còn 3/3 suất đưa lên" in talk.last
    assert "Xây dựng mô hình phát triển kinh tế (nông dân) còn 1/1 suất" in talk.last


def test_an_officer_may_not() -> None:
    talk = Leader(person=LAN)
    talk.says("tiến độ")
    assert "dành cho lãnh đạo" in talk.bubbles[-1][1].plain()
    assert BoardOf not in talk.wanted


def test_who_has_to_do_with_many_units_looks_at_one_at_a_time() -> None:
    held = tuple(Held(unit_id, "observer") for unit_id in range(3, 3 + 20))
    talk = Leader(person=replace(HUNG, held=held, roles=frozenset()), boards={
        3: (Counted(3, "xã Vân Nham", "commune", ()),)})  # fmt: skip
    assert len(held) > max(MOST_UNITS, MOST_LISTED)
    talk.says("/tiendo")
    assert "đơn vị nào" in talk.last
    talk.taps("3")
    assert "xã Vân Nham" in talk.last


def test_a_leader_who_decides_here_goes_straight_to_what_waits() -> None:
    talk = Leader(person=HUNG, boards={3: (Counted(3, "xã Vân Nham", "commune", (waits(3, 2),)),)})
    talk.says("/tiendo")
    assert labels(talk) == ["Chờ xét (2)", "Hồ sơ"]
    talk.person = replace(HUNG, roles=frozenset({"observer"}))
    talk.says("/tiendo")
    assert labels(talk) == ["Hồ sơ"]


def progress(level: str, *counts: Count, route: tuple[Station, ...] = ROUTE, least: int = 0) -> Progress:
    return progress_of(Counted(3, "x", level, counts), route, {"": least} if least else {})


def test_what_a_commune_brought_forward_stays_so_whatever_became_of_it() -> None:
    """As the places of a limit are counted: what the province declined has taken its place."""
    came = [Count(stage, 1, PROVINCE, "", 1) for stage in ("forwarded", "recognised", "declined", "returned")]
    found = progress("commune", *came, waits(3, 2), Count("nurturing", 0, 3, "", 5), least=5)
    assert (found.sent, found.waiting, found.returned, found.passed, found.recognised) == (6, 2, 1, 4, 1)
    assert found.missing == 1


def test_at_the_only_station_what_was_recognised_counts() -> None:
    counts = (Count("recognised", 0, 3, "", 1), Count("propagated", 0, 3, "", 1), waits(3, 1))
    found = progress("commune", *counts, route=("commune",), least=3)
    assert (found.passed, found.missing, found.recognised) == (2, 1, 2)


def test_an_association_sees_what_waits_at_the_commune() -> None:
    assert progress("association", waits(2, 2), passed(1)).waiting == 3
    assert progress("commune", waits(2, 2), passed(1)).waiting == 0


def test_fields_with_a_least_of_their_own() -> None:
    counts = (Count("forwarded", 1, PROVINCE, "y-te", 1), Count("forwarded", 1, PROVINCE, "", 2))
    found = progress_of(Counted(3, "x", "commune", counts), ROUTE, {"": 4, "y-te": 3, "lao-dong": 1})
    assert found.gaps == {"": 1, "y-te": 2, "lao-dong": 1}
    assert found.missing == 3


def test_nobody_who_needs_nothing_is_listed() -> None:
    assert worst_first([progress("commune", passed(1))]) == ()


def test_the_picture_shows_what_the_card_tells() -> None:
    talk = Leader(boards=a_province(commune(10, waits(10, 4)), commune(11)))
    talk.says("/tiendo")
    talk.taps("🖼 Ảnh tiến độ")
    assert "0/2 xã, phường đã đủ chỉ tiêu" in talk.last
    (paper,) = talk.bubbles[-1][1].papers
    chart = chart_from_json(json.loads(paper.ref))
    assert (paper.kind, paper.name.endswith(".png")) == ("progress", True)
    assert chart.bars[0].missing == 2
    assert (chart.least, "*" in chart.told) == (2, False)
