"""People as an admin finds them: without accents, within what he looks after, with what is known of each."""

from datetime import datetime, timedelta

from conversations.queries import JoinPause, PeopleNamed, PersonById, PhoneHolder
from storage import contacts, directory, invites, people, units
from storage.database import Database
from storage.invites import WITHIN, WRONG_AT_MOST, NewInvite
from storage.people import NewPerson
from storage.units import NewUnit
from tests.storage.province import MINUTE, NOW, Province


async def names(database: Database, *queries: PeopleNamed) -> list[list[str]]:
    async with database.read() as conn:
        found = await directory.named(conn, queries)
    return [[one.name for one in found[query]] for query in queries]


async def test_names_are_found_without_accents_below_a_unit(database: Database, province: Province) -> None:
    assert await names(
        database,
        PeopleNamed(province.province, "lan"),
        PeopleNamed(province.province, "van"),
        PeopleNamed(province.van_nham, "hoa"),
        PeopleNamed(province.huu_lien, "lan"),
        PeopleNamed(province.province, "%"),
        PeopleNamed(province.province, "thi", limit=1),
    ) == [
        ["Hoàng Thị Lan"],
        ["Lý Văn Bình", "Nông Văn Hòa"],
        ["Hoàng Thị Lan"],
        [],
        [],
        ["Hoàng Thị Lan"],
    ]


async def test_who_is_called_so_comes_before_who_is_called_so_in_part(database: Database, province: Province) -> None:
    async with database.write() as conn:
        rows = [NewPerson(name, "chị", province.farmers, frozenset()) for name in ("Âu Lan Anh", "Vi Lan")]
        await people.create(conn, rows, NOW)
    assert await names(database, PeopleNamed(province.province, "lan")) == [["Hoàng Thị Lan", "Vi Lan", "Âu Lan Anh"]]


async def test_a_card_says_what_an_admin_may_know(database: Database, province: Province) -> None:
    async with database.write() as conn:
        await contacts.bind(conn, province.contact.id, province.lan.id)
        await people.grant(conn, province.lan.id, province.van_nham, "council")
        await people.grant(conn, province.lan.id, province.huu_lien, "observer")
        codes = [NewInvite(code, province.lan.id, NOW + MINUTE) for code in ("a", "b")]
        await invites.issue(conn, [*codes, NewInvite("c", province.lan.id, NOW - MINUTE)])
        await invites.revoke(conn, ["b"], NOW)
        mine = PersonById(province.lan.id, province.van_nham)
        elsewhere = PersonById(province.lan.id, province.huu_lien)
        found = await directory.cards(conn, [mine, elsewhere], NOW)
    card = found[mine]
    assert found[elsewhere] is None
    assert [(held.role, unit) for held, unit in card.roles] == [
        ("council", "xã Vân Nham"),
        ("officer", "Hội Nông dân xã Vân Nham"),
    ]
    assert (card.doors, card.invites) == (("telegram",), 1)


async def test_a_phone_number_belongs_to_one(database: Database, province: Province) -> None:
    row = NewPerson("Vi Văn Đá", "anh", province.farmers, frozenset(), phone_hash="h", phone_end="678")
    async with database.write() as conn:
        (person,) = await people.create(conn, [row], NOW)
        known, unknown = PhoneHolder("0912345678"), PhoneHolder("0987654321")
        found = await directory.by_phone(conn, {known: "h", unknown: "g"})
        card = (await directory.cards(conn, [PersonById(person, province.province)], NOW)).popitem()[1]
    assert [holder and holder.name for holder in found.values()] == ["Vi Văn Đá", None]
    assert card.phone_end == "678"


async def test_a_transfer_takes_the_roles_of_the_old_unit_along(database: Database, province: Province) -> None:
    async with database.write() as conn:
        await people.grant(conn, province.lan.id, province.province, "council")
        await people.transfer(conn, province.lan.id, province.huu_lien)
        known = (await people.by_ids(conn, [province.lan.id]))[province.lan.id]
        await people.leave(conn, province.lan.id)
        left = (await people.by_ids(conn, [province.lan.id]))[province.lan.id]
    assert known.unit == "xã Hữu Liên"
    assert known.units_as("officer") == (province.huu_lien,)
    assert known.units_as("council") == (province.province,)
    assert left.held == ()


async def test_after_ten_wrong_codes_a_door_waits(database: Database, province: Province) -> None:
    door, other = JoinPause(str(province.contact.id)), JoinPause("999")
    before: dict[JoinPause, datetime | None] = {}
    async with database.write() as conn:
        for number in range(WRONG_AT_MOST):
            before = await invites.pauses(conn, [door, other], NOW + number * MINUTE)
            await invites.note_wrong(conn, [province.contact.id], NOW + number * MINUTE)
        assert set(before.values()) == {None}
        after = await invites.pauses(conn, [door, other], NOW + WRONG_AT_MOST * MINUTE)
        assert after == {door: NOW + WITHIN, other: None}
        assert (await invites.pauses(conn, [door], NOW + WITHIN + timedelta(seconds=1)))[door] is None
        await invites.forget_wrong(conn, NOW + timedelta(days=1))
        assert (await invites.pauses(conn, [door], NOW + WRONG_AT_MOST * MINUTE))[door] is None


async def test_units_of_the_same_name_tell_where_they_lie(database: Database, province: Province) -> None:
    async with database.write() as conn:
        (unit,) = await units.add(conn, [NewUnit("thôn Đá", "village", province.huu_lien)])
        await people.create(conn, [NewPerson("Vi Văn Đá", "anh", unit, frozenset())], NOW)
        query = PeopleNamed(province.province, "da")
        (found,) = (await directory.named(conn, [query]))[query]
    assert found.unit == "thôn Đá, xã Hữu Liên, tỉnh Lạng Sơn"
