"""Says for a person when something is due in a year, with the last working day where the plan names a time."""

from conversations.calendar.dues import DAY, days_of, due
from conversations.calendar.holidays import PLAIN, Calendar, Uncharted
from conversations.calendar.when import (
    Dated,
    Impossible,
    Limit,
    Months,
    Occasion,
    OnDay,
    PartOfYear,
    Quarters,
    Span,
    Undated,
    When,
    Yearly,
    Years,
)
from conversations.calendar.workdays import last_working_day_until
from conversations.texts import Phrase, phrase

_ROMAN = ("I", "II", "III", "IV")


def when_words(when: When, year: int, calendar: Calendar = PLAIN) -> Phrase:
    """Return when it is due in `year`, to be put into a sentence: "trước 15/02/2027, ngày làm việc cuối là …"."""
    match when:
        case Yearly():
            return phrase("when.yearly", year=str(year))
        case Occasion(words=words, yearly=True):
            return phrase("when.occasion.yearly", words=words, year=str(year))
        case Occasion(words=words):
            return phrase("when.occasion", words=words)
        case Undated(words=words):
            return phrase("when.undated", words=words) if words else phrase("when.unsaid")
        case Impossible(found=found):
            return phrase("when.impossible", found=found)
        case Years():
            return _years(when) if due(when, year) else _elsewhere(_years(when), year)
        case _:
            return _dated(when, year, calendar)


def _dated(when: Dated, year: int, calendar: Calendar) -> Phrase:
    own = year if when.year is None else when.year
    span = days_of(when, own)
    named = _named(when, span, str(own))
    if own != year:
        return _elsewhere(named, year)
    day = last_working_day_until(span.last, calendar)
    if isinstance(day, Uncharted):
        return phrase("when.uncharted", when=named, year=str(day.year))
    if isinstance(when, OnDay):
        return named if day == span.last else phrase("when.day_off", when=named, day=day)
    vague = isinstance(when, PartOfYear) or (isinstance(when, Quarters) and when.part != "")
    return phrase("when.aim" if vague else "when.last", when=named, day=day)


def _named(when: Dated, span: Span, year: str) -> Phrase:
    """Return the time as the plan names it."""
    match when:
        case OnDay():
            return phrase("when.on", day=span.first)
        case Limit(strict=True):
            return phrase("when.before", day=span.last + DAY)
        case Limit():
            return phrase("when.by", day=span.last)
        case Months(first=first, last=last) if first == last:
            return phrase("when.month", month=str(first), year=year)
        case Months(first=first, last=last):
            return phrase("when.months", first=str(first), last=str(last), year=year)
        case Quarters(part=part):
            quarters = ", ".join(_ROMAN[when.first - 1 : when.last])
            return phrase(f"when.quarter.{part or 'whole'}", quarters=quarters, year=year)
        case PartOfYear(part=part):
            return phrase(f"when.year.{part}", year=year)


def _years(when: Years) -> Phrase:
    if when.first is None:
        return phrase("when.until", last=str(when.last))
    if when.first == when.last:
        return phrase("when.year", year=str(when.last))
    return phrase("when.years", first=str(when.first), last=str(when.last))


def _elsewhere(named: Phrase, year: int) -> Phrase:
    return phrase("when.elsewhere", when=named, year=str(year))
