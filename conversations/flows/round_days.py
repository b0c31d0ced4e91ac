"""The milestones of a plan in the year of a round: which days they come to, and which the admin has to name.

What a wording means is the calendar's to say; here it is only asked for and shown.
"""

from collections.abc import Generator, Iterator
from datetime import date
from typing import Any

from conversations.answers.checklist import Checklist
from conversations.answers.date import Day
from conversations.answers.question import Option
from conversations.calendar.dues import due
from conversations.calendar.holidays import Uncharted
from conversations.calendar.saying import when_words
from conversations.calendar.tet import tet_warning
from conversations.calendar.when import Limit, Occasion, Yearly
from conversations.calendar.workdays import last_working_day_until
from conversations.plans.plan import Milestone, Plan
from conversations.plans.rules import Rules, short_id
from conversations.texts import Text, phrase

Asking = Generator[Any, Any, Any]


def days_named(plan: Plan, year: int) -> Asking:
    """Ask for the days of the milestones that the plan dates by an occasion or only by the year."""
    open_ = {short_id(one.id): one for one in plan.milestones if isinstance(one.timing, Occasion | Yearly)}
    options = tuple(Option(id_, _open_line(one)) for id_, one in open_.items())
    if not options:
        return ()
    chosen = yield from Checklist(key="days", name="round.days", choices=options, seldom=True)
    named: list[tuple[str, date]] = []
    for id_ in chosen:
        day = yield from Day(
            key=f"day.{id_}",
            name="round.day",
            args={"what": open_[id_].what},
            earliest=year - 1,
            latest=date(year + 1, 12, 31),
            year_alone=False,
        )
        named.append((open_[id_].id, date.fromisoformat(day)))
    return tuple(named)


def limits(plan: Plan, year: int) -> tuple[date, ...]:
    """Return the last working days of the plan's own limits in `year`: what a round best closes on."""
    spans = (due(one.timing, year) for one in plan.milestones if isinstance(one.timing, Limit))
    days = (last_working_day_until(span.last) for span in spans if span)
    return tuple(dict.fromkeys(day for day in days if not isinstance(day, Uncharted)))


def milestone_lines(plan: Plan, rules: Rules, year: int) -> Iterator[Text]:
    """Yield a line for each milestone that has its days in `year`, with a warning where those lie in Tết."""
    named = dict(rules.days)
    for one in plan.milestones:
        if one.id in named:
            yield phrase("round.card.day", what=one.what, day=named[one.id])
            yield from _warning(named[one.id])
        elif (span := due(one.timing, year)) and not isinstance(one.timing, Yearly):
            yield phrase("round.card.when", what=one.what, when=when_words(one.timing, year))
            yield from _warning(span.last)


def _warning(last: date) -> Iterator[Text]:
    if warning := tet_warning(last):
        yield phrase("round.card.warning", warning=warning)


def _open_line(milestone: Milestone) -> Text:
    return phrase("round.open_day", what=milestone.what, when=milestone.when or phrase("when.unsaid"))
