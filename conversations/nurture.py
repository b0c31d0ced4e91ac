"""Looking after those who do not meet the criteria yet: when they are visited, and what a visit is. Data only."""

from calendar import monthrange
from collections.abc import Mapping
from datetime import date

NURTURE_MONTHS = 3
"""Until the next visit, where the officer names no other date."""
VISIT_MONTHS = (NURTURE_MONTHS, 1, 6)
"""What he may choose from, the usual one at the head."""
FOLLOW_MONTHS = (3, 6, 12)
"""After the recognition: when it is asked whether the model still works."""
FIRST_VISIT: Mapping[str, int] = {"nurturing": NURTURE_MONTHS, "recognised": FOLLOW_MONTHS[0]}
"""Months from entering a stage to its first visit; no other stage is visited."""


def months_on(day: date, months: int) -> date:
    """Return the same day `months` later, or the last one of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def first_visit(stage: str, on: date) -> date | None:
    """Return when somebody who enters `stage` on this day is visited first; None where nobody is."""
    return months_on(on, FIRST_VISIT[stage]) if stage in FIRST_VISIT else None
