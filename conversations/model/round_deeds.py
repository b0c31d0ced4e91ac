"""What an admin does about plans and rounds."""

from dataclasses import dataclass
from datetime import date

from conversations.model.basics import Json


@dataclass(frozen=True, slots=True)
class Extended:
    """A unit gets more time in a round, and why."""

    round_id: int
    unit_id: int
    until: date
    why: str


@dataclass(frozen=True, slots=True)
class PlanPublished:
    """An admin put a plan to use: from now on `document` is the newest version under `plan_id`."""

    plan_id: str
    document: Json


@dataclass(frozen=True, slots=True)
class RoundKept:
    """An admin opened a round, or with `round_id` changed one. `answers` are his, so that he can change it again.

    `years` is the window that yearly criteria look at; `rules` what he set beside the plan (plans/rules.py).
    """

    round_id: int
    plan_id: str
    unit_id: int
    name: str
    year: int
    opens: date
    closes: date
    years: tuple[int, ...]
    rules: Json
    answers: dict[str, Json]
