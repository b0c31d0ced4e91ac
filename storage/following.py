"""Recognised models: how they do, whether their subjects agreed to be shown, and who would like to visit them."""

from collections.abc import Collection
from datetime import datetime, time, timedelta, tzinfo

from sqlalchemy import bindparam, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from conversations.answers.folding import fold
from conversations.following import FOLLOWED
from conversations.model import Consented, Followed, TourAsked
from conversations.queries import ConsentTo, FollowUp, FollowUpsOf, ToursAsked
from conversations.stages import after
from storage.gallery import words_of
from storage.reviews import as_seen, move
from storage.tables import follow_ups, gallery, gallery_words, nominations, people, tours

_follow_ups = (
    select(follow_ups, people.c.name.label("by"))
    .join(people, people.c.id == follow_ups.c.person_id)
    .where(follow_ups.c.nomination_id.in_(bindparam("ids", expanding=True)))
    .order_by(follow_ups.c.id)
)
_consents = select(gallery.c.nomination_id, gallery.c.agreed).where(
    gallery.c.nomination_id.in_(bindparam("ids", expanding=True))
)
_entry = select(gallery.c.id).where(gallery.c.nomination_id == bindparam("nomination"))
_shown = _entry.where(gallery.c.agreed)
_of_person = (
    select(nominations.c.subject, nominations.c.unit_name)
    .where(
        nominations.c.id == bindparam("nomination"),
        nominations.c.person_id == bindparam("person"),
        nominations.c.stage.in_(FOLLOWED),
    )
    .with_for_update()
)
_tours = select(func.count()).where(
    tours.c.nomination_id == bindparam("nomination"), tours.c.at >= bindparam("first"), tours.c.at < bindparam("last")
)


async def follow(conn: AsyncConnection, deed: Followed, person_id: int, now: datetime) -> bool:
    """Keep how a model does; False where it is another's to follow, or is not as it was seen."""
    row = await as_seen(conn, deed.nomination_id, deed.version)
    if row is None or row.stage not in FOLLOWED or row.person_id != person_id:
        return False
    copied = deed.households + deed.units > 0
    stage = (after(row.stage, "propagate") if copied else None) or row.stage
    await move(conn, row, {"stage": stage, "next_on": deed.next_on}, now)
    await conn.execute(
        follow_ups.insert(),
        {
            "nomination_id": row.id,
            "person_id": person_id,
            "works": deed.works,
            "households": deed.households,
            "units": deed.units,
            "help": deed.help,
            "at": now,
        },
    )
    if deed.works == "gone":
        await _hide(conn, row.id)
    return True


async def ask_tour(conn: AsyncConnection, deed: TourAsked, person_id: int | None, now: datetime) -> bool:
    """Keep a wish to come and see a model of the gallery, which anybody may have; False where it is not shown."""
    if (await conn.execute(_shown, {"nomination": deed.nomination_id})).first() is None:
        return False
    row = {"nomination_id": deed.nomination_id, "message": deed.message, "phone": deed.phone}
    await conn.execute(tours.insert(), row | {"person_id": person_id, "at": now})
    return True


async def consent(conn: AsyncConnection, deed: Consented, person_id: int, now: datetime) -> bool:
    """Keep whether the subject agreed, as the officer who nominated him was told; show the model or hide it.

    False where somebody else nominated him, or he is not recognised.
    """
    mine = (await conn.execute(_of_person, {"nomination": deed.nomination_id, "person": person_id})).one_or_none()
    if mine is None:
        return False
    await _hide(conn, deed.nomination_id)
    values = {"agreed": deed.agreed, "person_id": person_id, "at": now}
    known = (await conn.execute(_entry, {"nomination": deed.nomination_id})).scalar_one_or_none()
    if known is None:
        new = await conn.execute(
            gallery.insert().returning(gallery.c.id), {"nomination_id": deed.nomination_id, **values}
        )
        known = new.scalar_one()
    else:
        await conn.execute(update(gallery).where(gallery.c.id == known).values(values))
    if deed.agreed:
        found_by = words_of(f"{fold(mine.subject)} {fold(mine.unit_name)} {fold(deed.words)}")
        await conn.execute(gallery_words.insert(), [{"word": word, "entry_id": known} for word in ("", *found_by)])
    return True


async def _hide(conn: AsyncConnection, nomination_id: int) -> None:
    entry = _entry.scalar_subquery()
    await conn.execute(delete(gallery_words).where(gallery_words.c.entry_id == entry), {"nomination": nomination_id})


async def follow_ups_of(
    conn: AsyncConnection, queries: Collection[FollowUpsOf]
) -> dict[FollowUpsOf, tuple[FollowUp, ...]]:
    """Return how each model did, oldest first."""
    rows = (await conn.execute(_follow_ups, {"ids": {query.nomination_id for query in queries}})).all()
    return {
        query: tuple(
            FollowUp(row.by, row.at, row.works, row.households, row.units, row.help)
            for row in rows
            if row.nomination_id == query.nomination_id
        )
        for query in queries
    }


async def consents(conn: AsyncConnection, queries: Collection[ConsentTo]) -> dict[ConsentTo, bool | None]:
    """Return whether each subject agreed to be shown."""
    rows = (await conn.execute(_consents, {"ids": {query.nomination_id for query in queries}})).all()
    known = {row.nomination_id: row.agreed for row in rows}
    return {query: known.get(query.nomination_id) for query in queries}


async def tours_asked(conn: AsyncConnection, queries: Collection[ToursAsked], zone: tzinfo) -> dict[ToursAsked, int]:
    """Return how often each model was asked for on its day; asked for one at a time."""
    found: dict[ToursAsked, int] = {}
    for query in queries:
        first = datetime.combine(query.on, time(), zone)
        asked = {"nomination": query.nomination_id, "first": first, "last": first + timedelta(days=1)}
        found[query] = (await conn.execute(_tours, asked)).scalar_one()
    return found
