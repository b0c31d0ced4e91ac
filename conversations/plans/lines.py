"""On which line of a TOML file each table and key stands, because tomllib does not tell.

Reads what plan files use: [headers], [[headers]], bare keys, strings over several lines. It must not judge: whether
the file is good TOML is tomllib's to say.
"""

import re
from collections.abc import Iterator

from conversations.plans.plan_error import Place

Path = tuple[str | int, ...]
"""("fields", 2, "criteria", 0, "text"): the names and the places in lists on the way to a value."""

_ARRAY = re.compile(r"^\s*\[\[\s*([\w.-]+)\s*\]\]")
_TABLE = re.compile(r"^\s*\[\s*([\w.-]+)\s*\]")
_KEY = re.compile(r"^\s*([\w-]+)\s*=\s*(.*)$")
_LONG = ('"""', "'''")


class Lines:
    """The lines of one file by path."""

    def __init__(self, text: str) -> None:
        self._lines: dict[Path, int] = dict(_scan(text))

    def at(self, path: Path) -> Place:
        """Return the line of `path`, or of what it lies in; 1 where nothing of it is known."""
        while path and path not in self._lines:
            path = path[:-1]
        return Place(self._lines.get(path, 1))


def _scan(text: str) -> Iterator[tuple[Path, int]]:
    counts: dict[Path, int] = {}
    here: Path = ()
    closing = ""
    for number, line in enumerate(text.splitlines(), start=1):
        if closing:
            closing = "" if closing in line else closing
        elif found := _ARRAY.match(line):
            here = _inside(found[1].split("."), counts)
            counts[here] = counts.get(here, -1) + 1
            here = (*here, counts[here])
            yield here, number
        elif found := _TABLE.match(line):
            here = _inside(found[1].split("."), counts)
            yield here, number
        elif found := _KEY.match(line):
            yield (*here, found[1]), number
            closing = _opened(found[2])


def _inside(names: list[str], counts: dict[Path, int]) -> Path:
    """Return the path that a header names, with the place of each list's newest table put in."""
    path: Path = ()
    for index, name in enumerate(names):
        path = (*path, name)
        if path in counts and index < len(names) - 1:
            path = (*path, counts[path])
    return path


def _opened(value: str) -> str:
    """Return the mark that closes a string over several lines, where one begins and does not end here."""
    return next((mark for mark in _LONG if value.startswith(mark) and mark not in value[3:]), "")
