"""The table of rights, written out by hand once more: every action, every role, wherever the thing lies."""

from typing import get_args

import pytest

from conversations.model import Held, Person, Role
from conversations.rights import ACTIONS, OF_ACT, Action, allowed, units_where
from conversations.stages import NEXT

PROVINCE, COMMUNE, FARMERS, OTHER = 1, 2, 3, 4
LINEAGES = {
    "own": (COMMUNE, PROVINCE),
    "below": (FARMERS, COMMUNE, PROVINCE),
    "above": (PROVINCE,),
    "other": (OTHER, PROVINCE),
    "nowhere": (),
}
"""Where the thing lies, seen from somebody of the commune."""
ROLES: tuple[Role, ...] = ("officer", "reviewer", "council", "leader", "admin", "observer")
# o: in one's own unit only; b: there and in the units below; u: in the units below only; -: nowhere
TABLE = """
nominate      o  o  -  o  o  -
read          -  b  b  b  b  b
comment       -  b  b  b  b  b
decide        -  o  -  o  -  -
rank          -  o  -  o  -  -
recuse        -  o  o  o  -  -
extend        -  -  -  u  u  -
open_vote     -  -  -  o  -  -
vote          -  -  o  o  -  -
open_round    -  -  -  -  b  -
publish_plan  -  -  -  -  b  -
invite        -  -  -  -  b  -
announce      -  -  -  -  b  -
add_unit      -  -  -  -  b  -
reshape       -  -  -  -  u  -
"""
MAY = {"o": {"own"}, "b": {"own", "below"}, "u": {"below"}, "-": set[str]()}
ROWS = {line.split()[0]: line.split()[1:] for line in TABLE.strip().splitlines()}
CELLS = [(action, role, where) for action in ACTIONS for role in ROLES for where in LINEAGES]


def someone(*held: Held) -> Person:
    return Person(1, "Lý Văn Bình", "anh Bình", COMMUNE, "xã Vân Nham", held=held)


def test_the_table_is_whole() -> None:
    assert tuple(ROWS) == ACTIONS
    assert get_args(Role) == ROLES
    assert all(len(row) == len(ROLES) for row in ROWS.values())


@pytest.mark.parametrize(("action", "role", "where"), CELLS)
def test_a_cell(action: Action, role: Role, where: str) -> None:
    letter = ROWS[action][ROLES.index(role)]
    person = someone(Held(COMMUNE, role))
    assert allowed(person, action, LINEAGES[where]) == (where in MAY[letter])
    assert units_where(person, action) == (() if letter == "-" else (COMMUNE,))


def test_a_role_counts_at_its_own_unit_only() -> None:
    """A leader of one commune who is an observer of another decides in the first, and there alone."""
    person = someone(Held(COMMUNE, "leader"), Held(OTHER, "observer"))
    assert allowed(person, "decide", LINEAGES["own"])
    assert not allowed(person, "decide", LINEAGES["other"])
    assert allowed(person, "comment", LINEAGES["other"])
    assert not any(allowed(someone(), action, LINEAGES["own"]) for action in ACTIONS)


def test_what_is_decided_is_decided_with_the_right_to() -> None:
    """Sending back in, drawing back and promoting belong to whoever nominated; all else is deciding."""
    assert {act for _, act in NEXT} - OF_ACT.keys() == {"resubmit", "withdraw", "promote"}
    assert set(OF_ACT.values()) == {"decide"}
