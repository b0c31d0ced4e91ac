"""Reads one table of a plan's file key by key and notes every fault with its line, instead of stopping at the first.

It knows types and the plan's terms. It must not know what a key means: that is the loader's and the checks'.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol, TypeVar, get_args

from conversations.model import SUBJECT_KINDS, SubjectKind
from conversations.plans.lines import Path
from conversations.plans.plan_error import FaultCode, Place, PlanError
from conversations.plans.term import Term, TermSort
from conversations.texts import Arg, Joined, Phrase

V = TypeVar("V")
W = TypeVar("W", bound=str)

ID_BYTES = 40
"""Ids travel in the callback data of a button."""
_ID = re.compile(r"[a-z0-9][a-z0-9._-]*")


class Places(Protocol):
    """Tells where each table and key of a document stands: on which line of a file, in which cell of a workbook."""

    def at(self, path: Path) -> Place:
        """Return the place of `path`, or of what it lies in."""


class Nowhere:
    """The places of a document that stands in no file."""

    def at(self, path: Path) -> Place:
        """Return the one place there is."""
        return Place(len(path))


@dataclass(frozen=True, slots=True)
class Sheet:
    """A plan's file as far as it was read: its name, its places, its terms and the faults found."""

    file: str
    places: Places
    terms: dict[str, Term]
    faults: list[PlanError] = field(default_factory=list)


class Table:
    """One table. Where a value is wrong, the fault is noted and a stand-in returned, so that reading goes on."""

    def __init__(self, raw: Mapping[str, Any], path: Path, sheet: Sheet) -> None:
        self._raw = raw
        self._path = path
        self._sheet = sheet
        self._known: set[str] = set()

    def fault(self, key: str, code: FaultCode, /, **details: Arg) -> None:
        """Note that the value of `key` is wrong, or lacking: then its place is where it would stand."""
        place = self._sheet.places.at((*self._path, key))
        self._sheet.faults.append(PlanError(self._sheet.file, place, code, **details))

    def finish(self) -> None:
        """Note the keys that nobody asked for: a misspelt key would otherwise be silently without effect."""
        for key in self._raw:
            if key not in self._known:
                self.fault(key, "unknown_key", key=key, known=Joined(tuple(sorted(self._known))))

    def has(self, key: str) -> bool:
        return key in self._raw

    def text(self, key: str, otherwise: str | None = None) -> str:
        """Return a text; required unless there is an `otherwise`, and never blank where it is required."""
        value = self._value(key, str, otherwise)
        if otherwise is None and key in self._raw and isinstance(value, str) and not value.strip():
            self.fault(key, "empty_text", key=key)
        return value or ""

    def quote(self, key: str) -> str:
        """Return a quotation: required, never blank."""
        value = self._value(key, str, None)
        if value is not None and not value.strip():
            self.fault(key, "empty_quote", key=key)
        return (value or "").strip()

    def id(self, key: str = "id") -> str:
        """Return an id: required, ASCII, at most ID_BYTES long."""
        value = self.text(key)
        if value.strip() and (len(value) > ID_BYTES or not _ID.fullmatch(value)):
            self.fault(key, "bad_id", id=value, most=ID_BYTES)
        return value

    def day(self, key: str) -> date:
        return self._value(key, date, None) or date.min

    def day_or_none(self, key: str) -> date | None:
        return self._optional(key, date)

    def whole(self, key: str) -> int | None:
        return self._optional(key, int)

    def truth(self, key: str) -> bool:
        return bool(self._value(key, bool, False))

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts; none where the key is absent."""
        values: list[Any] = self._value(key, list, []) or []
        for value in values:
            if not isinstance(value, str) or not value.strip():
                self.fault(key, "wrong_type", key=key, wanted=Phrase("plan_type.texts"))
        return tuple(value for value in values if isinstance(value, str))

    def word(self, key: str, words: tuple[W, ...]) -> W:
        """Return one of `words`."""
        value = self.text(key)
        found = next((word for word in words if word == value), None)
        if found is None and value:
            self.fault(key, "unknown_word", key=key, word=value, known=Joined(words))
        return found or words[0]

    def words(self, key: str, words: tuple[W, ...]) -> tuple[W, ...]:
        """Return a list of some of `words`."""
        values = self.texts(key)
        for value in values:
            if value not in words:
                self.fault(key, "unknown_word", key=key, word=value, known=Joined(words))
        return tuple(word for word in words if word in values)

    def kinds(self, otherwise: tuple[SubjectKind, ...]) -> tuple[SubjectKind, ...]:
        """Return the subject kinds under `kinds`."""
        if not self.has("kinds"):
            self._known.add("kinds")
            return otherwise
        names = self.texts("kinds")
        for name in set(names) - set(get_args(SubjectKind)):
            self.fault("kinds", "unknown_subject", kind=name, known=Joined(SUBJECT_KINDS))
        return tuple(kind for kind in SUBJECT_KINDS if kind in names)

    def term(self, key: str, *sorts: TermSort) -> Term:
        """Return the one term that `key` names."""
        value = self.text(key)
        return self._term(key, value, sorts) if value else Term("", sorts[0], "")

    def terms(self, key: str, *sorts: TermSort) -> tuple[Term, ...]:
        """Return the terms that `key` lists."""
        return tuple(self._term(key, value, sorts) for value in self.texts(key))

    def tables(self, key: str) -> tuple["Table", ...]:
        """Return the tables of a [[list]]; none where it is absent."""
        values: list[Any] = self._value(key, list, []) or []
        if not all(isinstance(value, dict) for value in values):
            self.fault(key, "wrong_type", key=key, wanted=Phrase("plan_type.tables"))
        path = (*self._path, key)
        return tuple(
            Table(value, (*path, index), self._sheet) for index, value in enumerate(values) if isinstance(value, dict)
        )

    def table(self, key: str) -> "Table | None":
        """Return the table under `key`: required."""
        value: dict[str, Any] | None = self._value(key, dict, None)
        return None if value is None else Table(value, (*self._path, key), self._sheet)

    def _term(self, key: str, id_: str, sorts: tuple[TermSort, ...]) -> Term:
        term = self._sheet.terms.get(id_)
        if term is not None and term.sort in sorts:
            return term
        if term is None:
            known = sorted(term.id for term in self._sheet.terms.values() if term.sort in sorts)
            self.fault(key, "unknown_term", id=id_, known=Joined(tuple(known)))
        else:
            self.fault(key, "wrong_term", id=id_, sort=term.sort, wanted=Joined(sorts))
        return Term("", sorts[0], "")

    def _optional(self, key: str, type_: type[V]) -> V | None:
        self._known.add(key)
        found: V | None = self._value(key, type_, None) if key in self._raw else None
        return found

    def _value(self, key: str, type_: type[Any], otherwise: Any) -> Any:
        self._known.add(key)
        if key not in self._raw:
            if otherwise is None:
                self.fault(key, "missing_key", key=key)
            return otherwise
        value = self._raw[key]
        if type(value) is not type_:  # a bool is an int and a datetime a date, but not here
            self.fault(key, "wrong_type", key=key, wanted=Phrase(f"plan_type.{type_.__name__}"))
            return otherwise
        return value
