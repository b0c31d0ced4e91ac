"""Units that give way to others: who was there goes on, what was written stays as it was written."""

from datetime import date

import pytest
from sqlalchemy import select

from conversations.queries import OpenRounds, RoundsUnder, SentFilesOf, TerritoryOf, UnitsNamed
from storage import nominations, people, rounds, succession, units
from storage.database import Database
from storage.nominations import Filing
from storage.people import NewPerson
from storage.succession import CircleError
from storage.tables import nominations as nominations_table
from storage.tables import unit_successors
from storage.units import NewUnit
from tests.storage.province import NOW, TODAY, ZONE, Province, a_nomination, a_round

NEW = "xã Vân Liên"


async def merged(database: Database, province: Province) -> int:
    async with database.write() as conn:
        await nominations.file(conn, [Filing(province.lan, a_nomination(1, province.round), NOW)])
        new = NewUnit(NEW, "commune", province.province)
        return await succession.merge(conn, [province.van_nham, province.huu_lien], new, TODAY)


async def test_what_lay_in_merged_units_lies_in_the_new_one(database: Database, province: Province) -> None:
    new = await merged(database, province)
    async with database.read() as conn:
        known = await units.by_ids(conn, [province.village, province.farmers, province.van_nham])
        (found,) = (await units.search(conn, [UnitsNamed(new, "da")], TODAY)).values()
        territory = await units.territories(conn, [TerritoryOf(province.farmers)])
        successors = {tuple(row) for row in await conn.execute(select(unit_successors))}
    assert known[province.village].path == f"{NEW}, tỉnh Lạng Sơn"
    assert known[province.van_nham].name == "xã Vân Nham"
    assert {unit.id for unit in found} == {province.village, province.farmers}
    assert territory == {TerritoryOf(province.farmers): new}
    assert successors == {(province.van_nham, new), (province.huu_lien, new)}


async def test_the_people_of_merged_units_go_on_with_their_roles(database: Database, province: Province) -> None:
    async with database.write() as conn:
        twice = NewPerson("Lý Văn Bình", "anh", province.huu_lien, frozenset({"leader"}))
        (both,) = await people.create(conn, [twice], NOW)
        await people.grant(conn, both, province.van_nham, "leader")
    new = await merged(database, province)
    async with database.read() as conn:
        known = await people.by_ids(conn, [province.binh.id, province.hoa.id, province.lan.id, both])
    assert [known[who.id].unit_id for who in (province.binh, province.hoa, province.lan)] == [
        new,
        new,
        province.farmers,
    ]
    assert known[province.hoa.id].roles == {"officer", "leader"}
    assert [(held.unit_id, held.role) for held in known[both].held] == [(new, "leader")]


async def test_a_nomination_keeps_the_name_it_was_made_under(database: Database, province: Province) -> None:
    async with database.write() as conn:
        filings = [Filing(province.binh, a_nomination(1, province.round), NOW)]
        await nominations.file(conn, filings)
    new = await merged(database, province)
    async with database.read() as conn:
        names = (await conn.execute(select(nominations_table.c.unit_name))).scalars().all()
        (seen,) = (await nominations.sent_of(conn, [SentFilesOf(0, new)], ZONE)).values()
    assert sorted(names) == ["Hội Nông dân xã Vân Nham", "xã Vân Nham"]
    assert len(seen) == 2


async def test_open_rounds_go_on_and_closed_ones_stay(database: Database, province: Province) -> None:
    async with database.write() as conn:
        closed = a_round(province.van_nham, date(2026, 11, 1))
        open_, _ = await rounds.add(conn, [a_round(province.van_nham), closed])
    new = await merged(database, province)
    async with database.read() as conn:
        query = OpenRounds(province.farmers, TODAY)
        found = {round_.id for round_ in (await rounds.open_on(conn, [query]))[query]}
        old = RoundsUnder(province.van_nham, date(2026, 10, 10))
        left = (await rounds.under(conn, [old]))[old]
    assert found == {open_, province.round}
    assert [round_.closes for round_ in left] == [date(2026, 11, 1)]
    assert new


async def test_old_names_find_the_new_unit(database: Database, province: Province) -> None:
    await merged(database, province)
    queries = [UnitsNamed(province.province, word) for word in ("huu lien", "van", "xa van nham")]
    villages = UnitsNamed(province.province, "huu lien", "village")
    async with database.read() as conn:
        found = await units.search(conn, [*queries, villages], TODAY)
    named = [[unit.name for unit in found[query]] for query in queries]
    assert named == [[NEW], ["Hội Nông dân xã Vân Nham", NEW], ["Hội Nông dân xã Vân Nham"]]
    assert found[villages] == ()


async def test_a_new_name_begins_a_new_unit(database: Database, province: Province) -> None:
    async with database.write() as conn:
        new = await succession.rename(conn, province.van_nham, "phường Vân Nham", TODAY)
        known = await units.by_ids(conn, [new, province.village])
    assert known[new].path == "tỉnh Lạng Sơn"
    assert known[province.village].path == "phường Vân Nham, tỉnh Lạng Sơn"


async def test_a_split_unit_goes_on_in_several(database: Database, province: Province) -> None:
    async with database.write() as conn:
        (mine,) = await rounds.add(conn, [a_round(province.van_nham)])
        rows = [NewPerson("Vi Văn Đá", "anh", province.van_nham, frozenset({"officer"}))]
        (officer,) = await people.create(conn, rows, NOW)
        person = (await people.by_ids(conn, [officer]))[officer]
        filings = [Filing(who, a_nomination(1, mine), NOW) for who in (person, province.binh)]
        await nominations.file(conn, filings)
        east, west = await succession.split(
            conn,
            province.van_nham,
            [NewUnit(name, "commune", province.province) for name in ("xã Vân Đông", "xã Vân Tây")],
            TODAY,
            below={province.village: 1},
            homes={officer: 1},
        )
        known = await people.by_ids(conn, [officer, province.binh.id])
        paths = await units.by_ids(conn, [province.village, province.farmers])
        sent = await nominations.sent_of(conn, [SentFilesOf(0, east), SentFilesOf(0, west)], ZONE)
        opened = await rounds.open_on(conn, [OpenRounds(east, TODAY), OpenRounds(west, TODAY)])
    assert known[officer].units_as("officer") == (west,)
    assert known[province.binh.id].units_as("leader") == (east,)
    assert paths[province.village].path.startswith("xã Vân Tây")
    assert paths[province.farmers].path.startswith("xã Vân Đông")
    assert [[one.by for one in listed] for listed in sent.values()] == [["Lý Văn Bình"], ["Vi Văn Đá"]]
    assert all(len(listed) == 2 for listed in opened.values())


async def test_a_unit_does_not_give_way_to_what_lies_in_it(database: Database, province: Province) -> None:
    async with database.write() as conn:
        for below in (province.village, province.van_nham):
            with pytest.raises(CircleError):
                await succession.give_way(conn, [province.van_nham], below, TODAY)
