"""What only an admin may do, through the whole house: rounds, plans, and who sees them from then on."""

import json
from datetime import timedelta
from tomllib import loads
from typing import Any

import pytest

from bot.app import TOP
from bot.deeds import do
from bot.shelf import Shelf
from conversations.model import Person, PlanPublished, RoundKept
from conversations.plans.documents import document_to_json
from conversations.plans.loader import load_plans
from conversations.plans.rules import NO_RULES
from conversations.queries import RoundsUnder
from storage import plans, rounds, units
from tests.pipeline.conftest import Bench
from tests.plans.small import SMALL

OPENING = ("/start demo-admin", "/dot", "1", "bac kan", "1", "1")


def small_document() -> dict[str, Any]:
    return document_to_json(loads(SMALL))


async def the_province(bench: Bench) -> int:
    async with bench.app.database.read() as conn:
        return (await units.roots(conn, bench.clock.now().date()))[0].id


async def open_rounds(bench: Bench) -> list[str]:
    query = RoundsUnder(await the_province(bench), bench.clock.now().date())
    async with bench.app.database.read() as conn:
        return [round_.name for round_ in (await rounds.under(conn, [query]))[query]]


async def test_an_admin_opens_a_round_in_the_chat(bench: Bench) -> None:
    before = len(await open_rounds(bench))
    opens = bench.clock.now().date()
    await bench.does(*OPENING, f"{opens:%d/%m/%Y}", f"{opens + timedelta(days=40):%d/%m/%Y}", "3 năm")
    for _ in range(12):
        if "Anh/chị xem lại đợt xét" in bench.door.texts()[-1]:
            break
        asked = bench.door.texts()[-1]
        await bench.does("1" if "đi qua những cấp nào" in asked else "0" if "(0: " in asked else "xong")
    await bench.does("mở đợt")
    assert "nhận hồ sơ đến hết" in bench.door.texts()[-1]
    assert len(await open_rounds(bench)) == before + 1


@pytest.mark.parametrize(
    ("command", "code"),
    [("/dot", "demo-officer"), ("/themkehoach", "demo-officer"), ("/themkehoach", "demo-leader")],
)
async def test_nobody_else_gets_that_far(bench: Bench, command: str, code: str) -> None:
    await bench.does(f"/start {code}", command)
    assert "chỉ quản trị viên" in bench.door.texts()[-1]


async def test_a_deed_is_refused_where_the_right_is_gone(bench: Bench) -> None:
    """The flow looked at the right when it asked; it is looked at once more when it is done."""
    top, today = await the_province(bench), bench.clock.now().date()
    kept = RoundKept(0, "bac-kan", top, "Đợt lạ", 2027, today, today, (2026,), NO_RULES.to_json(), {})
    officer = Person(1, "Lan", "chị Lan", top, "tỉnh", frozenset({"officer"}))
    below = Person(1, "Hà", "chị Hà", top + 1, "xã", frozenset({"admin"}))
    house = bench.app.parts.plans.house
    async with bench.app.database.write() as conn:
        for person in (officer, below, None):
            await do(house, conn, person, kept, bench.clock.now())
        await do(house, conn, officer, PlanPublished("small", small_document()), bench.clock.now())
        assert await plans.newest(conn) == 0
    assert "Đợt lạ" not in await open_rounds(bench)


async def test_a_round_elsewhere_is_not_drawn_under_ones_own(bench: Bench) -> None:
    """Who looks after one commune cannot change the round of the province by naming his commune in it."""
    top, today = await the_province(bench), bench.clock.now().date()
    before = await open_rounds(bench)
    below = Person(1, "Hà", "chị Hà", top + 1, "xã", frozenset({"admin"}))
    kept = RoundKept(1, "bac-kan", top + 1, "Đợt lạ", 2027, today, today, (2026,), NO_RULES.to_json(), {})
    async with bench.app.database.write() as conn:
        await do(bench.app.parts.plans.house, conn, below, kept, bench.clock.now())
    assert await open_rounds(bench) == before


async def test_what_one_process_publishes_the_other_has(bench: Bench) -> None:
    other = Shelf(load_plans(TOP / "conversations" / "plans"))
    admin = Person(1, "Hà", "chị Hà", await the_province(bench), "tỉnh", frozenset({"admin"}))
    async with bench.app.database.write() as conn:
        assert "small" not in await other.current(conn)
        await do(other.house, conn, admin, PlanPublished("small", small_document()), bench.clock.now())
    async with bench.app.database.write() as conn:
        assert (await other.current(conn))["small"].version == 1
        assert (await bench.app.parts.plans.current(conn))["small"].fields[0].title == "Chăn nuôi"


async def test_a_plan_that_cannot_be_read_any_more_leaves_the_others(bench: Bench) -> None:
    shelf = Shelf(load_plans(TOP / "conversations" / "plans"))
    broken = {**json.loads(json.dumps(small_document())), "schema": 99}
    admin = Person(1, "Hà", "chị Hà", await the_province(bench), "tỉnh", frozenset({"admin"}))
    async with bench.app.database.write() as conn:
        for document in (broken, small_document() | {"id": "good"}):
            await do(shelf.house, conn, admin, PlanPublished(str(document["id"]), document), bench.clock.now())
    async with bench.app.database.write() as conn:
        known = await shelf.current(conn)
    assert "small" not in known
    assert "good" in known
