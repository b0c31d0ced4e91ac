"""A time of day as people write it."""

from datetime import time

import pytest

from conversations.answers.question import Read, Refusal
from conversations.answers.time_of_day import TimeOfDay
from tests.answers.asking import READER

QUESTION = TimeOfDay(key="q", name="q", earliest=time(7), latest=time(20), offers=(time(8), time(14)))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("8", "08:00"),
        ("8h", "08:00"),
        ("8 giờ", "08:00"),
        ("08:05", "08:05"),
        ("14h30", "14:30"),
        ("14 giờ 30 phút", "14:30"),
        ("14g30", "14:30"),
        ("2 giờ chiều", "14:00"),
        ("2 rưỡi chiều", "14:30"),
        ("2h chieu", "14:00"),
        ("7 giờ tối", "19:00"),
        ("12 giờ trưa", "12:00"),
        ("lúc 9 giờ sáng", "09:00"),
        ("20:00", "20:00"),
    ],
)
def test_it_is_understood(typed: str, meant: str) -> None:
    assert QUESTION.understand(typed, None, READER) == Read(meant)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("2h", "time.range"),
        ("21:00", "time.range"),
        ("25h", "time"),
        ("8:60", "time"),
        ("sáng mai", "time"),
        ("8h-9h", "time"),
    ],
)
def test_what_is_no_time_or_too_late_is_refused(typed: str, code: str) -> None:
    reading = QUESTION.understand(typed, None, READER)
    assert isinstance(reading, Refusal)
    assert reading.why.key == f"refuse.{code}"
