"""The plans as they stand now: those of the house and what admins published, in this process or another.

Every transaction asks once whether something was published since; only then documents are read.
"""

import logging
from collections.abc import Mapping
from typing import Any

from conversations.plans.documents import document_from_json
from conversations.plans.loader import plan_of
from conversations.plans.plan import Plan
from conversations.plans.shelf import Plans
from conversations.plans.table import Nowhere
from storage import plans
from storage.database import Transaction

_log = logging.getLogger(__name__)


class Shelf:
    """Keeps the plans of this process up to date."""

    def __init__(self, house: Plans) -> None:
        self.house = house
        self._plans = house
        self._seen = 0
        self._documents: dict[tuple[str, int], dict[str, Any]] = {}

    def document(self, plan_id: str, version: int) -> Mapping[str, Any] | None:
        """Return the document of a published version; None where it is the house's or not known here."""
        return self._documents.get((plan_id, version))

    async def current(self, conn: Transaction) -> Plans:
        """Return the plans as the transaction of `conn` sees them."""
        if await plans.newest(conn) > self._seen:
            published = await plans.since(conn, self._seen)
            read = [_plan(row) for row in published]
            self._plans = self._plans.joined(plan for plan in read if plan is not None)
            self._documents |= {(row.plan_id, row.version): document_from_json(row.document) for row in published}
            self._seen = published[-1].id
        return self._plans


def _plan(row: plans.Published) -> Plan | None:
    """Return a published plan; None where this program cannot read it: then the others still serve."""
    plan, faults = plan_of(document_from_json(row.document) | {"version": row.version}, row.plan_id, Nowhere())
    if faults:
        _log.error("Plan %s, version %d, cannot be read any more: %s", row.plan_id, row.version, faults[0])
        return None
    return plan
