"""An announcement whose senders are killed with `kill -9` in the middle of it, again and again, and what is left."""

import asyncio
import os
import random
import sys
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import text

from bot.bulk_sender import AHEAD, PAUSE
from bot.channels.base import Bubble, Key, Paragraph, Span, bubble_to_json
from bot.clock import Clock
from storage import bulk, contacts, outbox
from storage.database import Database, open_database
from storage.outbox import NewPost
from tests.bulk.sending_process import LIMITS
from tests.fakes.telegram import FakeTelegram
from tests.fakes.telegram.limits import Flood

TOP = Path(__file__).parent.parent.parent
HANDFUL = AHEAD + round(LIMITS.overall * (PAUSE + 0.15)) + 1
"""What is taken and not begun, and what was sent in the moment before its result is kept."""
PATIENCE = 60.0


@dataclass(frozen=True)
class Killing:
    """So many people, so many kills, so many processes that stand ready."""

    people: int
    kills: int
    processes: int = 1


@dataclass(frozen=True)
class Left:
    """By chat: what the ledger says, how often the message stands there; and how many calls were refused with 429."""

    ledger: dict[int, str]
    said: dict[int, int]
    refused: int

    @property
    def unknown(self) -> int:
        """How many are listed as uncertain."""
        return Counter(self.ledger.values())["unknown"]


@dataclass
class Senders:
    """Processes over one database; killed ones are started again."""

    url: str
    api_url: str
    log: Path
    running: list[asyncio.subprocess.Process] = field(default_factory=list)
    started: int = 0

    async def start(self) -> None:
        self.started += 1
        with self.log.open("ab") as log:
            process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "tests.bulk.sending_process", self.url, self.api_url, f"holder {self.started}",
                cwd=TOP, env={"PATH": os.environ["PATH"]}, stdout=asyncio.subprocess.PIPE, stderr=log,
            )  # fmt: skip
        assert process.stdout
        said = await asyncio.wait_for(process.stdout.readline(), PATIENCE)
        assert said == b"sending\n", self.log.read_text()[-3000:]
        self.running.append(process)

    async def kill(self) -> None:
        """Kill -9 one of them."""
        process = self.running.pop(random.randrange(len(self.running)))
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()


@asynccontextmanager
async def senders(url: str, api_url: str, log: Path, processes: int) -> AsyncIterator[Senders]:
    """Start so many; none is left running."""
    found = Senders(url, api_url, log)
    try:
        for _ in range(processes):
            await found.start()
        yield found
    finally:
        while found.running:
            await found.kill()


async def announce(database: Database, server: FakeTelegram, people: int) -> None:
    """Queue a post for each of the people, who all have written to the bot once."""
    bubble = Bubble((Paragraph("body", (Span("Họp lúc 7 giờ"),)),), (Key("got", "Đã nhận"),), ref=9)
    doors = [("telegram", str(10_000 + at), "") for at in range(people)]
    for _, address, _ in doors:
        server.user(int(address)).chat.started = True
    async with database.write() as conn:
        found = await contacts.resolve(conn, doors)
        rows = [NewPost(found[door[:2]].id, found[door[:2]].owner, 9, "send", bubble_to_json(bubble)) for door in doors]
        await outbox.add(
            conn, [row._replace(lane="bulk", broadcast_id=1) for row in rows], Clock("Asia/Ho_Chi_Minh").now()
        )


async def tally(database: Database) -> Counter[str]:
    async with database.read() as conn:
        return Counter((await bulk.tally(conn, [1]))[1])


async def settled(database: Database) -> Counter[str]:
    """Wait until nothing is left to be sent."""
    async with asyncio.timeout(PATIENCE):
        while (found := await tally(database)) & Counter(queued=1, sending=1):  # noqa: ASYNC110 - it is others who send
            await asyncio.sleep(0.1)
    return found


async def fates(database: Database) -> dict[int, str]:
    """Return what the ledger says of each chat."""
    wanted = text("SELECT address, state FROM outbox JOIN contacts ON contacts.id = contact_id")
    async with database.read() as conn:
        return {int(row.address): row.state for row in await conn.execute(wanted)}


async def kill_again_and_again(found: Senders, flood: Flood, plan: Killing) -> None:
    """Kill one at a random moment of each part of the announcement, and start it again."""
    part = plan.people // (plan.kills + 2)
    for number in range(1, plan.kills + 1):
        goal = part * number + random.randrange(part // 2)
        async with asyncio.timeout(PATIENCE):
            while len(flood.taken) < goal:  # noqa: ASYNC110 - the server has no event for it
                await asyncio.sleep(0.005)
        await asyncio.sleep(random.uniform(0, 0.1))
        await found.kill()
        await found.start()


async def left_after(plan: Killing, url: str, log: Path) -> Left:
    """Announce something to everybody, kill as planned, and return what is left when nothing more is to be sent."""
    database = open_database(url)
    async with FakeTelegram() as server:
        server.flood = flood = Flood(LIMITS.overall, LIMITS.chat)
        await announce(database, server, plan.people)
        async with senders(url, server.url, log, plan.processes) as found:
            await kill_again_and_again(found, flood, plan)
            await settled(database)
        said = {number: len(user.reads()) for number, user in server.users.items()}
    ledger = await fates(database)
    await database.close()
    return Left(ledger, said, flood.refused)
