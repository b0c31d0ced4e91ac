"""The things that criteria speak about and questions ask for: a yearly figure, a title, a contest, a proof.

Standard terms have their words in locales/ (`term.<id>`); a plan may bring its own with `[[terms]]`, in Vietnamese.
No question and no rule stands here.
"""

from dataclasses import dataclass
from typing import Literal

from conversations.texts import Text, phrase

TermSort = Literal["dong", "number", "square_metres", "title", "rating", "contest", "proof"]
TERM_SORTS: tuple[TermSort, ...] = ("dong", "number", "square_metres", "title", "rating", "contest", "proof")
FIGURES: tuple[TermSort, ...] = ("dong", "number", "square_metres")
"""The sorts that are counted or measured; the sort is the unit."""


@dataclass(frozen=True, slots=True)
class Term:
    """One thing with a name that people understand. The same id in two criteria is the same thing, asked once."""

    id: str
    sort: TermSort
    words: Text


_STANDARD: dict[TermSort, tuple[str, ...]] = {
    "dong": ("household-income", "household-profit", "revenue", "state-budget", "profit", "money-given"),
    "number": (
        "jobs",
        "youth-jobs",
        "days-given",
        "poor-households",
        "startup-projects",
        "startup-events",
        "initiatives",
        "gifted-pupils",
    ),
    "square_metres": ("land-given",),
    "title": ("cultured-family", "cultured-workplace", "party-clean-strong", "excellent-collective"),
    "rating": ("tasks-excellent",),
    "contest": ("startup-contest",),
    "proof": (
        "model-photo",
        "technique-photo",
        "gift-paper",
        "activity-photo",
        "jobs-list",
        "project-paper",
        "initiative-paper",
        "prize-paper",
        "escape-paper",
        "standard-paper",
        "media-link",
        "praise-paper",
        "safety-paper",
        "tax-paper",
        "results-paper",
        "own-paper",
    ),
}
TERMS: dict[str, Term] = {id_: Term(id_, sort, phrase(f"term.{id_}")) for sort, ids in _STANDARD.items() for id_ in ids}
