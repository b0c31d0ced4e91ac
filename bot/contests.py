"""Deeds that another person may be quicker with: done before anything is said, so that nobody is told too much.

Each is conditional on what its person saw. Where it is refused, the step is made again with fresh facts.
"""

import logging
from datetime import datetime

from bot.ids import new_secret
from conversations.council import Balloted, CouncilDeed, VoteClosed, VoteOpened, VoteProlonged
from conversations.following import Followed
from conversations.model import Contested, Decided, Person, Ranked, Refiled, Undone
from conversations.nurture import Visited
from conversations.queries import LineageOf
from conversations.rights import OF_ACT, Action, allowed
from storage import following, nurture, reviews, units, votes
from storage.database import Transaction

_log = logging.getLogger(__name__)


async def contest(conn: Transaction, person: Person | None, deed: Contested, now: datetime) -> bool:
    """Do `deed` if the person may and everything is still as he saw it; return whether it was done."""
    if person is None:
        return False
    match deed:
        case Decided(act=act, at_desk=desk):
            action = OF_ACT.get(act)  # type: ignore[call-overload]  # an act that is none is nobody's to decide
            return await _may(conn, person, action, desk) and await reviews.decide(conn, deed, person.id, now)
        case Ranked(at_desk=desk):
            return await _may(conn, person, "rank", desk) and await reviews.rank(conn, deed)
        case Undone():
            return await reviews.undo(conn, deed, person.id, now)
        case Refiled():
            return await reviews.refile(conn, deed, person.id, now)
        case Visited():
            return await nurture.visit(conn, deed, person.id, now)
        case Followed():
            return await following.follow(conn, deed, person.id, now)
        case VoteOpened() | Balloted() | VoteClosed() | VoteProlonged():
            return await _council(conn, person, deed, now)


async def _council(conn: Transaction, person: Person, deed: CouncilDeed, now: datetime) -> bool:
    """What happens in a vote: opening, closing and prolonging are the leader's, a ballot is a member's own."""
    unit_id = deed.unit_id if isinstance(deed, VoteOpened) else await votes.unit_of(conn, deed.vote_id)
    action: Action = "vote" if isinstance(deed, Balloted) else "open_vote"
    if unit_id is None or not await _may(conn, person, action, unit_id):
        return False
    match deed:
        case VoteOpened():
            return await votes.open_vote(conn, deed, person.id, new_secret(), now) is not None
        case Balloted():
            return await votes.cast(conn, deed, person.id, now.date())
        case VoteClosed():
            return await votes.close(conn, deed, now)
        case VoteProlonged():
            return await votes.prolong(conn, deed, now.date())


async def _may(conn: Transaction, person: Person, action: Action | None, unit_id: int) -> bool:
    query = LineageOf(unit_id)
    lineage = (await units.lineages(conn, [query]))[query]
    if action is not None and allowed(person, action, lineage):
        return True
    _log.warning("Person %d has no right to %s at unit %d", person.id, action, unit_id)
    return False
