"""Whether somebody may do a deed, asked once more inside the transaction that does it: the flow that offered it may
have been led astray, and much can have happened since. A refusal is logged; what is said about it is the flow's.
"""

import logging

from conversations.model import Person
from conversations.queries import LineageOf, RecusedFrom
from conversations.rights import Action, allowed
from storage import reviews, units
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
