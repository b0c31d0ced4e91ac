"""Finds fields and passages of the plans by words: without accents, in any order, the best first.

Titles count more than everyday words, these more than criteria, these more than the rest; a rare word more than a
common one, two words that stand side by side more than apart, a word with its marks more than without.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from conversations.answers.folding import has_marks, tidy, untelex
from conversations.plans.search_index import Entry, Index, Part, Place, folded_of, index_of, terms_of, words_of
from conversations.plans.shelf import Plans

MOST_HITS = 8
MOST_WORDS = 12
"""Of one search; the rest is not looked at."""
LEAST = 0.34
"""Part of what the words weigh together that has to be found in one place."""
FAINT = 0.12
"""Part of the best score below which a hit only distracts."""
UNKNOWN = 0.3
"""Part of its weight with which a word counts as lacking that stands nowhere at all: no place can have it."""
SNIPPET = 90
"""Characters of the sentence shown."""
LIKENESS = 0.66
_COUNTS: Mapping[Part, float] = {"title": 3.0, "also": 2.5, "criterion": 1.2, "other": 0.8}
_WITHOUT_MARKS = 0.5
"""What a word counts that was typed with marks and stands there with others: "gà" and "gả"."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where it was found. `sentence` is the passage, shortened; empty where the title says it already."""

    place: Place
    sentence: str
    score: float


@dataclass(frozen=True, slots=True)
class _Query:
    """What is looked for: the folded words, those typed with marks as they were, all terms with their weights."""

    words: tuple[str, ...]
    marked: Mapping[str, str]
    weights: Mapping[str, float]


def search(plans: Plans, text: str) -> tuple[Hit, ...]:
    """Return at most MOST_HITS places where the words of `text` are found, the best first. Total."""
    index = index_of(plans)
    query = _query(index, text)
    found: defaultdict[Place, dict[int, dict[str, float]]] = defaultdict(dict)
    for term, weight in query.weights.items():
        for number in index.at.get(term, ()):
            entry = index.entries[number]
            exact = term not in query.marked or query.marked[term] in entry.words
            worth = weight if exact else weight * _WITHOUT_MARKS
            found[entry.place].setdefault(number, {})[term] = worth
    hits = [hit for place, entries in found.items() if (hit := _hit(index, query, place, entries)) is not None]
    hits.sort(key=lambda hit: -hit.score)  # stable: equal ones stay in the order of the plans
    return tuple(hit for hit in hits[:MOST_HITS] if hit.score >= FAINT * hits[0].score)


def nearest(plans: Plans, text: str) -> tuple[str, ...]:
    """Return the same words with those that stand nowhere put right, where there are such; at most one way."""
    index = index_of(plans)
    known = [term for term in index.at if " " not in term]
    better = []
    for word in folded_of(words_of(untelex(tidy(text)[: MOST_WORDS * 10])))[:MOST_WORDS]:
        near = [word] if word in index.at else get_close_matches(word[:20], known, n=1, cutoff=LIKENESS)
        better += near
    words = " ".join(better)
    return (words,) if better and search(plans, words) else ()


def _query(index: Index, text: str) -> _Query:
    words = words_of(untelex(tidy(text)))[:MOST_WORDS]
    folded = folded_of(words)
    weights = {term: index.weight(term) for term in terms_of(folded) if term}
    marked = {fold: word for fold, word in zip(folded, words, strict=True) if has_marks(word)}
    return _Query(tuple(dict.fromkeys(word for word in folded if word)), marked, weights)


def _hit(index: Index, query: _Query, place: Place, entries: Mapping[int, Mapping[str, float]]) -> Hit | None:
    """Return what was found in one place: each word counts once, where it counts most; the better the more of them
    stand there, and together.
    """
    best = max(entries, key=lambda number: (_worth(index, number, entries[number]), -number))
    together = max(_covered(index, query, terms) for terms in entries.values())
    somewhere = _covered(index, query, {term: 1.0 for terms in entries.values() for term in terms})
    covered = (together + somewhere) / 2
    if covered < LEAST:
        return None
    words = sum(
        max(terms.get(term, 0.0) * _COUNTS[index.entries[number].part] for number, terms in entries.items())
        for term in query.words
    )
    entry = index.entries[best]
    score = covered**2 * (words + _worth(index, best, entries[best]))
    return Hit(place, "" if entry.part == "title" else _shortened(entry, entries[best]), score)


def _worth(index: Index, number: int, terms: Mapping[str, float]) -> float:
    return sum(terms.values()) * _COUNTS[index.entries[number].part]


def _covered(index: Index, query: _Query, terms: Mapping[str, float]) -> float:
    """Return which part of the words' weight was found."""
    weights = {word: query.weights[word] * (1.0 if word in index.at else UNKNOWN) for word in query.words}
    whole = sum(weights.values())
    return sum(weight for word, weight in weights.items() if word in terms) / whole if whole else 0.0


def _shortened(entry: Entry, terms: Mapping[str, float]) -> str:
    """Return the passage around the first of the words."""
    text = " ".join(entry.text.split())
    if len(text) <= SNIPPET:
        return text
    first = next((at for at, word in enumerate(entry.folded) if word in terms), 0)
    begin = max(0, min(_offset(text, entry.words, first) - SNIPPET // 3, len(text) - SNIPPET))
    begin = text.rfind(" ", 0, begin + 1) + 1 if begin else 0
    piece = text[begin : begin + SNIPPET]
    if begin + SNIPPET < len(text):
        piece = f"{piece[: piece.rfind(' ')] if ' ' in piece else piece}…"
    return f"…{piece}" if begin else piece


def _offset(text: str, words: tuple[str, ...], wanted: int) -> int:
    """Return where about the word with this number begins."""
    at = 0
    small = text.casefold()
    for word in words[:wanted]:
        at = max(at, small.find(word, at))
    return at
