"""What may lie in what in the tree of units, and which units can give way to others. Nothing is looked up here.

A unit is given by its lineage: its own id, then those of the units above it.
"""

from collections.abc import Mapping, Sequence

from conversations.model import UnitLevel

Lineage = tuple[int, ...]
_COMMUNE: tuple[UnitLevel, ...] = ("village", "agency", "association")
BELOW: Mapping[UnitLevel, tuple[UnitLevel, ...]] = {
    "province": ("commune", "ward", "special_zone", "district", "agency", "association"),
    "district": ("commune", "ward", "agency", "association"),
    "commune": _COMMUNE,
    "ward": _COMMUNE,
    "special_zone": _COMMUNE,
    "village": ("association",),
    "agency": ("agency", "association"),
    "association": ("association",),
}
"""The levels of the units that lie in one of each level, the usual ones at the head."""


def apart(units: Sequence[Lineage], onto: Lineage) -> bool:
    """Whether `units` can give way to `onto`: none lies in another of them or stands there twice, nor `onto` in one."""
    ids = {lineage[0] for lineage in units}
    in_another = any(not ids.isdisjoint(lineage[1:]) for lineage in units)
    return len(ids) == len(units) and not in_another and ids.isdisjoint(onto)
