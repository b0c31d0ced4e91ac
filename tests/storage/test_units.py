"""The tree and the people in it: found without accents, below the right unit, with the right readers and rounds."""

from datetime import date

from conversations.queries import OpenRounds, ReadersOf, RoundById, TerritoryOf, Unit, UnitsNamed
from storage import people, rounds, units
from storage.database import Database
from storage.people import NewPerson
from storage.unions import AT_ONCE
from storage.units import NewUnit
from tests.storage.province import NOW, TODAY, Province, a_round


async def names(database: Database, *queries: UnitsNamed) -> list[list[str]]:
    async with database.read() as conn:
        found = await units.search(conn, queries, TODAY)
    return [[unit.name for unit in found[query]] for query in queries]


async def test_search_without_accents_in_the_subtree(database: Database, province: Province) -> None:
    top, commune = province.province, province.van_nham
    assert await names(
        database,
        UnitsNamed(top, "van nham"),
        UnitsNamed(top, "nham xa"),
        UnitsNamed(commune, "huu lien"),
        UnitsNamed(commune, "a", limit=2),
        UnitsNamed(top, "%"),
        UnitsNamed(top, "_"),
        UnitsNamed(999, "xa"),
    ) == [
        ["Hội Nông dân xã Vân Nham", "xã Vân Nham"],
        ["Hội Nông dân xã Vân Nham", "xã Vân Nham"],
        [],
        ["Hội Nông dân xã Vân Nham", "thôn Đá"],
        [],
        [],
        [],
    ]


async def test_what_begins_with_the_words_comes_first(database: Database, province: Province) -> None:
    assert await names(database, UnitsNamed(province.province, "xa")) == [
        ["xã Hữu Liên", "xã Vân Nham", "Hội Nông dân xã Vân Nham"]
    ]


async def test_nothing_typed_gives_the_children(database: Database, province: Province) -> None:
    top, commune = province.province, province.van_nham
    assert await names(database, UnitsNamed(top, ""), UnitsNamed(commune, " "), UnitsNamed(top, "", limit=1)) == [
        ["xã Hữu Liên", "xã Vân Nham"],
        ["Hội Nông dân xã Vân Nham", "thôn Đá"],
        ["xã Hữu Liên"],
    ]


async def test_more_searches_than_fit_into_one_statement(database: Database, province: Province) -> None:
    many = [UnitsNamed(province.province, "van", limit=1 + number) for number in range(AT_ONCE * 2 + 3)]
    found = await names(database, *many, UnitsNamed(province.province, "da thon x y"))
    assert found[0] == ["Hội Nông dân xã Vân Nham"]
    assert all(listed == ["Hội Nông dân xã Vân Nham", "xã Vân Nham"] for listed in found[1:-1])
    assert found[-1] == []


async def test_a_path_names_what_a_unit_lies_in(database: Database, province: Province) -> None:
    async with database.read() as conn:
        found = await units.by_ids(conn, [province.village, province.province, 999])
        assert await units.roots(conn, TODAY) == [Unit(province.province, "tỉnh Lạng Sơn", "")]
    assert found == {
        province.village: Unit(province.village, "thôn Đá", "xã Vân Nham, tỉnh Lạng Sơn"),
        province.province: Unit(province.province, "tỉnh Lạng Sơn", ""),
    }


async def test_units_that_are_no_more_are_not_offered(database: Database, province: Province) -> None:
    async with database.write() as conn:
        top = province.province
        gone = NewUnit("huyện Hữu Lũng", "district", top, date(1945, 9, 2), TODAY)
        coming = NewUnit("xã Mới", "commune", top, valid_from=date(2027, 1, 1))
        (gone_id, _) = await units.add(conn, [gone, coming])
        assert (await units.by_ids(conn, [gone_id]))[gone_id].name == "huyện Hữu Lũng"
    assert await names(database, UnitsNamed(top, "huu lung"), UnitsNamed(top, "moi"), UnitsNamed(top, "")) == [
        [],
        [],
        ["xã Hữu Liên", "xã Vân Nham"],
    ]


async def test_ten_is_not_below_one(database: Database) -> None:
    async with database.write() as conn:
        first, *_ = tops = await units.add(conn, [NewUnit(f"tỉnh {number}", "province") for number in range(12)])
        await units.add(conn, [NewUnit("xã", "commune", tops[number]) for number in range(12)])
    assert await names(database, UnitsNamed(first, "tinh"), UnitsNamed(first, "xa")) == [["tỉnh 0"], ["xã"]]


async def test_an_association_has_the_villages_of_its_commune(database: Database, province: Province) -> None:
    asked = [TerritoryOf(unit_id) for unit_id in (province.farmers, province.village, province.van_nham)]
    async with database.read() as conn:
        found = await units.territories(conn, [*asked, TerritoryOf(province.province), TerritoryOf(999)])
    assert list(found.values()) == [*[province.van_nham] * 3, province.province, 0]


async def test_readers_are_those_of_the_unit_and_above(database: Database, province: Province) -> None:
    async with database.write() as conn:
        await people.create(conn, [NewPerson("Lý Văn Bình", "anh", province.van_nham, frozenset({"leader"}))], NOW)
        queries = [ReadersOf(province.farmers), ReadersOf(province.huu_lien), ReadersOf(999)]
        found = await people.readers_of(conn, queries)
    assert list(found.values()) == [("Lý Văn Bình", "Vi Thị Minh"), ("Nông Văn Hòa", "Vi Thị Minh"), ()]


async def test_rounds_open_for_a_unit(database: Database, province: Province) -> None:
    async with database.write() as conn:
        sooner = date(2026, 11, 30)
        below, other = await rounds.add(conn, [a_round(province.van_nham, sooner), a_round(province.huu_lien)])
        first, last = OpenRounds(province.farmers, date(2026, 10, 1)), OpenRounds(province.farmers, date(2026, 12, 15))
        before, after = (
            OpenRounds(province.farmers, date(2026, 9, 30)),
            OpenRounds(province.province, date(2026, 12, 16)),
        )
        found = await rounds.open_on(conn, [first, last, before, after])
        known = await rounds.by_ids(conn, [RoundById(other), RoundById(999)])
    assert [[round_.id for round_ in found[query]] for query in (first, last, before, after)] == [
        [below, province.round],
        [province.round],
        [],
        [],
    ]
    assert found[first][0].years == (2024, 2025, 2026)
    assert [round_ and round_.id for round_ in known.values()] == [other, None]


async def test_importing_people_twice_adds_them_once(database: Database, province: Province) -> None:
    new = NewPerson("Người mới", "anh", province.huu_lien, frozenset({"officer"}), external="so-noi-vu:8")
    async with database.write() as conn:
        first = await people.find_or_create(conn, [new, new._replace(name="Tên khác", external="so-noi-vu:7")], NOW)
        second = await people.find_or_create(conn, [new], NOW)
        known = await people.by_ids(conn, first.values())
    assert first["so-noi-vu:7"] == province.minh.id
    assert second == {"so-noi-vu:8": first["so-noi-vu:8"]}
    assert known[province.minh.id] == province.minh
    assert known[first["so-noi-vu:8"]].roles == {"officer"}
