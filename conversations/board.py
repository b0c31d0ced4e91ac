"""What the counts of a round say about a unit: what it sent, what waits there, what it brought forward, what is
missing. And of many units which one needs somebody first. It looks nothing up.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from conversations.following import FOLLOWED
from conversations.plans.rules import Station
from conversations.queries import Count, Counted
from conversations.stages import LEVELS, WAITING, Stage

SENT_NOT: tuple[Stage, ...] = ("nurturing",)
"""What is kept for a later round has not been sent in this one."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a unit is. `passed`: brought forward from it, or recognised where it is the last to decide; `reached`:
    came up to it from below; `gaps` by field ("": all together) how many of the least are missing.
    """

    unit_id: int
    name: str
    sent: int
    waiting: int
    returned: int
    reached: int
    passed: int
    recognised: int
    gaps: Mapping[str, int]

    @property
    def missing(self) -> int:
        """How many are missing: of all together, or of the fields that have a least of their own."""
        return max(self.gaps.get("", 0), sum(n for field, n in self.gaps.items() if field))

    @property
    def needs(self) -> bool:
        """Whether something has to be done: too few, none, or some that wait."""
        return bool(self.missing or not self.sent or self.waiting)


def station_of(level: str, route: tuple[Station, ...]) -> int | None:
    """Return which station of the route a unit of this level is, None where it is none."""
    return next((at for at, station in enumerate(route) if level in LEVELS[station]), None)


def progress_of(counted: Counted, route: tuple[Station, ...], least: Mapping[str, int]) -> Progress:
    """Return how far the unit is; `least` is what a unit of its station has to bring forward."""
    at = station_of(counted.level, route)
    here = 0 if at is None else at
    waiting = [one for one in counted.counts if one.stage in WAITING]
    passed = [one for one in counted.counts if _passed(one, here, len(route) - 1)]
    by_field = {field: _sum(one for one in passed if field in ("", one.field_id)) for field in least}
    return Progress(
        unit_id=counted.unit_id,
        name=counted.name,
        sent=_sum(one for one in counted.counts if one.stage not in SENT_NOT),
        waiting=_sum(one for one in waiting if at is None or one.desk_id == counted.unit_id),
        returned=_sum(one for one in counted.counts if one.stage == "returned"),
        reached=_sum(one for one in counted.counts if one.station >= here and one.stage not in SENT_NOT),
        passed=_sum(passed),
        recognised=_sum(one for one in counted.counts if one.stage in FOLLOWED),
        gaps={field: least[field] - n for field, n in by_field.items() if n < least[field]},
    )


def parts_of(board: tuple[Counted, ...], route: tuple[Station, ...]) -> tuple[Station | None, tuple[Counted, ...]]:
    """Return the station just below the unit at the head, and the units of it."""
    stations = [station_of(one.level, route) for one in board]
    below = max((at for at in stations[1:] if at is not None and at != stations[0]), default=None)
    if below is None:
        return None, ()
    return route[below], tuple(one for one, at in zip(board[1:], stations[1:], strict=True) if at == below)


def worst_first(parts: Iterable[Progress]) -> tuple[Progress, ...]:
    """Return those that need somebody: below the minimum first, then those that sent nothing, then those that wait."""

    def need(one: Progress) -> tuple[bool, int, bool, int]:
        return not one.missing, -one.missing, bool(one.sent), -one.waiting

    return tuple(sorted((one for one in parts if one.needs), key=need))


def _passed(one: Count, here: int, last: int) -> bool:
    """Whether it went on from this station, as the places of a limit are counted: what became of it there is no
    matter.
    """
    return one.station > here or (here == last and one.stage in FOLLOWED)


def _sum(counts: Iterable[Count]) -> int:
    return sum(one.n for one in counts)
