"""One of several. Taken by its button, its number, its label or the beginning of it, with or without accents."""

import re
from dataclasses import dataclass
from difflib import get_close_matches
from typing import ClassVar

from conversations.answers.folding import fold_all, meant
from conversations.answers.question import Misfit, Option, Question, Read, Reader, Reading, number_of, refuse
from conversations.model import Entry, Json
from conversations.texts import Text, phrase

LEAST_LETTERS = 3
"""Of a part of a label that counts as naming it."""
LIKENESS = 0.8
"""How like a label a slip has to be before it is asked about (difflib's ratio)."""


@dataclass(frozen=True, kw_only=True)
class Choice(Question[str]):
    """The value is the id of one of `choices`."""

    choices: tuple[Option, ...]
    entry: ClassVar[Entry] = "none"
    numbered: ClassVar[bool] = True

    def options(self, kept: Json, reader: Reader) -> tuple[Option, ...]:
        return self.choices

    def choose(self, choice: str, kept: Json, reader: Reader) -> Reading[str]:
        return Read(choice)

    def understand(self, text: str, kept: Json, reader: Reader) -> Reading[str]:
        wanted = meant(text)
        named = [option for option in self.choices if _names(wanted, option, reader)]
        if len(named) == 1:
            return Read(named[0].id)
        if len(named) > 1:
            return refuse("choice.several", what=text[:60])
        like = _like(wanted, self.choices, reader)
        if like is not None:
            return Read(like.id, (phrase("doubt.choice", what=text[:60]),))
        if text.isdecimal() or number_of(text) is not None:
            return refuse("choice.number", most=len(self.choices))
        return refuse("choice")

    def load(self, raw: Json) -> str:
        if not isinstance(raw, str) or raw not in {option.id for option in self.choices}:
            raise Misfit
        return raw

    def dump(self, value: str) -> Json:
        return value

    def show(self, value: str) -> Text:
        return next((option.label for option in self.choices if option.id == value), value)

    def sample(self) -> str:
        return self.choices[0].id if self.choices else ""


def _names(wanted: frozenset[str], option: Option, reader: Reader) -> bool:
    """Whether `wanted` is a part of the label, in whole words from one of its words on."""
    labels = {*option.also, *fold_all(reader.words(option.label))}
    return any(
        len(part) >= LEAST_LETTERS and re.search(rf"(?<!\w){re.escape(part)}", label)
        for part in wanted
        for label in labels
    )


def _like(wanted: frozenset[str], choices: tuple[Option, ...], reader: Reader) -> Option | None:
    by_label = {label: option for option in choices for label in (*option.also, *fold_all(reader.words(option.label)))}
    longest = 2 * max(map(len, by_label), default=0)  # comparing with a story would take long and find nothing
    for part in sorted(part for part in wanted if len(part) <= longest):
        if near := get_close_matches(part, by_label, n=1, cutoff=LIKENESS):
            return by_label[near[0]]
    return None
