"""Deeds that another person may be quicker with: done before anything is said, so that nobody is told too much.

Each is conditional on what its person saw. Where it is refused, the step is made again with fresh facts.
"""

from datetime import datetime

from bot.permits import may_judge
from conversations.model import Contested, Decided, Person, Ranked, Refiled, Undone
from conversations.rights import OF_ACT
from storage import reviews
from storage.database import Transaction


async def contest(conn: Transaction, person: Person | None, deed: Contested, now: datetime) -> bool:
    """Do `deed` if the person may and everything is still as he saw it; return whether it was done."""
    if person is None:
        return False
    match deed:
        case Decided(nomination_id=id_, act=act, at_desk=desk):
            action = OF_ACT.get(act)  # type: ignore[call-overload]  # an act that is none is nobody's to decide
            may = await may_judge(conn, person, action, desk, id_)
            return may and await reviews.decide(conn, deed, person.id, now)
        case Ranked(nomination_id=id_, at_desk=desk):
            return await may_judge(conn, person, "rank", desk, id_) and await reviews.rank(conn, deed)
        case Undone():
            return await reviews.undo(conn, deed, person.id, now)
        case Refiled():
            return await reviews.refile(conn, deed, person.id, now)
