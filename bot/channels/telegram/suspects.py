"""Decides when an update that the house cannot take is given up.

A database that is down must not cost anybody his answer, however long it lasts; an update that breaks the house must
not block its sender for ever. So an update is given up only when it failed often, the house took another one after
that, and it failed once more.
"""

import logging

ATTEMPTS = 3

log = logging.getLogger(__name__)


class Suspects:
    """The updates that failed, how often, and which of them failed while the house is well."""

    def __init__(self) -> None:
        self._failed: dict[int, int] = {}
        self._suspected: set[int] = set()

    def failed(self, update_id: int, error: Exception) -> bool:
        """Count a failure; True where the update is to be given up. Only its number and kind of error are logged."""
        why = type(error).__name__
        if update_id in self._suspected:
            log.error("telegram: update %d is given up: %s again and again, while others pass", update_id, why)
            self.forget(update_id)
            return True
        log.warning("telegram: update %d was not taken: %s; it is tried again", update_id, why)
        self._failed[update_id] = self._failed.get(update_id, 0) + 1
        return False

    def passed(self, update_id: int) -> None:
        """The house took this one: it is well, and whoever failed often is suspected."""
        self.forget(update_id)
        self._suspected.update(other for other in self._failed if self.often(other))

    def often(self, update_id: int) -> bool:
        """Whether it failed often enough to try others of the same chat before it."""
        return self._failed.get(update_id, 0) >= ATTEMPTS

    def forget(self, update_id: int) -> None:
        """It is done with."""
        self._failed.pop(update_id, None)
        self._suspected.discard(update_id)
