"""The same nomination at every door, typed, tapped and by numbers: what is stored is the same to the letter."""

import asyncio
import socket
from pathlib import Path

from tests.e2e.doors_records import Nomination, events, nominations
from tests.e2e.officer_script import SUBJECT, Counting, Tapping, Typing, nominate, photos
from tests.e2e.process import Program
from tests.fakes.telegram import TOKEN, FakeTelegram

OFFICER = 5001


def free_port() -> int:
    """Return a port that nobody uses: a webhook's address has to be known before the start."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def on_telegram(data: Path, way: type[Typing], *, webhook: bool) -> None:
    """Nominate through Telegram; the program polls or is called."""
    async with FakeTelegram() as server:
        program = Program(data, {"TELEGRAM_TOKEN": TOKEN, "TELEGRAM_API_URL": server.url})
        if webhook:
            program.port = free_port()
            program.environ |= {"PUBLIC_URL": program.address, "TELEGRAM_WEBHOOK_SECRET": "a-secret-of-nobody"}
        await program.start()
        try:
            await nominate(way(server.user(OFFICER)))
        finally:
            await program.stop()
        assert bool(server.called("getUpdates")) is not webhook
        assert bool(server.called("setWebhook")) is webhook


async def on_console(data: Path) -> None:
    """Nominate on the console."""
    officer = Counting(data)
    try:
        await nominate(officer)
        await officer.leaves()
    finally:
        await officer.is_gone()


def only(data: Path) -> Nomination:
    """Return the one nomination that was filed."""
    ((_, nomination),) = nominations(data)
    return nomination


async def test_all_doors_store_the_same_nomination(tmp_path: Path) -> None:
    console = tmp_path / "console" / "data"
    console.parent.mkdir()
    ways = {
        tmp_path / "polling-typed": (Typing, False),
        tmp_path / "polling-tapped": (Tapping, False),
        tmp_path / "webhook-typed": (Typing, True),
        tmp_path / "webhook-tapped": (Tapping, True),
    }
    async with asyncio.TaskGroup() as group:
        group.create_task(on_console(console))
        for data, (way, webhook) in ways.items():
            group.create_task(on_telegram(data, way, webhook=webhook))

    expected = only(console)
    assert {data.name: only(data) for data in ways} == {data.name: expected for data in ways}
    assert (expected.stage, expected.kind, expected.subject) == ("submitted", "individual", SUBJECT)
    assert len(expected.answers["evidence"]) == len(photos())
    for data, (way, _) in ways.items():
        kinds = set(events(data, str(OFFICER)))
        assert kinds == ({"said", "files"} if way is Typing else {"said", "files", "tapped"}), data.name
