"""Any of several, ticked in one message: by taps, or by numbers ("1 3 4", "1-7 9"), then "xong"."""

import re
from dataclasses import dataclass, replace
from typing import ClassVar

from conversations.answers.folding import meant
from conversations.answers.question import Misfit, Option, Partial, Question, Read, Reader, Reading, refuse
from conversations.model import Entry, Json
from conversations.texts import Joined, Text, phrase

DONE = "done"
DONE_WORDS = ("xong", "xong roi", "tiep", "tiep tuc", "het", "done", "next")
ALL_WORDS = frozenset({"tat ca", "het ca", "tat", "all", "ca", "chon het", "chon tat ca", "lay het"})
NONE_WORDS = frozenset(
    {"khong co", "khong co gi", "khong", "ko", "chua co", "khong nam nao", "khong muc nao", "none", "bo het"}
)
_BUT = re.compile(r"(?:(tat ca|het|all)[\s,]+)?(?:tru|bo|except|ngoai)\s+")
_ALL_OF = re.compile(r"(?:tat )?ca (?:cac|(\d{1,3}|hai|ba|bon|nam|sau))(?: (?:muc|dieu|nam|y|dong|tieu chi))?")
_COUNTS = {"hai": 2, "ba": 3, "bon": 4, "nam": 5, "sau": 6}
_TOKEN = re.compile(r"\d+|[^\W\d_]+|[^\w\s]")
_BETWEEN = frozenset({",", ";", ".", "&", "+", "-", "va", "and"})
_BEFORE = frozenset({"chon", "so", "muc", "dieu", "y", "nam", "cau", "tu"})
"""What may stand before a number: "số 1", "năm 2024". Behind one ("2 năm") it says something else."""
_PART = re.compile(r"(?<!- )(\d+) (?:-|den|toi) (\d+)(?!\d| -)|\S+")
"""From one number to another, or a single word; in "1 - 3 - 4" the dashes only part."""


@dataclass(frozen=True, kw_only=True)
class Checklist(Question[tuple[str, ...]]):
    """The value is the ids that are ticked, in the order of `choices`; at least `least` of them.

    `shrinks`: what was ticked and is no longer among the choices is passed over, instead of asking for all of it again.
    `seldom`: mostly nothing is ticked, so looking ahead nothing is counted on.
    """

    choices: tuple[Option, ...]
    least: int = 0
    shrinks: bool = False
    seldom: bool = False
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
        forms = meant(text)
        short = min(forms, key=len, default="")
        if but := _BUT.match(short):
            base = frozenset(option.id for option in self.choices) if but[1] else self._ticked(kept)
            out = self._named(short[but.end() :], reader)
            return self._kept(base.difference(out)) if out else refuse("checklist", most=len(self.choices))
        if forms & ALL_WORDS or self._is_all(short):
            return self._kept(frozenset(option.id for option in self.choices))
        if forms & NONE_WORDS:
            return self._none(kept)
        named = self._named(short, reader)
        return self._kept(self._ticked(kept).union(named)) if named else refuse("checklist", most=len(self.choices))

    def _none(self, kept: Json) -> Reading[tuple[str, ...]]:
        if self.least:
            return refuse("checklist.least", least=self.least)
        return self._kept(frozenset()) if self._ticked(kept) else Read(())

    def _is_all(self, folded: str) -> bool:
        """Whether it is "cả 3 năm" where there are three."""
        found = _ALL_OF.fullmatch(folded)
        count = found[1] if found else None
        return bool(found) and (count is None or int(_COUNTS.get(count, count)) == len(self.choices))

    def _named(self, folded: str, reader: Reader) -> list[str]:
        """Return the lines that numbers name: "1 3 4", "số 1 và 3", "1-7 và 9"; none where more is said."""
        tokens = _TOKEN.findall(folded.removeprefix("tu "))
        follow = zip(tokens, [*tokens[1:], ""], strict=False)
        bare = " ".join(word for word, after in follow if word not in _BEFORE or not after.isdecimal())
        named: list[str] = []
        for part in _PART.finditer(bare):
            if part[0] in _BETWEEN:
                continue
            some = self._from_to(part[1], part[2], reader) if part[1] else [self._meant(part[0], reader)]
            if not some or None in some:
                return []
            named += [id_ for id_ in some if id_]
        return named

    def _from_to(self, first: str, last: str, reader: Reader) -> list[str]:
        ends = (self._meant(first, reader), self._meant(last, reader))
        ids = [option.id for option in self.choices]
        return [] if None in ends else ids[ids.index(str(ends[0])) : ids.index(str(ends[1])) + 1]

    def _meant(self, figure: str, reader: Reader) -> str | None:
        """Return the line with this number, or the first whose label names it: "2025" or "25" among years."""
        if not figure.isdecimal() or len(figure) > len("2025"):
            return None
        if len(figure) < len("100") and 1 <= int(figure) <= len(self.choices):
            return self.choices[int(figure) - 1].id
        wanted = {figure, f"20{figure}"}
        return next((option.id for option in self.choices if wanted & {*reader.words(option.label).split()}), None)

    def load(self, raw: Json) -> tuple[str, ...]:
        given = self._ticked(raw)
        gone = isinstance(raw, list) and len(given) != len(raw) and not self.shrinks
        if not isinstance(raw, list) or gone or len(given) < self.least:
            raise Misfit
        return self._ordered(given)

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
            if len(labels) == len(self.choices) > 1
            else phrase("show.some", some=len(labels), of=len(self.choices))
        )

    def sample(self) -> tuple[str, ...]:
        return () if self.seldom else tuple(option.id for option in self.choices)

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
