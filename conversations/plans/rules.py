"""What an admin set for one round, beside the plan and marked as his own: the plan itself is never changed by it.

Data and its JSON only; `applied.py` puts it to work.
"""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Literal
from zlib import crc32


@dataclass(frozen=True, slots=True)
class OwnQuota:
    """What the round makes of the plan's quota `quota`: another holder or other numbers."""

    quota: str
    who: str
    least: int | None
    most: int | None


@dataclass(frozen=True, slots=True)
class OwnCriterion:
    """A statement added to `field`, whose criteria the plan leaves to others. `proof`: a file must show it."""

    field: str
    text: str
    proof: bool


@dataclass(frozen=True, slots=True)
class Threshold:
    """The least that the figure `term` must reach in `field`; `text` says it in the admin's words."""

    field: str
    term: str
    least: int
    text: str


Station = Literal["commune", "district", "province"]
"""Where a nomination is looked at on its way. Districts ended on 1/7/2025 and stand only in older rounds."""


@dataclass(frozen=True, slots=True)
class Limit:
    """How many each unit of a station brings forward: all together, or with `field` in that one."""

    station: Station
    field: str
    least: int | None
    most: int | None


@dataclass(frozen=True, slots=True)
class Rules:
    """All of it. `mark` stands where a quotation has its clause: it says whose words these are.

    `dropped` are the ids of quotas that nobody holds in this round, `successors` (old, new) names of agencies,
    `days` the days that the admin named for milestones that the plan dates by an occasion (milestone id, day).
    `route` are the stations in order, `limits` how many may pass each.
    """

    mark: str = ""
    quotas: tuple[OwnQuota, ...] = ()
    dropped: tuple[str, ...] = ()
    criteria: tuple[OwnCriterion, ...] = ()
    thresholds: tuple[Threshold, ...] = ()
    successors: tuple[tuple[str, str], ...] = ()
    days: tuple[tuple[str, date], ...] = ()
    route: tuple[Station, ...] = ("commune", "province")
    limits: tuple[Limit, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return the rules as JSON; `from_json` reads them back."""
        return {**asdict(self), "days": [[milestone, day.isoformat()] for milestone, day in self.days]}

    @classmethod
    def from_json(cls, raw: dict[str, Any] | None) -> "Rules":
        """Return the rules that `to_json` gave; none for None."""
        if raw is None:
            return cls()
        return cls(
            mark=raw["mark"],
            quotas=tuple(OwnQuota(**quota) for quota in raw["quotas"]),
            dropped=tuple(raw["dropped"]),
            criteria=tuple(OwnCriterion(**criterion) for criterion in raw["criteria"]),
            thresholds=tuple(Threshold(**threshold) for threshold in raw["thresholds"]),
            successors=tuple((old, new) for old, new in raw["successors"]),
            days=tuple((milestone, date.fromisoformat(day)) for milestone, day in raw["days"]),
            route=tuple(raw.get("route", ("commune", "province"))),
            limits=tuple(Limit(**limit) for limit in raw.get("limits", ())),
        )


NO_RULES = Rules()
"""Of a round at which nobody set anything."""


def short_id(*parts: str) -> str:
    """Return an id of eight letters that fits a button and stays the same in every version of a plan."""
    return f"{crc32('/'.join(parts).encode()):08x}"
