"""What a question to the storage is."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

F = TypeVar("F")


@dataclass(frozen=True, slots=True)
class Query(Generic[F]):
    """A question to the storage; hashable. Answered for a whole batch of messages in one statement per kind."""

    def empty(self) -> F:
        """Return the answer when nothing is known; used when only looking ahead."""
        raise NotImplementedError


AnyQuery = Query[Any]

Facts = Mapping[AnyQuery, Any]
