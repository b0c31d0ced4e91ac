"""Photos and paragraphs that stand in several nominations, found by the numbers of conversations/traces.py.

Asked when a reader opens a file, one at a time. Nothing is decided here.
"""

from collections.abc import Collection, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Integer, Row, bindparam, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from conversations.model import Json
from conversations.queries import CopiedStories, Elsewhere, PhotoTwinsOf
from conversations.traces import copied, file_traces, files_in, near, paragraphs
from storage import files
from storage.dialects import insert_into
from storage.tables import files as files_table
from storage.tables import nomination_traces, nominations, people, rounds, units
from storage.twins import GONE

MOST_ROWS = 600
"""Read for one file that is looked at; a photo that stands in more nominations than that is flagged all the same."""


class Traced(NamedTuple):
    """A nomination whose photos and paragraphs are to be recognised from now on."""

    nomination_id: int
    answers: Mapping[str, Json]


_found = (
    select(
        nomination_traces.c.trace,
        nomination_traces.c.sha256,
        nominations.c.id,
        nominations.c.subject,
        people.c.name.label("by"),
        rounds.c.year,
        units.c.path_ids,
        files_table.c.print,
    )
    .join_from(nomination_traces, nominations, nominations.c.id == nomination_traces.c.nomination_id)
    .join(people, people.c.id == nominations.c.person_id)
    .join(rounds, rounds.c.id == nominations.c.round_id)
    .join(units, units.c.id == nominations.c.unit_id)
    .outerjoin(files_table, files_table.c.sha256 == nomination_traces.c.sha256)
    .where(
        nomination_traces.c.trace.in_(bindparam("traces", expanding=True)),
        nominations.c.id != bindparam("but"),
        nominations.c.stage != GONE,
    )
    .limit(bindparam("most", type_=Integer))
)


_forget = delete(nomination_traces).where(nomination_traces.c.nomination_id == bindparam("nomination"))


@cache
def _keep(dialect: str) -> Any:
    return insert_into(dialect, nomination_traces).on_conflict_do_nothing()


async def forget(conn: AsyncConnection, nomination_id: int) -> None:
    """Let a nomination be found by nothing any more."""
    await conn.execute(_forget, {"nomination": nomination_id})


async def keep(conn: AsyncConnection, rows: Sequence[Traced]) -> None:
    """Let the photos and paragraphs of these nominations be recognised."""
    prints = await _prints(conn, {sha256 for row in rows for sha256 in files_in(row.answers)})
    values = [
        {"trace": trace, "nomination_id": row.nomination_id, "sha256": sha256}
        for row in rows
        for trace, sha256 in _traces(row.answers, prints)
    ]
    if values:
        await conn.execute(_keep(conn.dialect.name), values)


def _traces(answers: Mapping[str, Json], prints: Mapping[str, int | None]) -> set[tuple[int, str]]:
    stories = {(number, "") for paragraph in paragraphs(answers) for number in paragraph}
    photos = {(number, sha256) for sha256 in files_in(answers) for number in file_traces(sha256, prints.get(sha256))}
    return stories | photos


async def photos(conn: AsyncConnection, queries: Collection[PhotoTwinsOf]) -> dict[PhotoTwinsOf, tuple[Elsewhere, ...]]:
    """Return the nominations that have the files of each query, or near copies of its photos."""
    prints = await _prints(conn, {sha256 for query in queries for sha256 in query.files})
    found: dict[PhotoTwinsOf, tuple[Elsewhere, ...]] = {}
    for query in queries:
        traces = frozenset().union(*(file_traces(sha256, prints.get(sha256)) for sha256 in query.files))
        rows = await _rows(conn, traces, query.but)
        counts = {number: _shared(query, prints, of) for number, of in rows.items()}
        found[query] = _told(query, rows, counts)
    return found


async def stories(
    conn: AsyncConnection, queries: Collection[CopiedStories]
) -> dict[CopiedStories, tuple[Elsewhere, ...]]:
    """Return the nominations in which the paragraphs of each query stand."""
    found: dict[CopiedStories, tuple[Elsewhere, ...]] = {}
    for query in queries:
        rows = await _rows(conn, frozenset().union(*query.paragraphs), query.but)
        counts = {number: copied(query.paragraphs, {row.trace for row in of}) for number, of in rows.items()}
        found[query] = _told(query, rows, counts)
    return found


def _shared(query: PhotoTwinsOf, prints: Mapping[str, int | None], rows: Sequence[Row[Any]]) -> int:
    """Count one's own files that stand in the other nomination, as they are or nearly so."""
    theirs = {row.sha256: row.print for row in rows}
    return sum(
        sha256 in theirs or any(near(prints.get(sha256), other) for other in theirs.values()) for sha256 in query.files
    )


def _told(
    query: PhotoTwinsOf | CopiedStories, rows: Mapping[int, Sequence[Row[Any]]], counts: Mapping[int, int]
) -> tuple[Elsewhere, ...]:
    """Return the newest of them, as far as the one who asks may see whose they are."""
    found: list[Elsewhere] = []
    for number in sorted((number for number, count in counts.items() if count), reverse=True)[: query.limit]:
        row = rows[number][0]
        seen = f"/{query.unit_id}/" in row.path_ids
        whose = (row.subject, row.by) if seen else (None, None)
        found.append(Elsewhere(number, counts[number], row.year, *whose))
    return tuple(found)


async def _rows(conn: AsyncConnection, traces: Collection[int], but: int) -> dict[int, list[Row[Any]]]:
    """Return what has one of these traces, by nomination."""
    found: dict[int, list[Row[Any]]] = {}
    for row in await conn.execute(_found, {"traces": traces, "but": but, "most": MOST_ROWS}):
        found.setdefault(row.id, []).append(row)
    return found


async def _prints(conn: AsyncConnection, hashes: Collection[str]) -> dict[str, int | None]:
    known = await files.by_sha(conn, hashes) if hashes else {}
    return {sha256: row.print for sha256, row in known.items()}
