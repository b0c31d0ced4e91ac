"""Writes a table as lines of TOML, `key = value`, as tomllib reads them. For what a workbook has no column for."""

import json
import re
import unicodedata
from collections.abc import Mapping
from datetime import date, time
from typing import Any

_BARE = re.compile(r"[A-Za-z0-9_-]+")


def write_pairs(table: Mapping[str, Any]) -> str:
    """Return one line for each key."""
    return "\n".join(f"{_key(key)} = {_value(value)}" for key, value in table.items())


def _key(key: str) -> str:
    return key if _BARE.fullmatch(key) else _string(key)


def _value(value: Any) -> str:
    match value:
        case bool():
            return str(value).lower()
        case str():
            return _string(value)
        case int() | float():
            return repr(value)
        case date() | time():
            return value.isoformat()
        case list():
            return f"[{', '.join(_value(part) for part in value)}]"
        case dict():
            inner = ", ".join(f"{_key(key)} = {_value(part)}" for key, part in value.items())
            return f"{{ {inner} }}" if inner else "{}"
        case _:
            raise TypeError(f"TOML has no {type(value).__name__}")


def _string(text: str) -> str:
    """Return a basic string; what cannot be seen is written as an escape, so that no program can lose it."""
    return "".join(_escaped(letter) for letter in json.dumps(text, ensure_ascii=False))


def _escaped(letter: str) -> str:
    if letter == " " or unicodedata.category(letter)[0] not in "CZ":
        return letter
    return f"\\U{ord(letter):08x}"
