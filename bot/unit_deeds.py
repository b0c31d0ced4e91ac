"""What admins do with units, done: added, renamed, merged, ended. Rare, so one by one.

Everything happens in the transaction that is handed in. Whether the admin may is looked at here once more: what changes
has to lie below what he looks after, what it lies in or goes into may be that itself. So has whether it still can be
done: each unit is one today, and no unit gives way to what lies in it.
"""

import logging
from collections.abc import Sequence
from datetime import date

from bot.deeds import REFUSED, Done
from conversations.model import Person, UnitAdded, UnitDeed, UnitEnded, UnitRenamed, UnitsMerged
from conversations.queries import UnitCard, UnitCardById
from conversations.rights import allowed
from conversations.tree import BELOW, apart
from storage import succession, unit_cards, units
from storage.database import Transaction

_log = logging.getLogger(__name__)


async def look_after_units(conn: Transaction, admin: Person | None, deed: UnitDeed, today: date) -> Done:
    """Do `deed` for `admin` where it is his to do; return what became of it."""
    if admin is None or not await _may(conn, admin, deed, today):
        _log.warning("Person %s has no right to %s, or it is too late", admin.id if admin else "?", type(deed).__name__)
        return REFUSED
    return Done(detail={"unit": await _do(conn, deed, today)})


async def _do(conn: Transaction, deed: UnitDeed, today: date) -> int:
    """Do it; return the unit that there is now, or that is no more."""
    match deed:
        case UnitAdded(parent_id=parent, level=level, name=name):
            return (await units.add(conn, [units.NewUnit(name, level, parent, valid_from=today)]))[0]
        case UnitRenamed(unit_id=unit, name=name):
            return await succession.rename(conn, unit, name, today)
        case UnitsMerged(unit_ids=ids, into=0, name=name):
            return await succession.unite(conn, ids, name, today)
        case UnitsMerged(unit_ids=ids, into=into):
            await succession.give_way(conn, ids, into, today)
            return into
        case UnitEnded(unit_id=unit):
            await succession.end(conn, unit, today)
            return unit


async def _may(conn: Transaction, admin: Person, deed: UnitDeed, today: date) -> bool:
    tops = admin.units_as("admin")

    async def card(unit_id: int) -> UnitCard | None:
        found = await unit_cards.cards(conn, [UnitCardById(unit_id, top) for top in tops], today)
        return next((one for one in found.values() if one is not None), None)

    match deed:
        case UnitAdded(parent_id=parent, level=level):
            above = await card(parent)
            return above is not None and allowed(admin, "add_unit", above.lineage) and level in BELOW[above.level]
        case UnitRenamed(unit_id=unit):
            return _reshapes(admin, [await card(unit)])
        case UnitEnded(unit_id=unit):
            ending = await card(unit)
            return _reshapes(admin, [ending]) and ending is not None and ending.idle
        case UnitsMerged(unit_ids=ids, into=into):
            merged = [await card(unit) for unit in ids]
            onto = await card(into) if into else None
            return _reshapes(admin, merged) and _fits(merged, onto, new=not into)


def _reshapes(admin: Person, cards: Sequence[UnitCard | None]) -> bool:
    """Whether all of them are there and his to change."""
    return bool(cards) and all(one is not None and allowed(admin, "reshape", one.lineage) for one in cards)


def _fits(cards: Sequence[UnitCard | None], onto: UnitCard | None, *, new: bool) -> bool:
    """Whether they can give way to `onto`, or to a new one where the first lies."""
    lineages = [one.lineage for one in cards if one is not None]
    if onto is None:
        return new and apart(lineages, lineages[0][1:])
    return apart(lineages, onto.lineage)
