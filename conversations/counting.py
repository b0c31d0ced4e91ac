"""What the ballots of a vote come to: enough voted or not, passed or not, and in which order. Asks and says nothing."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal

from conversations.council import Opinion
from conversations.queries import Item, Tally, Vote

Decision = Literal["passed", "not_passed", "no_quorum"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """The ballots on one nomination. `of` is the number of people of whom `needed` had to be in favour."""

    item: Item
    decision: Decision
    yes: int
    no: int
    abstain: int
    of: int
    needed: int
    quorum: int
    named: tuple[tuple[str, Opinion], ...]

    @property
    def present(self) -> int:
        """How many voted."""
        return self.yes + self.no + self.abstain


def lacking(vote: Vote, item: Item) -> int:
    """Return how many more must vote on an item; to be known without looking at a ballot."""
    return max(0, quorum_of(vote, item) - len(item.voted))


def quorum_of(vote: Vote, item: Item) -> int:
    """Return how many must vote on an item. Where nobody may, nothing is decided."""
    return max(1, vote.quorum.of(len(vote.entitled(item))))


def tellable(vote: Vote, today: date) -> bool:
    """Whether the result may be told: the vote is closed, or it is over and cannot go on for want of a quorum."""
    return vote.closed_at is not None or (vote.over(today) and not any(lacking(vote, item) for item in vote.items))


def outcomes(vote: Vote, tallies: tuple[Tally, ...]) -> tuple[Outcome, ...]:
    """Return what came of each nomination, in the order of the vote."""
    known = {tally.nomination_id: tally for tally in tallies}
    return tuple(
        _outcome(vote, item, known.get(item.nomination_id, Tally(item.nomination_id, {}))) for item in vote.items
    )


def _outcome(vote: Vote, item: Item, tally: Tally) -> Outcome:
    yes, no, abstain = (tally.counts.get(opinion, 0) for opinion in ("yes", "no", "abstain"))
    present = yes + no + abstain
    of = present if vote.base == "present" else len(vote.entitled(item))
    needed, quorum = max(1, vote.passing.of(of)), quorum_of(vote, item)
    decision: Decision = "passed" if yes >= needed else "not_passed"
    if present < quorum:
        decision = "no_quorum"
    return Outcome(item, decision, yes, no, abstain, of, needed, quorum, tally.named)


def by_votes(found: tuple[Outcome, ...]) -> tuple[Outcome, ...]:
    """Return those that passed, the greatest share in favour first, then the fewest against.

    A share, because not all may have had the same number of voters. Equals stay in the order in which they were sent.
    """
    return tuple(sorted((outcome for outcome in found if outcome.decision == "passed"), key=strength))


def strength(outcome: Outcome) -> tuple[Fraction, int]:
    """Return what orders those that passed; two of the same are equals."""
    return -Fraction(outcome.yes, max(outcome.of, 1)), outcome.no
