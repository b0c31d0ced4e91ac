"""The golden calendars: a year of a round of each plan is lived through again, and must read the same."""

import re
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path

import pytest

from bot.app import PLANS
from conversations.plans.loader import load_plans
from conversations.reminding import awake
from tests.year import YEARS, calendar

FOLDER = Path(__file__).parent / "calendars"
MOMENT = re.compile(r"^\S+ \S+ (\d\d/\d\d/\d{4}, \d\d:\d\d)$")


def test_every_plan_has_a_year() -> None:
    assert YEARS.keys() == load_plans(PLANS).keys()
    assert {path.stem for path in FOLDER.glob("*.txt")} == YEARS.keys()


@pytest.mark.parametrize("plan", YEARS)
async def test_a_year(plan: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    path, now = FOLDER / f"{plan}.txt", await calendar(plan, tmp_path)
    if request.config.getoption("--update-transcripts"):
        path.write_text(now, encoding="utf-8")
        return
    assert now == path.read_text(encoding="utf-8"), f"{path.name}: if it is better so: pytest --update-transcripts"


@pytest.mark.parametrize("plan", YEARS)
def test_it_is_humane(plan: str) -> None:
    """Read by itself: within the hours, on working days, nobody twice on a day, no week after week without a pause."""
    told: dict[str, list[date]] = {}
    at = datetime(2020, 1, 1)  # noqa: DTZ001 - a day of the calendar
    for line in (FOLDER / f"{plan}.txt").read_text(encoding="utf-8").splitlines():
        if found := MOMENT.match(line):
            at = datetime.strptime(found[1], "%d/%m/%Y, %H:%M")  # noqa: DTZ007 - a day of the calendar
            assert awake(at), line
        elif re.match(r"^  \w", line):
            for who in re.findall(r"(\w+) \(", line):
                told.setdefault(who, []).append(at.date())
    for who, days in told.items():
        assert all(one < two for one, two in pairwise(days)), who
        assert len(days) <= 60, f"{who} is reminded {len(days)} times in {plan}"  # of about 250 working days
