"""The days of a round: before it closes, for each unit as it closes there; before each duty of its plan; and the
working day after it closed. Whom to remind is found in one statement for everybody at once (storage/addressees.py).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from conversations.duties import Duty, closing_matter, duties, duty_matter, least_of
from conversations.plans.shelf import Plans
from conversations.queries import Extension, ExtensionsOf, Round, RoundById
from conversations.reminding import after, coming, days_before, falls
from storage import extensions, rounds, timers, units
from storage.addressees import OF_DUTY, OF_OWNERS, of_closing, of_overdue
from storage.database import Transaction
from storage.timers import Rearmed, Timer

LOOKS_AGAIN = timedelta(days=7)
"""At the latest: a newer version of its plan may have brought other days."""
Reaches = dict[int, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Closing:
    """A day on which a round closes: for everybody, or for the unit that was given more time (`unit_id`)."""

    on: date
    unit_id: int = 0


async def look(conn: Transaction, rows: Sequence[Timer], plans: Plans, now: datetime) -> list[Rearmed]:
    """Remind of what is due in these rounds; a plan that nobody knows any more has no duties."""
    ids = {row.subject_id for row in rows}
    found = await rounds.by_ids(conn, [RoundById(id_) for id_ in ids]) if ids else {}
    given = await extensions.of_rounds(conn, [ExtensionsOf(id_) for id_ in ids]) if ids else {}
    again: list[Rearmed] = []
    for timer in rows:
        round_ = found[RoundById(timer.subject_id)]
        if round_ is None:
            again.append(Rearmed(timer.id, None))
            continue
        day = _Day(conn, round_, given[ExtensionsOf(round_.id)], plans, timer.told, now)
        await day.remind()
        following = coming(day.days(), now.date())
        again.append(Rearmed(timer.id, min(following, now.date() + LOOKS_AGAIN) if following else None))
    return again


class _Day:
    """A round on the day on which it is looked at."""

    def __init__(
        self, conn: Transaction, round_: Round, given: tuple[Extension, ...], plans: Plans, told: date, now: datetime
    ) -> None:
        self.conn = conn
        self.round = round_
        self.given = tuple(one for one in given if one.until > round_.closes)
        self.closings = (Closing(round_.closes), *(Closing(one.until, one.unit_id) for one in self.given))
        plan = plans.get(round_.plan_id)
        self.duties = duties(plan, round_) if plan is not None else ()
        self.told = told
        self.now = now
        self.today = now.date()

    def days(self) -> Iterator[date]:
        """Yield every day on which it is reminded of something of this round."""
        for closing in self.closings:
            yield from days_before(closing.on)
            yield after(closing.on, 1)
        for duty in self.duties:
            yield from days_before(duty.last, duty.marks)

    async def remind(self) -> None:
        """Let everybody be reminded whose day has come."""
        if self.today < self.round.opens:
            return
        reaches = await units.reaches(self.conn, {self.round.unit_id, *(one.unit_id for one in self.given)})
        for closing in self.closings:
            if closing.on >= self.today and falls(days_before(closing.on), self.told, self.today):
                await self._closing(closing, reaches)
            if falls((after(closing.on, 1),), self.told, self.today):
                await self._overdue(closing, reaches)
        for duty in self.duties:
            if duty.last >= self.today and falls(days_before(duty.last, duty.marks), self.told, self.today):
                await self._duty(duty, reaches)

    async def _closing(self, closing: Closing, reaches: Reaches) -> None:
        who = of_closing(extended=bool(closing.unit_id), others=0 if closing.unit_id else len(self.given))
        values = self._where(closing, reaches) | {"matter": closing_matter(self.round.id)}
        await timers.announce(self.conn, who, values, self.now, urgent=True)

    async def _overdue(self, closing: Closing, reaches: Reaches) -> None:
        who = of_overdue(extended=bool(closing.unit_id), others=0 if closing.unit_id else len(self.given))
        await timers.announce(self.conn, who, self._where(closing, reaches), self.now, urgent=True)

    def _where(self, closing: Closing, reaches: Reaches) -> dict[str, Any]:
        """Return which units this closing is of, and how many each has to bring forward."""
        least = max(least_of(self.round, "commune"), 1)
        values: dict[str, Any] = {"round": self.round.id, "least": least, "on": self.today}
        values |= _span("top", reaches[self.round.unit_id])
        if closing.unit_id:
            return values | _span("own", reaches[closing.unit_id])
        for n, one in enumerate(self.given):
            values |= _span(f"other_{n}", reaches[one.unit_id])
        return values

    async def _duty(self, duty: Duty, reaches: Reaches) -> None:
        values: dict[str, Any] = {"matter": duty_matter(self.round.id, duty.milestone.id)}
        if duty.levels:
            values |= _span("top", reaches[self.round.unit_id]) | {"levels": duty.levels}
            await timers.announce(self.conn, OF_DUTY, values, self.now, urgent=True)
        else:
            values |= {"owner": self.round.unit_id}
            await timers.announce(self.conn, OF_OWNERS, values, self.now, urgent=True)


def _span(name: str, reach: tuple[str, str]) -> dict[str, str]:
    return {f"{name}_from": reach[0], f"{name}_to": reach[1]}
