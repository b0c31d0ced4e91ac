"""How fast bulk may go: never more than is allowed in any second, replies first."""

import random
from bisect import insort
from collections import deque
from collections.abc import Callable
from itertools import pairwise

import pytest

from bot.channels.telegram.counted import SPAN
from bot.channels.telegram.pace import BUSIEST, CONVERSATION, SPARE, Aside, Limits, Pace


class Hand:
    """A clock in the test's hand, and a bulk that calls as soon as it may.

    `lag` says how long a call takes to be counted by the other side; it is answered as long after that again.
    """

    def __init__(self, limits: Limits) -> None:
        self.now = 100.0
        self.pace = Pace(limits, lambda: self.now)
        self.counted: list[float] = []
        self.lag: Callable[[], float] = lambda: 0.0
        self._chats = 0
        self._answers: list[tuple[float, str, bool]] = []

    def bulk(self, seconds: float) -> int:
        """Call new chats for so long; return how many calls that were."""
        end, calls = self.now + seconds, 0
        while True:
            chat = f"b{self._chats}"
            at = self.now + self.pace.wait(chat)
            if self._answers and self._answers[0][0] <= min(at, end):
                self._hear()
            elif at > end:
                self.now = end
                return calls
            elif at > self.now:
                self.now = at
            else:
                self.pace.reserve(chat)
                self._leave(chat, reply=False)
                self._chats += 1
                calls += 1

    async def reply(self, chat: str) -> None:
        """Somebody is answered."""
        await Aside(self.pace).turn(chat)
        self._leave(chat, reply=True)

    def _leave(self, chat: str, *, reply: bool) -> None:
        lag = self.lag()
        self.counted.append(self.now + lag)
        insort(self._answers, (self.now + lag + self.lag(), chat, reply))

    def _hear(self) -> None:
        self.now, chat, reply = self._answers.pop(0)
        (self.pace.reply_answered if reply else self.pace.over)(chat)

    def most_in_a_second(self) -> int:
        window: deque[float] = deque()
        most = 0
        for at in sorted(self.counted):
            window.append(at)
            while window[0] <= at - 1:
                window.popleft()
            most = max(most, len(window))
        return most


def test_the_limit_is_used_and_never_passed() -> None:
    hand = Hand(Limits(30, 1, 5))
    assert 100 * 0.98 * 30 <= hand.bulk(100) <= 100 * 30
    assert hand.most_in_a_second() == 30


@pytest.mark.parametrize(("least", "most"), [(0.0, 0.01), (0.05, 0.06), (0.1, 0.3)])
def test_however_unevenly_calls_arrive(least: float, most: float) -> None:
    dice = random.Random(7)
    hand = Hand(Limits(30, 1, 5))
    hand.lag = lambda: dice.uniform(least, most) if dice.random() < 0.95 else dice.uniform(least, 5 * most)
    sent = hand.bulk(100)
    assert hand.most_in_a_second() <= 30
    assert sent >= 100 * 30 / (1 + 2.6 * (most - least)) * 0.97


def test_a_slow_beginning_is_no_reason_to_hurry() -> None:
    hand = Hand(Limits(30, 1, 5))
    hand.lag = lambda: 0.2 if hand.now < 100.1 else 0.001
    hand.bulk(10)
    assert hand.most_in_a_second() <= 30


def test_after_a_pause_there_is_no_burst() -> None:
    hand = Hand(Limits(30, 1, 5))
    hand.bulk(3)
    hand.now += 10
    hand.counted.clear()
    hand.bulk(3)
    assert min(b - a for a, b in pairwise(hand.counted)) > 0.02
    assert hand.most_in_a_second() <= 30


async def test_replies_find_room_while_people_write() -> None:
    hand = Hand(Limits(30, 1, 5))
    for second in range(20):
        await hand.reply(f"r{second}")
        assert 20 <= hand.bulk(1) <= 25
    assert hand.most_in_a_second() <= 26, "four more replies would find room in any second"
    hand.bulk(CONVERSATION)
    assert hand.bulk(10) >= 0.97 * 300


async def test_as_much_stays_free_as_the_busiest_second_needed() -> None:
    hand = Hand(Limits(30, 1, 5))
    for reply in range(12):
        await hand.reply(f"r{reply}")
    hand.bulk(3)
    hand.counted.clear()
    assert 10 * 0.9 * 16 <= hand.bulk(10) <= 10 * 16 + 1
    assert hand.most_in_a_second() <= 30 - 12 - SPARE
    hand.bulk(BUSIEST)
    assert hand.bulk(10) >= 10 * 0.9 * 25, "that was long ago"


async def test_many_replies_leave_less_to_bulk_but_something() -> None:
    hand = Hand(Limits(30, 1, 5))
    for reply in range(40):
        await hand.reply(f"r{reply}")
    assert 2 <= hand.bulk(3) <= 4


async def test_a_chat_is_left_alone_for_a_second_whoever_spoke() -> None:
    hand = Hand(Limits(30, 1, 0))
    hand.pace.reserve("5001")
    hand.pace.over("5001")
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
    pace.over("a")
    assert pace.wait("a") > 0.05
    await pace.turn("a")


def test_what_was_reserved_in_vain_counts_no_more() -> None:
    hand = Hand(Limits(2, 2, 0))
    for chat in ("a", "b"):
        hand.now += hand.pace.wait(chat)
        hand.pace.reserve(chat)
    assert hand.pace.wait("c") > 0.9
    hand.pace.forgo("b")
    hand.pace.forgo("b")
    assert hand.pace.wait("c") < 0.5


def test_chats_that_are_free_again_are_forgotten() -> None:
    hand = Hand(Limits(1000, 1, 0))
    assert hand.bulk(20) > 15_000
    assert len(hand.pace._chats) <= 6_100
