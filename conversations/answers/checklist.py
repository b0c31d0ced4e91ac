"""Any of several, ticked in one message: by taps, or by numbers ("1 3 4"), then "xong"."""

import re
from dataclasses import dataclass, replace
from typing import ClassVar

from conversations.answers.folding import fold, fold_all
from conversations.answers.question import Misfit, Option, Partial, Question, Read, Reader, Reading, refuse
from conversations.model import Entry, Json
from conversations.texts import Joined, Text, phrase

DONE = "done"
DONE_WORDS = ("xong", "xong roi", "tiep", "tiep tuc", "het", "done", "next")
ALL_WORDS = frozenset({"tat ca", "het ca", "tat", "all", "ca"})
NONE_WORDS = frozenset({"khong co", "khong co gi", "khong", "none", "bo het"})
_ALL_BUT = re.compile(r"(?:(tat ca|het|all)\s+)?(?:tru|bo|except|ngoai)\s+((?:\d+[\s,.]*(?:va\s+)?)+)")
_NUMBERS = re.compile(r"[\d\s,;.và&+-]+")


@dataclass(frozen=True, kw_only=True)
class Checklist(Question[tuple[str, ...]]):
    """The value is the ids that are ticked, in the order of `choices`; at least `least` of them."""

    choices: tuple[Option, ...]
    least: int = 0
    entry: ClassVar[Entry] = "none"
    numbered: ClassVar[bool] = True

    def options(self, kept: Json, reader: Reader) -> tuple[Option, ...]:
        ticked = self._ticked(kept)
        lines = tuple(replace(option, ticked=option.id in ticked) for option in self.choices)
        return (*lines, Option(DONE, phrase("option.done"), DONE_WORDS))

    def choose(self, choice: str, kept: Json, reader: Reader) -> Reading[tuple[str, ...]]:
        ticked = self._ticked(kept)
        if choice != DONE:
            return self._kept(ticked ^ {choice})
        if len(ticked) < self.least:
            return refuse("checklist.least", least=self.least)
        return Read(self._ordered(ticked))

    def understand(self, text: str, kept: Json, reader: Reader) -> Reading[tuple[str, ...]]:
        """Read numbers, "tất cả" or "không có". Numbers tick; only behind "bỏ" or "trừ" they untick."""
        folded = fold_all(text)
        if found := _ALL_BUT.fullmatch(fold(text)):
            base = frozenset(option.id for option in self.choices) if found[1] else self._ticked(kept)
            out = [self._meant(figure, reader) for figure in re.findall(r"\d+", found[2])]
            return refuse("checklist", most=len(self.choices)) if None in out else self._kept(base.difference(out))
        if folded & ALL_WORDS:
            return self._kept(frozenset(option.id for option in self.choices))
        if folded & NONE_WORDS and not self.least:
            return self._kept(frozenset())
        figures = re.findall(r"\d+", text) if _NUMBERS.fullmatch(text) else []
        meant = [self._meant(figure, reader) for figure in figures]
        if not meant or None in meant:
            return refuse("checklist", most=len(self.choices))
        return self._kept(self._ticked(kept) | {id_ for id_ in meant if id_})

    def _meant(self, figure: str, reader: Reader) -> str | None:
        """Return the line with this number, or the first whose label names it: "2025" among years."""
        if len(figure) < len("100") and 1 <= int(figure) <= len(self.choices):
            return self.choices[int(figure) - 1].id
        return next((o.id for o in self.choices if figure in reader.words(o.label).split()), None)

    def load(self, raw: Json) -> tuple[str, ...]:
        known = {option.id for option in self.choices}
        if not isinstance(raw, list) or len(raw) < self.least or not all(id_ in known for id_ in raw):
            raise Misfit
        return self._ordered(frozenset(str(id_) for id_ in raw))

    def dump(self, value: tuple[str, ...]) -> Json:
        return list(value)

    def reopen(self, value: tuple[str, ...]) -> Json:
        return list(value)

    def show(self, value: tuple[str, ...]) -> Text:
        if not value:
            return phrase("show.none")
        labels = [option.label for option in self.choices if option.id in value]
        if not any(isinstance(option.label, str) and len(option.label) > SHORT for option in self.choices):
            return phrase("show.list", what=Joined(tuple(labels)))
        return (
            phrase("show.all", of=len(self.choices))
            if len(labels) == len(self.choices)
            else phrase("show.some", some=len(labels), of=len(self.choices))
        )

    def sample(self) -> tuple[str, ...]:
        return tuple(option.id for option in self.choices)

    def _kept(self, ticked: frozenset[str]) -> Partial:
        return Partial(list(self._ordered(ticked)), anew=False)

    def _ticked(self, kept: Json) -> frozenset[str]:
        known = {option.id for option in self.choices}
        return (
            frozenset(id_ for id_ in kept if isinstance(id_, str) and id_ in known)
            if isinstance(kept, list)
            else frozenset()
        )

    def _ordered(self, ticked: frozenset[str]) -> tuple[str, ...]:
        return tuple(option.id for option in self.choices if option.id in ticked)


SHORT = 40
"""Characters of labels that can be listed on a card; longer ones are counted."""
