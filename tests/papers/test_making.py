"""Papers are made in a thread, a few at a time; one that cannot be made is None and a line in the log."""

import asyncio
import threading
import time
from pathlib import Path

import pytest

from bot.channels.base import Enclosure
from bot.papers import making
from bot.papers.making import AT_ONCE, PaperMaker
from conversations.model import Paper
from storage.files import FileStore

PLAN = Paper("plan", "Kế hoạch 458.xlsx", "002-huu-lung@1")


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    return FileStore(tmp_path)


async def test_a_kept_file_is_handed_out_as_it_is(store: FileStore) -> None:
    sha256 = store.put(b"%PDF-1.7 paper")
    made = await PaperMaker(store, {})(Paper("kept", "Quyết định.pdf", sha256))
    assert made == Enclosure("Quyết định.pdf", "application/pdf", b"%PDF-1.7 paper")


async def test_another_kind_is_made_of_its_ref_in_a_thread(store: FileStore) -> None:
    threads: list[threading.Thread] = []

    def workbook(ref: str) -> bytes:
        threads.append(threading.current_thread())
        return ref.encode()

    made = await PaperMaker(store, {"plan": workbook})(PLAN)
    assert made is not None
    assert made.content == b"002-huu-lung@1"
    assert threads != [threading.main_thread()]


@pytest.mark.parametrize("ref", ["", "f" * 64, "../secret"])
async def test_a_file_that_is_not_there(store: FileStore, ref: str) -> None:
    assert await PaperMaker(store, {})(Paper("kept", "a.pdf", ref)) is None


async def test_a_kind_that_nobody_makes(store: FileStore, caplog: pytest.LogCaptureFixture) -> None:
    assert await PaperMaker(store, {})(PLAN) is None
    assert "'plan'" in caplog.text


async def test_a_maker_that_fails_says_where_but_not_what(store: FileStore, caplog: pytest.LogCaptureFixture) -> None:
    def broken(ref: str) -> bytes:
        raise KeyError(ref)

    assert await PaperMaker(store, {"plan": broken})(Paper("plan", "a.xlsx", "Hoàng Văn Thắng")) is None
    assert "KeyError" in caplog.text
    assert "in broken" in caplog.text
    assert "Thắng" not in caplog.text


async def test_a_maker_that_hangs_is_given_up(store: FileStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "PATIENCE", 0.05)
    done = threading.Event()

    def hanging(ref: str) -> bytes:
        done.wait(10)
        return b""

    started = time.monotonic()
    assert await PaperMaker(store, {"plan": hanging})(PLAN) is None
    done.set()
    assert time.monotonic() - started < 5


async def test_only_a_few_are_made_at_once(store: FileStore) -> None:
    under_way: list[int] = []
    most: list[int] = []

    def slow(ref: str) -> bytes:
        under_way.append(1)
        most.append(len(under_way))
        time.sleep(0.02)
        under_way.pop()
        return b"x"

    make = PaperMaker(store, {"plan": slow})
    assert all(await asyncio.gather(*(make(PLAN) for _ in range(6))))
    assert max(most) <= AT_ONCE
