"""A house in a process of its own that beats: `python -m tests.pipeline.second_house DATABASE_URL DATA AT`.

Its clock stands at AT. It says when it is open, beats when it is told to, and goes on until nothing is left.
"""

import asyncio
import sys
from datetime import datetime

from bot.app import opened
from bot.settings import read_settings
from tests.pipeline.door import HandDoor
from tests.story import CATALOGUE, StoryClock
from tests.talk import VIETNAM

BEATS = 5


async def main(address: str, folder: str, at: str) -> None:
    """Open, wait for the word, beat."""
    clock, door = StoryClock(), HandDoor()
    clock.moment = datetime.fromisoformat(at).replace(tzinfo=VIETNAM)
    settings = read_settings({"DATA": folder, "DATABASE_URL": address, "DEMO": "0"})
    async with opened(settings, (door,), clock, CATALOGUE, on_time=False) as app:
        sys.stdout.write("open\n")
        sys.stdout.flush()
        await asyncio.to_thread(sys.stdin.readline)
        for _ in range(BEATS):
            await app.reminders.beat()
        await app.sender.drain()
    sys.stdout.write(f"{len(door.posts)}\n")


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
