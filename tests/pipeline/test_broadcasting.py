"""Announcements through the whole house: three people of the demo, a closed door, a crash in between, the ledger."""

import io
from typing import Any

import openpyxl
import pytest
from sqlalchemy import select

from bot import broadcasting
from bot.channels.base import Blocked, Later, Unsure
from conversations.announcement import ASIDE
from conversations.model import SentFiles, Tapped
from storage import outbox
from storage.tables import broadcasts, recipients
from storage.tables import outbox as posts
from tests.pipeline.conftest import Bench

ADMIN, MAI, SEN, HUNG = "1", "2", "3", "4"
COMES_IN = {ADMIN: "demo-admin", MAI: "demo-officer", SEN: "demo-officer", HUNG: "demo-leader"}
WRITES = ("/thongbao", "mới", "Họp lúc *8 giờ* thứ Năm.", "bỏ qua")
TO_ALL = ("1", "xong", "tất cả", "không bớt ai", "gửi ngay")
GOT = Tapped(ASIDE + 1, "@got:1")


async def come_in(bench: Bench) -> None:
    for who, code in COMES_IN.items():
        await bench.does(f"/start {code}", who=who)


async def settle(bench: Bench) -> None:
    """Let everything that is due go out, and be called done."""
    await bench.app.broadcaster.beat()
    await bench.sent()
    await bench.app.broadcaster.beat()


async def announces(bench: Bench) -> None:
    """Let the admin announce something to everybody."""
    await bench.does(*WRITES, "bỏ qua", *TO_ALL, "gửi")
    await settle(bench)


async def card(bench: Bench, *then: str) -> str:
    """Open the newest announcement and do something; return what is read then."""
    await bench.does("/thongbao", "2", *then, who=ADMIN)
    await settle(bench)
    return [post.bubble.plain() for post in bench.door.posts if post.address == ADMIN][-1]


async def fates(bench: Bench) -> list[tuple[str, str]]:
    """What became of each message that is part of an announcement: at which address."""
    async with bench.app.database.read() as conn:
        rows = await conn.execute(
            select(posts.c.state, posts.c.reason).where(posts.c.broadcast_id.is_not(None)).order_by(posts.c.id)
        )
        return [(row.state, row.reason or "") for row in rows]


def got(bench: Bench, who: str) -> list[tuple[str, str]]:
    """What somebody got of announcements: how, and its first line."""
    return [
        (post.verb, post.bubble.plain().split("\n")[0])
        for post in bench.door.posts
        if post.address == who and post.bubble.ref > ASIDE
    ]


async def test_three_people_of_the_demo(bench: Bench) -> None:
    """She sends it to three, sees two receipts, reminds the third, and corrects a slip."""
    await come_in(bench)
    await bench.does("/moi", who=SEN)
    question = bench.door.texts(SEN)[-1]
    await announces(bench)
    news = "📢 Thông báo – Lương Thu Hà, tỉnh Mẫu Sơn (thử nghiệm)"
    assert [got(bench, who) for who in (ADMIN, MAI, SEN, HUNG)] == [[], *[[("send", news)]] * 3]
    (thanks,) = await bench.does(GOT, who=MAI)
    assert thanks.toast == "✔ Đã ghi nhận. Cảm ơn anh/chị."
    await bench.does("đã nhận", "có", who=SEN)
    assert "Tôi sẽ hỏi tên" in question
    assert bench.door.texts(SEN)[-1] != question, "her answer went to the question that was open"
    shown = await card(bench)
    assert "2/3 đã nhận" in shown
    assert "chưa vào lần nào: 3." in shown, "those whom the demo copies have no door"
    assert "đã đọc" not in shown
    assert "đã xem" not in shown
    await card(bench, "nhắc", "có")
    assert [len(got(bench, who)) for who in (MAI, SEN, HUNG)] == [2, 2, 2]
    assert got(bench, HUNG)[-1][1].startswith("🔔 Nhắc lại thông báo")
    assert "Đã nhắc: 1." in await card(bench)
    await card(bench, "đính chính", "Họp lúc *9 giờ* thứ Năm.", "có")
    for who in (MAI, SEN, HUNG):
        verb, head = got(bench, who)[-1]
        assert (verb, "đã đính chính" in head) == ("amend", True)
    last = {who: [post for post in bench.door.posts if post.address == who][-1].bubble for who in (MAI, HUNG)}
    assert "9 giờ" in last[MAI].plain()
    assert [key.data for key in last[HUNG].keys] == ["@got:1"]
    assert last[MAI].keys == (), "she has said so"
    assert "✏️ Đã đính chính." in await card(bench)


async def test_a_closed_door_and_another_one(bench: Bench) -> None:
    await come_in(bench)
    await bench.does("/ketnoi", who=MAI)
    code = next(word for word in bench.door.texts(MAI)[-1].split() if word.count("-") == 2)
    await bench.does(f"/start {code.rstrip('.')}", who="5")
    await bench.does(*WRITES, "bỏ qua", *TO_ALL)
    bench.door.refuses = {"5": Blocked("403"), SEN: Unsure("cut"), HUNG: Blocked("403")}
    await bench.does("gửi")
    await settle(bench)
    await settle(bench)
    assert [len(got(bench, who)) for who in (MAI, "5", SEN, HUNG)] == [1, 1, 1, 1]
    shown = await card(bench)
    assert "Đã gửi tới 1/6 người." in shown
    assert "Không chắc đã nhận: 1, không gửi lại." in shown
    assert "Đã chặn: 1." in shown
    assert "Đã gửi xong" in shown


async def test_a_crash_in_the_middle(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each of three gets it once, wherever it breaks off."""
    await come_in(bench)
    monkeypatch.setattr(broadcasting, "PORTION", 1)
    add, calls = outbox.add, list[int]()

    async def breaks(conn: Any, rows: Any, now: Any) -> list[int]:
        if any(row.broadcast_id for row in rows):
            calls.append(1)
            if len(calls) == 2:
                raise ZeroDivisionError
        return await add(conn, rows, now)

    monkeypatch.setattr("bot.broadcasting.outbox.add", breaks)
    await bench.does(*WRITES, "bỏ qua", *TO_ALL, "gửi")
    for _ in range(3):
        try:
            await settle(bench)
        except ZeroDivisionError:
            continue
    assert [len(got(bench, who)) for who in (MAI, SEN, HUNG)] == [1, 1, 1]
    assert len(calls) >= 4


async def test_a_photo_goes_with_it_and_the_ledger_comes_back(bench: Bench) -> None:
    await come_in(bench)
    kept = await bench.app.house.keep(b"%PDF-1.7 paper", "giay-moi.pdf")
    await bench.does(*WRITES, SentFiles((kept,)), "xong", *TO_ALL, "gửi")
    await settle(bench)
    (sent,) = [post for post in bench.door.posts if post.address == MAI and post.bubble.ref > ASIDE]
    assert [(paper.name, paper.content) for paper in sent.papers] == [("giay-moi.pdf", b"%PDF-1.7 paper")]
    await bench.does(GOT, who=MAI)
    await card(bench, "excel")
    (paper,) = next(post for post in reversed(bench.door.posts) if post.papers and post.address == ADMIN).papers
    assert paper.name.startswith("thong-bao")
    sheet = openpyxl.load_workbook(io.BytesIO(paper.content)).worksheets[0]
    rows = [[str(cell or "") for cell in row] for row in sheet.iter_rows(values_only=True)]
    assert rows[0][:3] == ["Họ tên", "Đơn vị", "Tình trạng"]
    assert sorted(row[2] for row in rows[1:]) == ["Chưa vào lần nào"] * 3 + ["Đã gửi tới"] * 3
    assert len([row for row in rows[1:] if row[5]]) == 1


async def test_it_is_held_up_before_it_goes_out(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    """Paused before anything went out; what goes on afterwards goes to everybody."""
    await come_in(bench)
    await bench.does(*WRITES, "bỏ qua", *TO_ALL)
    bench.door.refuses = {who: Later(60, "429") for who in (MAI, SEN, HUNG)}
    await bench.does("gửi")
    await settle(bench)
    assert "Đang gửi" in await card(bench)
    await bench.does("tạm dừng")
    assert {state for state, _ in await fates(bench)} == {"held"}
    assert "Đang tạm dừng" in await card(bench)
    await bench.does("hủy", "có")
    await settle(bench)
    assert await fates(bench) == [("dead", "cancelled")] * 3
    assert "Đã hủy" in await card(bench)
    async with bench.app.database.read() as conn:
        (state,) = (await conn.execute(select(broadcasts.c.state))).scalars()
        todo = (await conn.execute(select(recipients.c.todo))).scalars().all()
    assert (state, set(todo)) == ("cancelled", {None})
