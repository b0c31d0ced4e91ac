"""What only an admin may do with units, and that nothing is lost where others are at work at the same moment."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.channels.base import Inbound
from bot.unit_deeds import look_after_units
from conversations.model import Held, Person, UnitAdded, UnitDeed, UnitEnded, UnitRenamed, UnitsMerged
from conversations.queries import QueueOf, UnitsNamed
from storage import reviews, units
from storage.database import Transaction
from storage.tables import nominations, unit_successors
from storage.tables import units as table
from tests.pipeline.conftest import Bench
from tests.story import NOMINATION, Story, told
from tests.talk import VIETNAM

Named = dict[str, int]


async def named(bench: Bench) -> Named:
    """Return the ids of the demo's units; "thôn Phổng" is one in which there is nobody."""
    async with bench.app.database.read() as conn:
        return {row.name: row.id for row in await conn.execute(select(table.c.name, table.c.id))}


def an_admin(*unit_ids: int) -> Person:
    held = tuple(Held(unit_id, "admin") for unit_id in unit_ids)
    return Person(99, "Hà", "chị Hà", unit_ids[0], "", frozenset({"admin"}), held)


async def refused(conn: Transaction, admin: Person | None, deed: UnitDeed, today: date) -> bool:
    return (await look_after_units(conn, admin, deed, today)).refused


def all_deeds(at: Named) -> Iterator[UnitDeed]:
    yield UnitAdded(at["xã Vân Nham"], "village", "thôn Mới")
    yield UnitRenamed(at["xã Vân Nham"], "phường Vân Nham")
    yield UnitsMerged((at["xã Vân Nham"],), into=at["xã Hữu Liên"])
    yield UnitsMerged((at["xã Vân Nham"], at["xã Hữu Liên"]), name="xã Vân Liên")
    yield UnitEnded(at["thôn Phổng"])


async def test_nobody_else_does_it(bench: Bench) -> None:
    at, today = await named(bench), bench.clock.now().date()
    officer = Person(98, "Lan", "chị Lan", at["xã Vân Nham"], "", frozenset({"officer", "leader"}))
    async with bench.app.database.write() as conn:
        for who in (None, officer, an_admin(at["xã Yên Bình"])):
            assert all([await refused(conn, who, deed, today) for deed in all_deeds(at)])
    assert await named(bench) == at


async def test_an_admin_changes_what_lies_below_his_unit_and_not_that_itself(bench: Bench) -> None:
    at, today = await named(bench), bench.clock.now().date()
    admin = an_admin(at["xã Vân Nham"])
    outside = (
        UnitRenamed(at["xã Vân Nham"], "xã Khác"),
        UnitEnded(at["xã Vân Nham"]),
        UnitsMerged((at["xã Vân Nham"],), into=at["xã Hữu Liên"]),
        UnitsMerged((at["thôn Phổng"],), into=at["xã Hữu Liên"]),
        UnitsMerged((at["thôn Phổng"], at["thôn Là Ba"]), name="thôn Mới"),
        UnitAdded(at["xã Hữu Liên"], "village", "thôn Mới"),
    )
    async with bench.app.database.write() as conn:
        assert [await refused(conn, admin, deed, today) for deed in outside] == [True] * len(outside)
        assert not await refused(conn, admin, UnitsMerged((at["thôn Phổng"],), into=at["thôn Đồng Mỏ"]), today)
        assert not await refused(conn, admin, UnitsMerged((at["thôn Đồng Mỏ"],), into=at["xã Vân Nham"]), today)


async def test_what_cannot_be_is_not_done(bench: Bench) -> None:
    at, today = await named(bench), bench.clock.now().date()
    admin = an_admin(at["tỉnh Mẫu Sơn (thử nghiệm)"])
    commune, village = at["xã Vân Nham"], at["thôn Phổng"]
    wrong = (
        UnitsMerged((commune,), into=village),
        UnitsMerged((commune,), into=commune),
        UnitsMerged((village, commune), name="xã Mới"),
        UnitsMerged((village, village), name="thôn Mới"),
        UnitsMerged((village,), into=9_999),
        UnitsMerged((), name="xã Mới"),
        UnitEnded(commune),
        UnitAdded(village, "province", "tỉnh Mới"),
    )
    async with bench.app.database.write() as conn:
        assert [await refused(conn, admin, deed, today) for deed in wrong] == [True] * len(wrong)
    assert await named(bench) == at


async def test_of_two_admins_who_merge_the_same_unit_the_second_is_too_late(bench: Bench) -> None:
    at, today = await named(bench), bench.clock.now().date()
    admin, gone = an_admin(at["tỉnh Mẫu Sơn (thử nghiệm)"]), at["xã Hữu Liên"]
    async with bench.app.database.write() as conn:
        assert not await refused(conn, admin, UnitsMerged((gone,), into=at["xã Vân Nham"]), today)
        for deed in (UnitsMerged((gone,), into=at["xã Yên Bình"]), UnitRenamed(gone, "xã Khác"), UnitEnded(gone)):
            assert await refused(conn, admin, deed, today)
        assert await refused(conn, admin, UnitsMerged((at["xã Yên Bình"],), into=gone), today)
        successors = (await conn.execute(select(unit_successors.c.successor_id))).scalars().all()
    assert successors == [at["xã Vân Nham"]]


@pytest.mark.parametrize("first", ["ha", "lan"])
async def test_what_is_sent_in_the_moment_of_the_merger_lies_at_the_new_desk(
    address: str, tmp_path: Path, first: str
) -> None:
    """Both are in one transaction, and the officer's file still names the unit that ends."""
    async with told(tmp_path, address) as story:
        await story.plays("@round=huu-lung")
        for step in NOMINATION[:-1]:
            await story.plays(f"lan: {step.format(name='Hoàng Văn Thắng', village='thôn Toàn Tâm')}")
        for step in ("/donvi", "> xa van nham", "[Sáp nhập", "[Nhập xã", "> huu lien"):
            await story.plays(f"ha: {step}")
        taps = [await tap(story, who, label) for who, label in (("ha", "Nhập"), ("lan", "Tôi cam đoan"))]
        await story.app.house.take(taps if first == "ha" else taps[::-1])
        await story.app.sender.drain()
        async with story.app.database.read() as conn:
            (row,) = (await conn.execute(select(nominations.c.desk_id, nominations.c.unit_name))).all()
            (successor,) = (await conn.execute(select(unit_successors.c.successor_id))).scalars()
            query = QueueOf((successor,), 0)
            waiting = (await reviews.queues(conn, [query], VIETNAM))[query]
    assert (row.desk_id, row.unit_name) == (successor, "Hội Nông dân xã Vân Nham")
    assert [sent.subject for sent in waiting] == ["Hoàng Văn Thắng"]


async def tap(story: Story, who: str, label: str) -> Inbound:
    return Inbound("hand", f"last-{who}", who, await story.event(who, f"[{label}"), story.clock.now())


async def test_what_an_admin_adds_is_there(bench: Bench) -> None:
    await bench.does("/start demo-admin", "/donvi", "van nham", "Thêm đơn vị bên dưới", "hội, đoàn thể", "Hội Luật gia")
    assert "Thêm Hội Luật gia (hội, đoàn thể) vào xã Vân Nham?" in bench.door.texts()[-1]
    await bench.does("có")
    async with bench.app.database.read() as conn:
        query = UnitsNamed((await named(bench))["xã Vân Nham"], "hoi luat gia", "association")
        (found,) = (await units.search(conn, [query], bench.clock.now().date()))[query]
    assert found.whole == "Hội Luật gia, xã Vân Nham, tỉnh Mẫu Sơn (thử nghiệm)"
