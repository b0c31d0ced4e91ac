"""The program is killed with `kill -9` at every question, and while it answers: nothing is lost, nothing said twice."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from bot.channels.telegram.lane import QUIET as ALBUM_QUIET
from tests.e2e.doors_records import Nomination, history, nominations
from tests.e2e.kill_house import KillHouse, kill_house, typists_and_tappers
from tests.e2e.officer_script import DONE, SCRIPT, Act

pytestmark = pytest.mark.timeout(400)  # thirty starts take long where other tests have the processors
OFFICERS = 3
"""Of either kind, side by side: one kill meets each at another place."""
MOMENTS: tuple[Callable[[KillHouse], Awaitable[object]], ...] = (
    lambda _: asyncio.sleep(0),
    lambda house: house.somebody_hears(),
    lambda _: asyncio.sleep(0.005),
    lambda house: house.something_is_taken(),
    lambda house: house.somebody_hears(),
    lambda _: asyncio.sleep(ALBUM_QUIET),
    lambda _: asyncio.sleep(0.015),
    lambda house: house.something_is_taken(),
)
"""What is waited for between an answer and the kill, at every third act; the sixth of these sends photos."""


@dataclass(frozen=True)
class Outcome:
    """What is left of each officer's nomination, and what he was sent."""

    filed: dict[str, Nomination]
    answers: dict[str, list[tuple[str, Any]]]
    messages: dict[str, Counter[str]]


def outcome(house: KillHouse) -> Outcome:
    """Return it."""
    filed = nominations(house.program.data)
    assert len(filed) == len(house.officers), "each files once"
    return Outcome(
        dict(filed),
        {address: history(house.program.data, address) for address in house.officers},
        {address: house.messages(address) for address in house.officers},
    )


async def nominate(house: KillHouse, before: Callable[[Act], Awaitable[None]]) -> Outcome:
    """Let all officers nominate side by side; `before` happens when a question has just arrived everywhere."""
    for officer in house.officers.values():
        await officer.enters()
    for act in (*SCRIPT, DONE):
        await house.everybody_sees(act)
        await before(act)
        if act is not DONE:
            await house.everybody_does(act)
    await house.has_settled()
    return outcome(house)


async def undisturbed(data: Path) -> Outcome:
    """Return what comes of it when nothing goes wrong."""

    async def nothing(_: Act) -> None:
        pass

    async with kill_house(data, *typists_and_tappers(1)) as house:
        return await nominate(house, nothing)


async def test_killed_at_every_question(tmp_path: Path) -> None:
    expected = await undisturbed(tmp_path / "undisturbed")
    async with kill_house(tmp_path / "killed", *typists_and_tappers(1)) as house:
        found = await nominate(house, lambda _: house.falls_and_rises())
    assert found.filed == expected.filed
    assert found.answers == expected.answers
    assert found.messages == expected.messages
    assert {times for messages in found.messages.values() for times in messages.values()} == {1}


async def test_killed_while_it_answers(tmp_path: Path) -> None:
    expected = await undisturbed(tmp_path / "undisturbed")
    moments = dict(zip(SCRIPT[::3], MOMENTS, strict=True))
    async with kill_house(tmp_path / "killed", *typists_and_tappers(OFFICERS)) as house:
        for officer in house.officers.values():
            await officer.enters()
        for act, following in pairwise((*SCRIPT, DONE)):
            await house.everybody_sees(act)
            await house.everybody_does(act)
            if act in moments:
                await moments[act](house)
                await house.falls_and_rises()
                await house.has_settled()
                await house.those_who_see_nothing_ask(following)
        await house.everybody_sees(DONE)
        await house.has_settled()
        found = outcome(house)

    (filed,) = set(map(repr, expected.filed.values()))
    assert {address: repr(nomination) for address, nomination in found.filed.items()} == dict.fromkeys(
        house.officers, filed
    )
    for number, address in enumerate(house.officers):
        alike = list(expected.answers)[number % 2]
        assert found.answers[address] == expected.answers[alike]
        lost = expected.messages[alike] - found.messages[address]
        assert lost.total() <= house.may_be_lost(address), lost
        assert set(found.messages[address].values()) == {1}, "nothing is said twice"
