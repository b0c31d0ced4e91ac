"""A small province: two communes, an association, a village, four people, a round and somebody's contact."""

from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

import pytest

from conversations.model import Filed, Person
from storage import contacts, people, rounds, units
from storage.contacts import Contact
from storage.database import Database
from storage.people import NewPerson
from storage.rounds import NewRound
from storage.units import NewUnit

NOW = datetime(2026, 11, 21, 20, 30, tzinfo=UTC)  # in Việt Nam it is 3:30 on the 22nd
TODAY = date(2026, 11, 22)
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
MINUTE = timedelta(minutes=1)


class Province(NamedTuple):
    """Ids of what is in it."""

    province: int
    van_nham: int
    huu_lien: int
    farmers: int
    village: int
    lan: Person
    hoa: Person
    binh: Person
    minh: Person
    round: int
    contact: Contact


@pytest.fixture
async def province(database: Database) -> Province:
    async with database.write() as conn:
        (top,) = await units.add(conn, [NewUnit("tỉnh Lạng Sơn", "province")])
        communes = [NewUnit("xã Vân Nham", "commune", top), NewUnit("xã Hữu Liên", "commune", top)]
        van_nham, huu_lien = await units.add(conn, communes)
        lower = [NewUnit("Hội Nông dân xã Vân Nham", "association", van_nham), NewUnit("thôn Đá", "village", van_nham)]
        farmers, village = await units.add(conn, lower)
        rows = [
            NewPerson("Hoàng Thị Lan", "chị Lan", farmers, frozenset({"officer"})),
            NewPerson("Nông Văn Hòa", "anh Hòa", huu_lien, frozenset({"officer", "leader"}), "en"),
            NewPerson("Lý Văn Bình", "anh Bình", van_nham, frozenset({"leader"})),
            NewPerson("Vi Thị Minh", "chị Minh", top, frozenset({"reviewer", "admin"}), external="so-noi-vu:7"),
        ]
        ids = await people.create(conn, rows, NOW)
        known = await people.by_ids(conn, ids)
        (round_id,) = await rounds.add(conn, [a_round(top)])
        found = await contacts.resolve(conn, [("telegram", "1001", "Lan")])
    lan, hoa, binh, minh = (known[person_id] for person_id in ids)
    contact = found["telegram", "1001"]
    return Province(top, van_nham, huu_lien, farmers, village, lan, hoa, binh, minh, round_id, contact)


def a_round(unit_id: int, closes: date = date(2026, 12, 15)) -> NewRound:
    return NewRound("002", unit_id, "Đợt 2026", 2026, date(2026, 10, 1), closes, (2024, 2025, 2026))


def a_nomination(draft: int, round_id: int, subject: str = "Hộ ông Triệu Văn Ba") -> Filed:
    return Filed(
        draft=draft,
        stage="submitted",
        round_id=round_id,
        plan_id="002",
        plan_version=1,
        field_id="kinh-te",
        kind="household",
        subject=subject,
        answers={"thu": 350_000_000, "an": "x\0", "buoc": [1, 2]},
        card=[["Tên", subject]],
        verdict={"findings": []},
    )
