"""Several officers who nominate at the same time through Telegram, and a program that is killed under their hands."""

import asyncio
import json
import re
from collections import Counter
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.channels.telegram.patience import until
from tests.e2e.doors_records import PostState, arrivals, posts
from tests.e2e.officer_script import TICK, Act, Tapping, Typing
from tests.e2e.process import PATIENCE, Program
from tests.fakes.telegram import TOKEN, FakeTelegram

_CLOCK = re.compile(r"\d\d:\d\d")


@dataclass
class KillHouse:
    """A Telegram, a program, and officers by their address."""

    server: FakeTelegram
    program: Program
    officers: dict[str, Typing]
    in_flight: list[PostState] = field(default_factory=list)
    _heard: dict[str, int] = field(default_factory=dict)
    _arrived: int = 0

    async def everybody_sees(self, act: Act) -> None:
        """Wait until all are asked for this."""
        await asyncio.gather(*(officer.sees(act) for officer in self.officers.values()))

    async def everybody_does(self, act: Act) -> None:
        """Let all answer at once."""
        self._heard = {address: officer.user.chat.changes for address, officer in self.officers.items()}
        self._arrived = arrivals(self.program.data)
        await asyncio.gather(*(officer.does(act) for officer in self.officers.values()))

    async def somebody_hears(self) -> None:
        """Wait until the bot has answered one of them."""
        waits = [asyncio.create_task(self._hears(address)) for address in self.officers]
        _, others = await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        for other in others:
            other.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    async def _hears(self, address: str) -> None:
        user = self.officers[address].user
        await user.waits(lambda: user.chat.changes > self._heard[address], PATIENCE)

    async def something_is_taken(self) -> None:
        """Wait until an answer of one of them is in the database."""
        await until(lambda: arrivals(self.program.data) > self._arrived, PATIENCE)

    async def falls_and_rises(self) -> None:
        """Kill the program and start it again. Nobody can know whether what it was sending has arrived."""
        await self.program.kill()
        known = {post.id for post in self.in_flight}
        self.in_flight += [post for post in posts(self.program.data, "sending") if post.id not in known]
        await self.program.start()

    async def has_settled(self) -> None:
        """Wait until every update is taken and everything is sent that can be."""

        def settled() -> bool:
            lost = {post.id for post in self.in_flight}
            return (
                not self.server.updates.waiting
                and {post.id for post in posts(self.program.data, "queued", "sending")} <= lost
            )

        await until(settled, PATIENCE)

    async def those_who_see_nothing_ask(self, act: Act) -> None:
        """Let whoever is not asked for `act` type a question mark; that may only be needed where a reply was lost."""
        for address, officer in self.officers.items():
            if not officer.is_asked(act):
                assert address in {post.address for post in self.in_flight}, f"{address} waits for {act}"
                await officer.user.says("?")
        await self.everybody_sees(act)

    def may_be_lost(self, address: str) -> int:
        """Count the messages to an address of which nobody knows whether they have arrived."""
        return sum(post.address == address and post.verb == "send" for post in self.in_flight)

    def messages(self, address: str) -> Counter[str]:
        """Count each message that an officer got; a list shown anew because of its ticks is no question of its own."""
        calls = [call for call in self.server.called("sendMessage") if str(call["chat_id"]) == address]
        return Counter(
            _CLOCK.sub("--:--", call["text"]) for call in calls if TICK not in json.dumps(call, ensure_ascii=False)
        )


@asynccontextmanager
async def kill_house(data: Path, *ways: type[Typing]) -> AsyncIterator[KillHouse]:
    """Start everything, with one officer for each of `ways`; nothing is left running."""
    async with FakeTelegram() as server:
        program = Program(data, {"TELEGRAM_TOKEN": TOKEN, "TELEGRAM_API_URL": server.url})
        officers = {str(number): way(server.user(number)) for number, way in enumerate(ways, 5001)}
        house = KillHouse(server, program, officers)
        await program.start()
        try:
            yield house
        finally:
            await program.kill()


def typists_and_tappers(each: int) -> Iterable[type[Typing]]:
    """Return so many of either."""
    return [Typing, Tapping] * each
