"""What an admin does about units."""

from dataclasses import dataclass

from conversations.model.person import UnitLevel


@dataclass(frozen=True, slots=True)
class UnitAdded:
    """A new unit that lies in `parent_id`."""

    parent_id: int
    level: UnitLevel
    name: str


@dataclass(frozen=True, slots=True)
class UnitRenamed:
    """A unit goes on under another name; what was sent under the old one keeps that."""

    unit_id: int
    name: str


@dataclass(frozen=True, slots=True)
class UnitsMerged:
    """Units give way to `into`, or where that is 0 to a new one called `name`, which lies where the first one lay."""

    unit_ids: tuple[int, ...]
    into: int = 0
    name: str = ""


@dataclass(frozen=True, slots=True)
class UnitEnded:
    """A unit in which there is nothing is no more, and nothing comes in its place."""

    unit_id: int


UnitDeed = UnitAdded | UnitRenamed | UnitsMerged | UnitEnded
