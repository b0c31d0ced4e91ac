"""When people are reminded: how long before a day, how long after a silence, and at which hour of a working day.

Everything counts in working days of Việt Nam; where the table of days off ends, in weekdays. Nothing is looked up here.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Literal, get_args

from conversations.calendar.holidays import DAY, SATURDAY
from conversations.calendar.workdays import is_working_day
from conversations.stages import WAITING

MARKS = (30, 14, 7, 3, 1)
"""Working days before a day on which something is due."""
VAGUE_MARKS = (30, 7)
"""The same where the plan names no day but only a whole year: then twice is enough."""
AHEAD = 30
"""Working days from which on a deadline is spoken of at all."""
SILENCES = (3, 8, 18, 38)
"""Working days for which a file lay still: more than two, then ever less often."""
VISITS = (0, 5, 20)
"""Working days after the day of a visit."""
IDLE = (3, 10, 30)
"""Days for which a draft was not touched."""

Slot = Literal["early", "noon", "late"]
Rhythm = Literal["daily", "weekly", "deadlines"]
SLOTS: tuple[Slot, ...] = get_args(Slot)
RHYTHMS: tuple[Rhythm, ...] = get_args(Rhythm)


@dataclass(frozen=True, slots=True)
class Wishes:
    """When and how often somebody wants to be reminded; `picture`: and to see once a week how far his units are."""

    slot: Slot = "early"
    rhythm: Rhythm = "daily"
    picture: bool = False


HOURS: dict[Slot, time] = {"early": time(7, 30), "noon": time(11, 30), "late": time(16, 30)}
LATER = time(8, 0)
"""The hour of "Nhắc mai 8 giờ"."""
OPENS, ENDS = time(7, 30), time(17, 0)
"""Outside of these nobody is reminded of anything."""
LOOK = time(6, 0)
"""When it is looked who has to be reminded today."""


def works(day: date) -> bool:
    """Whether it is a working day; beyond the table of days off every weekday is one."""
    known = is_working_day(day)
    return known if isinstance(known, bool) else day.weekday() < SATURDAY


def on_or_after(day: date) -> date:
    """Return `day` itself where it is a working day, else the next one."""
    while not works(day):
        day += DAY
    return day


def after(day: date, n: int) -> date:
    """Return the `n`th working day after `day`."""
    for _ in range(n):
        day = on_or_after(day + DAY)
    return day


def before(day: date, n: int) -> date:
    """Return the `n`th working day before `day`."""
    for _ in range(n):
        day -= DAY
        while not works(day):
            day -= DAY
    return day


def left(today: date, last: date) -> int:
    """Return how many working days come after `today` until `last`, that one counted."""
    return sum(works(today + DAY * n) for n in range(1, (last - today).days + 1))


def days_before(last: date, marks: Iterable[int] = MARKS) -> tuple[date, ...]:
    """Return the days on which it is reminded of something that is due on `last`: what is due on a Sunday has to be
    done on Friday, and counts from there.
    """
    end = last if works(last) else before(last, 1)
    return tuple(before(end, n) for n in marks)


def days_of_silence(since: date) -> tuple[date, ...]:
    """Return the days on which it is reminded of a file that nobody touched since."""
    return tuple(after(since, n) for n in SILENCES)


def days_of_visit(on: date) -> tuple[date, ...]:
    """Return the days on which it is reminded of a visit that was planned for `on`."""
    return tuple(after(on_or_after(on), n) for n in VISITS)


def days_of_draft(touched: date) -> tuple[date, ...]:
    """Return the days on which it is reminded of a draft that nobody went on with."""
    return tuple(on_or_after(touched + DAY * n) for n in IDLE)


def day_of_vote(closes_on: date) -> date:
    """Return the working day before a vote is over."""
    return before(closes_on, 1)


def file_days(stage: str, moved_on: date, next_on: date | None) -> tuple[date, ...]:
    """Return the days on which it is reminded of a nomination: where it waits for somebody, or is to be visited."""
    if stage in (*WAITING, "returned"):
        return days_of_silence(moved_on)
    return days_of_visit(next_on) if next_on is not None else ()


def falls(days: Iterable[date], told: date, today: date) -> bool:
    """Whether one of `days` has come since the last look: today, or while the machine was down."""
    return any(told < day <= today for day in days)


def coming(days: Iterable[date], today: date) -> date | None:
    """Return the first of `days` that is still to come."""
    return min((day for day in days if day > today), default=None)


def look_on(day: date, now: datetime) -> datetime:
    """Return the moment of `day` at which it is looked who has to be reminded."""
    return datetime.combine(day, LOOK, now.tzinfo)


def awake(now: datetime) -> bool:
    """Whether people may be reminded of something at this moment."""
    return works(now.date()) and OPENS <= now.time() < ENDS


def week_begins(day: date) -> date:
    """Return the first working day of the week of `day`; where it has none, of the next that has one."""
    return on_or_after(day - DAY * day.weekday())


def next_picture(today: date) -> date:
    """Return the next first day of a week after `today`, on which pictures are shown."""
    first = week_begins(today)
    return first if first > today else week_begins(today - DAY * today.weekday() + DAY * 7)


def moments(now: datetime) -> Iterator[tuple[Rhythm, Slot, datetime]]:
    """Yield when each kind of people hears of what is due now. (Who wants deadlines only hears of those daily.)"""
    today = now.date()
    first = week_begins(today)
    weekly = first if today <= first else next_picture(today)
    for slot in SLOTS:
        yield "daily", slot, moment(today, HOURS[slot], now)
        yield "weekly", slot, moment(weekly, HOURS[slot], now)


def moment(day: date, hour: time, now: datetime) -> datetime:
    """Return `hour` of `day`; where that is over or no working day, the first moment after it that may be used."""
    wanted = datetime.combine(day, hour, now.tzinfo)
    if works(day) and wanted >= now:
        return wanted
    if awake(now) and day <= now.date():
        return now
    over = now.date() + DAY if now.time() >= ENDS else now.date()
    return datetime.combine(on_or_after(max(day, over)), hour, now.tzinfo)
