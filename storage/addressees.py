"""Whom a cause concerns when it is due: SELECTs of `person_id`, from which timers.py makes a digest each.

One statement for everybody, also for a whole province. What is undone is looked at here only as far as to leave in
peace those who have done it; what the message says is found out for each when it is made (pending.py).
"""

from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Integer, Select, String, bindparam, case, exists, func, or_, select

from conversations.duties import BODIES, COMMUNES, COUNTED, DOES
from conversations.rights import MAY
from conversations.stages import WAITING
from storage.tables import dismissals, nominations, recusals, roles, turnouts, units, vote_items, vote_members, votes
from storage.units import below

ANY_LEAST = 1
"""Where nobody said how many: one is asked for, before it is silent."""


def within(unit: FromClause, name: str) -> ColumnElement[bool]:
    """Whether a unit lies in the subtree whose paths go from `<name>_from` to `<name>_to`."""
    path = unit.c.path_ids
    return (path >= bindparam(f"{name}_from", type_=String)) & (path < bindparam(f"{name}_to", type_=String))


def bears(unit: FromClause, parent: FromClause) -> ColumnElement[bool]:
    """Whether a unit takes part in a round by itself: a commune, or an agency or association of the province."""
    return unit.c.level.in_(COMMUNES) | (unit.c.level.in_(BODIES) & (parent.c.level == "province"))


def brought(unit: FromClause, round_id: Any) -> Any:
    """Return how many nominations of a round come from the subtree of a unit and count."""
    inner = units.alias("inner_units")
    return (
        select(func.count(nominations.c.id))
        .select_from(inner.join(nominations, nominations.c.unit_id == inner.c.id))
        .where(below(inner, unit), nominations.c.round_id == round_id, nominations.c.stage.in_(COUNTED))
        .correlate(unit)
        .scalar_subquery()
    )


def lacking(*, extended: bool, others: int) -> Any:
    """Return the units of a round (`round`, `top_from` …) that brought forward less than `least`.

    `extended`: only in the subtree of the unit that has more time (`own_from` …), else without those of the `others`.
    """
    unit, parent = units.alias("bearing"), units.alias("parent")
    rows = [within(unit, "own")] if extended else [~within(unit, f"other_{n}") for n in range(others)]
    counted = (
        select(unit.c.id, unit.c.level, unit.c.path_ids, brought(unit, bindparam("round")).label("sent"))
        .join_from(unit, parent, parent.c.id == unit.c.parent_id)
        .where(within(unit, "top"), bears(unit, parent), *rows)
        .where(or_(unit.c.valid_to.is_(None), unit.c.valid_to > bindparam("on")))
        .cte("counted")
    )
    least = case((counted.c.level.in_(COMMUNES), bindparam("least", type_=Integer)), else_=ANY_LEAST)
    return select(counted).where(counted.c.sent < least).cte("lacking")


def _heeds(person: Any, unit_id: Any) -> ColumnElement[bool]:
    """Whether somebody still wants to hear of `matter`, and nobody said that the unit has handed it in on paper."""
    same = dismissals.c.matter == bindparam("matter")
    paper = (dismissals.c.unit_id == unit_id) & (dismissals.c.why == "paper")
    return ~exists().where(same, dismissals.c.person_id == person) & ~exists().where(same, paper)


@cache
def of_closing(*, extended: bool, others: int) -> Select[Any]:
    """Those who can do something about it that their unit brought forward too few before a round closes."""
    lack, unit = lacking(extended=extended, others=others), units.alias("inner_unit")
    here = (unit.c.id == lack.c.id) & roles.c.role.in_(DOES)
    return (
        select(roles.c.person_id)
        .join_from(lack, unit, below(unit, lack))
        .join(roles, roles.c.unit_id == unit.c.id)
        .where((roles.c.role == "officer") | here, _heeds(roles.c.person_id, lack.c.id))
    )


@cache
def of_overdue(*, extended: bool, others: int) -> Select[Any]:
    """The leaders above the units that had brought forward too few when a round closed."""
    lack, above = lacking(extended=extended, others=others), units.alias("above")
    return (
        select(roles.c.person_id)
        .join_from(lack, above, below(lack, above) & (above.c.id != lack.c.id))
        .join(roles, roles.c.unit_id == above.c.id)
        .where(within(above, "top"), roles.c.role == "leader")
    )


def _of_duty() -> Select[Any]:
    unit, parent = units.alias("bearing"), units.alias("parent")
    return (
        select(roles.c.person_id)
        .join_from(unit, parent, parent.c.id == unit.c.parent_id)
        .join(roles, roles.c.unit_id == unit.c.id)
        .where(
            within(unit, "top"),
            bears(unit, parent),
            unit.c.level.in_(bindparam("levels", expanding=True)),
            roles.c.role.in_(DOES),
            _heeds(roles.c.person_id, unit.c.id),
        )
    )


OF_DUTY = _of_duty()
"""Those who see to a duty of the plan at the units whose it is."""
OF_OWNERS = select(roles.c.person_id).where(
    roles.c.unit_id == bindparam("owner"), roles.c.role == "admin", _heeds(roles.c.person_id, roles.c.unit_id)
)
"""Those who look after a round."""
_part = exists().where(recusals.c.nomination_id == nominations.c.id, recusals.c.person_id == roles.c.person_id)
OF_DESK = (
    select(roles.c.person_id)
    .join(nominations, nominations.c.desk_id == roles.c.unit_id)
    .where(
        nominations.c.id.in_(bindparam("ids", expanding=True)),
        nominations.c.stage.in_(WAITING),
        roles.c.role.in_(sorted(MAY["decide"][1])),
        roles.c.person_id != nominations.c.person_id,
        ~_part,
    )
)
"""Those who decide about nominations that wait."""
SILENT = (
    ~exists().where(
        turnouts.c.vote_id == vote_items.c.vote_id,
        turnouts.c.nomination_id == vote_items.c.nomination_id,
        turnouts.c.person_id == vote_members.c.person_id,
    ),
    ~exists().where(
        recusals.c.nomination_id == vote_items.c.nomination_id, recusals.c.person_id == vote_members.c.person_id
    ),
    nominations.c.person_id != vote_members.c.person_id,
    votes.c.closed_at.is_(None),
)
"""When a member of a council has a ballot in an open vote and has not given it."""
OF_VOTES = (
    select(vote_members.c.person_id)
    .join(votes, votes.c.id == vote_members.c.vote_id)
    .join(vote_items, vote_items.c.vote_id == votes.c.id)
    .join(nominations, nominations.c.id == vote_items.c.nomination_id)
    .where(votes.c.id.in_(bindparam("ids", expanding=True)), *SILENT)
)
"""The silent members of a council."""
