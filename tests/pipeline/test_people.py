"""What an admin does with people, through the whole house: found, invited, transferred, let go, and who may not."""

import re

from sqlalchemy import select

from bot.people_deeds import look_after
from conversations.model import (
    Held,
    InviteIssued,
    PeopleDeed,
    Person,
    PersonAdded,
    PersonLeft,
    PersonMoved,
    RolesGiven,
    RolesTaken,
    SharedPhone,
)
from conversations.queries import PeopleNamed, UnitsNamed
from storage import directory, people, units
from storage.tables import contacts, conversations, inbox
from storage.tables import people as people_table
from tests.pipeline.conftest import Bench

CODE = re.compile(r"[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}")


async def add_somebody(bench: Bench, name: str = "Vi Văn Đá") -> str:
    """An admin adds somebody; return the code."""
    await bench.does("/start demo-admin", "/nguoi", "Thêm một người", name, "1", "2", "huu lien", "1", "xong")
    await bench.does("0912345678", "Thêm")
    said = bench.door.texts()[-1]
    found = CODE.search(said)
    assert found, "\n\n".join(bench.door.texts())
    return found[0]


async def the_unit(bench: Bench, name: str) -> int:
    async with bench.app.database.read() as conn:
        today = bench.clock.now().date()
        top = (await units.roots(conn, today))[0].id
        query = UnitsNamed(top, name)
        return (await units.search(conn, [query], today))[query][0].id


async def person_called(bench: Bench, name: str) -> Person:
    async with bench.app.database.read() as conn:
        top = (await units.roots(conn, bench.clock.now().date()))[0].id
        query = PeopleNamed(top, name)
        found = (await directory.named(conn, [query]))[query]
        return (await people.by_ids(conn, [found[0].id]))[found[0].id]


async def test_somebody_is_added_and_comes_in_with_the_code(bench: Bench) -> None:
    code = await add_somebody(bench)
    await bench.does(f"/start {code}", who="2")
    assert any("Đã nhận ra Vi Văn Đá, xã Hữu Liên" in text for text in bench.door.texts("2"))
    await bench.does(f"/start {code}", who="3")
    assert "đã dùng rồi" in bench.door.texts("3")[-1]
    async with bench.app.database.read() as conn:
        row = (await conn.execute(select(people_table).where(people_table.c.name == "Vi Văn Đá"))).one()
    assert row.phone_end == "678"
    assert "0912345678" not in str(row)


async def test_a_new_code_makes_the_old_one_worthless_and_may_be_cancelled(bench: Bench) -> None:
    first = await add_somebody(bench)
    await bench.does("vi van da", "Gửi mã mời mới")
    found = CODE.search(bench.door.texts()[-1])
    assert found
    await bench.does(f"/start {first}", who="2")
    assert "hết hạn" in bench.door.texts("2")[-1]
    await bench.does("vi van da", "Hủy mã mời chưa dùng")
    await bench.does(f"/start {found[0]}", who="2")
    assert "hết hạn" in bench.door.texts("2")[-1]


async def test_a_code_is_good_for_thirty_days(bench: Bench) -> None:
    code = await add_somebody(bench)
    bench.clock.ahead = bench.clock.ahead.__class__(days=31)
    await bench.does(f"/start {code}", who="2")
    assert "hết hạn" in bench.door.texts("2")[-1]


async def test_a_transfer_loses_no_draft(bench: Bench) -> None:
    code = await add_somebody(bench)
    await bench.does(f"/start {code}", "/moi", "1", "1", who="2")
    asked = bench.door.texts("2")[-1]
    await bench.does("vi van da", "Chuyển đơn vị", "yen binh", "có")
    assert "Đã chuyển Vi Văn Đá sang xã Yên Bình" in bench.door.texts()[-1]
    await bench.does("/tiep", who="2")
    assert asked.splitlines()[-1] in bench.door.texts("2")[-1]
    assert (await person_called(bench, "vi van da")).unit == "xã Yên Bình"


async def test_who_has_left_is_a_stranger(bench: Bench) -> None:
    code = await add_somebody(bench)
    await bench.does(f"/start {code}", who="2")
    await bench.does("vi van da", "Cho nghỉ", "có")
    await bench.does("/hoso", who="2")
    assert "nhập mã mời" in bench.door.texts("2")[-1]
    assert (await person_called(bench, "vi van da")).held == ()


async def test_ten_wrong_codes_and_the_door_waits(bench: Bench) -> None:
    code = await add_somebody(bench)
    await bench.does("xin chào", *(f"AAAA-AAAA-{1000 + number}" for number in range(10)), who="2")
    assert "không đúng" in bench.door.texts("2")[-1]
    await bench.does(code, who="2")
    assert re.search(r"thử lại sau \d\d:\d\d", bench.door.texts("2")[-1])
    await bench.does(f"/start {code}", who="3")
    assert any("Đã nhận ra" in text for text in bench.door.texts("3")), "other doors go on"
    await bench.does("vi van da", "Gửi mã mời mới")
    again = CODE.search(bench.door.texts()[-1])
    assert again
    bench.clock.ahead = bench.clock.ahead.__class__(minutes=61)
    await bench.does(again[0], who="2")
    assert any("Đã nhận ra" in text for text in bench.door.texts("2"))


async def test_nothing_is_done_for_who_may_not(bench: Bench) -> None:
    await add_somebody(bench)
    whom, home = await person_called(bench, "vi van da"), await the_unit(bench, "huu lien")
    other = await the_unit(bench, "yen binh")
    deeds: list[PeopleDeed] = [
        PersonAdded("Ai Đó", "anh", home, ("admin",), "", "X"),
        RolesGiven(whom.id, home, ("admin",)),
        RolesTaken(whom.id, whom.held),
        PersonMoved(whom.id, other),
        PersonLeft(whom.id),
        InviteIssued(whom.id, "X"),
    ]
    officer = Person(99, "Lan", "chị", home, "", frozenset({"officer"}))
    elsewhere = Person(98, "Hà", "chị", other, "", frozenset({"admin"}))
    async with bench.app.database.write() as conn:
        for admin in (None, officer, elsewhere):
            for deed in deeds:
                await look_after(conn, admin, deed, bench.clock.now(), str)
    assert await person_called(bench, "vi van da") == whom


async def test_an_admin_elsewhere_looks_after_what_he_was_given(bench: Bench) -> None:
    code = await add_somebody(bench)
    whom = await person_called(bench, "vi van da")
    yen_binh = await the_unit(bench, "yen binh")
    async with bench.app.database.write() as conn:
        await people.grant(conn, whom.id, yen_binh, "admin")
    await bench.does(f"/start {code}", "/nguoi", who="2")
    assert "xã Yên Bình" in bench.door.texts("2")[-1]
    admin = await person_called(bench, "vi van da")
    deed = RolesTaken(admin.id, (Held(yen_binh, "admin"),))
    async with bench.app.database.write() as conn:
        await look_after(conn, admin, deed, bench.clock.now(), str)
    assert await person_called(bench, "vi van da") == admin, "nobody takes his own right from himself"


async def test_the_own_phone_number_lets_in_without_a_code(bench: Bench) -> None:
    await add_somebody(bench)
    await bench.does("xin chào", SharedPhone("+84912345678", own=False), who="2")
    assert "số của người khác" in bench.door.texts("2")[-1]
    await bench.does("0912345678", "/start 0912345678", who="2")
    assert not any("Đã nhận ra" in text for text in bench.door.texts("2")), "a number that is typed proves nothing"
    await bench.does("chào", SharedPhone("+84912345678", own=True), who="4")
    assert any("Đã nhận ra Vi Văn Đá, xã Hữu Liên" in text for text in bench.door.texts("4"))
    await bench.does("chào", SharedPhone("+84911111111", own=True), who="3")
    assert "chưa có trong danh sách" in bench.door.texts("3")[-1]
    async with bench.app.database.read() as conn:
        contact = select(contacts.c.id).where(contacts.c.address == "4").scalar_subquery()
        events = (await conn.execute(select(inbox.c.event).where(inbox.c.contact_id == contact))).scalars().all()
        states = (await conn.execute(select(conversations.c.state))).scalars().all()
    assert events == [{"said": "chào"}, {"phone": "", "own": True}]
    assert "0911111111" not in str(states)
