"""Everything of the plans that can be found by words, taken apart once: which words stand where, and how rare they are.

Built once per set of plans. No ranking stands here.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import log
from typing import Literal

from conversations.answers.folding import fold, settle_tones, tidy
from conversations.plans.plan import Criterion, Field, Plan
from conversations.plans.shelf import Plans

Part = Literal["title", "also", "criterion", "other"]
Section = Literal["field", "general", "quotas", "milestones"]

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: in a field, or in a section of the plan ("" as `field_id`)."""

    plan_id: str
    field_id: str
    section: Section


@dataclass(frozen=True, slots=True)
class Entry:
    """One text that can be found. `words` are as written in small letters, `folded` the same without marks."""

    place: Place
    part: Part
    text: str
    words: tuple[str, ...]
    folded: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Index:
    """`at` tells for each folded word, and each pair of neighbours, the numbers of the entries it stands in."""

    entries: tuple[Entry, ...]
    at: Mapping[str, tuple[int, ...]]

    def weight(self, term: str) -> float:
        """Return how much a term tells: little where it stands everywhere ("các", "của"), most where it is unknown."""
        return log(1 + len(self.entries) / (1 + len(self.at.get(term, ()))))


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of `text` in small letters, with one way of placing tones."""
    return tuple(_WORD.findall(settle_tones(tidy(text))))


def folded_of(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the same words without marks."""
    return tuple(map(fold, words))


def terms_of(folded: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words and the pairs of neighbours: a Vietnamese word is mostly two syllables."""
    return (*folded, *map(" ".join, pairwise(folded)))


def index_of(plans: Plans) -> Index:
    """Return the index of these plans; the same plans are taken apart once."""
    return _built(_Same(tuple(plans.values())))


@dataclass(frozen=True, slots=True, eq=False)
class _Same:
    """Plans told apart by being the same objects: comparing all they say would take longer than the search."""

    plans: tuple[Plan, ...]

    def __hash__(self) -> int:
        return hash(tuple(map(id, self.plans)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and list(map(id, self.plans)) == list(map(id, other.plans))


@lru_cache(maxsize=4)
def _built(same: _Same) -> Index:
    entries = tuple(entry for plan in same.plans for entry in _of_plan(plan))
    at: defaultdict[str, list[int]] = defaultdict(list)
    for number, entry in enumerate(entries):
        for term in dict.fromkeys(terms_of(entry.folded)):
            at[term].append(number)
    return Index(entries, {term: tuple(numbers) for term, numbers in at.items()})


def _of_plan(plan: Plan) -> Iterator[Entry]:
    for field in plan.fields:
        yield from _of_field(plan, field)
    yield from _criteria(Place(plan.id, "", "general"), plan.general)
    for quota in plan.quotas:
        place = Place(plan.id, quota.field, "field") if quota.field else Place(plan.id, "", "quotas")
        yield _entry(place, "other", f"{quota.who}: {quota.counts}")
        yield _entry(place, "other", quota.quote)
    for milestone in plan.milestones:
        place = Place(plan.id, "", "milestones")
        yield _entry(place, "other", f"{milestone.what} ({milestone.who})")
        yield _entry(place, "other", milestone.quote)


def _of_field(plan: Plan, field: Field) -> Iterator[Entry]:
    place = Place(plan.id, field.id, "field")
    yield _entry(place, "title", field.title)
    for words in field.also:
        yield _entry(place, "also", words)
    yield _entry(place, "other", field.quote)
    yield _entry(place, "other", field.lead)
    yield from _criteria(place, field.criteria)


def _criteria(place: Place, criteria: tuple[Criterion, ...]) -> Iterator[Entry]:
    return (_entry(place, "criterion", criterion.text) for criterion in criteria)


def _entry(place: Place, part: Part, text: str) -> Entry:
    words = words_of(text)
    return Entry(place, part, text, words, folded_of(words))
