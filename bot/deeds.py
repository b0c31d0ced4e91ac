"""What the conversations decided, done: a filing, a code, a plan published, a round opened. Rare, so one by one.

Everything happens in the transaction that is handed in. Whether the person may is looked at here once more.
"""

import logging
from datetime import datetime, timedelta

from bot.ids import hash_code
from conversations.following import Consented, TourAsked
from conversations.model import (
    Commented,
    DoorCodeIssued,
    Effect,
    Extended,
    Filed,
    Person,
    PlanPublished,
    Recused,
    RoundKept,
    Spoke,
)
from conversations.plans.shelf import Plans
from conversations.queries import LineageOf
from conversations.rights import Action, allowed
from storage import following, invites, nominations, people, plans, reviews, rounds, units
from storage.database import Transaction

_log = logging.getLogger(__name__)
DOOR_CODE_LIFE = timedelta(minutes=15)


async def do(house: Plans, conn: Transaction, person: Person | None, deed: Effect, now: datetime) -> None:
    """Do `deed` for `person`; `house` are the plans that no admin published. What is only said is done elsewhere."""
    match deed:
        case Filed() if person is not None:
            await nominations.file(conn, [nominations.Filing(person, deed, now)])
        case DoorCodeIssued(code=code) if person is not None:
            await invites.issue(conn, [invites.NewInvite(hash_code(code), person.id, now + DOOR_CODE_LIFE)])
        case Spoke(locale=locale) if person is not None:
            await people.set_locale(conn, {person.id: locale})
        case PlanPublished() if person is not None and "admin" in person.roles:
            above = house[deed.plan_id].version if deed.plan_id in house else 0
            await plans.publish(conn, deed.plan_id, deed.document, person.id, now, above=above)
        case RoundKept() if person is not None and "admin" in person.roles:
            await _keep_round(conn, person, deed)
        case Recused(nomination_id=id_, why=why) if person is not None:
            await reviews.recuse(conn, id_, person.id, why, now)
        case Commented(nomination_id=id_, text=text) if person is not None:
            await reviews.comment(conn, id_, person.id, text, now)
        case Extended(unit_id=unit_id) if person is not None and await _may(conn, person, "extend", unit_id):
            await rounds.extend(conn, deed, person.id, now)
        case Consented() | TourAsked():
            await following.keep(conn, deed, person.id if person else None, now)
        case _:
            pass


async def _may(conn: Transaction, person: Person, action: Action, unit_id: int) -> bool:
    query = LineageOf(unit_id)
    return allowed(person, action, (await units.lineages(conn, [query]))[query])


async def _keep_round(conn: Transaction, person: Person, deed: RoundKept) -> None:
    if not await units.lies_below(conn, deed.unit_id, person.unit_id):
        _log.warning("Person %d has no right to keep a round for unit %d", person.id, deed.unit_id)
        return
    row = rounds.NewRound(
        plan_id=deed.plan_id,
        unit_id=deed.unit_id,
        name=deed.name,
        year=deed.year,
        opens=deed.opens,
        closes=deed.closes,
        years=deed.years,
        rules=deed.rules,
        answers=deed.answers,
    )
    if deed.round_id:
        await rounds.change(conn, deed.round_id, row)
    else:
        await rounds.add(conn, [row])
