"""What can go wrong on Telegram's side, when a test wants it to."""

from collections import deque
from dataclasses import dataclass
from typing import Any


class RefusalError(Exception):
    """An answer with ok=false."""

    def __init__(self, status: int, description: str, parameters: dict[str, Any] | None = None) -> None:
        super().__init__(description)
        self.status = status
        self.description = description
        self.parameters = parameters


def bad_request(why: str) -> RefusalError:
    """Return the refusal of a call that is not right in itself."""
    return RefusalError(400, f"Bad Request: {why}")


@dataclass(frozen=True, slots=True)
class Fault:
    """What a call gets instead of its answer. `acts`: it is carried out all the same, which the caller cannot know.

    `page` is a body that is not Telegram's, as a proxy in between sends it with a status of its own.
    """

    refusal: RefusalError | None = None
    page: tuple[int, bytes] | None = None
    drops: bool = False
    silent: bool = False
    acts: bool = False


def flood(seconds: int = 7) -> Fault:
    """Return the 429 that tells how long to wait."""
    return Fault(RefusalError(429, f"Too Many Requests: retry after {seconds}", {"retry_after": seconds}))


FORBIDDEN = Fault(RefusalError(403, "Forbidden: bot was blocked by the user"))
SERVER_ERROR = Fault(RefusalError(500, "Internal Server Error"))
SILENT = Fault(silent=True, acts=True)
DROPPED = Fault(drops=True, acts=True)


class Faults:
    """The faults that wait for their call."""

    def __init__(self) -> None:
        self._waiting: dict[str, deque[Fault]] = {}

    def add(self, method: str, fault: Fault, times: int = 1) -> None:
        """Let the next `times` calls of `method` meet this fault."""
        self._waiting.setdefault(method.lower(), deque()).extend([fault] * times)

    def next(self, method: str) -> Fault | None:
        """Return the fault that this call meets."""
        waiting = self._waiting.get(method.lower())
        return waiting.popleft() if waiting else None
