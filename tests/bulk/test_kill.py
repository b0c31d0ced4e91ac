"""`kill -9` in the middle of an announcement, again and again: nobody is missed, nobody gets it twice.

The only ones nobody can know about are the few that were under way: they are listed as uncertain and not sent again.
The fake server keeps Telegram's limits with 429, over the restarts as well. (`make bench` does it with 2,000 people.)
"""

from pathlib import Path

import pytest

from tests.bulk.killing import HANDFUL, Killing, left_after

pytestmark = pytest.mark.timeout(170)


@pytest.mark.parametrize(
    ("dialect", "processes"), [("sqlite", 1), ("postgresql", 1), ("postgresql", 2)], indirect=["dialect"]
)
async def test_killed_again_and_again(address: str, processes: int, tmp_path: Path) -> None:
    plan = Killing(people=300, kills=6, processes=processes)
    left = await left_after(plan, address, tmp_path / "log")
    assert len(left.ledger) == len(left.said) == plan.people
    assert set(left.ledger.values()) <= {"sent", "unknown"}, "nobody is missed"
    assert max(left.said.values()) == 1, "nobody gets it twice"
    assert {left.said[number] for number, state in left.ledger.items() if state == "sent"} == {1}, "who has it, has it"
    assert left.unknown <= plan.kills * HANDFUL, "only the handful under way is uncertain"
    assert left.refused == 0, "one process sends at a time, at the pace that is allowed"
