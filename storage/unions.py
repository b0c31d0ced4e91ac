"""Several short lists in one statement: a UNION of one SELECT per list, of few different sizes, so that the
compiled statement is found again. Knows no table.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

from sqlalchemy import CompoundSelect, Select, select, union_all

AT_ONCE = 64
"""SQLite takes at most 500 SELECTs in a UNION; more lists than this go out in several statements."""

T = TypeVar("T")


def portions(lists: Sequence[T]) -> Iterator[list[T]]:
    """Yield at most AT_ONCE at a time, filled up to a power of two by repeating the last."""
    for start in range(0, len(lists), AT_ONCE):
        some = list(lists[start : start + AT_ONCE])
        yield some + some[-1:] * (rounded_up(len(some)) - len(some))


def rounded_up(size: int) -> int:
    """Return the next power of two."""
    return 1 << (size - 1).bit_length()


def together(one: Callable[[int], Select[Any]], size: int) -> CompoundSelect[Any]:
    """Return the UNION of `one(0)`, `one(1)` …, each with its own ORDER BY and LIMIT; their order is not kept."""
    return union_all(*(select(one(number).subquery()) for number in range(size)))
