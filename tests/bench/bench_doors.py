"""How many updates a second one core answers: ours, and beside it the same form as a plain aiogram bot with Redis.

`python -m tests.bench.bench_doors [--quick]`. Everything is local: a lean Bot API server and the people in this
process on one core, the bot alone on the other. Ours keeps every step durable (SQLite, FULL) before it acknowledges;
the peer's Redis writes its log once a second. The runs are interleaved and the medians printed.
"""

import argparse
import asyncio
import gc
import json
import os
import random
import shutil
import tempfile
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from time import perf_counter

import uvloop
from aiohttp import ClientSession, TCPConnector, web

from tests.bench.bot_api import BotApi
from tests.bench.chats import Chat, Hook, Step
from tests.bench.figures import medians, percentile, table
from tests.bench.process import Watched, cores, free_port, python, running
from tests.bench.rehearsal import BEGIN, Form, rehearse

SECRET = "bench-secret-that-opens-nothing-0123"
START = 60.0
"""Seconds for a bot to start."""
WARM = 1.0
"""Seconds of talking before the measuring begins; the chats begin spread over them."""
HEAD = ("chats  bot", "updates/s", "p50 ms", "p95 ms", "p99 ms", "CPU µs/update", "memory MB")
JOINS_AT_ONCE = 50
LONGEST, LONGEST_QUICK = 340.0, 58.0
"""Seconds after which the bench ends and tells what it has."""
PEER = "aiogram + Redis"
Figures = list[float]
Found = dict[tuple[int, str], list[Figures]]
"""By number of chats and name of the bot, the figures of each round."""


@dataclass(frozen=True, slots=True)
class Stage:
    """So many chats, measured for so many seconds."""

    chats: int
    seconds: float


FULL = (Stage(500, 8), Stage(50, 4), Stage(1, 2))
QUICK = (Stage(500, 5), Stage(50, 2), Stage(1, 1))


@dataclass(slots=True)
class Stand:
    """One bot at one Bot API server, ready to be talked to."""

    api: BotApi
    hook: Hook
    bot: Watched
    chats: int = 0

    def chat(self) -> Chat:
        """Return a chat of somebody who was never here."""
        self.chats += 1
        return Chat(1_000_000 + self.chats, self.api, self.hook)


@asynccontextmanager
async def standing(folder: Path, command: Sequence[str], port: int, environ: dict[str, str]) -> AsyncIterator[Stand]:
    """Serve the Bot API, start a bot that knows where, wait for its webhook."""
    api, hooked = BotApi(), asyncio.Event()
    api.hooked = hooked.set
    runner = web.ServerRunner(web.Server(api.handle))
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", int(environ["API_PORT"])).start()
    headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET, "Content-Type": "application/json"}
    bot_core, _ = cores()
    log = folder / "bot.log"
    try:
        async with (
            running(command, bot_core, environ, log) as bot,
            ClientSession(headers=headers, connector=TCPConnector(limit=0)) as session,
        ):
            await _started(bot, hooked, log)
            yield Stand(api, Hook(session, f"http://127.0.0.1:{port}/telegram"), bot)
    finally:
        await runner.cleanup()


async def _started(bot: Watched, hooked: asyncio.Event, log: Path) -> None:
    """Wait until the bot has registered its webhook; say what it printed where it ends instead."""
    for _ in range(round(START / 0.1)):
        if hooked.is_set():
            return
        if bot.ended:
            break
        await asyncio.sleep(0.1)
    raise RuntimeError(f"The bot did not start. It said: {log.read_text()[-2000:]}")


@asynccontextmanager
async def ours(folder: Path) -> AsyncIterator[Stand]:
    """Our bot over a database of its own."""
    port, api_port = free_port(), free_port()
    environ = {
        "API_PORT": str(api_port),
        "DATA": str(folder / "data"),
        "DEMO": "1",
        "HTTP_PORT": str(port),
        "PUBLIC_URL": f"http://127.0.0.1:{port}",
        "TELEGRAM_API_URL": f"http://127.0.0.1:{api_port}",
        "TELEGRAM_TOKEN": "42:ours",
        "TELEGRAM_WEBHOOK_SECRET": SECRET,
    }
    async with standing(folder, python("bot", "run"), port, environ) as stand:
        yield stand


@asynccontextmanager
async def peer(folder: Path) -> AsyncIterator[Stand]:
    """The aiogram bot with a Redis of its own; FORM was written by the rehearsal."""
    port, api_port, redis_port = free_port(), free_port(), free_port()
    redis = ["redis-server", "--port", str(redis_port), "--bind", "127.0.0.1", "--dir", str(folder), "--save", ""]
    redis += ["--appendonly", "yes", "--appendfsync", "everysec", "--maxclients", "4000"]
    where, api = f"redis://127.0.0.1:{redis_port}/0", f"http://127.0.0.1:{api_port}"
    command = python("tests.bench.peer", str(folder.parent / "form.json"), where, api, f"127.0.0.1:{port}", SECRET)
    _, others = cores()
    async with (
        running(redis, others, log=folder / "redis.log"),
        standing(folder, command, port, {"API_PORT": str(api_port)}) as stand,
    ):
        yield stand


Opening = Callable[[Path], AbstractAsyncContextManager[Stand]]


async def measured(stand: Stand, form: Form, stage: Stage) -> Figures:
    """Let the chats talk, and return the figures of HEAD."""
    chats = [stand.chat() for _ in range(stage.chats)]
    for start in range(0, len(chats), JOINS_AT_ONCE):
        await asyncio.gather(*(_joins(chat, form.join) for chat in chats[start : start + JOINS_AT_ONCE]))
    stop, numbers = asyncio.Event(), count(1)
    gc.collect()
    gc.freeze()

    async def talks(chat: Chat) -> None:
        await asyncio.sleep(random.uniform(0, WARM / 2))
        await chat.talks(form.scripts(numbers), stop)

    talking = [asyncio.create_task(talks(chat)) for chat in chats]
    try:
        await asyncio.sleep(WARM)
        begin, cpu, own = perf_counter(), stand.bot.cpu, os.times()
        await asyncio.sleep(stage.seconds)
        end, cpu, now = perf_counter(), stand.bot.cpu - cpu, os.times()
        rss = stand.bot.rss
        stop.set()
        await asyncio.gather(*talking)
    finally:
        for task in talking:
            task.cancel()
        await asyncio.gather(*talking, return_exceptions=True)
    waits = [wait * 1000 for chat in chats for at, wait in chat.done if begin <= at < end]
    busy = (now.user + now.system - own.user - own.system) / (end - begin)
    print(f"    {stage.chats} chats: {len(waits) / (end - begin):.0f}/s, the people's core {busy:.0%} busy", flush=True)
    spread = [percentile(waits, share) for share in (0.5, 0.95, 0.99)]
    return [len(waits) / (end - begin), *spread, cpu * 1e6 / max(len(waits), 1), rss / 1e6]


async def _joins(chat: Chat, steps: Sequence[Step]) -> None:
    for step in steps:
        await chat.does(step)


async def rehearsed(folder: Path) -> Form:
    """Find out how the form goes, and write it down for the peer."""
    folder.mkdir()
    async with ours(folder) as stand:
        form = await rehearse(stand.chat())
    written = [
        {"how": "tap" if step.tap else "text", "calls": calls}
        for step, calls in zip(form.steps, form.calls, strict=True)
    ]
    (folder.parent / "form.json").write_text(json.dumps(written))
    return form


async def contest(folder: Path, rounds: int, stages: Sequence[Stage], longest: float) -> Found:
    """Run everything `rounds` times, ours and the peer in turn, but not longer than so many seconds."""
    found: Found = {}
    try:
        async with asyncio.timeout(longest):
            form = await rehearsed(folder / "rehearsal")
            taps = sum(bool(step.tap) for step in form.steps)
            print(f"The form: {BEGIN} and {len(form.steps) - 1} answers, {taps} of them by button.", flush=True)
            for number in range(1, rounds + 1):
                await _round(folder, number, form, stages, found)
    except TimeoutError:
        print(f"Stopped after {longest:.0f} s; the machine is busy, or slow. What follows is what there is.")
    return found


async def _round(folder: Path, number: int, form: Form, stages: Sequence[Stage], found: Found) -> None:
    bots: dict[str, tuple[Opening, Form]] = {"ours": (ours, form)}
    if shutil.which("redis-server"):
        bots[PEER] = (peer, Form((Step("/start"),), form.steps, form.calls))
    for name, (open_, script) in bots.items():
        print(f"  round {number}, {name}", flush=True)
        mine = folder / f"{name.partition(' ')[0]}{number}"
        mine.mkdir()
        async with open_(mine) as stand:
            for stage in stages:
                figures = await measured(stand, script, stage)
                found.setdefault((stage.chats, name), []).append(figures)


def told(found: Found) -> str:
    """Return the table and the ratios."""
    middle = {who: medians(runs) for who, runs in found.items()}
    order = sorted(middle, key=lambda who: -who[0])
    rows = [[f"{chats:>5}  {name}", *(f"{figure:,.0f}" for figure in middle[chats, name])] for chats, name in order]
    ratios = [
        f"{chats} chats: ours answers {middle[chats, 'ours'][0] / middle[chats, name][0]:.2f} times as many updates"
        f" as {name}, and {middle[chats, name][4] / middle[chats, 'ours'][4]:.2f} times as many per second of CPU."
        for chats, name in order
        if name == PEER and (chats, "ours") in middle
    ]
    return "\n".join([table(HEAD, rows), "", *ratios])


def main() -> None:
    """Run the bench and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="one short round, at most a minute")
    quick = parser.parse_args().quick
    if not shutil.which("redis-server"):
        print("There is no redis-server, so there is no peer. Please run: sudo apt-get install redis-server")
    _, others = cores()
    os.sched_setaffinity(0, others)
    with (
        tempfile.TemporaryDirectory(prefix=".bench-", dir=Path.cwd()) as folder,  # beside the code: a real disk
        asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner,
    ):
        plan = (1, QUICK, LONGEST_QUICK) if quick else (3, FULL, LONGEST)
        found = runner.run(contest(Path(folder), *plan))
    print(told(found))


if __name__ == "__main__":
    main()
