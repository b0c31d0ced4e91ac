"""What a person is to read, before anybody has put it into words.

A `Phrase` names a sentence of locales/ and the values that fill its {names}; a `str` is somebody's own
words (an answer, a quotation) and is never translated. This module must not render anything.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class Dong:
    """An amount of money in whole đồng; read back in digits and in words."""

    amount: int


@dataclass(frozen=True, slots=True)
class Area:
    """An area in whole square metres."""

    metres: int


@dataclass(frozen=True, slots=True)
class Phrase:
    """The sentence `key` of locales/, with `args` for its {names}. An argument `n` chooses the plural."""

    key: str
    args: Mapping[str, "Arg"] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Marked:
    """Somebody's own words, in which *what stands between stars* is bold; never translated."""

    text: str


@dataclass(frozen=True, slots=True)
class Joined:
    """Several texts as an enumeration ("ảnh, giấy xác nhận và quyết định")."""

    parts: tuple["Arg", ...]


Text = Phrase | Marked | str
Arg = str | int | date | Dong | Area | Phrase | Marked | Joined


def phrase(key: str, /, **args: Arg) -> Phrase:
    """Return the phrase `key` filled with `args`."""
    return Phrase(key, args)


def text_to_json(text: Arg) -> Any:
    """Return `text` as JSON; `text_from_json` reads it back."""
    match text:
        case Phrase(key=key, args=args):
            return {"key": key, "args": {name: text_to_json(arg) for name, arg in args.items()}}
        case Dong(amount=amount):
            return {"dong": amount}
        case Area(metres=metres):
            return {"metres": metres}
        case Marked(text=words):
            return {"marked": words}
        case Joined(parts=parts):
            return {"joined": [text_to_json(part) for part in parts]}
        case date():
            return {"date": text.isoformat()}
        case _:
            return text


def text_from_json(raw: Any) -> Any:
    """Return the text that `text_to_json` gave. The caller knows whether a Text or an Arg was kept."""
    match raw:
        case {"key": str(key), "args": dict(args)}:
            return Phrase(key, {name: text_from_json(arg) for name, arg in args.items()})
        case {"dong": int(amount)}:
            return Dong(amount)
        case {"metres": int(metres)}:
            return Area(metres)
        case {"marked": str(words)}:
            return Marked(words)
        case {"joined": list(parts)}:
            return Joined(tuple(text_from_json(part) for part in parts))
        case {"date": str(day)}:
            return date.fromisoformat(day)
        case _:
            return raw
