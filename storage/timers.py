"""What is due when. A row is written in the transaction of its cause, and says only that somebody has to look.

    round | file | vote | draft | picture -> looked at in the morning -> digest, one a day for a person -> told, gone

What there is to tell is seen when it is told: a row whose cause is gone by then leads to nothing.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any, Literal, NamedTuple, get_args

from sqlalchemy import ColumnElement, Select, String, bindparam, case, cast, delete, func, literal, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from conversations.calendar.holidays import DAY
from conversations.model import Dismissed, RemindersSet
from conversations.reminding import SLOTS, coming, day_of_vote, file_days, look_on, moments, next_picture
from storage.columns import Utc
from storage.dialects import insert_into
from storage.tables import dismissals, people, reminder_wishes, rounds, timers

Cause = Literal["round", "file", "vote", "draft", "picture"]
CAUSES: tuple[Cause, ...] = get_args(Cause)
LONGEST = timedelta(days=400)
"""After its closing a round's duties of the year may still be due."""


class NewTimer(NamedTuple):
    """Look at `subject_id` at `due_at`; what was to be told up to the day `told` is told."""

    kind: Cause
    subject_id: int
    due_at: datetime
    told: date
    person_id: int | None = None

    @property
    def key(self) -> str:
        """What makes it one row, however often its cause is written."""
        whose = "" if self.person_id is None else f"{self.person_id}:"
        return f"{self.kind}:{whose}{self.subject_id}"


class Timer(NamedTuple):
    """A cause that is due, held until the transaction ends."""

    id: int
    kind: Cause
    subject_id: int
    person_id: int | None
    told: date


class Digest(NamedTuple):
    """A person to be reminded now; the row is the claimer's."""

    id: int
    person_id: int
    due_at: datetime


class Rearmed(NamedTuple):
    """When a cause is looked at next; None: never again."""

    id: int
    next_on: date | None


_held = (
    select(*(timers.c[name] for name in Timer._fields))
    .where(timers.c.kind == bindparam("kind"), timers.c.due_at <= bindparam("now"))
    .order_by(timers.c.due_at, timers.c.id)
    .limit(bindparam("limit"))
    .with_for_update(skip_locked=True)  # SQLite leaves it out: BEGIN IMMEDIATE lets one in at a time
)
_due = (
    select(timers.c.id)
    .where(
        timers.c.kind == "digest",
        timers.c.due_at <= bindparam("now"),
        or_(timers.c.lease_until.is_(None), timers.c.lease_until <= bindparam("now")),
    )
    .order_by(timers.c.due_at, timers.c.id)
    .limit(bindparam("limit"))
    .with_for_update(skip_locked=True)
    .cte("due")
)
_claim = (
    update(timers)
    .where(timers.c.id.in_(select(_due.c.id)))
    .values(lease_until=bindparam("lease"))
    .returning(timers.c.id, timers.c.person_id, timers.c.due_at)
)
_rearm = (
    update(timers)
    .where(timers.c.id == bindparam("row"))
    .values(due_at=bindparam("next", type_=Utc()), told=bindparam("until"))
)
_drop = delete(timers).where(timers.c.id.in_(bindparam("ids", expanding=True)))
_forget = delete(timers).where(timers.c.key == bindparam("key"))
_some = select(people.c.id.label("person_id")).where(people.c.id.in_(bindparam("ids", expanding=True)))


@cache
def _put(dialect: str, *, keeps_told: bool) -> Any:
    new = insert_into(dialect, timers)
    changed = {"due_at": new.excluded.due_at} | ({} if keeps_told else {"told": new.excluded.told})
    return new.on_conflict_do_update(index_elements=["key"], set_=changed)


@cache
def _wish(dialect: str) -> Any:
    new = insert_into(dialect, reminder_wishes)
    changed = {"slot": new.excluded.slot, "rhythm": new.excluded.rhythm, "picture": new.excluded.picture}
    return new.on_conflict_do_update(index_elements=["person_id"], set_=changed)


@cache
def _dismiss(dialect: str) -> Any:
    new = insert_into(dialect, dismissals)
    changed = {"why": new.excluded.why, "unit_id": new.excluded.unit_id, "at": new.excluded.at}
    return new.on_conflict_do_update(index_elements=["person_id", "matter"], set_=changed)


@cache
def _watch(dialect: str) -> Any:
    rows = select(
        literal("round:").concat(cast(rounds.c.id, String)),
        literal("round"),
        rounds.c.id,
        bindparam("next", type_=Utc()),
        bindparam("until", type_=timers.c.told.type),
    ).where(rounds.c.closes >= bindparam("first"))
    new = insert_into(dialect, timers).from_select(["key", "kind", "subject_id", "due_at", "told"], rows)
    return new.on_conflict_do_nothing(index_elements=["key"])


@cache
def _snooze(dialect: str) -> Any:
    new = insert_into(dialect, timers)
    return new.on_conflict_do_update(index_elements=["key"], set_={"due_at": new.excluded.due_at})


def _chosen(what: str, kind: Any) -> ColumnElement[Any]:
    """Return `what` of the moment at which a person wants to hear of it, by his wishes."""
    slot = func.coalesce(reminder_wishes.c.slot, SLOTS[0])
    weekly = func.coalesce(reminder_wishes.c.rhythm, "daily") == "weekly"
    rows: list[tuple[ColumnElement[bool], Any]] = [
        (weekly & (slot == one), bindparam(f"{what}_weekly_{one}", type_=kind)) for one in SLOTS
    ]
    rows += [(slot == one, bindparam(f"{what}_daily_{one}", type_=kind)) for one in SLOTS]
    return case(*rows)


@cache
def announcement(dialect: str, who: Select[Any]) -> Any:
    """Return the INSERT of a digest for each `person_id` of `who`, at the hour that he wishes."""
    source = who.distinct().subquery("who")
    rhythm = func.coalesce(reminder_wishes.c.rhythm, "daily")
    person = source.c.person_id
    rows = (
        select(
            literal("digest:").concat(cast(person, String)).concat(":").concat(_chosen("day", String)),
            literal("digest"),
            literal(0),
            person,
            _chosen("at", Utc()),
            bindparam("today", type_=timers.c.told.type),
        )
        .select_from(source.outerjoin(reminder_wishes, reminder_wishes.c.person_id == person))
        .where(or_(bindparam("urgent", type_=timers.c.subject_id.type) == 1, rhythm != "deadlines"))
        .order_by(person)  # everybody adds in the same order, so that nobody waits in a circle
    )
    columns = ["key", "kind", "subject_id", "person_id", "due_at", "told"]
    return insert_into(dialect, timers).from_select(columns, rows).on_conflict_do_nothing(index_elements=["key"])


async def put(conn: AsyncConnection, rows: Collection[NewTimer], *, keeps_told: bool = False) -> None:
    """Look at these again; one row each, whatever there was. `keeps_told`: what was told before stays told."""
    if rows:
        values = [row._asdict() | {"key": row.key} for row in rows]
        await conn.execute(_put(conn.dialect.name, keeps_told=keeps_told), values)


async def put_file(conn: AsyncConnection, rows: Iterable[tuple[int, str, date | None]], now: datetime) -> None:
    """Look at nominations that moved just now: each with its stage and the day of its next visit."""
    today = now.date()
    found = [(id_, coming(file_days(stage, today, next_on), today)) for id_, stage, next_on in rows]
    await put(conn, [NewTimer("file", id_, look_on(on, now), today) for id_, on in found if on is not None])


async def put_round(conn: AsyncConnection, round_id: int, now: datetime) -> None:
    """Look at a round that was opened or changed just now; what was told of it before stays told."""
    tomorrow = look_on(now.date() + DAY, now)
    await put(conn, [NewTimer("round", round_id, tomorrow, now.date() - DAY)], keeps_told=True)


async def put_vote(conn: AsyncConnection, vote_id: int, closes_on: date, now: datetime) -> None:
    """Look at a vote on the working day before it is over."""
    on = max(day_of_vote(closes_on), now.date())
    await put(conn, [NewTimer("vote", vote_id, look_on(on, now), now.date() - DAY)])


async def watch_rounds(conn: AsyncConnection, now: datetime) -> None:
    """Look at every round that nobody looks at: those that came in by another way than an admin's."""
    values = {"next": look_on(now.date(), now), "until": now.date() - DAY, "first": now.date() - LONGEST}
    await conn.execute(_watch(conn.dialect.name), values)


async def held(conn: AsyncConnection, kind: Cause, now: datetime, limit: int) -> list[Timer]:
    """Return up to `limit` causes of a kind that are due, held until the transaction ends; none twice."""
    return [Timer(*row) for row in await conn.execute(_held, {"kind": kind, "now": now, "limit": limit})]


async def rearm(conn: AsyncConnection, rows: Sequence[Rearmed], now: datetime) -> None:
    """Let these be looked at again on their days, and those that have none never."""
    later = [
        {"row": row.id, "next": look_on(row.next_on, now), "until": now.date()}
        for row in rows
        if row.next_on is not None
    ]
    if later:
        await conn.execute(_rearm, later)
    await done(conn, [row.id for row in rows if row.next_on is None])


async def announce(
    conn: AsyncConnection, who: Select[Any], values: Mapping[str, Any], now: datetime, *, urgent: bool
) -> None:
    """Let everybody whom `who` finds be reminded: one row per person and day, at his hour. `urgent`: a deadline."""
    asked: dict[str, Any] = {"today": now.date(), "urgent": int(urgent)}
    known = {(rhythm, slot): at for rhythm, slot, at in moments(now)}
    for rhythm, slot in known:
        at = known["daily" if urgent else rhythm, slot]
        asked |= {f"at_{rhythm}_{slot}": at, f"day_{rhythm}_{slot}": at.date().isoformat()}
    await conn.execute(announcement(conn.dialect.name, who), {**asked, **values})


async def announce_to(conn: AsyncConnection, person_ids: Iterable[int], now: datetime, *, urgent: bool = False) -> None:
    """Let these people be reminded of something; `urgent`: today, however seldom they want to be."""
    if ids := sorted(set(person_ids)):
        await announce(conn, _some, {"ids": ids}, now, urgent=urgent)


async def claim(conn: AsyncConnection, now: datetime, limit: int, lease_until: datetime) -> list[Digest]:
    """Take up to `limit` people who are to be reminded now, those waiting longest; nobody else takes them meanwhile."""
    taken = await conn.execute(_claim, {"now": now, "limit": limit, "lease": lease_until})
    return sorted(Digest(*row) for row in taken)


async def done(conn: AsyncConnection, ids: Collection[int]) -> None:
    """Forget these."""
    if ids:
        await conn.execute(_drop, {"ids": sorted(ids)})


async def snooze(conn: AsyncConnection, person_id: int, until: datetime) -> None:
    """Let a person be reminded again at that moment, in the place of another reminder of that day."""
    day = until.date()
    row = {"key": f"digest:{person_id}:{day.isoformat()}", "kind": "digest", "subject_id": 0, "person_id": person_id}
    await conn.execute(_snooze(conn.dialect.name), row | {"due_at": until, "told": day})


async def wish(conn: AsyncConnection, person_id: int, deed: RemindersSet, now: datetime) -> None:
    """Keep when a person wants to be reminded, and look for his picture at the beginning of the next week."""
    row = {"person_id": person_id, "slot": deed.slot, "rhythm": deed.rhythm, "picture": deed.picture}
    await conn.execute(_wish(conn.dialect.name), row)
    weekly = NewTimer("picture", 0, look_on(next_picture(now.date()), now), now.date(), person_id)
    if deed.picture:
        await put(conn, [weekly])
    else:
        await conn.execute(_forget, {"key": weekly.key})


async def dismiss(conn: AsyncConnection, person_id: int, deed: Dismissed, unit_id: int | None, now: datetime) -> None:
    """Keep that a person hears of a matter no more, nor with `unit_id` anybody of that unit."""
    row = {"person_id": person_id, "matter": deed.matter, "why": deed.why, "unit_id": unit_id, "at": now}
    await conn.execute(_dismiss(conn.dialect.name), row)
