"""How fast bulk may go: never more than is allowed in any second, replies first."""

from collections import deque

import pytest

from bot.channels.telegram.pace import CONVERSATION, SPAN, Aside, Limits, Pace


class Hand:
    """A clock in the test's hand, and a bulk that calls as soon as it may."""

    def __init__(self, limits: Limits) -> None:
        self.now = 100.0
        self.pace = Pace(limits, lambda: self.now)
        self.calls: list[float] = []
        self._chats = 0

    def bulk(self, seconds: float) -> int:
        """Call new chats for so long; return how many calls that were."""
        end, before = self.now + seconds, len(self.calls)
        while self.now + (wait := self.pace.wait(f"b{self._chats}")) <= end:
            self.now += wait
            self.pace.reserve(f"b{self._chats}")
            self.calls.append(self.now)
            self._chats += 1
        self.now = end
        return len(self.calls) - before

    def most_in_a_second(self) -> int:
        window: deque[float] = deque()
        most = 0
        for at in self.calls:
            window.append(at)
            while window[0] <= at - 1:
                window.popleft()
            most = max(most, len(window))
        return most


def test_the_limit_is_used_and_never_passed() -> None:
    hand = Hand(Limits(30, 1, 5))
    assert 98 * 0.97 * 30 <= hand.bulk(100) <= 100 * 30
    assert hand.most_in_a_second() <= 30


def test_after_a_pause_there_is_no_burst() -> None:
    hand = Hand(Limits(30, 1, 5))
    hand.bulk(3)
    hand.now += 10
    begin = hand.now
    hand.bulk(3)
    gaps = [b - a for a, b in zip(hand.calls, hand.calls[1:], strict=False) if a >= begin]
    assert min(gaps) > 0.02
    assert hand.most_in_a_second() <= 30


async def test_replies_find_room_while_people_write() -> None:
    hand = Hand(Limits(30, 1, 5))
    aside = Aside(hand.pace)
    for second in range(20):
        await aside.turn(f"r{second}")
        hand.calls.append(hand.now)
        assert hand.bulk(1) <= 25
    hand.calls = hand.calls[60:]
    assert hand.most_in_a_second() <= 25, "five more replies would find room in any second"
    hand.now += CONVERSATION
    assert hand.bulk(10) >= 0.97 * 300


async def test_many_replies_leave_less_to_bulk_but_something() -> None:
    hand = Hand(Limits(30, 1, 5))
    for reply in range(40):
        await Aside(hand.pace).turn(f"r{reply}")
    assert hand.pace.wait("b") == pytest.approx(SPAN)
    assert hand.bulk(2 * SPAN) > 0


async def test_a_chat_is_left_alone_for_a_second_whoever_spoke() -> None:
    hand = Hand(Limits(30, 1, 0))
    hand.pace.reserve("5001")
    assert hand.pace.wait("5001") >= 1
    assert hand.pace.wait("5002") < 0.05
    await Aside(hand.pace).turn("5003")
    assert hand.pace.wait("5003") >= 1
    hand.now += SPAN
    assert hand.pace.wait("5001") == hand.pace.wait("5003") == 0


def test_everything_rests_after_a_429_also_one_of_a_reply() -> None:
    hand = Hand(Limits())
    Aside(hand.pace).rest(7)
    hand.pace.rest(3)
    assert (hand.pace.wait("b"), hand.pace.resting()) == (7, 7)
    hand.now += 7
    assert (hand.pace.wait("b"), hand.pace.resting()) == (0, 0)


async def test_a_turn_that_was_reserved_comes_once() -> None:
    pace = Pace(Limits(1000, 10, 0))
    pace.reserve("a")
    await pace.turn("a")
    assert pace.wait("a") > 0.05
    await pace.turn("a")
    pace.reserve("b")
    pace.forgo("b")
    assert pace.wait("b") > 0


def test_chats_that_are_free_again_are_forgotten() -> None:
    hand = Hand(Limits(1000, 1, 0))
    hand.bulk(20)
    assert len(hand.calls) > 15_000
    assert len(hand.pace._chats) <= 6_100
