"""Who may do what: role × where the thing lies × action, in one table. Asked by the flows for what they offer, and by
the pipeline once more for every deed, however it came in.

What belongs to whoever nominated (mending, visiting, following, consent) is nobody's by his role, and not in it.

A unit is given by its lineage: its own id, then those of the units above it. Nothing is looked up here.
"""

from collections.abc import Mapping
from typing import Literal, get_args

from conversations.model import Person, Role
from conversations.stages import Act

Action = Literal[
    "nominate", "read", "comment", "decide", "rank", "recuse", "extend", "open_vote", "vote",
    "open_round", "publish_plan", "invite", "announce", "add_unit", "reshape",
]  # fmt: skip
ACTIONS: tuple[Action, ...] = get_args(Action)
Scope = Literal["at", "below", "beneath"]
"""`at`: the role is held at the very unit; `below`: at it or at a unit above it; `beneath`: at a unit above it only."""

MAY: Mapping[Action, tuple[Scope, frozenset[Role]]] = {
    "nominate": ("at", frozenset({"officer", "reviewer", "leader", "admin"})),
    "read": ("below", frozenset({"reviewer", "council", "leader", "admin", "observer"})),
    "comment": ("below", frozenset({"reviewer", "council", "leader", "admin", "observer"})),
    "decide": ("at", frozenset({"reviewer", "leader"})),
    "rank": ("at", frozenset({"reviewer", "leader"})),
    "recuse": ("at", frozenset({"reviewer", "leader", "council"})),
    "extend": ("beneath", frozenset({"leader", "admin"})),  # nobody gives his own unit more time
    "open_vote": ("at", frozenset({"leader"})),
    "vote": ("at", frozenset({"council", "leader"})),
    "open_round": ("below", frozenset({"admin"})),
    "publish_plan": ("below", frozenset({"admin"})),
    "invite": ("below", frozenset({"admin"})),
    "announce": ("below", frozenset({"admin"})),  # to those at home there
    "add_unit": ("below", frozenset({"admin"})),  # to this one; it may also be what others are merged into
    "reshape": ("beneath", frozenset({"admin"})),  # rename, merge, end: nobody ends the unit that he is admin of
}
OF_ACT: Mapping[Act, Action] = {
    "forward": "decide",
    "return": "decide",
    "nurture": "decide",
    "decline": "decide",
    "recognise": "decide",
    "propagate": "decide",
}
"""What deciding is; resubmit, withdraw and promote belong to whoever nominated."""


def allowed(person: Person, action: Action, lineage: tuple[int, ...]) -> bool:
    """Whether `person` may do this with something that lies in the unit with this lineage (itself at the head)."""
    scope, roles = MAY[action]
    units = {"at": lineage[:1], "below": lineage, "beneath": lineage[1:]}[scope]
    return any(held.role in roles and held.unit_id in units for held in person.posts)


def units_where(person: Person, action: Action) -> tuple[int, ...]:
    """Return the units at which the person holds a role that may do this."""
    roles = MAY[action][1]
    return tuple(dict.fromkeys(held.unit_id for held in person.posts if held.role in roles))
