"""Where more nominations passed than the round has places for: their order by votes, to be written in one tap."""

from dataclasses import dataclass

from conversations.counting import Outcome, by_votes, strength
from conversations.flow import Scene
from conversations.model import Ranked
from conversations.plans.rules import Limit
from conversations.queries import PlacesTaken, Round, RoundById, Standing, StandingOf, Vote
from conversations.stages import WAITING
from conversations.texts import Text, phrase


@dataclass(frozen=True, slots=True)
class Place:
    """One that passed and waits; `deed` writes its place."""

    outcome: Outcome
    standing: Standing
    deed: Ranked


def places_of(vote: Vote, found: tuple[Outcome, ...], scene: Scene) -> tuple[Place, ...]:
    """Return the order of those that passed and still wait; nothing where there are places enough."""
    passed = by_votes(found)
    if len(passed) < 2:
        return ()
    ids = tuple(outcome.item.nomination_id for outcome in passed)
    known = {one.nomination_id: one for one in scene.look(StandingOf(ids))}
    waiting = [
        (outcome, known[outcome.item.nomination_id])
        for outcome in passed
        if _waits(known.get(outcome.item.nomination_id), vote)
    ]
    round_ = scene.look(RoundById(vote.round_id))
    if round_ is None or not _too_many([one for _, one in waiting], round_, vote, scene):
        return ()
    return tuple(
        Place(outcome, one, Ranked(one.nomination_id, one.version, vote.unit_id, number))
        for number, (outcome, one) in enumerate(waiting, 1)
    )


def placed(order: tuple[Place, ...]) -> bool:
    """Whether the order is written already."""
    return all(place.standing.rank == place.deed.rank for place in order)


def order_lines(order: tuple[Place, ...]) -> tuple[Text, ...]:
    """Return the order as the leader reads it."""
    if not order:
        return ()
    lines = (
        phrase("vote.order.line", rank=place.deed.rank or 0, name=one.item.subject, yes=one.yes, of=one.of)
        for place in order
        for one in (place.outcome,)
    )
    equals = len({strength(place.outcome) for place in order}) < len(order)
    return (phrase("vote.order", n=len(order)), *lines, *((phrase("vote.order.equal"),) if equals else ()))


def _too_many(waiting: list[Standing], round_: Round, vote: Vote, scene: Scene) -> bool:
    limits = [limit for limit in round_.rules.limits if limit.most is not None]
    taken = scene.look(PlacesTaken(round_.id, vote.unit_id)) if limits else {}
    return any(
        sum(_counts(limit, one, round_) for one in waiting) > max((limit.most or 0) - taken.get(limit.field, 0), 0)
        for limit in limits
    )


def _waits(one: Standing | None, vote: Vote) -> bool:
    return one is not None and one.stage in WAITING and one.desk_id == vote.unit_id


def _counts(limit: Limit, one: Standing, round_: Round) -> bool:
    """Whether a nomination takes a place of a limit."""
    at = round_.rules.route[min(one.station, len(round_.rules.route) - 1)]
    return limit.station == at and limit.field in ("", one.field_id)
