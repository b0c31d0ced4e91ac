"""Deeds that another person may be quicker with: done before anything is said, so that nobody is told too much.

Each is conditional on what its person saw. Where it is refused, the step is made again with fresh facts.
"""

from datetime import datetime

from bot.ids import new_secret
from bot.permits import may, may_announce, may_extend, may_file, may_judge
from conversations.model import (
    Balloted,
    BroadcastCorrected,
    BroadcastDeed,
    BroadcastKept,
    BroadcastSteered,
    Contested,
    CouncilDeed,
    Decided,
    Extended,
    Filed,
    Followed,
    Person,
    Ranked,
    Refiled,
    SilentReminded,
    Undone,
    Visited,
    VoteClosed,
    VoteOpened,
    VoteProlonged,
    Withdrawn,
)
from conversations.rights import OF_ACT, Action
from storage import broadcasts, extensions, following, nurture, reviews, timers, units, votes
from storage.database import Transaction


async def contest(conn: Transaction, person: Person | None, deed: Contested, now: datetime) -> bool:
    """Do `deed` if the person may and everything is still as he saw it; return whether it was done."""
    if person is None:
        return False
    match deed:
        case Decided(nomination_id=id_, act=act, at_desk=desk):
            action = OF_ACT.get(act)  # type: ignore[call-overload]  # an act that is none is nobody's to decide
            may = await may_judge(conn, person, action, desk, id_) and await _leads_there(conn, deed)
            return may and await reviews.decide(conn, deed, person.id, now)
        case Ranked(nomination_id=id_, at_desk=desk):
            return await may_judge(conn, person, "rank", desk, id_) and await reviews.rank(conn, deed)
        case Filed() | Visited():
            return await _in_a_round(conn, person, deed, now)
        case Extended():
            may = await may_extend(conn, person, deed, now.date())
            return may and await extensions.add(conn, deed, person.id, now)
        case Undone() | Refiled() | Withdrawn() | Followed():
            return await _own(conn, person, deed, now)
        case VoteOpened() | Balloted() | VoteClosed() | VoteProlonged():
            return await _council(conn, person, deed, now)
        case BroadcastKept() | BroadcastSteered() | SilentReminded() | BroadcastCorrected():
            return await may_announce(conn, person, deed) and await _announced(conn, person, deed, now)


async def _announced(conn: Transaction, person: Person, deed: BroadcastDeed, now: datetime) -> bool:
    """What an admin does with an announcement that is still as he saw it."""
    match deed:
        case BroadcastKept():
            return await broadcasts.keep(conn, deed, person.id, now)
        case BroadcastSteered():
            return await broadcasts.steer(conn, deed)
        case SilentReminded():
            return await broadcasts.remind(conn, deed, now)
        case BroadcastCorrected():
            return await broadcasts.correct(conn, deed, now)


async def _own(conn: Transaction, person: Person, deed: Undone | Refiled | Withdrawn | Followed, now: datetime) -> bool:
    """What only whoever decided or nominated does; whether he did, is seen where it is done."""
    match deed:
        case Undone():
            return await reviews.undo(conn, deed, person.id, now)
        case Refiled():
            return await reviews.refile(conn, deed, person.id, now)
        case Withdrawn():
            return await reviews.withdraw(conn, deed, person.id, now)
        case Followed():
            return await following.follow(conn, deed, person.id, now)


async def _leads_there(conn: Transaction, deed: Decided) -> bool:
    """Whether a file goes where this act takes it: on to a unit above, else it stays where it lies."""
    if deed.act != "forward":
        return deed.desk_id == deed.at_desk
    return deed.desk_id != deed.at_desk and await units.lies_below(conn, deed.at_desk, deed.desk_id)


async def _in_a_round(conn: Transaction, person: Person, deed: Filed | Visited, now: datetime) -> bool:
    """What makes a nomination needs a round that is open to the person; who goes on being nurtured needs none."""
    if isinstance(deed, Filed):  # filed later, with everything else that came of the step
        return await may_file(conn, person, deed, now.date())
    may = deed.filed.stage == "nurturing" or await may_file(conn, person, deed.filed, now.date())
    return may and await nurture.visit(conn, deed, person.id, now)


async def _council(conn: Transaction, person: Person, deed: CouncilDeed, now: datetime) -> bool:
    """What happens in a vote: opening, closing and prolonging are the leader's, a ballot is a member's own."""
    unit_id = deed.unit_id if isinstance(deed, VoteOpened) else await votes.unit_of(conn, deed.vote_id)
    action: Action = "vote" if isinstance(deed, Balloted) else "open_vote"
    if unit_id is None or not await may(conn, person, action, unit_id):
        return False
    match deed:
        case VoteOpened():
            vote_id = await votes.open_vote(conn, deed, person.id, new_secret(), now)
            return vote_id is not None and await _watched(conn, vote_id, deed, now)
        case Balloted():
            return await votes.cast(conn, deed, person.id, now.date())
        case VoteClosed():
            return await votes.close(conn, deed, now)
        case VoteProlonged():
            return await votes.prolong(conn, deed, now.date()) and await _watched(conn, deed.vote_id, deed, now)


async def _watched(conn: Transaction, vote_id: int, deed: VoteOpened | VoteProlonged, now: datetime) -> bool:
    """Have the silent members reminded before the vote is over; return that this is done."""
    await timers.put_vote(conn, vote_id, deed.closes_on, now)
    return True
