"""A list of units and people as an admin hands it in: its rows, what is wrong with them, what it would change.

Data only. It is read in bot/papers/, held against what there is in storage/roster.py.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal, NamedTuple

from conversations.model import Json
from conversations.plans.plan_error import Place
from conversations.texts import Arg, Phrase, phrase, text_from_json, text_to_json

RosterCode = Literal[
    "bad_phone",
    "bad_days",
    "unknown_unit",
    "several_units",
    "circle",
    "twice",
    "elsewhere",
    "phone_taken",
    "future",
    "no_rows",
]
UNITS, PEOPLE = "units", "people"
"""The two pages."""


class UnitRow(NamedTuple):
    """A unit as it stands in row `row`; `parent` and `replaces` are names as somebody wrote them, "" for none."""

    row: int
    name: str
    level: str
    parent: str
    begins: date | None
    ends: date | None
    replaces: tuple[str, ...]


class PersonRow(NamedTuple):
    """A person as he stands in row `row`; of a phone number there is only what is kept of it. `code` is his own in the
    list he comes from.
    """

    row: int
    name: str
    call: str
    unit: str
    roles: tuple[str, ...]
    phone_hash: str
    phone_end: str
    code: str


@dataclass(frozen=True, slots=True)
class RosterFault:
    """What is wrong with a row, and where: as PlanError says it of a plan."""

    place: Place
    code: RosterCode
    details: Mapping[str, Arg] = field(default_factory=dict)

    @property
    def sentence(self) -> Phrase:
        return phrase("roster_error", place=self.place.words, what=self.what, remedy=self.remedy)

    @property
    def what(self) -> Phrase:
        return Phrase(f"roster_error.{self.code}", self.details)

    @property
    def remedy(self) -> Phrase:
        return Phrase(f"roster_error.{self.code}.remedy", self.details)


@dataclass(frozen=True, slots=True)
class Roster:
    """What was read. `cells` says by page and column in which letter it stands, `titles` what the pages are called."""

    units: tuple[UnitRow, ...] = ()
    people: tuple[PersonRow, ...] = ()
    titles: Mapping[str, str] = field(default_factory=dict)
    cells: Mapping[str, str] = field(default_factory=dict)
    faults: tuple[Phrase, ...] = ()

    def fault(self, page: str, column: str, row: int, code: RosterCode, /, **details: Arg) -> RosterFault:
        """Return a fault in the cell of a row and a column."""
        place = Place(row, self.titles.get(page, page), f"{self.cells.get(column, 'A')}{row}")
        return RosterFault(place, code, details)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many rows are new, change something, change nothing."""

    new: int = 0
    changed: int = 0
    same: int = 0


@dataclass(frozen=True, slots=True)
class RosterSeen:
    """What a list would do to the units and people there are; nothing at all where it has faults."""

    units: Counts = Counts()
    people: Counts = Counts()
    faults: tuple[Phrase, ...] = ()
    rows: int = 0


def roster_to_json(roster: Roster) -> Json:
    """Return what was read as JSON; days as texts."""
    return {
        "units": [[_plain(value) for value in row] for row in roster.units],
        "people": [[_plain(value) for value in row] for row in roster.people],
        "titles": dict(roster.titles),
        "cells": dict(roster.cells),
        "faults": [text_to_json(fault) for fault in roster.faults],
    }


def roster_from_json(raw: Any) -> Roster | None:
    """Return what was read; None where it was something else."""
    match raw:
        case {"roster": {"units": units, "people": people, "titles": titles, "cells": cells, "faults": faults}}:
            return Roster(
                tuple(_unit(row) for row in units),
                tuple(PersonRow(*row)._replace(roles=tuple(row[4])) for row in people),
                titles,
                cells,
                tuple(text_from_json(fault) for fault in faults),
            )
        case _:
            return None


def _plain(value: Any) -> Json:
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def _unit(row: list[Any]) -> UnitRow:
    begins, ends = (date.fromisoformat(day) if day else None for day in row[4:6])
    return UnitRow(row[0], row[1], row[2], row[3], begins, ends, tuple(row[6]))
