"""What the conversations decided, done: a filing, a code, a plan published, a round opened. Rare, so one by one.

Everything happens in the transaction that is handed in. Whether the person may is looked at here once more.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.ids import hash_code
from bot.permits import may, may_comment, may_file, may_join, may_recuse
from conversations.model import (
    Commented,
    CoNominated,
    Consented,
    Contested,
    Deed,
    Denied,
    Dismissed,
    DoorCodeIssued,
    Filed,
    Json,
    Person,
    PlanPublished,
    Received,
    Recused,
    ReminderDeed,
    RemindersSet,
    RoundKept,
    Snoozed,
    Spoke,
    Told,
    TourAsked,
    Viewed,
    WrongCode,
)
from conversations.plans.shelf import Plans
from conversations.queries import RoundById
from conversations.rights import units_where
from storage import broadcasts, following, gaps, invites, nominations, people, plans, reviews, rounds, timers, twins
from storage.database import Transaction

STANDS_BEHIND = "co-nominator"
"""Kept as what part somebody has in a nomination that he joined."""
DOOR_CODE_LIFE = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a deed: `refused` where the person had no right to it (any more). The rest is for the journal:
    the nomination that came of it, and what else was only known when it was done.
    """

    nomination_id: int | None = None
    detail: Mapping[str, Json] = field(default_factory=dict)
    refused: bool = False


DONE, REFUSED = Done(), Done(refused=True)


async def do(house: Plans, conn: Transaction, person: Person | None, deed: Deed, now: datetime) -> Done:
    """Do `deed` for `person`; `house` are the plans that no admin published."""
    match deed:
        case Filed():
            return await _file(conn, person, deed, now)
        case DoorCodeIssued(code=code) if person is not None:
            await invites.issue(conn, [invites.NewInvite(hash_code(code), person.id, now + DOOR_CODE_LIFE)])
        case Spoke(locale=locale) if person is not None:
            await people.set_locale(conn, {person.id: locale})
        case PlanPublished() if person is not None and units_where(person, "publish_plan"):
            above = house[deed.plan_id].version if deed.plan_id in house else 0
            version = await plans.publish(conn, deed.plan_id, deed.document, person.id, now, above=above)
            return Done(detail={"version": version})
        case RoundKept() if person is not None:
            return await _keep_round(conn, person, deed, now)
        case CoNominated() | Recused() | Commented() | Consented() | Received() if person is not None:
            return DONE if await _beside(conn, person, deed, now) else REFUSED
        case Snoozed() | Dismissed() | RemindersSet() if person is not None:
            await _put_off(conn, person, deed, now)
        case TourAsked():
            return DONE if await following.ask_tour(conn, deed, person.id if person else None, now) else REFUSED
        case Spoke() | Viewed() | Denied() | Told() | WrongCode() | Snoozed() | Dismissed() | RemindersSet():
            pass  # a language of somebody unknown; or only written down
        case _:  # done before anything was said (contests.py), or nobody's to do
            return DONE if isinstance(deed, Contested) else REFUSED
    return DONE


async def _file(conn: Transaction, person: Person | None, deed: Filed, now: datetime) -> Done:
    if person is None or not await may_file(conn, person, deed, now.date()):
        return REFUSED
    ids = await nominations.file(conn, [nominations.Filing(person, deed, now)])
    return Done(ids[person.id, deed.draft])


async def _beside(conn: Transaction, person: Person, deed: Deed, now: datetime) -> bool:
    """Do what people do beside deciding, about a nomination or an announcement, if it is theirs; return whether."""
    match deed:
        case CoNominated(nomination_id=id_) if await may_join(conn, person, id_):
            await twins.join(conn, id_, person, now)
            await reviews.recuse(conn, id_, person.id, STANDS_BEHIND, now)  # nobody decides about what is his own
        case Recused(nomination_id=id_, why=why) if await may_recuse(conn, person, id_):
            await reviews.recuse(conn, id_, person.id, why, now)
        case Commented(nomination_id=id_, text=text) if await may_comment(conn, person, id_):
            await reviews.comment(conn, id_, person.id, text, now)
        case Consented():
            return await following.consent(conn, deed, person.id, now)
        case Received(broadcast_id=id_):
            return await broadcasts.receive(conn, id_, person.id, now)
        case _:
            return False
    return True


async def _put_off(conn: Transaction, person: Person, deed: ReminderDeed, now: datetime) -> None:
    """Do what somebody does about his own reminders. Only who nominates there says for a unit that it is done."""
    match deed:
        case Snoozed(until=until):
            await timers.snooze(conn, person.id, until)
        case RemindersSet():
            await timers.wish(conn, person.id, deed, now)
        case Dismissed(why=why):
            speaks = why == "paper" and await may(conn, person, "nominate", person.unit_id)
            unit_id = await gaps.bearing_unit(conn, person.unit_id) if speaks else None
            await timers.dismiss(conn, person.id, deed, unit_id, now)


async def _keep_round(conn: Transaction, person: Person, deed: RoundKept, now: datetime) -> Done:
    query = RoundById(deed.round_id)
    before = (await rounds.by_ids(conn, [query]))[query]  # of a round that is changed the old place counts, too
    for unit_id in (deed.unit_id, before.unit_id) if before else (deed.unit_id,):
        if not await may(conn, person, "open_round", unit_id):
            return REFUSED
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
        await timers.put_round(conn, deed.round_id, now)
        return DONE
    (number,) = await rounds.add(conn, [row])
    await timers.put_round(conn, number, now)
    return Done(detail={"round": number})
