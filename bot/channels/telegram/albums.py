"""Puts the photos of one album together again: Telegram delivers each as an update of its own.

Nobody says which one is the last, so an album is whole when no more have come for a moment.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.channels.telegram.arrival import Arrival, Upload


@dataclass(frozen=True, slots=True)
class Parcel:
    """What is handed to the house as one: a single arrival, or the files of an album."""

    arrivals: tuple[Arrival, ...]

    @property
    def first(self) -> Arrival:
        return self.arrivals[0]

    @property
    def ids(self) -> list[int]:
        return [arrival.update_id for arrival in self.arrivals]

    @property
    def key(self) -> str:
        """Its identity. An album that comes again with more photos in it is another one, or the new ones were lost."""
        more = len(self.arrivals) - 1
        return f"u{self.first.update_id}+{more}" if more else f"u{self.first.update_id}"


def is_sibling(arrival: Arrival) -> bool:
    """Whether more of the same album may follow."""
    return bool(arrival.album) and isinstance(arrival.content, Upload)


def parcels(arrivals: Iterable[Arrival]) -> list[Parcel]:
    """Return the arrivals in their order, the files of an album joined where the first one stood."""
    found: dict[tuple[str, str], list[Arrival]] = {}
    for arrival in arrivals:
        album = arrival.album if is_sibling(arrival) else f"u{arrival.update_id}"
        found.setdefault((arrival.address, album), []).append(arrival)
    return [Parcel(tuple(group)) for group in found.values()]
