"""Who an audience is today, and at which door each of them is reached: whole crowds in one statement.

Whether somebody may announce to them is not decided here.
"""

from collections.abc import Collection
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, Select, bindparam, exists, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from conversations.audience import Audience, Sift
from conversations.queries import AudienceOf, AudienceSeen
from conversations.rights import MAY
from storage.tables import contacts, nominations, outbox, people, recipients, roles, units
from storage.units import below

NOMINATORS = sorted(MAY["nominate"][1])
NOTHING_SENT = ("withdrawn", "nurturing")
"""Stages of what was taken back, or not sent yet: the unit has sent nothing by it."""
_top = units.alias()
_of_round = nominations.c.round_id == bindparam("round_id")
_open = (contacts.c.person_id == people.c.id, contacts.c.blocked_at.is_(None))
_SIFTS: dict[Sift, tuple[ColumnElement[bool], ...]] = {
    "everybody": (),
    "unsent": (
        exists().where(
            roles.c.person_id == people.c.id, roles.c.unit_id == people.c.unit_id, roles.c.role.in_(NOMINATORS)
        ),
        ~exists().where(nominations.c.unit_id == people.c.unit_id, _of_round, nominations.c.stage.not_in(NOTHING_SENT)),
    ),
    "field": (
        exists().where(
            nominations.c.person_id == people.c.id,
            _of_round,
            nominations.c.field_id == bindparam("field_id"),
            nominations.c.stage != "withdrawn",
        ),
    ),
    "silent": (
        exists().where(
            recipients.c.broadcast_id == bindparam("silent_on"),
            recipients.c.person_id == people.c.id,
            recipients.c.received_at.is_(None),
        ),
    ),
}


def door_of(person_id: ColumnElement[int], *more: ColumnElement[bool]) -> ScalarSelect[int]:
    """Return the open door at which somebody was answered last, of the doors `channels`; NULL where he has none."""
    answered = select(func.max(outbox.c.id)).where(outbox.c.contact_id == contacts.c.id).scalar_subquery()
    own = (contacts.c.person_id == person_id, contacts.c.blocked_at.is_(None))
    return (
        select(contacts.c.id)
        .where(*own, contacts.c.channel.in_(bindparam("channels", expanding=True)), *more)
        .order_by(func.coalesce(answered, 0).desc(), contacts.c.id.desc())
        .limit(1)
        .scalar_subquery()
    )


def named(audience: Audience, by: int) -> tuple[Select[Any], dict[str, Any]]:
    """Return the SELECT of (id, unit_id) of whom `audience` names without `by`, and its parameters."""
    values: dict[str, Any] = {"under": audience.unit_id, "by": by}
    values |= {"roles": audience.roles} if audience.roles else {}
    values |= {"without": audience.without} if audience.without else {}
    values |= {"round_id": audience.round_id} if audience.sift in ("unsent", "field") else {}
    values |= {"field_id": audience.field_id} if audience.sift == "field" else {}
    values |= {"silent_on": audience.silent_on} if audience.sift == "silent" else {}
    return _named(audience.sift, roled=bool(audience.roles), without=bool(audience.without)), values


@cache
def _named(sift: Sift, *, roled: bool, without: bool) -> Select[Any]:
    """Who takes part no more has no role, and is nobody's audience."""
    has = exists().where(roles.c.person_id == people.c.id)
    some = (people.c.id.not_in(bindparam("without", expanding=True)),) if without else ()
    return (
        select(people.c.id, people.c.unit_id)
        .join_from(_top, units, below(units, _top))
        .join(people, people.c.unit_id == units.c.id)
        .where(
            _top.c.id == bindparam("under"),
            people.c.id != bindparam("by"),
            has.where(roles.c.role.in_(bindparam("roles", expanding=True))) if roled else has,
            *_SIFTS[sift],
            *some,
        )
    )


async def seen(conn: AsyncConnection, queries: Collection[AudienceOf]) -> dict[AudienceOf, AudienceSeen]:
    """Return how many each audience is, and a few of them; admins ask one at a time."""
    return {query: await _seen(conn, query) for query in queries}


async def _seen(conn: AsyncConnection, query: AudienceOf) -> AudienceSeen:
    chosen, values = named(query.audience, query.by)
    reached = exists().where(*_open)
    counted = chosen.with_only_columns(func.count(), func.count().filter(~reached))
    total, unreachable = (await conn.execute(counted, values)).one()
    some = chosen.with_only_columns(people.c.name).order_by(people.c.id).limit(query.sample)
    return AudienceSeen(total, unreachable, tuple((await conn.execute(some, values)).scalars()))
