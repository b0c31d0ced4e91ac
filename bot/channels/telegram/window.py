"""Remembers which of the fetched updates are taken, and so how far Telegram may forget.

Asking with an offset confirms everything below it: the offset must not pass an update that is not committed.
"""

from collections.abc import Sequence


class Window:
    """The updates that Telegram still holds for us. `offset` is the first one that is not known to be taken."""

    def __init__(self) -> None:
        self.offset = 0
        self._started: set[int] = set()
        self._done: set[int] = set()

    def start(self, fetched: Sequence[int]) -> list[int]:
        """Return those that were not seen before, in order; they are under way now."""
        fresh = sorted(set(fetched) - self._started)
        self._started.update(fresh)
        return fresh

    def finish(self, ids: Sequence[int]) -> None:
        """They are committed, or nothing for us."""
        self._done.update(ids)

    def confirm(self, fetched: Sequence[int]) -> None:
        """Move the offset behind what is done of the newest batch; Telegram may have begun to count anew."""
        if fetched:
            self.offset = min(set(fetched) - self._done, default=max(fetched) + 1)
            held = {update_id for update_id in fetched if update_id >= self.offset}
            self._started &= held
            self._done &= held
