"""What a person is reminded of: everything that he has undone and that presses, in one message, composed from what
holds at that moment. Nothing undone: no message.

It numbers nothing and asks nothing, so it breaks into no question; its buttons stand for themselves.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from conversations.controls import LINK, link
from conversations.duties import Duty, duties, duty_matter
from conversations.model import Button, Message
from conversations.plans.shelf import Plans
from conversations.queries import Bearing, Gap, Pending
from conversations.reminding import AHEAD, left
from conversations.texts import Joined, Text, phrase

MOST_NAMED = 3
MOST_UNITS = 10
MOST_LINKS = 4
"""Of the buttons that open something: the most pressing."""
FEW = 3
"""Missing answers that are named; of more it is only said how many."""


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A draft that was left: `lacking` is what is still asked in it."""

    number: int
    flow: str
    title: Text
    since: date
    lacking: tuple[Text, ...]


def near_gaps(pending: Pending, today: date) -> tuple[Gap, ...]:
    """Return the gaps of rounds that close before long."""
    return tuple(gap for gap in pending.gaps if left(today, gap.round.closes) <= AHEAD)


def near_duties(pending: Pending, plans: Plans, today: date) -> tuple[tuple[Bearing, Duty], ...]:
    """Return the duties of the plans that are the person's, are due before long, and were not put aside."""
    found = [
        (bearing, duty)
        for bearing in pending.bearings
        for duty in _duties(bearing, plans)
        if today <= duty.last
        and left(today, duty.last) <= AHEAD
        and (bearing.level in duty.levels or (bearing.owns and not duty.levels))
        and duty_matter(bearing.round.id, duty.milestone.id) not in pending.dismissed
    ]
    known = {(bearing.round.id, duty.milestone.id): (bearing, duty) for bearing, duty in reversed(found)}
    return tuple(sorted(known.values(), key=lambda one: (one[1].last, one[1].milestone.id)))


def digest(pending: Pending, drafts: Sequence[Unfinished], plans: Plans, today: date, call: str) -> Message | None:
    """Return the reminder of a person who is addressed as `call`; None where nothing presses."""
    gaps, owed = near_gaps(pending, today), near_duties(pending, plans, today)
    lines = [
        *(_gap_line(gap, today) for gap in gaps),
        *(_duty_line(duty, plans[bearing.round.plan_id].short, today) for bearing, duty in owed),
        *(phrase("reminder.silence", closes=on, names=names) for on, names in _votes(pending)),
        *(_overdue_line(some) for some in _by_round(pending.overdue)),
    ]
    quiet = pending.rhythm == "deadlines"
    if not quiet:
        lines += [*_lying_lines(pending), *(_draft_line(draft) for draft in drafts)]
    if not lines:
        return None
    opening = [*_nominating(gaps, drafts), *(() if quiet else _resuming(drafts)), *_opening(pending, quiet=quiet)]
    later = (Button(f"{LINK}later:0", phrase("reminder.later")),)
    aside = (
        Button(f"{LINK}paper:0", phrase("reminder.paper")),
        Button(f"{LINK}not_mine:0", phrase("reminder.not_mine")),
    )
    buttons = (*opening[:MOST_LINKS], *later, *(aside if gaps or owed else ()))
    return Message(body=(phrase("reminder.head", call=call), *lines), buttons=buttons, first=0)


def matter_line(bearing: Bearing, duty: Duty) -> Text:
    """Name a duty on a button."""
    return phrase("reminder.matter.duty", what=duty.milestone.what, round=bearing.round.name)


def _duties(bearing: Bearing, plans: Plans) -> tuple[Duty, ...]:
    plan = plans.get(bearing.round.plan_id)
    return duties(plan, bearing.round) if plan is not None else ()


def _left(today: date, last: date) -> Text:
    days = left(today, last)
    return phrase("reminder.left", n=days, last=last) if days else phrase("reminder.left.none", last=last)


def _gap_line(gap: Gap, today: date) -> Text:
    about = {"left": _left(today, gap.round.closes), "round": gap.round.name, "unit": gap.unit}
    if gap.least:
        return phrase("reminder.gap", lacking=gap.least - gap.sent, least=gap.least, **about)
    return phrase("reminder.gap.none", **about)


def _duty_line(duty: Duty, plan: str, today: date) -> Text:
    milestone = duty.milestone
    if duty.vague:
        year = str(duty.last.year)
        return phrase("reminder.duty.vague", year=year, what=milestone.what, clause=milestone.clause, plan=plan)
    due = _left(today, duty.last)
    return phrase("reminder.duty", left=due, what=milestone.what, clause=milestone.clause, plan=plan)


def _lying_lines(pending: Pending) -> Iterable[Text]:
    for one in pending.returned:
        if one.remarks:
            yield phrase("reminder.returned", name=one.subject, on=one.on, n=one.remarks)
        else:
            yield phrase("reminder.returned.whole", name=one.subject, on=one.on)
    if pending.waiting:
        names = _names([one.subject for one in pending.waiting])
        yield phrase("reminder.waiting", n=len(pending.waiting), since=pending.waiting[0].since, names=names)
    if pending.visits:
        yield phrase("reminder.visits", n=len(pending.visits), names=_names([one.subject for one in pending.visits]))


def _draft_line(draft: Unfinished) -> Text:
    if len(draft.lacking) <= FEW and draft.lacking:
        return phrase("reminder.draft.lacking", title=draft.title, since=draft.since, what=Joined(draft.lacking))
    return phrase("reminder.draft", title=draft.title, since=draft.since, n=len(draft.lacking))


def _votes(pending: Pending) -> Iterable[tuple[date, Joined]]:
    subjects: dict[tuple[date, int], list[str]] = {}
    for one in pending.silences:
        subjects.setdefault((one.closes_on, one.vote_id), []).append(one.subject)
    return [(closes_on, _names(some)) for (closes_on, _), some in subjects.items()]


def _by_round(gaps: Iterable[Gap]) -> Iterable[tuple[Gap, ...]]:
    found: dict[tuple[int, date], list[Gap]] = {}
    for gap in gaps:
        found.setdefault((gap.round.id, gap.round.closes), []).append(gap)
    return [tuple(some) for some in found.values()]


def _overdue_line(gaps: tuple[Gap, ...]) -> Text:
    units: tuple[Text, ...] = tuple(map(_overdue_unit, gaps[:MOST_UNITS]))
    if more := len(gaps) - MOST_UNITS:
        units = (*units, phrase("reminder.more", n=more)) if more > 0 else units
    return phrase("reminder.overdue", round=gaps[0].round.name, closes=gaps[0].round.closes, units=Joined(units))


def _overdue_unit(gap: Gap) -> Text:
    least = max(gap.least, 1)
    if gap.paper:
        return phrase("reminder.overdue.paper", unit=gap.unit, sent=gap.sent, least=least)
    if gap.call:
        return phrase("reminder.overdue.call", unit=gap.unit, sent=gap.sent, least=least, call=gap.call)
    return phrase("reminder.overdue.unit", unit=gap.unit, sent=gap.sent, least=least)


def _names(names: Sequence[str]) -> Joined:
    shown: tuple[Text, ...] = tuple(names[:MOST_NAMED])
    more = len(names) - MOST_NAMED
    return Joined((*shown, phrase("reminder.more", n=more)) if more > 0 else shown)


def _nominating(gaps: Sequence[Gap], drafts: Sequence[Unfinished]) -> Iterable[Button]:
    """The way to a nomination that lacks, unless one is under way."""
    if gaps and not any(draft.flow == "nominate" for draft in drafts):
        yield link("nominate", gaps[0].round.id, phrase("reminder.link.nominate"))


def _resuming(drafts: Sequence[Unfinished]) -> Iterable[Button]:
    for draft in drafts:
        yield link("draft", draft.number, phrase("reminder.link.draft", title=draft.title))


def _opening(pending: Pending, *, quiet: bool) -> Iterable[Button]:
    for one in pending.silences[:1]:
        yield link("vote", one.nomination_id, phrase("reminder.link.vote"))
    if quiet:
        return
    for returned in pending.returned:
        yield link("fix", returned.nomination_id, phrase("reminder.link.fix", name=returned.subject))
    for waiting in pending.waiting[:1]:
        yield link("review", waiting.nomination_id, phrase("reminder.link.review"))
    for visit in pending.visits[:1]:
        yield link("nurture", visit.nomination_id, phrase("reminder.link.visit", name=visit.subject))
