"""A list of units and people: what it would do, what is wrong with it, and that it does it once."""

from datetime import date, timedelta

from sqlalchemy import func, select

from conversations.queries import UnitsNamed
from conversations.roster import Counts, PersonRow, Roster, UnitRow
from storage import invites, people, roster, succession, units
from storage.database import Database
from storage.invites import NewInvite
from storage.roster import Changes
from storage.tables import invites as invites_table
from storage.tables import people as people_table
from storage.units import NewUnit
from tests.storage.province import NOW, TODAY, Province

YESTERDAY = TODAY - timedelta(days=1)


def unit(row: int, name: str, level: str = "commune", parent: str = "", *replaces: str) -> UnitRow:
    return UnitRow(row, name, level, parent, None, None, replaces)


def person(row: int, name: str, where: str, *roles: str, phone: str = "", code: str = "") -> PersonRow:
    return PersonRow(row, name, "anh/chị X", where, roles or ("officer",), phone, phone[-3:], code)


def a_roster(*rows: UnitRow | PersonRow) -> Roster:
    return Roster(
        tuple(row for row in rows if isinstance(row, UnitRow)),
        tuple(row for row in rows if isinstance(row, PersonRow)),
        {"units": "Đơn vị", "people": "Người"},
        {"unit_name": "A", "unit_parent": "C", "unit_replaces": "F", "person_unit": "C", "person_phone": "E"},
    )


async def compared(database: Database, wanted: Roster, top: int) -> Changes:
    async with database.read() as conn:
        return await roster.compare(conn, wanted, top, TODAY)


async def put_in(database: Database, wanted: Roster, top: int) -> Changes:
    async with database.write() as conn:
        changes = await roster.compare(conn, wanted, top, TODAY)
        assert not changes.faults, [fault.code for fault in changes.faults]
        await roster.put_in(conn, changes, NOW, lambda id_: NewInvite(f"code {id_}", id_, NOW, batch="b"))
    return changes


async def faults_of(database: Database, top: int, *rows: UnitRow | PersonRow) -> list[tuple[str, str]]:
    changes = await compared(database, a_roster(*rows), top)
    return [(str(fault.place), fault.code) for fault in changes.faults]


async def test_a_list_is_put_in_once(database: Database, province: Province) -> None:
    wanted = a_roster(
        unit(4, "thôn Mới", "village", "xã Mới"),  # before what it lies in
        unit(3, "xã Mới"),
        unit(5, "xã Vân Nham"),
        person(3, "Vi Văn Đá", "thôn Mới", "officer", "observer", phone="h1678"),
        person(4, "Lý Văn Bình", "xã Vân Nham", "leader"),
        person(5, "Vi Văn Đá", "xã Vân Nham", "council", phone="h1678"),
    )
    first = await put_in(database, wanted, province.province)
    assert (first.units.counts, first.people.counts) == (Counts(2, 0, 1), Counts(1, 0, 1))
    again = await put_in(database, wanted, province.province)
    assert (again.units.counts, again.people.counts) == (Counts(0, 0, 3), Counts(0, 0, 2))
    async with database.read() as conn:
        found = (await units.search(conn, [UnitsNamed(province.province, "thon moi")], TODAY)).popitem()[1]
        row = (await conn.execute(select(people_table).where(people_table.c.name == "Vi Văn Đá"))).one()
        known = (await people.by_ids(conn, [row.id]))[row.id]
        codes = (await conn.execute(select(func.count()).select_from(invites_table))).scalar_one()
        batch = await invites.in_batch(conn, "b", NOW - timedelta(minutes=1))
    assert [one.whole for one in found] == ["thôn Mới, xã Mới, tỉnh Lạng Sơn"]
    assert sorted(known.roles) == ["observer", "officer"]
    assert known.units_as("council") == (province.van_nham,)
    assert (codes, batch) == (1, {row.id: True})


async def test_who_is_not_in_the_list_stays(database: Database, province: Province) -> None:
    await put_in(database, a_roster(person(3, "Mới", "xã Vân Nham")), province.province)
    async with database.read() as conn:
        known = await people.by_ids(conn, [province.lan.id, province.minh.id])
    assert known == {province.lan.id: province.lan, province.minh.id: province.minh}


async def test_somebody_known_by_code_or_phone_is_changed_and_moved(database: Database, province: Province) -> None:
    rows = [person(3, "Vi Văn Đá", "xã Vân Nham", code="7", phone="h678"), person(4, "Y Moan", "xã Vân Nham", code="8")]
    await put_in(database, a_roster(*rows), province.province)
    later = [
        person(3, "Vi Văn Đà", "xã Hữu Liên", "reviewer", code="7", phone="h679"),
        person(4, "Y Moan", "xã Hữu Liên", code="8"),
    ]
    changes = await put_in(database, a_roster(*later), province.province)
    assert changes.people.counts == Counts(0, 2, 0)
    async with database.read() as conn:
        row = (await conn.execute(select(people_table).where(people_table.c.name == "Vi Văn Đà"))).one()
        known = (await people.by_ids(conn, [row.id]))[row.id]
    assert (row.phone_hash, row.phone_end, known.unit) == ("h679", "679", "xã Hữu Liên")
    assert sorted(known.roles) == ["officer", "reviewer"]
    by_phone = a_roster(person(3, "Vi Văn Đà", "xã Vân Nham", phone="h679"))
    assert (await compared(database, by_phone, province.province)).people.counts == Counts(0, 1, 0)


async def test_units_take_the_place_of_others_once(database: Database, province: Province) -> None:
    wanted = a_roster(
        unit(3, "xã Vân Liên", "commune", "", "xã Vân Nham", "xã Hữu Liên"), person(3, "Mới", "xã Vân Liên")
    )
    changes = await put_in(database, wanted, province.province)
    assert changes.units.counts == Counts(1, 0, 0)
    again = await put_in(database, wanted, province.province)
    assert again.units.counts == Counts(0, 0, 1)
    async with database.read() as conn:
        known = (await people.by_ids(conn, [province.binh.id]))[province.binh.id]
    assert known.unit == "xã Vân Liên"


async def test_each_fault_names_its_cell(database: Database, province: Province) -> None:
    top = province.province
    async with database.write() as conn:
        await units.add(conn, [NewUnit("thôn Đá", "village", province.huu_lien)])
        (other,) = await units.add(conn, [NewUnit("tỉnh Khác", "province")])
        await people.create(
            conn, [people.NewPerson("Xa Xôi", "anh", other, frozenset(), external="ma:9", phone_hash="h9")], NOW
        )
    assert await faults_of(database, top, person(3, "A B", "xã Lạ")) == [("Người!C3", "unknown_unit")]
    assert await faults_of(database, top, person(3, "A B", "thôn Đá")) == [("Người!C3", "several_units")]
    assert await faults_of(database, top, person(3, "A B", "thôn Đá, xã Hữu Liên")) == []
    assert await faults_of(database, top, person(3, "A B", "tỉnh Khác")) == [("Người!C3", "unknown_unit")]
    assert await faults_of(database, top, person(3, "A", "thôn Đá, xã Hữu Liên", code="9")) == [
        ("Người!A3", "elsewhere")
    ]
    twice = (person(3, "A B", "xã Vân Nham"), person(4, "A B", "xã Vân Nham"))
    assert await faults_of(database, top, *twice) == [("Người!A4", "twice")]
    assert await faults_of(database, top, unit(3, "x"), unit(4, "x")) == [("Đơn vị!A4", "twice")]
    loop = (unit(3, "xã A", "commune", "xã B"), unit(4, "xã B", "commune", "xã A"))
    assert ("Đơn vị!C4", "circle") in await faults_of(database, top, *loop)
    inner = unit(3, "xã Vân Nham", "commune", "", "xã Vân Nham")
    assert await faults_of(database, top, inner) == [("Đơn vị!F3", "circle")]
    days = UnitRow(3, "xã A", "commune", "", TODAY, YESTERDAY, ())
    assert await faults_of(database, top, days) == [("Đơn vị!A3", "bad_days")]
    soon = UnitRow(3, "xã A", "commune", "", date(2030, 1, 1), None, ("xã Vân Nham",))
    assert await faults_of(database, top, soon) == [("Đơn vị!A3", "future")]
    known = [person(3, "Vi Văn Đá", "xã Vân Nham", code="7", phone="h678")]
    await put_in(database, a_roster(*known, person(4, "Y Moan", "xã Vân Nham", phone="h700")), top)
    stolen = person(3, "Vi Văn Đá", "xã Vân Nham", code="7", phone="h700")
    assert await faults_of(database, top, stolen) == [("Người!E3", "phone_taken")]


async def test_a_unit_that_ended_is_not_found_as_one(database: Database, province: Province) -> None:
    async with database.write() as conn:
        await succession.rename(conn, province.van_nham, "phường Vân Nham", TODAY)
    found = await faults_of(database, province.province, person(3, "A B", "xã Vân Nham"))
    assert found == [("Người!C3", "unknown_unit")]
