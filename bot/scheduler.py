"""The heartbeat: what has to happen without anybody writing. Rows in the database say what is due; nothing else does.

One job per kind of work, never one per person: a restart loses nothing, and ten thousand people cost no more jobs.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from storage.errors import Busy

SWEEP_SECONDS = 1
ANNOUNCE_SECONDS = 1
REMIND_SECONDS = 5
COUNT_SECONDS = 15
TIDY_HOURS = 6
_log = logging.getLogger(__name__)

Job = Callable[[], Awaitable[None]]


class Heartbeat:
    """Calls each job at its pace; never twice at a time, and late ones once."""

    def __init__(self, *, sweep: Job, announce: Job | None, remind: Job | None, count: Job, tidy: Job) -> None:
        self._scheduler = AsyncIOScheduler(
            timezone="UTC", job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
        )
        self._under_way: set[asyncio.Task[None]] = set()
        self._scheduler.add_job(self._patient(sweep), "interval", seconds=SWEEP_SECONDS)
        if announce is not None:
            self._scheduler.add_job(self._patient(announce), "interval", seconds=ANNOUNCE_SECONDS)
        if remind is not None:
            self._scheduler.add_job(self._patient(remind), "interval", seconds=REMIND_SECONDS)
        self._scheduler.add_job(self._patient(count), "interval", seconds=COUNT_SECONDS)
        self._scheduler.add_job(self._patient(tidy), "interval", hours=TIDY_HOURS)

    def start(self) -> None:
        """Begin."""
        self._scheduler.start()

    async def stop(self) -> None:
        """End; a job under way is finished first, for one that is cut off leaves a transaction in the air."""
        self._scheduler.shutdown(wait=False)
        await asyncio.gather(*self._under_way, return_exceptions=True)

    def _patient(self, job: Job) -> Job:
        """A locked database is waited for until the next beat."""

        async def beat() -> None:
            task = asyncio.create_task(_done(job))
            self._under_way.add(task)
            task.add_done_callback(self._under_way.discard)
            await asyncio.shield(task)  # the scheduler cancels what it is waiting for when it ends

        return beat


async def _done(job: Job) -> None:
    try:
        await job()
    except Busy:
        _log.info("The database is busy; the next beat does it")
