"""When something is broken: a bug, a locked database, a full disk, a stranger's nonsense. Nobody loses an answer."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, text

from bot.evidence import Evidence
from conversations.engine import step
from conversations.model import BadFile, Said
from storage.database import Database
from storage.errors import Busy, DiskFull
from storage.files import FileStore
from storage.tables import answers, inbox, nominations
from tests.pipeline.conftest import Bench

JOIN = "/start demo-officer"
NASTY = (
    "", " ", "\n\n", "x" * 10_000, "😀" * 500, "\u202eabc\u202c", "\x00\x01\x02", "\ud800", "/", "/x", "//start",
    "!back",
    "!edit:9999", "'; DROP TABLE people; --", "{0}{name}", "*bold*", "<b>&amp;", "1" * 400, "-1", "0", "٣", "ﷺ" * 300,
)  # fmt: skip


async def test_nothing_typed_anywhere_breaks_the_conversation(bench: Bench) -> None:
    await bench.does(JOIN, "/moi", "có", "458/kh-ubnd", "kinh tế hộ gia đình")
    for said in NASTY:
        before = len(bench.door.posts)
        await bench.does(said)
        assert len(bench.door.posts) > before, f"no answer to {said[:20]!r}"
    async with bench.app.database.read() as conn:
        failed = (await conn.execute(select(inbox.c.error).where(inbox.c.status == "failed"))).scalars().all()
    assert not failed
    await bench.does("/menu", "/tiep")
    assert "hồ sơ" in bench.door.texts()[-1]


async def test_a_bug_of_one_conversation_leaves_the_others_alone(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    await bench.does(JOIN, "/moi", "có", who="1")
    await bench.does(JOIN, "/moi", "có", who="2")

    def broken(world: Any, state: Any, event: Any, facts: Any) -> Any:
        if event == Said("hỏng"):
            raise ZeroDivisionError
        return step(world, state, event, facts)

    monkeypatch.setattr("bot.transaction.step", broken)
    await bench.app.house.take([bench.inbound("hỏng", "1"), bench.inbound("1", "2")])
    await bench.sent()
    assert "Xin lỗi" in bench.door.texts("1")[-1]
    assert "lĩnh vực" in bench.door.texts("2")[-1]
    async with bench.app.database.read() as conn:
        rows = (await conn.execute(select(inbox.c.error).where(inbox.c.status == "failed"))).scalars().all()
    assert len(rows) == 1
    assert rows[0] is not None
    assert "hỏng" not in rows[0], "the error repeats what somebody wrote"
    monkeypatch.undo()
    await bench.does("1", who="1")
    assert "lĩnh vực" in bench.door.texts("1")[-1], "the answers before the bug are gone"


async def test_what_cannot_be_handed_on_is_sent_all_the_same(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was worked is committed: those who wait behind it go on, and the heartbeat sends it."""
    await bench.does(JOIN)

    def broken(_: Any) -> None:
        raise KeyError

    monkeypatch.setattr(bench.app.pipeline, "_outlets", (broken, *bench.app.pipeline._outlets))
    await bench.does("/menu", "/hoso")
    assert "chưa có hồ sơ" in "".join(bench.door.texts()[-2:])


async def test_a_database_that_is_locked_for_a_moment_is_waited_for(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    await bench.does(JOIN)
    busy = [True, True]
    write = Database.write

    @contextlib.asynccontextmanager
    async def locked(self: Database) -> AsyncIterator[Any]:
        if busy:
            busy.pop()
            raise Busy
        async with write(self) as conn:
            yield conn

    monkeypatch.setattr(Database, "write", locked)
    (handled,) = await bench.does("/moi")
    assert handled.fresh
    assert not busy


async def test_a_database_that_stays_locked_is_told_to_the_door(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    await bench.does(JOIN)

    @contextlib.asynccontextmanager
    async def locked(self: Database) -> AsyncIterator[Any]:
        if self.dialect:
            raise Busy
        yield

    inbound = bench.inbound("/moi")
    with monkeypatch.context() as patch:
        patch.setattr(Database, "write", locked)
        with pytest.raises(Busy):
            await bench.app.house.take([inbound])
    (handled,) = await bench.app.house.take([inbound])
    assert handled.fresh, "what the door delivers again was lost"


async def test_a_full_disk_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: FileStore, content: bytes) -> str:
        raise DiskFull

    monkeypatch.setattr(FileStore, "put", full)
    kept = await Evidence(FileStore(tmp_path)).keep(b"%PDF-1.4 paper", "giay.pdf")
    assert kept == BadFile("giay.pdf", "disk_full")


async def test_many_people_at_once_share_transactions(bench: Bench) -> None:
    people = [str(n) for n in range(40)]
    await bench.app.house.take([bench.inbound(JOIN, who) for who in people])
    for said in ("/moi", "có", "1"):
        await asyncio.gather(*(bench.app.house.take([bench.inbound(said, who)]) for who in people))
    await bench.sent()
    assert all("lĩnh vực" in bench.door.texts(who)[-1] for who in people)
    async with bench.app.database.read() as conn:
        assert (await conn.execute(select(text("count(DISTINCT owner)")).select_from(answers))).scalar_one() == 40
        assert not (await conn.execute(select(nominations.c.id))).all()


@pytest.mark.parametrize("code", ["SAI-MA-SAI-MA", "", "x" * 200, "demo-nobody"])
async def test_a_wrong_code_lets_nobody_in(bench: Bench, code: str) -> None:
    await bench.does(f"/start {code}", "/moi", "/hoso")
    assert "mã" in bench.door.texts()[-1]
    assert "Đề cử mới" not in bench.door.texts()[-1]


async def test_a_door_code_works_once_and_brings_the_draft_along(bench: Bench) -> None:
    await bench.does(JOIN, "/moi", "có", "458/kh-ubnd", "kinh tế hộ gia đình", "Triệu Thị Mến", "/ketnoi")
    code = next(word for word in bench.door.texts()[-1].replace(".", " ").split() if word.count("-") == 2)
    await bench.does(f"/start {code}", who="phone")
    assert "Triệu Thị Mến" in bench.door.texts("phone")[-1]
    await bench.does("1985", who="phone")
    assert "mấy người" in bench.door.texts("phone")[-1]
    await bench.does(f"/start {code}", who="thief")
    assert "đã dùng" in bench.door.texts("thief")[-1]
