"""The gallery: recognised models whose subjects agreed to be shown, found by the words they have.

Each entry has its words as rows, and the empty word for whoever looks at all of them: a model that has no words in it
is shown to nobody.
"""

from collections.abc import Collection, Mapping
from functools import cache
from typing import Any

from sqlalchemy import Integer, Row, Select, bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from conversations.following import FOLLOWED
from conversations.queries import Exemplar, ExemplarById, Gallery
from storage.tables import follow_ups, gallery, gallery_words, nominations, people

MOST_WORDS = 6
"""Looked for at once; further ones are passed over."""
MOST_LETTERS = 40
_COLUMNS = (
    nominations.c.id,
    nominations.c.subject,
    nominations.c.kind,
    nominations.c.plan_id,
    nominations.c.plan_version,
    nominations.c.field_id,
    nominations.c.unit_name,
    nominations.c.person_id,
    people.c.name.label("by"),
)
_spread = (
    select(
        follow_ups.c.nomination_id,
        func.sum(follow_ups.c.households).label("households"),
        func.sum(follow_ups.c.units).label("units"),
    )
    .where(follow_ups.c.nomination_id.in_(bindparam("ids", expanding=True)))
    .group_by(follow_ups.c.nomination_id)
)


@cache
def _found(size: int) -> Select[Any]:
    """The newest entries that have `size` words. The first word leads, the others are looked up for each entry."""
    first = gallery_words.alias()
    shown = (
        select(*_COLUMNS)
        .select_from(first)
        .join(gallery, gallery.c.id == first.c.entry_id)
        .join(nominations, nominations.c.id == gallery.c.nomination_id)
        .join(people, people.c.id == nominations.c.person_id)
        .where(first.c.word == bindparam("word_0"), nominations.c.stage.in_(FOLLOWED))
        .order_by(first.c.entry_id.desc())
        .limit(bindparam("most", type_=Integer))
    )
    for number in range(1, size):
        other = gallery_words.alias()
        has = select(other.c.entry_id).where(
            other.c.word == bindparam(f"word_{number}"), other.c.entry_id == first.c.entry_id
        )
        shown = shown.where(has.exists())
    return shown


_one = (
    select(*_COLUMNS, nominations.c.card)
    .select_from(gallery)
    .join(nominations, nominations.c.id == gallery.c.nomination_id)
    .join(people, people.c.id == nominations.c.person_id)
    .join(gallery_words, (gallery_words.c.entry_id == gallery.c.id) & (gallery_words.c.word == ""))
    .where(gallery.c.nomination_id.in_(bindparam("ids", expanding=True)), nominations.c.stage.in_(FOLLOWED))
)


def words_of(folded: str) -> tuple[str, ...]:
    """Return the different words of a folded text, the longest at the head: few entries have that one."""
    plain = "".join(char if char.isalnum() else " " for char in folded)
    return tuple(
        sorted({word for word in plain.split() if len(word) <= MOST_LETTERS}, key=lambda word: (-len(word), word))
    )


async def found(conn: AsyncConnection, queries: Collection[Gallery]) -> dict[Gallery, tuple[Exemplar, ...]]:
    """Return the newest models that have all words of each query. People look one at a time."""
    answers: dict[Gallery, tuple[Exemplar, ...]] = {}
    for query in queries:
        words = words_of(" ".join(query.words))[:MOST_WORDS] or ("",)
        asked: dict[str, Any] = {f"word_{number}": word for number, word in enumerate(words)}
        rows = (await conn.execute(_found(len(words)), asked | {"most": query.limit})).all()
        spread = await _spreading(conn, [row.id for row in rows])
        answers[query] = tuple(_exemplar(row, spread) for row in rows)
    return answers


async def by_ids(conn: AsyncConnection, queries: Collection[ExemplarById]) -> dict[ExemplarById, Exemplar | None]:
    """Return each model whole, None where it is not shown."""
    rows = (await conn.execute(_one, {"ids": {query.nomination_id for query in queries}})).all()
    spread = await _spreading(conn, [row.id for row in rows])
    known = {row.id: _exemplar(row, spread, row.card) for row in rows}
    return {query: known.get(query.nomination_id) for query in queries}


async def _spreading(conn: AsyncConnection, ids: list[int]) -> Mapping[int, tuple[int, int]]:
    """How many households and units do the same as each model."""
    rows = await conn.execute(_spread, {"ids": ids}) if ids else ()
    return {row.nomination_id: (row.households, row.units) for row in rows}


def _exemplar(row: Row[Any], spread: Mapping[int, tuple[int, int]], card: Any = None) -> Exemplar:
    households, units = spread.get(row.id, (0, 0))
    return Exemplar(
        id=row.id,
        subject=row.subject,
        kind=row.kind,
        plan_id=row.plan_id,
        plan_version=row.plan_version,
        field_id=row.field_id,
        unit=row.unit_name,
        person_id=row.person_id,
        by=row.by,
        households=households,
        units=units,
        card=card,
    )
