"""The whole house over a fresh database, SQLite and PostgreSQL, with one hand-held door."""

import asyncio
import itertools
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.app import TOP, opened
from bot.catalogue import Catalogue
from bot.channels.base import Handled, Inbound
from bot.clock import Clock
from bot.running import App
from bot.settings import read_settings
from conversations.model import Event, Said
from tests.pipeline.door import HandDoor
from tests.pipeline.town import town  # noqa: F401 - pytest finds fixtures by their names
from tests.storage.databases import (  # noqa: F401 - pytest finds fixtures by their names
    address,
    dialect,
    postgres,
    postgres_database,
    sqlite_template,
)  # fmt: skip

CATALOGUE = Catalogue(TOP / "locales")
PATIENCE = 10.0


class ShiftedClock(Clock):
    """The clock, which a test may put forward."""

    ahead = timedelta()

    def now(self) -> datetime:
        """Return the shifted time."""
        return super().now() + self.ahead


@dataclass
class Bench:
    """The running house in a test's hand."""

    app: App
    door: HandDoor
    clock: ShiftedClock
    _keys: "itertools.count[int]" = field(default_factory=itertools.count)

    def inbound(self, event: Event | str, who: str = "1", key: str = "") -> Inbound:
        """Something that comes in."""
        happened = Said(event) if isinstance(event, str) else event
        return Inbound("hand", key or f"k{next(self._keys)}", who, happened, self.clock.now())

    async def does(self, *events: Event | str, who: str = "1") -> list[Handled]:
        """Let things happen one after the other, each answered before the next."""
        handled: list[Handled] = []
        for event in events:
            handled += await self.app.house.take([self.inbound(event, who)])
        await self.sent()
        return handled

    async def sent(self) -> None:
        """Wait until everything that was said is sent."""
        await asyncio.wait_for(self.app.sender.drain(), PATIENCE)

    async def until(self, holds: Callable[[], bool]) -> None:
        """Wait until something holds."""
        async with asyncio.timeout(PATIENCE):
            while not holds():  # noqa: ASYNC110 - the heartbeat brings it about, and has no event to wait for
                await asyncio.sleep(0.02)


@pytest.fixture
def quiet_demo(monkeypatch: pytest.MonkeyPatch) -> None:
    """None of the demo's officers has sent anything."""
    monkeypatch.setattr("bot.demo_files.SPOKEN", ())


@pytest.fixture
async def bench(address: str, tmp_path: Path, quiet_demo: None) -> AsyncIterator[Bench]:  # noqa: F811 - it is the fixture of this name
    """Open the house, before anybody has sent anything."""
    settings = read_settings({"DATABASE_URL": address, "DATA": str(tmp_path / "data"), "DEMO": "1"})
    clock, door = ShiftedClock(settings.timezone), HandDoor()
    async with opened(settings, (door,), clock, CATALOGUE, on_time=False) as app:
        yield Bench(app, door, clock)
