"""The units of a list held against the tree: which are there, which are new, which change. Names are looked up here.

A name may be followed by what it lies in, "xã Tân Lập, tỉnh Mẫu": many units of the country bear the same one.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from conversations.answers.folding import fold
from conversations.roster import UNITS, Counts, Roster, RosterCode, RosterFault, UnitRow
from storage.tables import unit_successors, units
from storage.units import below

Ref = int
"""A unit: its id, or below zero the number of the row in which it is new."""


class Kept(NamedTuple):
    """A unit that is there."""

    id: int
    name: str
    folded: str
    level: str
    parent_id: int | None
    valid_from: date | None
    valid_to: date | None


_top = units.alias()
_tree = (
    select(*(units.c[name] for name in Kept._fields))
    .join_from(_top, units, below(units, _top))
    .where(_top.c.id == bindparam("top"))
)
_successors = (
    select(unit_successors.c.unit_id, unit_successors.c.successor_id)
    .join_from(_top, units, below(units, _top))
    .join(unit_successors, unit_successors.c.unit_id == units.c.id)
    .where(_top.c.id == bindparam("top"))
)


@dataclass(slots=True)
class UnitChanges:
    """What the units of a list change. `unit_of` says by number of the row which unit it is."""

    new: list[UnitRow] = field(default_factory=list)
    changed: dict[int, dict[str, Any]] = field(default_factory=dict)
    gone: list[tuple[int, Ref, date]] = field(default_factory=list)
    parent_of: dict[int, Ref] = field(default_factory=dict)
    unit_of: dict[int, Ref] = field(default_factory=dict)
    same: int = 0
    faults: list[RosterFault] = field(default_factory=list)

    @property
    def counts(self) -> Counts:
        touched = self.changed.keys() | {ref for _, ref, _ in self.gone if ref > 0}
        old = {ref for ref in self.unit_of.values() if ref > 0}
        return Counts(len(self.new), len(touched & old), len(old - touched))


class Tree:
    """The units of a subtree with those of a list among them, by name."""

    def __init__(self, top: int, kept: Mapping[int, Kept], roster: Roster, today: date) -> None:
        self.top = top
        self.kept = kept
        self.today = today
        self.roster = roster
        self.rows = {row.row: row for row in roster.units}
        self.by_name: defaultdict[str, list[int]] = defaultdict(list)
        for unit in kept.values():
            self.by_name[unit.folded].append(unit.id)
        self.rows_named: defaultdict[str, list[int]] = defaultdict(list)
        for row in roster.units:
            self.rows_named[fold(row.name)].append(row.row)
        self.children = {(unit.parent_id, unit.folded): unit.id for unit in kept.values() if self.valid(unit)}
        self.found: dict[int, Ref | None] = {}
        self.looking: set[int] = set()
        self.parents: dict[int, Ref] = {}
        self.faults: dict[tuple[int, str], RosterFault] = {}

    def valid(self, unit: Kept) -> bool:
        """Whether a unit is one today."""
        return unit.valid_to is None or unit.valid_to > self.today

    def place(self, number: int) -> Ref | None:
        """Return which unit a row is: one that is there, or a new one; None where its parent cannot be told."""
        if number in self.found:
            return self.found[number]
        self.found[number] = None  # whoever comes back here while it is looked up goes in a circle
        row = self.rows[number]
        if not row.parent and fold(row.name) == self.kept[self.top].folded:
            self.found[number] = self.top
            return self.top
        self.looking.add(number)
        parent = self.top if not row.parent else self.refer(row.parent, number, "unit_parent")
        self.looking.discard(number)
        if parent is None:
            return None
        self.parents[number] = parent
        ended = row.ends is not None and row.ends <= self.today
        self.found[number] = self._child(parent, fold(row.name), ended=ended) or -number
        return self.found[number]

    def _child(self, parent: Ref, folded: str, *, ended: bool) -> Ref | None:
        known = self.children.get((parent, folded))
        if known is not None or not ended:
            return known
        old = [id_ for id_ in self.by_name[folded] if self.kept[id_].parent_id == parent]
        return old[0] if old else None

    def refer(self, text: str, number: int, column: str, *, also_ended: bool = False, page: str = UNITS) -> Ref | None:
        """Return the unit that a text names; note what is wrong where it names none, or several."""
        name, *within = (fold(part) for part in text.split(","))
        refs = {id_ for id_ in self.by_name.get(name, ()) if also_ended or self.valid(self.kept[id_])}
        if not also_ended:
            refs |= {ref for other in self.rows_named.get(name, ()) if (ref := self.place(other)) is not None}
        fitting = [ref for ref in refs if all(part in self.above(ref) for part in within)]
        if also_ended and len(fitting) > 1:
            fitting = [ref for ref in fitting if self.valid(self.kept[ref])] or fitting
        if len(fitting) == 1:
            return fitting[0]
        code: RosterCode = "several_units" if fitting else "unknown_unit"
        named = self.rows_named.get(name, ())
        if not fitting and any(other in self.looking for other in named):
            code = "circle"
        elif not fitting and named:  # it is in the list, and what is wrong with it is told there
            return None
        fault = self.roster.fault(page, column, number, code, found=text[:80], n=len(fitting))
        self.faults.setdefault((number, column), fault)
        return None

    def above(self, ref: Ref) -> frozenset[str]:
        """Return the folded names of all that a unit lies in."""
        return frozenset(self._names(ref))

    def _names(self, ref: Ref) -> Iterator[str]:
        for _ in range(12):
            parent = self.parents.get(-ref) if ref < 0 else self.kept[ref].parent_id
            if parent is None or (parent > 0 and parent not in self.kept):
                return
            yield fold(self.rows[-parent].name) if parent < 0 else self.kept[parent].folded
            ref = parent


async def tree_of(conn: AsyncConnection, roster: Roster, top: int, today: date) -> Tree:
    """Return the tree below `top` with the units of a list among it."""
    kept = {row.id: Kept(*row) for row in await conn.execute(_tree, {"top": top})}
    return Tree(top, kept, roster, today)


async def compare_units(conn: AsyncConnection, known: Tree) -> UnitChanges:
    """Return what the units of a list change in the tree."""
    changes = UnitChanges()
    followed = {(row.unit_id, row.successor_id) for row in await conn.execute(_successors, {"top": known.top})}
    seen: dict[Ref | tuple[Ref, str], int] = {}
    for row in known.roster.units:
        ref = known.place(row.row)
        if ref is None:
            continue
        key = ref if ref > 0 else (known.parents[row.row], fold(row.name))
        if key in seen:
            changes.faults.append(known.roster.fault(UNITS, "unit_name", row.row, "twice", row=str(seen[key])))
            continue
        seen[key] = row.row
        changes.unit_of[row.row] = ref
        _note(changes, known, row, ref)
        for text in row.replaces:
            _replace(changes, known, row, ref, text, followed)
    changes.faults += known.faults.values()
    return changes


def _note(changes: UnitChanges, known: Tree, row: UnitRow, ref: Ref) -> None:
    if row.begins and row.ends and row.ends <= row.begins:
        changes.faults.append(known.roster.fault(UNITS, "unit_ends", row.row, "bad_days"))
    if ref < 0:
        changes.new.append(row)
        changes.parent_of[row.row] = known.parents[row.row]
        return
    kept = known.kept[ref]
    wanted: dict[str, Any] = {"name": row.name, "level": row.level}
    wanted |= {"valid_from": row.begins} if row.begins else {}
    wanted |= {"valid_to": row.ends} if row.ends else {}
    different = {name: value for name, value in wanted.items() if getattr(kept, name) != value}
    if different and ref != known.top:
        changes.changed[ref] = different


def _replace(
    changes: UnitChanges, known: Tree, row: UnitRow, ref: Ref, text: str, followed: set[tuple[int, int]]
) -> None:
    old = known.refer(text, row.row, "unit_replaces", also_ended=True)
    if old is None or (old, ref) in followed:
        return
    day = row.begins or known.today
    within = ref == old or known.kept[old].folded in known.above(ref)
    if within or old == known.top:
        changes.faults.append(known.roster.fault(UNITS, "unit_replaces", row.row, "circle", found=text[:80], n=0))
    elif day > known.today:
        changes.faults.append(known.roster.fault(UNITS, "unit_begins", row.row, "future"))
    else:
        changes.gone.append((old, ref, day))
