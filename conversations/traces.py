"""What makes a photo or a paragraph recognisable in another nomination: numbers to look up, and how near is near.

A photo has a print of 64 bits (bot/photo_print.py); prints that differ little share a quarter. Of a paragraph the few
smallest of its shingles are kept, so that a word changed here and there hides nothing. Nothing is accused here: what
is found is shown to the reviewers.
"""

import hashlib
from collections.abc import Collection, Iterator, Mapping

from conversations.answers.folding import fold
from conversations.model import Json

QUARTERS = 4
QUARTER_BITS = 16
MOST_BITS = 6
"""Bits by which two prints of one photo may differ: sent once more, made smaller, a little brighter."""
EMPTY_QUARTERS = frozenset({0, 2**QUARTER_BITS - 1})
"""Sky and paper: the same in thousands of photos, so that they are no way to find one."""
LEAST_WORDS = 12
"""A shorter paragraph is a phrase that anybody may use."""
SHINGLE = 6
KEPT = 6
"""Shingles kept of a paragraph."""
ENOUGH = 3
"""Of these in another nomination, and the paragraph counts as copied."""

Paragraph = tuple[int, ...]


def files_in(answers: Mapping[str, Json]) -> dict[str, Mapping[str, Json]]:
    """Return every file in the answers by its sha256, in the order they came."""
    found: dict[str, Mapping[str, Json]] = {}
    for value in answers.values():
        for row in value if isinstance(value, list) else ():
            sha256 = row.get("sha256") if isinstance(row, dict) else None
            if isinstance(sha256, str) and isinstance(row, dict):
                found[sha256] = row
    return found


def file_traces(sha256: str, photo_print: int | None) -> frozenset[int]:
    """Return the numbers under which a file is found: the same one, and where it is a photo its near copies."""
    quarters = enumerate(_quarters(photo_print)) if photo_print is not None else ()
    near = (f"photo|{at}|{quarter}" for at, quarter in quarters if quarter not in EMPTY_QUARTERS)
    return frozenset(map(_number, (f"file|{sha256}", *near)))


def near(one: int | None, other: int | None) -> bool:
    """Whether two prints are probably of one photo."""
    return one is not None and other is not None and ((one ^ other) % 2**64).bit_count() <= MOST_BITS


def _quarters(photo_print: int) -> Iterator[int]:
    return ((photo_print >> (QUARTER_BITS * at)) % 2**QUARTER_BITS for at in range(QUARTERS))


def paragraphs(answers: Mapping[str, Json]) -> tuple[Paragraph, ...]:
    """Return the paragraphs of the story that are long enough to be somebody's own words, each as its numbers."""
    stories = [text for key, text in answers.items() if key.startswith("story.") and isinstance(text, str)]
    lines = [_words(line) for text in stories for line in text.split("\n")]
    return tuple(_sketch(words) for words in lines if len(words) >= LEAST_WORDS)


def copied(own: Collection[Paragraph], theirs: Collection[int]) -> int:
    """Return how many paragraphs of one's own stand in a nomination that has the numbers `theirs`."""
    return sum(len(set(paragraph) & set(theirs)) >= ENOUGH for paragraph in own)


def _words(line: str) -> list[str]:
    return ["".join(filter(str.isalnum, word)) for word in fold(line).split() if any(map(str.isalnum, word))]


def _sketch(words: list[str]) -> Paragraph:
    shingles = {" ".join(words[at : at + SHINGLE]) for at in range(len(words) - SHINGLE + 1)}
    return tuple(sorted(_number(f"story|{shingle}") for shingle in shingles)[:KEPT])


def _number(key: str) -> int:
    return int.from_bytes(hashlib.blake2b(key.encode("utf-8", "replace"), digest_size=8).digest(), "big", signed=True)
