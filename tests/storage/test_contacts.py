"""Who is behind an address."""

from storage import contacts, people, sessions
from storage.database import Database
from tests.storage.province import MINUTE, NOW, Province


async def test_strangers_are_added_and_known_ones_found(database: Database, province: Province) -> None:
    async with database.write() as conn:
        await contacts.bind(conn, province.contact.id, province.minh.id)
        found = await contacts.resolve(conn, [("telegram", "1001", "Minh"), ("web", "1001", ""), ("web", "x", "Ai đó")])
        again = await contacts.resolve(conn, [("web", "x", ""), ("web", "1001", "")])
        assert await contacts.find(conn, [("web", "x"), ("web", "y")]) == {("web", "x"): again["web", "x"]}
        assert await contacts.resolve(conn, []) == {}
    known, stranger = found["telegram", "1001"], found["web", "x"]
    assert (known.id, known.person, known.locale) == (province.contact.id, province.minh, "vi")
    assert known.owner == f"p:{province.minh.id}"
    assert (stranger.person, stranger.locale, stranger.display_name) == (None, None, "Ai đó")
    assert stranger.owner == f"c:{stranger.id}"
    assert again["web", "x"] == stranger
    assert len({contact.id for contact in found.values()}) == 3


async def test_the_newest_name_counts(database: Database, province: Province) -> None:
    async with database.write() as conn:
        await contacts.resolve(conn, [("telegram", "1001", "Lan Hoàng")])
        await contacts.resolve(conn, [("telegram", "1001", "")])
        assert (await contacts.by_ids(conn, [province.contact.id]))[province.contact.id].display_name == "Lan Hoàng"


async def test_who_writes_again_is_not_blocked(database: Database, province: Province) -> None:
    async with database.write() as conn:
        await contacts.mark_blocked(conn, [province.contact.id], NOW)
        assert (await contacts.by_ids(conn, [province.contact.id]))[province.contact.id].blocked
        assert not (await contacts.resolve(conn, [("telegram", "1001", "")]))["telegram", "1001"].blocked
        assert not (await contacts.by_ids(conn, [province.contact.id]))[province.contact.id].blocked


async def test_a_person_has_several_contacts(database: Database, province: Province) -> None:
    async with database.write() as conn:
        web = (await contacts.resolve(conn, [("web", "w", "")]))["web", "w"]
        for contact in (web, province.contact):
            await contacts.bind(conn, contact.id, province.hoa.id)
        await people.set_locale(conn, {province.hoa.id: "vi"})
        found = await contacts.of_people(conn, [province.hoa.id, province.lan.id])
    assert [contact.id for contact in found] == sorted([web.id, province.contact.id])
    assert {contact.person for contact in found} == {province.hoa}
    assert province.hoa.roles == {"officer", "leader"}
    assert {contact.locale for contact in found} == {"vi"}


async def test_sessions(database: Database, province: Province) -> None:
    later = NOW + MINUTE
    async with database.write() as conn:
        await sessions.start(conn, "hash", province.contact.id, later)
        visitor = await sessions.behind(conn, "hash", NOW)
        assert visitor
        assert visitor == (province.contact.id, "telegram", "1001", later)
        assert await sessions.behind(conn, "hash", later) is None
        assert await sessions.behind(conn, "other", NOW) is None
        await sessions.extend(conn, "hash", later + MINUTE)
        assert await sessions.behind(conn, "hash", later)
        await sessions.start(conn, "second", province.contact.id, NOW)
        assert await sessions.sweep(conn, NOW) == 1
        await sessions.end(conn, "hash")
        assert await sessions.behind(conn, "hash", NOW) is None
