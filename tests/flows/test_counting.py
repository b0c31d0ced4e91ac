"""What the ballots of a vote come to, whatever the shares."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import cast

import pytest

from conversations.council import Base, Opinion, Share, share
from conversations.counting import by_votes, lacking, outcomes, tellable
from conversations.queries import Item, Member, Tally, Vote

DAY = date(2026, 11, 26)
VOTE = Vote(
    id=1,
    unit_id=1,
    unit="xã Vân Nham",
    round_id=1,
    round="Đợt 2027",
    opened_by="Hoàng Văn Hùng",
    opened_at=datetime(2026, 11, 23, tzinfo=UTC),
    secret=True,
    quorum=Share(2, 3),
    passing=Share(80, 100),
    base="present",
    closes_on=DAY,
    closed_at=None,
    minutes="",
    version=1,
    items=(),
    members=tuple(Member(number, f"Người {number}") for number in range(1, 7)),
)


def voted(yes: int, no: int, abstain: int, *, number: int = 1, barred: int = 0) -> tuple[Item, Tally]:
    """An item on which so many voted; the last `barred` members may not."""
    people = frozenset(range(1, yes + no + abstain + 1))
    item = Item(number, f"Hồ sơ {number}", people, frozenset(range(7 - barred, 7)))
    return item, Tally(number, cast("dict[Opinion, int]", {"yes": yes, "no": no, "abstain": abstain}))


@pytest.mark.parametrize(
    ("share_", "people", "least"),
    [(Share(2, 3), 6, 4), (Share(2, 3), 5, 4), (Share(1, 2), 5, 3), (Share(80, 100), 6, 5), (Share(1, 1), 6, 6)],
)
def test_a_share_of_people_is_rounded_up_and_exact(share_: Share, people: int, least: int) -> None:
    assert share_.of(people) == least
    assert share(str(share_)) == share_


@pytest.mark.parametrize(
    ("ballots", "base", "decision"),
    [
        ((5, 1, 0), "present", "passed"),
        ((4, 2, 0), "present", "not_passed"),
        ((4, 0, 0), "present", "passed"),
        ((4, 0, 0), "entitled", "not_passed"),
        ((4, 0, 2), "present", "not_passed"),  # who abstains is present
        ((3, 0, 0), "present", "no_quorum"),
        ((0, 0, 0), "entitled", "no_quorum"),
        ((0, 4, 0), "present", "not_passed"),
    ],
)
def test_what_the_ballots_come_to(ballots: tuple[int, int, int], base: Base, decision: str) -> None:
    item, tally = voted(*ballots)
    (found,) = outcomes(replace(VOTE, base=base, items=(item,)), (tally,))
    assert found.decision == decision


def test_whoever_has_a_part_in_it_counts_nowhere() -> None:
    item, tally = voted(3, 0, 0, barred=2)
    vote = replace(VOTE, items=(item,))
    assert len(vote.entitled(item)) == 4
    assert lacking(vote, item) == 0
    assert outcomes(vote, (tally,))[0].decision == "passed"
    everybody, none = voted(0, 0, 0, barred=6)
    assert outcomes(replace(VOTE, items=(everybody,)), (none,))[0].decision == "no_quorum"


def test_those_that_passed_are_ordered_by_their_share() -> None:
    found = [voted(5, 1, 0, number=1), voted(4, 0, 0, number=2, barred=2), voted(2, 4, 0, number=3),
             voted(5, 0, 1, number=4), voted(5, 1, 0, number=5)]  # fmt: skip
    vote = replace(VOTE, items=tuple(item for item, _ in found))
    order = by_votes(outcomes(vote, tuple(tally for _, tally in found)))
    assert [outcome.item.nomination_id for outcome in order] == [2, 4, 1, 5]


def test_a_result_is_told_when_nothing_can_change_it() -> None:
    enough, short = voted(4, 0, 0)[0], voted(3, 0, 0, number=2)[0]
    assert not tellable(replace(VOTE, items=(enough,)), DAY)
    assert tellable(replace(VOTE, items=(enough,)), date(2026, 11, 27))
    assert not tellable(replace(VOTE, items=(enough, short)), date(2026, 11, 27))
    assert tellable(replace(VOTE, items=(enough, short), closed_at=VOTE.opened_at), DAY)


def test_who_voted_before_he_declared_a_part_stays_counted() -> None:
    item = Item(1, "Hồ sơ", frozenset({1}), frozenset({1, 2}))
    vote = replace(VOTE, items=(item,))
    assert [member.person_id for member in vote.entitled(item)] == [1, 3, 4, 5, 6]
    assert vote.left(1) == vote.left(2) == ()
    assert vote.left(3) == (item,)
    assert vote.left(99) == ()
