"""Việt Nam as the bot may find it one day, made in a few minutes: every commune, 40,000 people, a million nominations,
each with a photo.

Goes into a migrated PostgreSQL by COPY, through the real tables and the real keys of look-alikes and photos. What a
nomination says is short here (about 600 bytes): no list reads it.
"""

import hashlib
import itertools
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import asyncpg  # type: ignore[import-untyped]  # it ships no types

from conversations.answers.folding import fold
from conversations.model import SubjectKind
from conversations.queries import Marks
from conversations.traces import file_traces
from conversations.twins import BODIES, keys
from tests.bench.names import Names

PROVINCES = 34
ASSOCIATIONS = ("Hội Nông dân", "Hội Liên hiệp Phụ nữ", "Đoàn Thanh niên", "Hội Cựu chiến binh")
VILLAGES = 10
YEARS = (2024, 2025, 2026, 2027, 2028)
"""One round of each in every province."""
KINDS: tuple[SubjectKind, ...] = ("individual", "household", "individual", "household", "collective")
AGAIN = 0.08
"""So many were nominated before, and are again."""
BEGIN = datetime(2024, 11, 1, tzinfo=UTC)
DICE = 2026
PORTION = 50_000


def photo_of(nomination_id: int) -> str:
    """Return the sha256 of the photo of a nomination."""
    return hashlib.sha256(str(nomination_id).encode()).hexdigest()


@dataclass(frozen=True)
class Size:
    """How much there is."""

    communes: int = 3_321
    people: int = 40_000
    nominations: int = 1_000_000


@dataclass(frozen=True)
class Commune:
    """A commune with the ids of its associations, the names of its villages, and the people who nominate there."""

    id: int
    province: int
    associations: tuple[int, ...]
    villages: tuple[str, ...]
    people: tuple[tuple[int, int], ...]


class Million:
    """The rows, in the order in which they refer to one another."""

    def __init__(self, size: Size) -> None:
        self.size = size
        self.dice = random.Random(DICE)
        self.names = Names()
        self.communes: list[Commune] = []
        self.keys: list[tuple[int, int]] = []
        self.traces: list[tuple[int, int, str]] = []
        self.samples: list[tuple[Marks, int, Commune]] = []

    def units(self) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of units; remembers the communes."""
        ids, person_ids = itertools.count(1), itertools.count(1)
        provinces = [next(ids) for _ in range(PROVINCES)]
        yield from (_unit(id_, f"tỉnh Thử Nghiệm {id_}", "province", None, "/") for id_ in provinces)
        share = self.size.people / self.size.communes
        for number in range(self.size.communes):
            province, id_ = provinces[number % PROVINCES], next(ids)
            above, name = f"/{province}/", f"xã {self.names.villages(self.dice, 2)[0][5:]} {number}"
            yield _unit(id_, name, "commune", province, above)
            associations = tuple(next(ids) for _ in ASSOCIATIONS)
            for association, body in zip(associations, ASSOCIATIONS, strict=True):
                yield _unit(association, f"{body} {name}", "association", id_, f"{above}{id_}/")
            villages = tuple(self.names.villages(self.dice, VILLAGES))
            for village in villages:
                yield _unit(next(ids), village, "village", id_, f"{above}{id_}/")
            count = int(share * (number + 1)) - int(share * number)
            people = tuple((next(person_ids), self.dice.choice((id_, *associations))) for _ in range(count))
            self.communes.append(Commune(id_, province, associations, villages, people))

    def people(self) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of people."""
        for commune in self.communes:
            for id_, unit in commune.people:
                name = self.names.person(self.dice)
                yield id_, name, f"chị {name.rsplit(' ', 1)[-1]}", unit, "vi", None, BEGIN

    def roles(self) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of roles: every eighth is a leader."""
        for commune in self.communes:
            yield from ((id_, unit, "officer" if id_ % 8 else "leader") for id_, unit in commune.people)

    def rounds(self) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of rounds."""
        for number, (year, province) in enumerate(itertools.product(YEARS, range(1, PROVINCES + 1)), 1):
            opens = date(year, 1, 10)
            yield number, "huu-lung", province, f"Đợt {year}", year, opens, date(year, 11, 30), json.dumps([year])

    def nominations(self) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of nominations; remembers their keys, and some of them to ask about."""
        before: dict[int, list[tuple[SubjectKind, str, str, str]]] = {}
        drafts = itertools.count(1)
        for id_ in range(1, self.size.nominations + 1):
            commune = self.communes[self.dice.randrange(len(self.communes))]
            known = before.setdefault(commune.id, [])
            who = self.dice.choice(known) if known and self.dice.random() < AGAIN else self._subject(commune)
            known.append(who)
            kind, subject, born, place = who
            person, unit = self.dice.choice(commune.people)
            year = (id_ - 1) * len(YEARS) // self.size.nominations
            round_id = year * PROVINCES + commune.province
            marks = Marks(kind in BODIES, subject, born, place, commune.id)
            self.keys += [(key, id_) for key in keys(marks, round_id)]
            if id_ % (self.size.nominations // 2_000) == 0:
                self.samples.append((marks, round_id, commune))
            at = BEGIN + timedelta(days=365 * year, seconds=id_ % 2_000_000)
            answers = json.dumps({"subject": subject, "born": born, "place": {"unit_id": None, "name": place}}
                                 | {f"story.{n}": "Chuyển 2 ha sắn sang na rải vụ, thuê 4 lao động." for n in range(4)},
                                 ensure_ascii=False)  # fmt: skip
            yield (id_, person, next(drafts), "submitted", round_id, "huu-lung", 1, "kinh-te", kind, subject,
                   fold(subject), unit, "Hội Nông dân", answers, "[]", "{}", at, born, place, commune.id)  # fmt: skip

    def files(self) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of files; remembers the traces. A print is drawn bit by bit, so that few are alike."""
        for id_ in range(1, self.size.nominations + 1):
            sha256, photo_print = photo_of(id_), self.dice.getrandbits(64) - 2**63
            self.traces += [(trace, id_, sha256) for trace in file_traces(sha256, photo_print)]
            yield sha256, "image/jpeg", 400_000, BEGIN, photo_print

    def _subject(self, commune: Commune) -> tuple[SubjectKind, str, str, str]:
        kind, place = self.dice.choice(KINDS), self.dice.choice(commune.villages)
        if kind in BODIES:
            return kind, self.names.group(self.dice), "", place
        year = self.dice.randint(1945, 2003)
        day = f"-{self.dice.randint(1, 12):02}-{self.dice.randint(1, 28):02}" if self.dice.random() < 0.6 else ""
        return kind, self.names.person(self.dice), f"{year}{day}", place


COLUMNS = {
    "units": "id name folded level parent_id path_ids",
    "people": "id name call unit_id locale external created_at",
    "roles": "person_id unit_id role",
    "rounds": "id plan_id unit_id name year opens closes years",
    "nominations": "id person_id draft stage round_id plan_id plan_version field_id kind subject subject_folded "
    "unit_id unit_name answers card verdict at born place territory_id",
    "nomination_keys": "key nomination_id",
    "files": "sha256 mime size created_at print",
    "nomination_traces": "trace nomination_id sha256",
}


async def fill(conn: asyncpg.Connection, size: Size) -> Million:
    """Put everything into the database behind `conn`; return what was made of it."""
    million = Million(size)
    await conn.execute("SET session_replication_role = replica")  # what refers to what is right here by construction
    for table in ("units", "people", "roles", "rounds", "nominations", "files"):
        await _copy(conn, table, getattr(million, table)())
    for table, rows in (("nomination_keys", million.keys), ("nomination_traces", million.traces)):
        rows.sort()  # an index that is filled in order is filled fast
        await _copy(conn, table, iter(rows))
        rows.clear()
    await conn.execute("ANALYZE")
    return million


async def _copy(conn: asyncpg.Connection, table: str, rows: Iterator[tuple[Any, ...]]) -> None:
    while portion := list(itertools.islice(rows, PORTION)):
        await conn.copy_records_to_table(table, records=portion, columns=COLUMNS[table].split())


def _unit(id_: int, name: str, level: str, parent: int | None, above: str) -> tuple[Any, ...]:
    return id_, name, fold(name), level, parent, f"{above}{id_}/"
