"""A database of each kind, some people with a chat, and a door for many in the test's hand."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.bulk_call import BulkCall
from bot.bulk_sender import BulkSender, Terms
from bot.channels.base import Bubble, Delivered, Enclosure, Key, Outcome, Paragraph, Post, Span, Verb, bubble_to_json
from bot.clock import Clock
from bot.metrics import Metrics
from conversations.model import Paper
from storage import contacts, outbox
from storage.contacts import Contact
from storage.database import Database
from storage.outbox import NewPost
from tests.storage.databases import (  # noqa: F401 - pytest finds fixtures by their names
    address,
    another,
    database,
    dialect,
    postgres,
    postgres_database,
    sqlite_template,
)
from tests.storage.province import province  # noqa: F401 - pytest finds fixtures by their names

TERMS = Terms("one", row=timedelta(seconds=60), token=timedelta(seconds=20))


class ShiftedClock(Clock):
    """The clock, which a test may put forward."""

    ahead = timedelta()

    def now(self) -> datetime:
        return super().now() + self.ahead


@dataclass
class BulkHand:
    """A door for many. `outcomes` are given in turn, then everything is delivered; `gate` holds calls up."""

    name: str = "telegram"
    account: str = "telegram:42"
    posts: list[Post] = field(default_factory=list)
    outcomes: deque[Outcome | Exception] = field(default_factory=deque)
    rests: list[float] = field(default_factory=list)
    left: float = 0.0
    gate: asyncio.Event = field(default_factory=asyncio.Event)
    ready: Callable[[str], bool] = lambda _: True

    def __post_init__(self) -> None:
        self.gate.set()

    def wait(self, chat: str) -> float:
        return 0.0 if self.ready(chat) and not self.left else 0.05

    def reserve(self, chat: str) -> None:
        assert not self.wait(chat), "it is begun before its turn"

    def resting(self) -> float:
        return self.left

    def rest(self, seconds: float) -> None:
        self.rests.append(seconds)

    async def send(self, post: Post) -> Outcome:
        self.posts.append(post)
        await self.gate.wait()
        outcome = self.outcomes.popleft() if self.outcomes else Delivered(f"m{post.id}")
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    async def called(self, times: int) -> None:
        """Wait until so many calls were made."""
        async with asyncio.timeout(10):
            while len(self.posts) < times:  # noqa: ASYNC110 - a call has no event
                await asyncio.sleep(0.01)


@dataclass
class Stand:
    """A database with something to be sent."""

    database: Database
    clock: ShiftedClock
    contacts: list[Contact]
    made: list[Paper] = field(default_factory=list)

    def sender(self, door: BulkHand, terms: Terms = TERMS) -> BulkSender:
        async def make(paper: Paper) -> Enclosure | None:
            self.made.append(paper)
            return Enclosure(paper.name, "image/jpeg", b"a photo")

        return BulkSender(self.database, door, self.clock, BulkCall(self.database, door, make), terms, Metrics())

    @asynccontextmanager
    async def running(self, door: BulkHand, terms: Terms = TERMS) -> AsyncIterator[BulkSender]:
        """Let a sender run; at the end it is stopped as the house stops it."""
        sender = self.sender(door, terms)
        task = asyncio.create_task(sender.run())
        try:
            yield sender
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            await sender.drain()

    async def queue(self, *people: int, verb: Verb = "send", text: str = "Họp", **fields: Any) -> list[int]:
        """Queue one post for each of these contacts, by their place in `contacts`."""
        papers = fields.pop("papers", ())
        ref = fields.pop("ref", 9)
        bubble = Bubble((Paragraph("body", (Span(text),)),), (Key("got", "Đã nhận"),), ref=ref, papers=papers)
        rows = [
            NewPost(self.contacts[who].id, self.contacts[who].owner, ref, verb, bubble_to_json(bubble))
            for who in people
        ]
        fresh = [row._replace(lane="bulk", broadcast_id=1)._replace(**fields) for row in rows]
        async with self.database.write() as conn:
            return await outbox.add(conn, fresh, self.clock.now())

    async def states(self) -> dict[int, tuple[str, str | None]]:
        """Return state and reason of every row."""
        async with self.database.read() as conn:
            rows = await conn.exec_driver_sql("SELECT id, state, reason FROM outbox ORDER BY id")
            return {row.id: (row.state, row.reason) for row in rows}

    async def until(self, **wanted: int) -> dict[int, tuple[str, str | None]]:
        """Wait until there are so many rows in these states; return all rows."""
        async with asyncio.timeout(10):
            while True:
                found = await self.states()
                states = [state for state, _ in found.values()]
                if all(states.count(state) == count for state, count in wanted.items()):
                    return found
                await asyncio.sleep(0.02)


Running = Callable[..., AbstractAsyncContextManager[BulkSender]]


@pytest.fixture
async def stand(database: Database) -> Stand:  # noqa: F811 - it is the fixture of this name
    """Twelve chats at Telegram."""
    clock = ShiftedClock("Asia/Ho_Chi_Minh")
    doors: Sequence[tuple[str, str, str]] = [("telegram", str(5000 + at), "Lan") for at in range(12)]
    async with database.write() as conn:
        found = await contacts.resolve(conn, doors)
    return Stand(database, clock, [found[channel, chat] for channel, chat, _ in doors])
