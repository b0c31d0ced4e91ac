"""What the inside costs, without any door: one step of a conversation, and a transaction of many on SQLite.

`python -m tests.bench.bench_engine [--quick]`. The steps are those of the golden conversation smooth.txt.
"""

import argparse
import asyncio
import gc
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

import uvloop

from bot.app import TOP
from bot.channels.base import Bubble, Capabilities, Inbound
from bot.demo import CODES, furnish
from bot.ids import hash_code, new_code
from bot.shelf import Shelf
from bot.transaction import Parts, work
from conversations.engine import step
from conversations.flows import FLOWS
from conversations.model import Event, Said
from conversations.queries import AnyQuery
from conversations.state import State, state_from_json, state_to_json
from conversations.turn import Wanted
from storage.database import open_database
from storage.migrate import upgrade
from tests.bench.figures import percentile, table
from tests.talk import BEGIN, PLANS, RENDERER, Talk
from tests.transcript import _step as act

SMOOTH = TOP / "tests" / "transcripts" / "smooth.txt"
BATCHES = (1, 16, 64, 256)
FORM = ("/moi", "1", "1", "1", "quay lại", "quay lại", "/moi", "1", "1", "1")
"""Typed in every chat of a batch: questions, answers, a draft put aside."""
Cost = tuple[str, list[float]]


@dataclass
class Recorder(Talk):
    """Keeps what every step began with."""

    steps: list[tuple[State, Event]] = field(default_factory=list)

    def does(self, event: Event) -> list[tuple[str, Bubble]]:
        self.steps.append((self._state(), event))
        return super().does(event)

    def again(self, state: State, event: Event) -> State:
        """Step as a transaction does: again and again, until no more facts are wanted."""
        facts: dict[AnyQuery, Any] = {}
        while isinstance(turn := step(self._world(), state, event, facts), Wanted):
            facts |= {query: self.fact(query) for query in turn.queries}
        return turn.state


def timed(times: int, work_: Callable[[], object]) -> float:
    """Return the best time of `work_` in microseconds."""
    best = float("inf")
    for _ in range(times):
        begin = perf_counter()
        work_()
        best = min(best, perf_counter() - begin)
    return best * 1e6


def steps_of_a_nomination(times: int) -> list[Cost]:
    """Return what each step of the golden conversation costs, and keeping its state."""
    talk = Recorder()
    for line in SMOOTH.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith(("#", "|")):
            act(talk, line)
    talk.filed.clear()  # what was filed at the end is not there yet when a step is measured
    stepping = [timed(times, lambda: talk.again(state, event)) for state, event in talk.steps]  # noqa: B023 - called at once
    keeping = [timed(times, lambda: state_from_json(state_to_json(state))) for state, _ in talk.steps]  # noqa: B023 - called at once
    return [("step(), all its passes", stepping), ("state to JSON and back", keeping)]


async def batches(times: int) -> list[Cost]:
    """Return what a message costs in a transaction of so many, committed to the disk."""
    with tempfile.TemporaryDirectory(prefix=".bench-", dir=Path.cwd()) as folder:  # beside the code: a real disk
        url = f"sqlite+aiosqlite:///{folder}/bench.db"
        await upgrade(url)
        database = open_database(url)
        async with database.write() as conn:
            await furnish(conn, PLANS, BEGIN)
        can = {"bench": Capabilities()}
        parts = Parts(database, Shelf(PLANS), FLOWS, RENDERER, can, hash_code, new_code, "vi")
        gc.collect()
        gc.freeze()
        found = [(f"transaction of {size}", await _batches_of(size, parts, times)) for size in BATCHES]
        await database.close()
    return found


async def _batches_of(size: int, parts: Parts, times: int) -> list[float]:
    people = [f"{size}.{n}" for n in range(size)]
    await _one(parts, people, f"/start {CODES['officer']}", "join")
    costs = []
    for n in range(max(times, 4)):
        for at, text in enumerate(FORM):
            begin = perf_counter()
            await _one(parts, people, text, f"{n}.{at}")
            costs.append((perf_counter() - begin) / size * 1e6)
    return costs


async def _one(parts: Parts, people: list[str], text: str, key: str) -> None:
    inbounds = [Inbound("bench", f"{who}.{key}", who, Said(text), BEGIN) for who in people]
    async with parts.database.write() as conn:
        await work(parts, conn, inbounds, BEGIN)


def main() -> None:
    """Run the bench and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="fewer repetitions")
    quick = parser.parse_args().quick
    costs = steps_of_a_nomination(3 if quick else 20)
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        costs += runner.run(batches(2 if quick else 8))
    head = ("µs", "median", "p95", "most")
    print(
        table(
            head, [(what, *(f"{of:,.0f}" for of in (median(us), percentile(us, 0.95), max(us)))) for what, us in costs]
        )
    )


if __name__ == "__main__":
    main()
