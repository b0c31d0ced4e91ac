"""Việt Nam as the bot may find it one day, made in a few minutes: every commune, 40,000 people, a million nominations,
each with a photo. Years that are over are mostly decided; one province sent five times as many as the others.

Goes into a migrated PostgreSQL by COPY, through the real tables and the real keys of look-alikes and photos; what came
of it all (million_fates.py) is made in the database. What a nomination says is short here (about 600 bytes): no list
reads it.
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
from conversations.model import Role, SubjectKind
from conversations.nurture import FIRST_VISIT
from conversations.queries import Marks
from conversations.stages import WAITING, Stage
from conversations.traces import file_traces
from conversations.twins import BODIES, keys
from tests.bench.million_fates import FATES
from tests.bench.names import Names

PROVINCES = 34
ASSOCIATIONS = ("Hội Nông dân", "Hội Liên hiệp Phụ nữ", "Đoàn Thanh niên", "Hội Cựu chiến binh")
VILLAGES = 10
YEARS = (2024, 2025, 2026, 2027, 2028)
"""One round of each in every province."""
KINDS: tuple[SubjectKind, ...] = ("individual", "household", "individual", "household", "collective")
AGAIN = 0.08
"""So many were nominated before, and are again."""
CROWDED = 1
"""The province that sends many."""
CROWD = 0.12
"""So many of the last year's come from there, beside its share: 30,000 of a million."""
COUNCIL = 5
"""People of a commune who vote; the first of them leads it."""
SHARES: dict[bool, dict[Stage, int]] = {
    False: {"recognised": 26, "propagated": 9, "declined": 30, "nurturing": 14, "returned": 7, "withdrawn": 5,
            "forwarded": 5, "submitted": 4},
    True: {"submitted": 44, "forwarded": 17, "returned": 14, "nurturing": 9, "declined": 6, "recognised": 7,
           "propagated": 1, "withdrawn": 2},
}  # fmt: skip
"""Of a hundred, how many are in which stage: of the years before, and of the last."""
UP: dict[Stage, float] = {"recognised": 1, "propagated": 1, "forwarded": 1, "declined": 0.4, "returned": 0.3}
"""How probable it is that one in this stage lies at the province."""
BEGIN = datetime(2024, 11, 1, tzinfo=UTC)
TODAY = date(2028, 11, 1)
FIELDS = ("kinh-te", "kinh-te", "phu-nu", "khoi-nghiep", "y-te", "vi-nguoi-ngheo")
VERDICT = json.dumps({"findings": []})
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
    name: str
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
            people = tuple(
                (next(person_ids), id_ if at < COUNCIL else self.dice.choice((id_, *associations)))
                for at in range(count)
            )
            self.communes.append(Commune(id_, name, province, associations, villages, people))

    def people(self) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of people."""
        for commune in self.communes:
            for id_, unit in commune.people:
                name = self.names.person(self.dice)
                yield id_, name, fold(name), f"chị {name.rsplit(' ', 1)[-1]}", unit, "vi", None, BEGIN

    def roles(self) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of roles: a leader of each commune, its council, officers."""
        for commune in self.communes:
            for at, (id_, unit) in enumerate(commune.people):
                role: Role = "officer" if at >= COUNCIL else "council" if at else "leader"
                yield id_, unit, role

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
            year = (id_ - 1) * len(YEARS) // self.size.nominations
            commune = self._commune(crowded=year == len(YEARS) - 1 and self.dice.random() < CROWD)
            known = before.setdefault(commune.id, [])
            who = self.dice.choice(known) if known and self.dice.random() < AGAIN else self._subject(commune)
            known.append(who)
            kind, subject, born, place = who
            person, unit = self.dice.choice(commune.people)
            round_id = year * PROVINCES + commune.province
            marks = Marks(kind in BODIES, subject, born, place, commune.id)
            self.keys += [(key, id_) for key in keys(marks, round_id)]
            if id_ % (self.size.nominations // 2_000) == 0:
                self.samples.append((marks, round_id, commune))
            at = BEGIN + timedelta(days=365 * year, seconds=id_ % 2_000_000)
            answers = json.dumps({"subject": subject, "born": born, "place": {"unit_id": None, "name": place}}
                                 | {f"story.{n}": "Chuyển 2 ha sắn sang na rải vụ, thuê 4 lao động." for n in range(4)},
                                 ensure_ascii=False)  # fmt: skip
            yield (id_, person, next(drafts), *self._fate(year, commune, at), round_id, "huu-lung", 1,
                   self.dice.choice(FIELDS), kind, subject, fold(subject), unit, f"Hội Nông dân {commune.name}",
                   answers, "[]", VERDICT, at, born, place, commune.id)  # fmt: skip

    def files(self) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of files; remembers the traces. A print is drawn bit by bit, so that few are alike."""
        for id_ in range(1, self.size.nominations + 1):
            sha256, photo_print = photo_of(id_), self.dice.getrandbits(64) - 2**63
            self.traces += [(trace, id_, sha256) for trace in file_traces(sha256, photo_print)]
            yield sha256, "image/jpeg", 400_000, BEGIN, photo_print

    def _commune(self, *, crowded: bool) -> Commune:
        if crowded:  # they stand by turns in the list
            return self.communes[self.dice.randrange(0, len(self.communes), PROVINCES) + CROWDED - 1]
        return self.communes[self.dice.randrange(len(self.communes))]

    def _fate(self, year: int, commune: Commune, at: datetime) -> tuple[Any, ...]:
        """Return stage, desk, station, rank, when it was moved last, the day of the next visit, and its reviewer."""
        shares = SHARES[year == len(YEARS) - 1]
        stage = self.dice.choices(tuple(shares), tuple(shares.values()))[0]
        up = self.dice.random() < UP.get(stage, 0)
        ranked = stage in WAITING and self.dice.random() < 0.03
        visited = stage in FIRST_VISIT
        return (
            stage,
            commune.province if up else commune.id,
            int(up),
            self.dice.randint(1, 9) if ranked else None,
            at + timedelta(hours=self.dice.randint(0, 900)),
            TODAY + timedelta(days=self.dice.randint(-60, 120)) if visited else None,
            commune.people[0][0] if stage == "returned" else None,
        )

    def _subject(self, commune: Commune) -> tuple[SubjectKind, str, str, str]:
        kind, place = self.dice.choice(KINDS), self.dice.choice(commune.villages)
        if kind in BODIES:
            return kind, self.names.group(self.dice), "", place
        year = self.dice.randint(1945, 2003)
        day = f"-{self.dice.randint(1, 12):02}-{self.dice.randint(1, 28):02}" if self.dice.random() < 0.6 else ""
        return kind, self.names.person(self.dice), f"{year}{day}", place


COLUMNS = {
    "units": "id name folded level parent_id path_ids",
    "people": "id name folded call unit_id locale external created_at",
    "roles": "person_id unit_id role",
    "rounds": "id plan_id unit_id name year opens closes years",
    "nominations": "id person_id draft stage desk_id station rank moved_at next_on reviewer_id round_id plan_id "
    "plan_version field_id kind subject subject_folded "
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
    for statement in FATES:
        await conn.execute(statement)
    await conn.execute("VACUUM ANALYZE")  # as the database does by itself after a while
    return million


async def _copy(conn: asyncpg.Connection, table: str, rows: Iterator[tuple[Any, ...]]) -> None:
    while portion := list(itertools.islice(rows, PORTION)):
        await conn.copy_records_to_table(table, records=portion, columns=COLUMNS[table].split())


def _unit(id_: int, name: str, level: str, parent: int | None, above: str) -> tuple[Any, ...]:
    return id_, name, fold(name), level, parent, f"{above}{id_}/"
