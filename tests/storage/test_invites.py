"""One-time codes work once, also when two come at the same moment."""

import asyncio
from collections.abc import Callable

from conversations.queries import Invited
from storage import contacts, invites, people
from storage.contacts import Contact
from storage.database import Database
from storage.invites import NewInvite
from tests.storage.province import MINUTE, NOW, Province


async def test_what_is_behind_a_code(database: Database, province: Province) -> None:
    later = NOW + MINUTE
    async with database.write() as conn:
        codes = [NewInvite(name, province.lan.id, later) for name in ("fresh", "used", "revoked")]
        await invites.issue(conn, [*codes, NewInvite("expired", province.lan.id, NOW)])
        await invites.redeem(conn, "used", province.contact, NOW)
        await invites.revoke(conn, ["revoked"], NOW)
        behind = await invites.behind(conn, ["fresh", "used", "revoked", "expired", "unknown"], NOW)
        refused = [await invites.redeem(conn, code, province.contact, NOW) for code in behind]
    assert behind == {
        "fresh": Invited("Hoàng Thị Lan", "Hội Nông dân xã Vân Nham"),
        "used": "used",
        "revoked": "expired",
        "expired": "expired",
        "unknown": "unknown",
    }
    assert refused == [province.lan.id, "used", "expired", "expired", "unknown"]


async def test_of_eight_at_once_one_gets_in(
    database: Database, another: Callable[..., Database], province: Province
) -> None:
    async with database.write() as conn:
        await invites.issue(conn, [NewInvite("code", province.lan.id, NOW + MINUTE)])

    async def redeem(worker: Database) -> int | str:
        async with worker.write() as conn:
            return await invites.redeem(conn, "code", province.contact, NOW)

    other = another()
    got = await asyncio.gather(*(redeem(worker) for worker in [database, other] * 4))
    assert sorted(map(str, got)) == sorted([str(province.lan.id), *["used"] * 7])


async def test_the_same_person_may_open_his_link_again(database: Database, province: Province) -> None:
    async with database.write() as conn:
        await invites.issue(conn, [NewInvite("code", province.lan.id, NOW + MINUTE)])
        await invites.redeem(conn, "code", province.contact, NOW)
        await contacts.bind(conn, province.contact.id, province.lan.id)
        bound = (await contacts.by_ids(conn, [province.contact.id]))[province.contact.id]
        assert await invites.redeem(conn, "code", bound, NOW) == province.lan.id


async def test_a_demo_code_gives_everybody_a_person_of_his_own(
    database: Database, another: Callable[..., Database], province: Province
) -> None:
    async with database.write() as conn:
        demo = NewInvite("demo", province.hoa.id, NOW + MINUTE, kind="demo:leader", uses_left=None)
        await invites.issue(conn, [demo])
        found = await contacts.resolve(conn, [("web", "a", ""), ("web", "b", "")])

    async def redeem(worker: Database, contact: Contact) -> int | str:
        async with worker.write() as conn:
            return await invites.redeem(conn, "demo", contact, NOW)

    other, first, second = another(), found["web", "a"], found["web", "b"]
    got = await asyncio.gather(redeem(database, first), redeem(other, first), redeem(database, second))
    async with database.read() as conn:
        made = await people.by_ids(conn, [person_id for person_id in got if isinstance(person_id, int)])
    assert got[0] == got[1] != got[2]
    assert province.hoa.id not in made
    of_his_own = {(person.name, person.unit, person.roles) for person in made.values()}
    assert (len(made), of_his_own) == (2, {(province.hoa.name, province.hoa.unit, province.hoa.roles)})


async def test_issuing_a_known_code_does_not_make_it_valid_again(database: Database, province: Province) -> None:
    async with database.write() as conn:
        code = NewInvite("code", province.lan.id, NOW + MINUTE)
        await invites.issue(conn, [code])
        await invites.redeem(conn, "code", province.contact, NOW)
        await invites.issue(conn, [code])
        assert await invites.redeem(conn, "code", province.contact, NOW) == "used"
        await invites.issue(conn, [code], anew=True)
        assert await invites.redeem(conn, "code", province.contact, NOW) == province.lan.id
