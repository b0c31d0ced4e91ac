"""A message with a paper: committed first, made after, sent whatever becomes of the paper; fetched by nobody else."""

import asyncio
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot.app import opened
from bot.channels.base import Capabilities, Delivered, Later, Refused, Unsure
from bot.papers.making import PaperMaker
from bot.settings import read_settings
from conversations.answers.checklist import Checklist
from conversations.answers.question import Option, Question
from conversations.flow import Finish, Flow, FlowKind, Scene
from conversations.flows import FLOWS
from conversations.model import KeptFile, Paper, PaperKind, Tapped
from storage.tables import outbox
from tests.pipeline.conftest import CATALOGUE, Bench, ShiftedClock
from tests.pipeline.door import HandDoor

JOIN = "/start demo-officer"
PDF = b"%PDF-1.7 paper"
PLAN = Paper("plan", "Kế hoạch 458/KH-UBND.xlsx", "002-huu-lung@1")
UNAVAILABLE = "Chưa lấy được tệp “Kế hoạch 458-KH-UBND.xlsx”. Anh/chị thử lại sau ít phút giúp."
TWO = (Option("one", "Một"), Option("two", "Hai"))

Makers = dict[str, Callable[[str], bytes]]
Handing = Callable[..., None]


@pytest.fixture(autouse=True)
def makers(monkeypatch: pytest.MonkeyPatch) -> Makers:
    """What the house makes the workbook of a plan with; taken in a test's hand before the house is opened."""
    makers: Makers = {}

    def make(ref: str) -> bytes:
        return makers["plan"](ref)

    monkeypatch.setattr("bot.app.PaperMaker", lambda store, _: PaperMaker(store, {"plan": make}))
    return makers


@pytest.fixture
def handing(monkeypatch: pytest.MonkeyPatch) -> Handing:
    """Has /ketnoi hand out a paper and, where there are `questions`, ask them with it."""

    def hand_out(paper: Paper, *questions: Question[Any]) -> None:
        def flow(scene: Scene) -> Flow:
            for question in questions:
                yield from replace(question, papers=(paper,))
            return Finish(say=("Đây ạ.",), papers=() if questions else (paper,))

        monkeypatch.setitem(FLOWS, "door", FlowKind("door", flow))

    return hand_out


async def test_a_kept_file_is_handed_out(bench: Bench, handing: Handing) -> None:
    kept = await bench.app.house.keep(PDF, "quyet-dinh.pdf")
    assert isinstance(kept, KeptFile)
    handing(Paper("kept", "Quyết định.pdf", kept.sha256))
    await bench.does(JOIN, "/ketnoi")
    (paper,) = bench.door.posts[-1].papers
    assert (paper.name, paper.mime, paper.content) == ("Quyết định.pdf", "application/pdf", PDF)
    assert "Đây ạ." in bench.door.texts()[-1]


async def test_it_is_committed_before_and_made_after(bench: Bench, makers: Makers, handing: Handing) -> None:
    """While it is made, the message stands in the database as being sent, and nothing is locked."""
    loop = asyncio.get_running_loop()
    found: list[list[str]] = []

    async def look() -> list[str]:
        async with bench.app.database.write() as conn:
            return list((await conn.execute(select(outbox.c.state).order_by(outbox.c.id.desc()).limit(1))).scalars())

    def make(ref: str) -> bytes:
        assert threading.current_thread() is not threading.main_thread()
        found.append(asyncio.run_coroutine_threadsafe(look(), loop).result(10))
        return ref.encode()

    makers["plan"] = make
    handing(PLAN)
    await bench.does(JOIN, "/ketnoi")
    assert found == [["sending"]]
    assert [paper.content for paper in bench.door.posts[-1].papers] == [b"002-huu-lung@1"]


def broken(ref: str) -> bytes:
    raise ZeroDivisionError


@pytest.mark.parametrize("kind", ["plan", "plan_template"], ids=["it raises", "nobody makes it"])
async def test_a_paper_that_cannot_be_made_does_not_lose_the_text(
    bench: Bench, makers: Makers, handing: Handing, kind: PaperKind
) -> None:
    makers["plan"] = broken
    handing(replace(PLAN, kind=kind))
    await bench.does(JOIN, "/ketnoi")
    post = bench.door.posts[-1]
    assert post.papers == ()
    assert "Đây ạ." in post.bubble.plain()
    assert post.bubble.plain().endswith(UNAVAILABLE)
    assert post.bubble.keys, "the question lost its buttons"
    await bench.does("/moi")
    assert UNAVAILABLE not in bench.door.texts()[-1]


async def test_a_restart_in_between_sends_it(address: str, tmp_path: Path, makers: Makers, handing: Handing) -> None:
    makers["plan"] = str.encode
    handing(PLAN)
    settings = read_settings({"DATABASE_URL": address, "DATA": str(tmp_path / "data"), "DEMO": "1"})
    clock, before, after = ShiftedClock(settings.timezone), HandDoor(), HandDoor()
    async with opened(settings, (before,), clock, CATALOGUE, on_time=False) as app:
        bench = Bench(app, before, clock)
        await bench.does(JOIN)
        before.outcomes.append(Later(7, "429"))
        await bench.does("/ketnoi")
    clock.ahead += timedelta(seconds=8)
    async with opened(settings, (after,), clock, CATALOGUE, on_time=False) as app:
        await Bench(app, after, clock).until(lambda: bool(after.posts))
    (post,) = after.posts
    assert post.id == before.posts[-1].id
    assert [paper.content for paper in post.papers] == [b"002-huu-lung@1"]


async def test_what_may_have_arrived_is_not_made_again(bench: Bench, makers: Makers, handing: Handing) -> None:
    made: list[str] = []

    def make(ref: str) -> bytes:
        made.append(ref)
        return b"PK"

    makers["plan"] = make
    handing(PLAN)
    await bench.does(JOIN)
    bench.door.outcomes.append(Unsure("killed in the middle"))
    await bench.does("/ketnoi")
    await bench.app.sender.sweep()
    assert len(made) == 1


async def test_ticks_do_not_bring_the_paper_again(bench: Bench, makers: Makers, handing: Handing) -> None:
    """Not in an amendment, nor in the message that stands for one where the first is gone."""
    makers["plan"] = str.encode
    handing(PLAN, Checklist(key="q", name="q", choices=TWO))
    await bench.does(JOIN, "/ketnoi")
    asked = bench.door.posts[-1]
    assert len(asked.papers) == 1
    bench.door.outcomes += [Delivered("m1"), Refused("gone")]
    await bench.does(*(Tapped(asked.bubble.ref, choice) for choice in ("one", "two")))
    assert [(post.verb, post.papers) for post in bench.door.posts[-3:]] == [("amend", ()), ("amend", ()), ("send", ())]


async def test_where_nothing_can_be_amended_ticks_do_not_bring_the_paper_again(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, makers: Makers, handing: Handing
) -> None:
    makers["plan"] = str.encode
    handing(PLAN, Checklist(key="q", name="q", choices=TWO))
    monkeypatch.setattr(HandDoor, "can", Capabilities(edits=False))
    settings = read_settings({"DATABASE_URL": address, "DATA": str(tmp_path / "data"), "DEMO": "1"})
    clock, door = ShiftedClock(settings.timezone), HandDoor()
    async with opened(settings, (door,), clock, CATALOGUE, on_time=False) as app:
        await Bench(app, door, clock).does(JOIN, "/ketnoi", "1")
    assert [(post.verb, len(post.papers)) for post in door.posts[-2:]] == [("send", 1), ("send", 0)]
    assert door.posts[-1].bubble.ref == door.posts[-2].bubble.ref


async def test_a_paper_is_fetched_by_the_one_it_was_said_to(bench: Bench, makers: Makers, handing: Handing) -> None:
    makers["plan"] = str.encode
    handing(PLAN)
    await bench.does(JOIN, "/ketnoi")
    row, read = bench.door.posts[-1].id, bench.app.house.read_paper
    await bench.does("/start", who="2")
    made = await read("hand", "1", row, 0)
    assert made is not None
    assert (made.name, made.content) == ("Kế hoạch 458-KH-UBND.xlsx", b"002-huu-lung@1")
    for address, row_id, n in (("2", row, 0), ("1", row, 1), ("1", row, -1), ("1", row - 1, 0), ("1", 10**15 - 1, 0)):
        assert await read("hand", address, row_id, n) is None
