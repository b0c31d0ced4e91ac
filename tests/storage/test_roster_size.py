"""The whole country in one list: 3,321 communes, and somebody in each. (With 40,000 people it takes ten seconds.)"""

import time
from statistics import median

from conversations.queries import PeopleNamed, Someone, Unit, UnitsNamed
from conversations.roster import Counts, PersonRow, Roster, UnitRow
from storage import directory, roster, units
from storage.database import Database
from storage.invites import NewInvite
from storage.units import NewUnit
from tests.storage.province import NOW, TODAY

PROVINCES, COMMUNES, PEOPLE = 34, 3_321, 5_000
FAST = 0.1
"""Seconds for a search; on an idle machine it takes a tenth of this, and a scan of everything ten times as long."""


def the_country() -> Roster:
    provinces = [UnitRow(row, f"tỉnh Thứ {row}", "province", "", None, None, ()) for row in range(3, 3 + PROVINCES)]
    communes = [
        UnitRow(100 + at, f"xã Tân Lập {at // PROVINCES}", "commune", f"tỉnh Thứ {3 + at % PROVINCES}", None, None, ())
        for at in range(COMMUNES)
    ]
    places = [f"{row.name}, {row.parent}" for row in communes]
    people = [
        PersonRow(3 + at, f"Nguyễn Văn {at}", "anh", places[at % COMMUNES], ("officer",), f"h{at}", "000", f"CB{at}")
        for at in range(PEOPLE)
    ]
    return Roster((*provinces, *communes), tuple(people))


async def test_the_whole_country_is_put_in_and_found(database: Database) -> None:
    country = the_country()
    async with database.write() as conn:
        (top,) = await units.add(conn, [NewUnit("Việt Nam", "province")])
        changes = await roster.compare(conn, country, top, TODAY)
        assert not changes.faults
        await roster.put_in(conn, changes, NOW, lambda id_: NewInvite(f"code {id_}", id_, NOW))
        again = await roster.compare(conn, country, top, TODAY)
        await conn.exec_driver_sql("ANALYZE")
    assert again.units.counts == Counts(0, 0, PROVINCES + COMMUNES)
    assert again.people.counts == Counts(0, 0, PEOPLE)
    unit, person = UnitsNamed(top, "tan lap 97"), PeopleNamed(top, "van 4999")
    taken: list[float] = []
    found: dict[UnitsNamed, tuple[Unit, ...]] = {}
    named: dict[PeopleNamed, tuple[Someone, ...]] = {}
    async with database.read() as conn:
        for _ in range(5):
            begun = time.perf_counter()
            found = await units.search(conn, [unit], TODAY)
            named = await directory.named(conn, [person])
            taken.append(time.perf_counter() - begun)
    assert [one.path for one in found[unit]][:1] == ["tỉnh Thứ 3, Việt Nam"]
    assert [one.name for one in named[person]] == ["Nguyễn Văn 4999"]
    assert median(taken) < FAST
