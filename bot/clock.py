"""The only reader of the clock."""

import time
from datetime import datetime
from zoneinfo import ZoneInfo


class Clock:
    """Tells the time in the people's time zone; everything else is handed the time."""

    def __init__(self, zone: str) -> None:
        self._zone = ZoneInfo(zone)

    def now(self) -> datetime:
        """Return the time, aware, in the people's zone."""
        return datetime.now(self._zone)

    @staticmethod
    def seconds() -> float:
        """Return monotonic seconds, for measuring."""
        return time.perf_counter()
