"""Looks up everything that a plan quotes in its official text: it has to stand there word for word and in one piece.

It says which passage comes nearest. It must not mend a quotation, and it reads no file: the text is handed in.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from difflib import SequenceMatcher

from conversations.plans.lines import Path
from conversations.plans.plan import Plan, Quote
from conversations.plans.plan_error import PlanError
from conversations.plans.table import Places
from conversations.texts import Text, phrase

LONGEST_SHOWN = 300
"""Characters of a quotation, or of the passage nearest to it, in a sentence."""
MOST_COMPARED = 50
"""Quotations that a near passage is looked for: with more, it is the wrong text."""
SLACK = 8
"""Words that the passage may have more than the quotation."""
NEAR = 0.6
"""How alike a passage must be to be worth showing; 1 is equal."""
_MARKS = re.compile(r"[*#]+")


def plain(text: str) -> str:
    """Return the text without what is no word of it: line breaks and the marks for bold, headings and italics."""
    return re.sub(r"\s+", " ", _MARKS.sub("", text)).strip()


def quoted(plan: Plan) -> Iterator[tuple[Path, str]]:
    """Yield everything in the plan that is given as the official text's own words, with where it stands."""
    yield ("title",), plan.title
    yield from _passages("legal_basis", plan.legal_basis)
    for index, criterion in enumerate(plan.general):
        yield ("general", index, "text"), criterion.text
    for index, field in enumerate(plan.fields):
        yield ("fields", index, "quote"), field.quote
        for number, criterion in enumerate(field.criteria):
            yield ("fields", index, "criteria", number, "text"), criterion.text
    for index, quota in enumerate(plan.quotas):
        yield ("quotas", index, "quote"), quota.quote
    for index, milestone in enumerate(plan.milestones):
        yield ("milestones", index, "quote"), milestone.quote
        yield ("milestones", index, "when"), milestone.when
    yield from _passages("workflow", plan.workflow)
    yield from _passages("documents", plan.documents)
    yield from _passages("oversight", plan.oversight)
    for index, successor in enumerate(plan.successors):
        yield ("successors", index, "old"), successor.old


def unquoted(plan: Plan, source_text: str, file: str, places: Places) -> tuple[PlanError, ...]:
    """Return a fault for each quotation of `plan` (from the file `file`) that does not stand in `source_text`."""
    source = plain(source_text)
    lost = [(path, text) for path, text in quoted(plan) if plain(text) not in source]
    passages = _Passages(source)
    return tuple(
        PlanError(
            file,
            places.at(path),
            "quote_not_found",
            quote=_short(plain(text)),
            near=_near(passages.nearest(plain(text)) if number < MOST_COMPARED else ""),
        )
        for number, (path, text) in enumerate(lost)
    )


def _passages(key: str, quotes: tuple[Quote, ...]) -> Iterator[tuple[Path, str]]:
    for index, quote in enumerate(quotes):
        yield (key, index, "quote"), quote.text


def _near(passage: str) -> Text:
    return phrase("plan_error.near", passage=_short(passage)) if passage else ""


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_SHOWN else f"{text[: LONGEST_SHOWN - 1]}…"


class _Passages:
    """The official text word by word, to find the passage that is most like a quotation."""

    def __init__(self, source: str) -> None:
        self._words = source.split(" ")
        self._bare = [_bare(word) for word in self._words]
        self._places: dict[str, list[int]] = defaultdict(list)
        for place, word in enumerate(self._bare):
            self._places[word].append(place)

    def nearest(self, quote: str) -> str:
        """Return the passage most like `quote`; empty where none is near enough to be the one that was meant."""
        words = [_bare(word) for word in quote.split(" ")]
        begin = max(0, self._begin(words))
        window = self._bare[begin : begin + len(words) + SLACK]
        blocks = [b for b in SequenceMatcher(None, words, window, autojunk=False).get_matching_blocks() if b.size]
        if not blocks:
            return ""
        last = blocks[-1]
        end = begin + last.b + len(words) - last.a
        ratio = SequenceMatcher(None, words, self._bare[begin:end], autojunk=False).ratio()
        return " ".join(self._words[begin:end]) if ratio >= NEAR else ""

    def _begin(self, words: list[str]) -> int:
        """Return where the passage begins that most of the words agree on; rare words count for more."""
        votes: Counter[int] = Counter()
        for offset, word in enumerate(words):
            places = self._places.get(word, [])
            for place in places:
                votes[place - offset] += 1_000 // len(places)
        return max(votes, key=lambda begin: (votes[begin], -begin), default=0)


def _bare(word: str) -> str:
    """Return the word without what only tells sentences apart: capitals and the marks at its ends."""
    return word.casefold().strip(".,;:!?…“”‘’\"'()")
