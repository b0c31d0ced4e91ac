"""Whether somebody may do a deed, asked once more inside the transaction that does it: the flow that offered it may
have been led astray, and much can have happened since. A refusal is logged; what is said about it is the flow's.
"""

import logging
from datetime import date

from conversations.extensions import closing_for
from conversations.model import BroadcastDeed, BroadcastKept, Extended, Filed, Person
from conversations.queries import ExtensionsOf, LineageOf, OpenRounds, RecusedFrom, RoundById
from conversations.rights import Action, allowed
from storage import broadcasts, extensions, reviews, rounds, units
from storage.database import Transaction

_log = logging.getLogger(__name__)


async def may(conn: Transaction, person: Person, action: Action | None, *unit_ids: int) -> bool:
    """Whether the person may do this with what lies at one of the units; None is nobody's to do."""
    queries = [LineageOf(unit_id) for unit_id in unit_ids]
    lineages = await units.lineages(conn, queries)
    if action is not None and any(allowed(person, action, lineages[query]) for query in queries):
        return True
    _log.warning("Person %d has no right to %s at units %s", person.id, action, unit_ids)
    return False


async def may_judge(conn: Transaction, person: Person, action: Action | None, desk_id: int, nomination_id: int) -> bool:
    """The same at a desk, for what needs somebody without a part in the nomination: not its maker, not recused."""
    where = await reviews.whereabouts(conn, nomination_id)
    query = RecusedFrom(nomination_id, person.id)
    if where is None or where.person_id == person.id or (await reviews.recused(conn, [query]))[query]:
        _log.warning("Person %d has a part in nomination %d and may not %s", person.id, nomination_id, action)
        return False
    return await may(conn, person, action, desk_id)


async def may_comment(conn: Transaction, person: Person, nomination_id: int) -> bool:
    """Whether he may say something about it: a unit at or below his sent it or has it now."""
    where = await reviews.whereabouts(conn, nomination_id)
    return where is not None and await may(conn, person, "comment", where.unit_id, where.desk_id or where.unit_id)


async def may_recuse(conn: Transaction, person: Person, nomination_id: int) -> bool:
    """Whether he is one of those at whose desk it lies; nobody else has anything to stay out of."""
    where = await reviews.whereabouts(conn, nomination_id)
    return where is not None and where.desk_id is not None and await may(conn, person, "recuse", where.desk_id)


async def may_join(conn: Transaction, person: Person, nomination_id: int) -> bool:
    """Whether he may stand behind it: who nominates himself, and did not make this one."""
    where = await reviews.whereabouts(conn, nomination_id)
    return where is not None and where.person_id != person.id and await may(conn, person, "nominate", person.unit_id)


async def may_file(conn: Transaction, person: Person, deed: Filed, today: date) -> bool:
    """Whether he nominates at all, and under a round of that plan that lies above his unit and is open to it; for
    whoever is only nurtured it may be closed, or not yet open.
    """
    query, open_ = RoundById(deed.round_id), OpenRounds(person.unit_id, today)
    round_ = (await rounds.by_ids(conn, [query]))[query]
    if round_ is None or round_.plan_id != deed.plan_id or not await may(conn, person, "nominate", person.unit_id):
        _log.warning("Person %d may not file a nomination in round %d", person.id, deed.round_id)
        return False
    if deed.stage == "nurturing":
        return await units.lies_below(conn, person.unit_id, round_.unit_id)
    return round_.id in {one.id for one in (await rounds.open_on(conn, [open_]))[open_]}


async def may_extend(conn: Transaction, person: Person, deed: Extended, today: date) -> bool:
    """Whether he may give that unit more time in a round that lies above it, and whether it is more than it has."""
    query, above, given = RoundById(deed.round_id), LineageOf(deed.unit_id), ExtensionsOf(deed.round_id)
    round_ = (await rounds.by_ids(conn, [query]))[query]
    lineage = (await units.lineages(conn, [above]))[above]
    if round_ is None or round_.unit_id not in lineage[1:] or not await may(conn, person, "extend", deed.unit_id):
        return False
    closes = closing_for(round_, lineage, (await extensions.of_rounds(conn, [given]))[given])
    return deed.until > closes and deed.until >= today


async def may_announce(conn: Transaction, person: Person, deed: BroadcastDeed) -> bool:
    """Whether he may announce something where it goes to, and where it went to until now."""
    places = [deed.audience.unit_id] if isinstance(deed, BroadcastKept) else []
    if deed.broadcast_id:
        unit_id = await broadcasts.unit_of(conn, deed.broadcast_id)
        places += [unit_id] if unit_id is not None else []
    return bool(places) and all([await may(conn, person, "announce", unit_id) for unit_id in places])
