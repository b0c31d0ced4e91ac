"""A Telegram, a house, and a door between them."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import UTC, datetime

import pytest

from bot.channels.telegram import Telegram
from tests.channels.telegram.house import NotingHouse
from tests.fakes.telegram import TOKEN, FakeTelegram

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)

Polled = Callable[[], AbstractAsyncContextManager[Telegram]]


@pytest.fixture
async def telegram() -> AsyncIterator[FakeTelegram]:
    async with FakeTelegram() as server:
        yield server


@pytest.fixture
async def house() -> NotingHouse:
    return NotingHouse()


@pytest.fixture
async def door(telegram: FakeTelegram) -> AsyncIterator[Telegram]:
    """A door that only sends."""
    door = Telegram(TOKEN, telegram.url, lambda: NOON)
    yield door
    await door.close()


@pytest.fixture
def polled(telegram: FakeTelegram, house: NotingHouse) -> Polled:
    """Starts a door that polls; leaving the block kills it."""

    @asynccontextmanager
    async def start() -> AsyncIterator[Telegram]:
        door = Telegram(TOKEN, telegram.url, lambda: NOON)
        running = asyncio.create_task(door.run(house))
        try:
            yield door
        finally:
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)
            await door.close()

    return start
