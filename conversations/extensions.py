"""How long a unit has time in a round. Nothing is looked up here."""

from collections.abc import Iterable
from datetime import date

from conversations.queries import Extension, Round


def closing_for(round_: Round, lineage: tuple[int, ...], given: Iterable[Extension]) -> date:
    """Return the last day for the unit with this lineage: the round's own, or a later one that it or a unit above it
    was given.
    """
    return max((round_.closes, *(one.until for one in given if one.unit_id in lineage)))
