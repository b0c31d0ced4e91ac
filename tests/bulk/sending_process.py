"""A process that sends in bulk over a database, to be killed: `python -m tests.bulk.sending_process DATABASE API NAME`.

The house's own parts, but for the leases, which are short: what waits two minutes in the house waits two seconds here.
"""

import asyncio
import logging
import sys
from datetime import UTC, datetime, timedelta

from bot.bulk_call import BulkCall
from bot.bulk_sender import BulkSender, Terms
from bot.channels.base import Enclosure
from bot.channels.telegram import Limits, Telegram
from bot.clock import Clock
from bot.metrics import Metrics
from bot.scheduler import Heartbeat
from bot.sender import Sender
from conversations.model import Paper
from storage.database import open_database
from tests.fakes.telegram.server import TOKEN

ROW, TOKEN_LEASE = timedelta(seconds=2), timedelta(seconds=1)
LIMITS = Limits(overall=60, chat=1, headroom=5)


async def make(paper: Paper) -> Enclosure | None:
    """Nothing is made here."""
    raise AssertionError(paper)


async def send(url: str, api_url: str, holder: str) -> None:
    """Send until killed."""
    database, clock, metrics = open_database(url), Clock("Asia/Ho_Chi_Minh"), Metrics()
    door = Telegram(TOKEN, api_url, lambda: datetime.now(UTC), limits=LIMITS)
    call = BulkCall(database, door.bulk, make)
    bulk = BulkSender(database, door.bulk, clock, call, Terms(holder, ROW, TOKEN_LEASE), metrics)
    sender = Sender(database, {door.name: door}, clock, metrics, make)

    async def nothing() -> None:
        pass

    Heartbeat(sweep=sender.sweep, announce=nothing, remind=None, count=nothing, tidy=nothing).start()
    print("sending", flush=True)  # noqa: T201 - whoever started it waits for this word
    await bulk.run()


if __name__ == "__main__":
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr)
    asyncio.run(send(*sys.argv[1:]))
