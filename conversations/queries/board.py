"""What is asked about how far a round is in a unit: counts only, no name of anybody."""

from dataclasses import dataclass
from datetime import date

from conversations.queries.query import Query


@dataclass(frozen=True, slots=True)
class Count:
    """So many nominations that have this in common; `field_id` is "" unless the query names that field."""

    stage: str
    station: int
    desk_id: int | None
    field_id: str
    n: int


@dataclass(frozen=True, slots=True)
class Counted:
    """A unit with what it and the units below it nominated."""

    unit_id: int
    name: str
    level: str
    counts: tuple[Count, ...]


@dataclass(frozen=True, slots=True)
class BoardOf(Query[tuple[Counted, ...]]):
    """A unit in a round, then by name each unit below it that is of one of `levels` on the day `on`, also those of
    which nothing came. Of what went on from the first desk, or was recognised, the fields that `fields` names are
    counted apart: that is where they reach a minimum.
    """

    round_id: int
    unit_id: int
    levels: tuple[str, ...]
    on: date
    fields: tuple[str, ...] = ()

    def empty(self) -> tuple[Counted, ...]:
        return ()
