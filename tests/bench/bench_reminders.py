"""How late reminders are, and how much memory they take, with 40,000 people to be reminded in one morning (PostgreSQL).

`python -m tests.bench.bench_reminders [--quick]`; quick takes 4,000. Everybody is due at the same second. How late
somebody is told is taken from that second to the commit of what is sent to him.
"""

import argparse
import asyncio
import resource
import sys
import tempfile
from datetime import date, datetime, timedelta
from pathlib import Path
from time import perf_counter

from sqlalchemy import insert, select

from bot.app import opened
from bot.posting import Row
from bot.running import App
from bot.settings import read_settings
from conversations.plans.rules import Limit, Rules
from conversations.reminding import before
from storage import people, rounds, timers, units
from storage.database import Database, open_database
from storage.people import NewPerson
from storage.tables import contacts as contacts_table
from storage.tables import timers as table
from storage.units import NewUnit
from tests.bench.figures import percentile
from tests.pipeline.door import HandDoor
from tests.storage.databases import TEMPLATE, Postgres
from tests.story import CATALOGUE, StoryClock
from tests.talk import VIETNAM

PEOPLE, QUICK = 40_000, 4_000
OF_A_COMMUNE = 12
"""Officers; each commune has an association in which they are."""
PORTION = 5_000
BUDGET = 60.0
"""Seconds, of ninety-nine in a hundred."""
CLOSES = date(2027, 2, 12)
MORNING = datetime.combine(before(CLOSES, 14), datetime.min.time(), VIETNAM) + timedelta(hours=6)


def _peak() -> float:
    """Return the most memory that this process ever had, in MB."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1e6 if sys.platform == "darwin" else 1e3)


async def _fill(database: Database, size: int) -> None:
    """A province with a round that each commune owes two nominations, and `size` officers with a door each."""
    communes = max(size // OF_A_COMMUNE, 1)
    async with database.write() as conn:
        (province,) = await units.add(conn, [NewUnit("tỉnh Mẫu Sơn", "province")])
        ids = await units.add(conn, [NewUnit(f"xã {n}", "commune", province) for n in range(communes)])
        homes = await units.add(
            conn, [NewUnit(f"Hội Nông dân xã {n}", "association", id_) for n, id_ in enumerate(ids)]
        )
        rules = Rules(mark="m", limits=(Limit("commune", "", 2, None),)).to_json()
        opens, years = date(2026, 11, 1), (2024, 2025, 2026)
        await rounds.add(conn, [rounds.NewRound("huu-lung", province, "Đợt 2027", 2027, opens, CLOSES, years, rules)])
    for start in range(0, size, PORTION):
        async with database.write() as conn:
            some = range(start, min(start + PORTION, size))
            new = [NewPerson(f"Người {n}", f"anh {n}", homes[n % communes], frozenset({"officer"})) for n in some]
            known = await people.create(conn, new, MORNING)
            doors = [
                {"channel": "hand", "address": str(person_id), "person_id": person_id, "display_name": ""}
                for person_id in known
            ]
            await conn.execute(insert(contacts_table), doors)


async def _looked(app: App) -> float:
    """Find out whom it concerns; return how long that took."""
    async with app.database.write() as conn:
        await timers.watch_rounds(conn, MORNING)
    begin = perf_counter()
    await app.reminders.beat()
    return perf_counter() - begin


async def _told(app: App, clock: StoryClock, lateness: list[float]) -> float:
    """Tell everybody; `lateness` is filled by the commits. Return how long it took."""
    async with app.database.read() as conn:
        due = (await conn.execute(select(table.c.due_at).where(table.c.kind == "digest").limit(1))).scalar_one()
    clock.moment = due.astimezone(VIETNAM)
    begin = perf_counter()

    def committed(rows: list[Row]) -> None:
        lateness.extend([perf_counter() - begin] * len(rows))

    app.pipeline._outlets = [committed]  # in the place of the sender: its pace is the platforms'
    await app.reminders.beat()
    return perf_counter() - begin


async def run(server: Postgres, size: int, folder: str) -> bool:
    """Measure and print; return whether it was in time."""
    await server.run(f"CREATE DATABASE reminders TEMPLATE {TEMPLATE}")
    url = server.url("reminders")
    database = open_database(url)
    await _fill(database, size)
    await database.close()
    clock, lateness = StoryClock(), list[float]()
    clock.moment = MORNING
    settings = read_settings({"DATA": folder, "DATABASE_URL": url, "DEMO": "0"})
    async with opened(settings, (HandDoor(),), clock, CATALOGUE, on_time=False) as app:
        looked, before_it = await _looked(app), _peak()
        took = await _told(app, clock, lateness)
        after_it = _peak()
    late = percentile(lateness, 0.99)
    print(f"{size:,} people due in the same second, {len(lateness):,} told in {took:,.1f} s")
    print(f"  whom it concerns, found in     {looked:8,.1f} s")
    print(f"  late, median                   {percentile(lateness, 0.5):8,.1f} s")
    print(f"  late, p99                      {late:8,.1f} s{'  !' if late >= BUDGET else ''}")
    print(f"  memory at most, before/after   {before_it:8,.0f} / {after_it:,.0f} MB")
    return len(lateness) == size and late < BUDGET


def main() -> None:
    """Run the bench; fail where somebody is told too late."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="4,000 people")
    size = QUICK if parser.parse_args().quick else PEOPLE
    with tempfile.TemporaryDirectory(prefix=".bench-", dir=Path.cwd()) as folder:  # beside the code: a real disk
        in_time = asyncio.run(run(Postgres(Path(folder)), size, str(Path(folder) / "data")))
    sys.exit(not in_time)


if __name__ == "__main__":
    main()
