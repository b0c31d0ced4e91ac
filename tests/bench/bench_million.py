"""What each list costs among a million nominations in PostgreSQL, and that none of them reads a big table whole.

`python -m tests.bench.bench_million [--quick]`; quick makes 20,000 of them. A list is a line in LISTS.
"""

import argparse
import asyncio
import random
import re
import tempfile
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any
from zoneinfo import ZoneInfo

import asyncpg  # type: ignore[import-untyped]  # it ships no types
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.app import _calm_the_collector
from conversations.answers.folding import fold
from conversations.queries import (
    BoardOf,
    CandidatesAt,
    CaredBy,
    CommentsOn,
    DossierById,
    ExemplarById,
    Gallery,
    HistoryOf,
    NominationJournal,
    OpenRounds,
    PeopleNamed,
    PhotoTwinsOf,
    PlacesTaken,
    QueueLength,
    QueueOf,
    ReadersOf,
    RoundsUnder,
    SentFilesOf,
    TwinsOf,
    UnitsNamed,
    VisitsDue,
    VotesAt,
)
from conversations.stages import LEVELS
from storage import (
    board,
    directory,
    gallery,
    journal,
    nominations,
    nurture,
    people,
    places,
    reviews,
    rounds,
    traces,
    twins,
    units,
    votes,
)
from storage.database import open_database
from tests.bench.figures import percentile, table
from tests.bench.million import CROWDED, PROVINCES, TODAY, YEARS, Million, Size, fill, photo_of
from tests.bench.names import WORK
from tests.storage.databases import TEMPLATE, Postgres
from tests.storage.test_indexes import heard

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
BELOW = (*LEVELS["commune"], *LEVELS["province"])
BIG = 30_000
"""Rows; a smaller table may be read whole."""
BUDGET = 50.0
"""Milliseconds, of the slowest in twenty."""
QUICK = Size(communes=332, people=4_000, nominations=20_000)
Ask = Callable[[AsyncConnection, Million, random.Random], Awaitable[Any]]


def _twins(million: Million, dice: random.Random) -> TwinsOf:
    """Return the question of an officer who nominates somebody anew; mostly he writes a little differently."""
    marks, round_id, commune = dice.choice(million.samples)
    person, unit = dice.choice(commune.people)
    slips = (
        marks,
        replace(marks, name=fold(marks.name)),
        replace(marks, born=marks.born[:4]),
        replace(marks, place="thôn 1"),
    )
    return TwinsOf(dice.choice(slips), round_id, person, unit)


def _somebody(million: Million, dice: random.Random) -> tuple[int, int, int]:
    commune = dice.choice([commune for commune in dice.sample(million.communes, 20) if commune.people])
    return dice.choice(commune.people)[0], commune.id, commune.province


def _files(million: Million, dice: random.Random, above: int) -> SentFilesOf:
    """Return the list of a person (0), of a commune (1), of a province (2)."""
    somebody = _somebody(million, dice)
    return SentFilesOf(somebody[0], somebody[above] if above else None)


def _photos(million: Million, dice: random.Random) -> PhotoTwinsOf:
    """Return the question of a reader who opens a file with six photos."""
    ids = [dice.randint(1, million.size.nominations) for _ in range(6)]
    return PhotoTwinsOf(tuple(map(photo_of, ids)), _somebody(million, dice)[2], ids[0])


def _leader(million: Million, dice: random.Random) -> tuple[int, int, int]:
    """Return the leader of a commune, the commune, its province."""
    commune = dice.choice([commune for commune in dice.sample(million.communes, 20) if commune.people])
    return commune.people[0][0], commune.id, commune.province


def _queue(million: Million, dice: random.Random, above: int) -> QueueOf:
    """Return what waits for the leader of a commune (1), of a province (2)."""
    leader = _leader(million, dice)
    return QueueOf((leader[above],), leader[0])


def _board(million: Million, dice: random.Random, above: int) -> BoardOf:
    """Return the board of a commune (1), of a province (2), of the one that sent most (0); the round is any."""
    units_ = (CROWDED, *_leader(million, dice)[1:])
    year = len(YEARS) - 1 if not above else dice.randrange(len(YEARS))
    province = units_[2] if above else CROWDED
    fields = dice.choice(((), ("kinh-te", "y-te")))
    return BoardOf(year * PROVINCES + province, units_[above], BELOW, TODAY, fields)


def _words(million: Million, dice: random.Random) -> Gallery:
    """Return what somebody looks for: a work, a name, a commune, two works that hardly anybody does at once."""
    work, other = (fold(dice.choice([work for work in WORK if work])) for _ in range(2))
    person, commune = fold(million.names.person(dice)), fold(dice.choice(million.communes).name)
    return Gallery(
        tuple(dice.choice((f"trong {work}", person, commune, f"{work} {other}", f"{work} {commune}")).split())
    )


def _file(million: Million, dice: random.Random) -> int:
    return dice.randint(1, million.size.nominations)


LISTS: dict[str, Ask] = {
    "queue of a commune": lambda conn, m, dice: reviews.queues(conn, [_queue(m, dice, 1)], ZONE),
    "queue of a province": lambda conn, m, dice: reviews.queues(conn, [_queue(m, dice, 2)], ZONE),
    "queue's length, commune": lambda conn, m, dice: reviews.lengths(
        conn, [QueueLength((one := _leader(m, dice))[1:2], one[0])]
    ),
    "queue's length, province": lambda conn, m, dice: reviews.lengths(
        conn, [QueueLength((one := _leader(m, dice))[2:], one[0])]
    ),
    "board of a commune": lambda conn, m, dice: board.boards(conn, [_board(m, dice, 1)]),
    "board of a province": lambda conn, m, dice: board.boards(conn, [_board(m, dice, 2)]),
    "board of the crowded one": lambda conn, m, dice: board.boards(conn, [_board(m, dice, 0)]),
    "places taken": lambda conn, m, dice: places.taken(conn, [PlacesTaken(dice.randint(1, 170), _leader(m, dice)[1])]),
    "duplicates": lambda conn, m, dice: twins.alike(conn, [_twins(m, dice)], ZONE),
    "duplicates, a batch of 64": lambda conn, m, dice: twins.alike(conn, [_twins(m, dice) for _ in range(64)], ZONE),
    "files of a person": lambda conn, m, dice: nominations.sent_of(conn, [_files(m, dice, 0)], ZONE),
    "files of a commune": lambda conn, m, dice: nominations.sent_of(conn, [_files(m, dice, 1)], ZONE),
    "files of a province": lambda conn, m, dice: nominations.sent_of(conn, [_files(m, dice, 2)], ZONE),
    "one file": lambda conn, m, dice: nominations.dossiers(conn, [DossierById(_file(m, dice))], ZONE),
    "history of a file": lambda conn, m, dice: reviews.histories(conn, [HistoryOf(_file(m, dice))]),
    "remarks on a file": lambda conn, m, dice: reviews.remarks(conn, [CommentsOn(_file(m, dice))]),
    "journal of a file": lambda conn, m, dice: journal.of_nominations(conn, [NominationJournal(_file(m, dice))], ZONE),
    "photos elsewhere": lambda conn, m, dice: traces.photos(conn, [_photos(m, dice)]),
    "candidates of a commune": lambda conn, m, dice: votes.candidates(conn, [CandidatesAt(_leader(m, dice)[1:2])]),
    "candidates of a province": lambda conn, m, dice: votes.candidates(conn, [CandidatesAt(_leader(m, dice)[2:])]),
    "open votes of a commune": lambda conn, m, dice: votes.at_units(conn, [VotesAt(_leader(m, dice)[1:2])]),
    "all votes of a commune": lambda conn, m, dice: votes.at_units(conn, [VotesAt(_leader(m, dice)[1:2], closed=True)]),
    "whom one looks after": lambda conn, m, dice: nurture.cared(conn, [CaredBy(_somebody(m, dice)[0])], ZONE),
    "visits due": lambda conn, m, dice: nurture.due(conn, [VisitsDue(_somebody(m, dice)[0], TODAY)]),
    "gallery, the newest": lambda conn, m, dice: gallery.found(conn, [Gallery(())]),
    "gallery by words": lambda conn, m, dice: gallery.found(conn, [_words(m, dice)]),
    "one of the gallery": lambda conn, m, dice: gallery.by_ids(conn, [ExemplarById(_file(m, dice))]),
    "open rounds": lambda conn, m, dice: rounds.open_on(conn, [OpenRounds(_somebody(m, dice)[1], TODAY)]),
    "rounds below a province": lambda conn, m, dice: rounds.under(conn, [RoundsUnder(_leader(m, dice)[2], TODAY)]),
    "readers": lambda conn, m, dice: people.readers_of(conn, [ReadersOf(_somebody(m, dice)[1])]),
    "units by name": lambda conn, m, dice: units.search(conn, [UnitsNamed(_somebody(m, dice)[2], "dong m")], TODAY),
    "people by name": lambda conn, m, dice: directory.named(
        conn, [PeopleNamed(_leader(m, dice)[2], " ".join(fold(m.names.person(dice)).split()[-2:]))]
    ),
}


async def measured(conn: AsyncConnection, million: Million, ask: Ask, times: int) -> list[float]:
    """Return how many milliseconds the list took, each time for somebody else."""
    dice, spans = random.Random(1), []
    for _ in range(times):
        begin = perf_counter()
        await ask(conn, million, dice)
        spans.append((perf_counter() - begin) * 1000)
    return spans


async def whole_tables(conn: AsyncConnection, million: Million, ask: Ask) -> set[str]:
    """Return the big tables that the list reads whole, by what the database says it will do."""
    with heard(conn) as statements:
        await ask(conn, million, random.Random(2))
    counts = "SELECT relname FROM pg_class WHERE relkind = 'r' AND reltuples >= $1"
    big = {row[0] for row in await conn.exec_driver_sql(counts, (BIG,))}
    found: set[str] = set()
    for statement, parameters in statements:
        plan = [str(row[0]) for row in await conn.exec_driver_sql(f"EXPLAIN {statement}", parameters)]
        found |= {name for step in plan for name in re.findall(r"Seq Scan on (\w+)", step)} & big
    return found


async def run(server: Postgres, size: Size, times: int) -> list[tuple[str, ...]]:
    """Make the country, ask for every list, and return the rows of the table."""
    await server.run(f"CREATE DATABASE million TEMPLATE {TEMPLATE}")
    begin = perf_counter()
    raw = await asyncpg.connect(user="postgres", host=server.socket, database="million")
    million = await fill(raw, size)
    bytes_ = await raw.fetchval("SELECT pg_database_size('million')")
    await raw.close()
    print(f"{size.nominations:,} nominations made in {perf_counter() - begin:,.0f} s, {bytes_ / 1e6:,.0f} MB on disk\n")
    _calm_the_collector()  # as the house does when it starts
    database = open_database(server.url("million"))
    found = []
    async with database.read() as conn:
        for name, ask in LISTS.items():
            await measured(conn, million, ask, 8)
            spans = await measured(conn, million, ask, times)
            whole = await whole_tables(conn, million, ask)
            late = " !" if percentile(spans, 0.95) > BUDGET else ""
            figures = (median(spans), percentile(spans, 0.95), max(spans))
            found.append((name, *(f"{span:,.1f}" for span in figures), f"{', '.join(sorted(whole)) or 'none'}{late}"))
    await database.close()
    return found


def main() -> None:
    """Run the bench and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="20,000 nominations")
    quick = parser.parse_args().quick
    with tempfile.TemporaryDirectory(prefix=".bench-", dir=Path.cwd()) as folder:  # beside the code: a real disk
        rows = asyncio.run(run(Postgres(Path(folder)), QUICK if quick else Size(), 40 if quick else 400))
    print(table(("ms", "median", "p95", "most", "read whole"), rows))


if __name__ == "__main__":
    main()
