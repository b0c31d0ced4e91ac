"""Guesses which facts a conversation will want: those of its last step. They are fetched for a whole batch before the
first step, so that nobody steps in vain to find out. A wrong guess costs a look-up and changes nothing.
"""

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from conversations.queries import AnyQuery, FreshCode, InviteBehind

REMEMBERED = 5_000
"""Conversations; of the others the first step finds out."""
_ONCE = (FreshCode, InviteBehind)
"""What nobody asks for a second time."""


class Foresight:
    """What each conversation of this process looked up last."""

    def __init__(self) -> None:
        self._looked: OrderedDict[str, tuple[AnyQuery, ...]] = OrderedDict()

    def guess(self, owners: Iterable[str]) -> set[AnyQuery]:
        """Return what these conversations will probably want."""
        return {query for owner in owners for query in self._looked.get(owner, ())}

    def learn(self, owner: str, looked: Iterable[AnyQuery]) -> None:
        """Remember what a step looked up."""
        self._looked[owner] = tuple(query for query in looked if not isinstance(query, _ONCE))
        self._looked.move_to_end(owner)
        if len(self._looked) > REMEMBERED:
            self._looked.popitem(last=False)


class Watched(Mapping[AnyQuery, Any]):
    """The facts of a transaction, seen by one step: `looked` is what it used."""

    def __init__(self, facts: Mapping[AnyQuery, Any]) -> None:
        self._facts = facts
        self.looked: dict[AnyQuery, None] = {}

    def __contains__(self, query: object) -> bool:
        return query in self._facts

    def __getitem__(self, query: AnyQuery) -> Any:
        self.looked[query] = None
        return self._facts[query]

    def __iter__(self) -> Iterator[AnyQuery]:
        return iter(self._facts)

    def __len__(self) -> int:
        return len(self._facts)
