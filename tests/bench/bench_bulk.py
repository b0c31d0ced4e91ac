"""How an announcement goes out, at a server that keeps Telegram's limits strictly: 30 calls in any second, else 429.

`python -m tests.bench.bench_bulk [--quick] [--whole]`. The house runs as a process of its own, as for a newcomer; the
announcement is put into its outbox. Then some officers nominate while ten thousand people are told something, and it is
measured how long their replies take. At last the senders are killed 20 times in the middle of 2,000 people.
"""

import argparse
import asyncio
import logging
import os
import random
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from itertools import count
from pathlib import Path
from time import perf_counter

import uvloop

from bot.channels.base import Bubble, Key, Paragraph, Span, bubble_to_json
from bot.clock import Clock
from storage import bulk, contacts, outbox
from storage.database import Database, open_database
from storage.migrate import upgrade
from storage.outbox import NewPost
from tests.bench.bench_doors import Stand, ours
from tests.bench.figures import percentile, table
from tests.bench.process import cores
from tests.bench.rehearsal import Form, rehearse
from tests.bulk.killing import Killing, left_after
from tests.fakes.telegram.limits import Flood

LIMIT = 30
PEOPLE, QUICK_PEOPLE = 900, 150
CROWD = 10_000
OFFICERS = 10
"""Who nominate meanwhile; each thinks for a while before the next answer."""
THINKS = (1.0, 3.0)
BURST = 5
"""Calls a second to a chat that are let pass while somebody talks there; the announcement keeps to one."""
MEASURED, MEASURED_QUICK = 60.0, 12.0
"""Seconds of talking while the ten thousand are told."""
PATIENCE = 600.0
KILLS, KILLS_QUICK = Killing(2000, 20), Killing(300, 4)


async def announced(database: Database, people: int, broadcast: int) -> None:
    """Queue something for so many people."""
    bubble = Bubble(
        (Paragraph("body", (Span("Thông báo: "), Span("họp lúc 7 giờ", bold=True))),), (Key("got", "Đã nhận"),)
    )
    doors = [("telegram", str(broadcast * 100_000_000 + at), "") for at in range(people)]
    async with database.write() as conn:
        found = await contacts.resolve(conn, doors)
        rows = [NewPost(found[door[:2]].id, found[door[:2]].owner, 0, "send", bubble_to_json(bubble)) for door in doors]
        rows = [row._replace(lane="bulk", broadcast_id=broadcast) for row in rows]
        await outbox.add(conn, rows, Clock("Asia/Ho_Chi_Minh").now())


async def finished(database: Database, broadcast: int) -> dict[str, int]:
    """Wait until nothing of it is left; return what became of all."""
    async with asyncio.timeout(PATIENCE):
        while True:
            async with database.read() as conn:
                states = (await bulk.tally(conn, [broadcast]))[broadcast]
            if not {"queued", "sending"} & states.keys():
                return states
            await asyncio.sleep(0.5)


async def alone(stand: Stand, database: Database, people: int) -> list[str]:
    """Tell so many people something while nobody writes; return the row of the table."""
    stand.api.flood = flood = Flood(LIMIT, 1)
    await announced(database, people, 1)
    states = await finished(database, 1)
    seconds = flood.taken[-1] - flood.taken[0] + 1 / LIMIT
    share = people / seconds / LIMIT
    return [
        f"{people} people",
        f"{people / seconds:.2f}",
        f"{share:.1%}",
        str(flood.refused),
        str(states.get("sent", 0)),
    ]


async def beside(stand: Stand, database: Database, form: Form, seconds: float) -> list[str]:
    """Let officers nominate while the crowd is told something; return the row of the table."""
    stand.api.flood = flood = Flood(LIMIT, BURST)
    waits: list[tuple[float, float]] = []
    talking = [asyncio.create_task(talks(stand, form, officer, waits)) for officer in range(OFFICERS)]
    await announced(database, CROWD, 2)
    await asyncio.sleep(3)
    begin, before, refused = perf_counter(), len(flood.taken), flood.refused
    with suppress(TimeoutError):
        await asyncio.wait_for(finished(database, 2), seconds)
    end, calls = perf_counter(), len(flood.taken) - before
    for task in talking:
        task.cancel()
    ends = await asyncio.gather(*talking, return_exceptions=True)
    assert all(isinstance(end_, asyncio.CancelledError) for end_ in ends), ends
    taken = [wait * 1000 for at, wait in waits if begin <= at < end]
    spread = [f"{percentile(taken, share):.0f}" for share in (0.5, 0.95, 0.99)]
    async with database.read() as conn:
        sent = (await bulk.tally(conn, [2]))[2].get("sent", 0)
    return [
        f"{CROWD} people",
        str(len(waits)),
        *spread,
        f"{calls / (end - begin):.1f}",
        str(flood.refused - refused),
        str(sent),
    ]


async def talks(stand: Stand, form: Form, officer: int, waits: list[tuple[float, float]]) -> None:
    """Nominate one after the other, thinking before each answer; each time as somebody new, for somebody else."""
    for number in count(officer, OFFICERS):
        chat = stand.chat()
        chat.done = waits
        for step in (*form.join, *form.about(number)):
            await asyncio.sleep(random.uniform(*THINKS))
            await chat.does(step)


async def killed(folder: Path, plan: Killing) -> list[str]:
    """Kill the sender in the middle, again and again; return the row of the table."""
    url = f"sqlite+aiosqlite:///{folder / 'killed.db'}"
    await upgrade(url)
    left = await left_after(plan, url, folder / "killed.log")
    missed = sum(state not in {"sent", "unknown"} for state in left.ledger.values())
    missed += sum(left.said[chat] == 0 for chat, state in left.ledger.items() if state == "sent")
    twice = sum(times > 1 for times in left.said.values())
    return [f"{plan.people} people", str(plan.kills), str(missed), str(twice), str(left.unknown), str(left.refused)]


async def measured(folder: Path, *, quick: bool, whole: bool) -> None:
    """Do all three and print each as soon as it is there."""
    (folder / "rehearsal").mkdir()
    async with ours(folder / "rehearsal") as stand:
        form = await rehearse(stand.chat())
    async with ours(folder) as stand:
        database = open_database(f"sqlite+aiosqlite:///{folder / 'data' / 'neu-guong.db'}")
        row = await alone(stand, database, QUICK_PEOPLE if quick else PEOPLE)
        told(("nobody writes", "sent/s", "of the limit", "429s", "sent"), row)
        seconds = PATIENCE if whole else MEASURED_QUICK if quick else MEASURED
        row = await beside(stand, database, form, seconds)
        told((f"{OFFICERS} nominate", "replies", "p50 ms", "p95 ms", "p99 ms", "calls/s", "429s", "sent"), row)
        await database.close()
    row = await killed(folder, KILLS_QUICK if quick else KILLS)
    told(("killed", "kill -9", "missed", "twice", "uncertain", "429s"), row)


def told(head: Sequence[str], row: Sequence[str]) -> None:
    """Print one table."""
    print(table(head, [row]), end="\n\n", flush=True)


def main() -> None:
    """Run the bench."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="fewer people, less time")
    parser.add_argument("--whole", action="store_true", help="until the ten thousand are told, some seven minutes")
    wanted = parser.parse_args()
    logging.getLogger("aiohttp.server").setLevel(logging.CRITICAL)  # it tells of each client that was killed
    _, others = cores()
    os.sched_setaffinity(0, others)
    with (
        tempfile.TemporaryDirectory(prefix=".bench-", dir=Path.cwd()) as folder,  # beside the code: a real disk
        asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner,
    ):
        runner.run(measured(Path(folder), quick=wanted.quick, whole=wanted.whole))


if __name__ == "__main__":
    main()
