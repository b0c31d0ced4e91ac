"""The dated duties of a plan in the year of a round, and whose they are by the plan's own words. Nothing is looked up.

Whom the words name by a kind ("các cơ quan, đơn vị, địa phương") the units of that kind are; what a single agency or
the province itself has to do is told to those who look after the round.
"""

import re
from dataclasses import dataclass
from datetime import date

from conversations.answers.folding import fold
from conversations.calendar.dues import due
from conversations.calendar.when import Yearly, Years
from conversations.model.person import UnitLevel
from conversations.plans.plan import Milestone, Plan
from conversations.plans.rules import Limit
from conversations.queries import Round
from conversations.reminding import MARKS, VAGUE_MARKS
from conversations.stages import LEVELS, Stage

COMMUNES: tuple[UnitLevel, ...] = ("commune", "ward", "special_zone")
BODIES: tuple[UnitLevel, ...] = ("agency", "association")
"""Units that take part in a round by themselves where they lie directly below a province."""
COUNTED: tuple[Stage, ...] = ("submitted", "forwarded", "recognised", "propagated")
"""Stages in which a nomination counts as brought forward."""
DOES: tuple[str, ...] = ("leader", "officer", "reviewer")
"""The roles at a unit whose holders see to its duties."""
_NAMED: tuple[tuple[re.Pattern[str], tuple[UnitLevel, ...]], ...] = (
    (re.compile(r"\bxa, phuong\b|\bcap xa\b|\bcac xa\b|\bdia phuong\b"), COMMUNES),
    (re.compile(r"\bdon vi\b|\bcac tap the\b"), (*COMMUNES, *BODIES)),
    (re.compile(r"\bco quan\b|\bcac so\b|\bcac phong\b|\bban, nganh\b"), BODIES),
    (re.compile(r"\bdoan the\b|\bmat tran\b|\bcac hoi\b|\bto chuc hoi\b"), ("association",)),
)


@dataclass(frozen=True, slots=True)
class Duty:
    """A milestone that is due in the year of a round, until the end of `last`; `levels` are whose it is, none: it is
    that of those who look after the round. `vague`: the plan names no day, only the year.
    """

    milestone: Milestone
    last: date
    vague: bool
    levels: tuple[UnitLevel, ...]

    @property
    def marks(self) -> tuple[int, ...]:
        """The working days before it on which it is spoken of."""
        return VAGUE_MARKS if self.vague else MARKS


def duties(plan: Plan, round_: Round) -> tuple[Duty, ...]:
    """Return what is due in the year of `round_`, by its day: as the plan dates it, or as the admin did."""
    own = dict(round_.rules.days)
    found = []
    for milestone in plan.milestones:
        span = due(milestone.timing, round_.year)
        last = own.get(milestone.id) or (span.last if span else None)
        if last is not None:
            vague = milestone.id not in own and isinstance(milestone.timing, Yearly | Years)
            found.append(Duty(milestone, last, vague, borne_by(milestone.who)))
    return tuple(sorted(found, key=lambda duty: duty.last))


def borne_by(who: str) -> tuple[UnitLevel, ...]:
    """Return the levels of the units that the words `who` of a plan mean; none where they name somebody single."""
    words = fold(who)
    return tuple(dict.fromkeys(level for pattern, levels in _NAMED if pattern.search(words) for level in levels))


def duty_matter(round_id: int, milestone_id: str) -> str:
    """Return by what name somebody puts a duty aside."""
    return f"milestone:{round_id}:{milestone_id}"


def closing_matter(round_id: int) -> str:
    """Return by what name somebody puts the closing of a round aside."""
    return f"closing:{round_id}"


def least_of(round_: Round, level: UnitLevel) -> int:
    """Return how many a unit of this level has to bring forward in a round; 0 where nobody said."""
    station = next((station for station, levels in LEVELS.items() if level in levels), "")
    own = [limit for limit in round_.rules.limits if limit.station == station]
    return _together(own)


def _together(limits: list[Limit]) -> int:
    whole = [limit.least or 0 for limit in limits if not limit.field]
    return max(whole) if whole else sum(limit.least or 0 for limit in limits)
