"""Reads a plan's wording of a date into a typed one. Total: what is not understood is an occasion, never a date."""

import re
from collections.abc import Callable
from functools import lru_cache

from conversations.calendar.when import (
    Dated,
    Impossible,
    Limit,
    Months,
    Occasion,
    OnDay,
    Part,
    PartOfYear,
    Quarters,
    Undated,
    When,
    Yearly,
    Years,
)
from conversations.calendar.wording import DAY, LIST, MONTHS, QUARTERS, YEAR, exists, impossible, number, shaped

Found = re.Match[str]

_LEAD = r"(?:(?:trong|vào|định kỳ|hoàn thành|thực hiện|gửi)\s+)*"
_BY = r"(?P<by>(?:trước|chậm nhất|muộn nhất|không quá|hạn cuối|hạn chót|đến|hết)(?:\s+(?:là|vào|đến|hết|trước))*)"
_HOUR = r"(?:(?P<hour>\d{1,2})\s*(?:h|g|giờ)\s*(?:\d{2})?(?:\s*phút)?,?\s+)?"
_PART = r"(?P<part>đầu|cuối)"
_PARTS: dict[str, Part] = {"đầu": "begin", "cuối": "end"}
_FIRST, _LAST = r"(?P<first>[1-9]\d{3})", r"(?P<last>[1-9]\d{3})"
_NOON = 12
_UNDATED = (
    r"(?:thường xuyên|định kỳ|liên tục|(?:định kỳ )?(?:hằng|hàng) (?:ngày|tuần|tháng|quý)|(?:vào )?(?:những |các )?"
    r"thời (?:điểm|gian) (?:thích hợp|phù hợp)|khi cần(?: thiết)?)"
)


@lru_cache(maxsize=1024)  # a milestone is asked for its date again and again
def read_when(text: str, *, recurring: bool) -> When:
    """Return what the wording `text` means; `recurring` as the plan's file says of the milestone."""
    bare, yearly = shaped(text)
    if not bare:
        return Yearly() if yearly else Undated("")
    if found := impossible(bare):
        return Impossible(text, found)
    every_year = yearly or recurring
    when = _dated(bare, text)
    if isinstance(when, Impossible):
        return Impossible(text, when.found)
    if when is None or (_wants_year(when) and not every_year):
        return Occasion(text, every_year)
    return when


def _dated(bare: str, text: str) -> When | None:
    if re.fullmatch(_UNDATED, bare, re.IGNORECASE):
        return Undated(text)
    for pattern, build in _RULES:
        if found := pattern.fullmatch(bare):
            return build(found)
    return None


def _wants_year(when: When) -> bool:
    """A day without its year, of a thing that does not recur: nobody knows which year is meant."""
    return isinstance(when, Dated) and when.year is None


def _year(found: Found) -> int | None:
    return int(found["year"]) if found["year"] else None


def _on_day(found: Found) -> When:
    if not exists(found):
        return Impossible("", found[0])
    return OnDay(int(found["day"]), int(found["month"]), _year(found))


def _limit(found: Found) -> When:
    """Before a day is before it begins; before five in the afternoon is still on it."""
    if not exists(found):
        return Impossible("", found[0])
    strict = found["by"].lower().endswith("trước") and int(found["hour"] or 0) <= _NOON
    return Limit(int(found["day"]), int(found["month"]), _year(found), strict)


def _quarters(found: Found) -> When | None:
    run = _run(found["list"], QUARTERS)
    return Quarters(*run, _year(found), _part(found)) if isinstance(run, tuple) else run


def _months(found: Found) -> When | None:
    run = _run(found["list"], MONTHS)
    return Months(*run, _year(found)) if isinstance(run, tuple) else run


def _months_of_year(found: Found) -> When:
    count = int(found["count"])
    if not 1 <= count <= MONTHS:
        return Impossible("", found[0])
    first, last = (1, count) if _part(found) == "begin" else (MONTHS - count + 1, MONTHS)
    return Months(first, last, _year(found))


def _part_of_year(found: Found) -> When:
    return PartOfYear("begin" if _part(found) == "begin" else "end", _year(found))


def _years(found: Found) -> When:
    first, last = int(found["first"] or found["last"]), int(found["last"])
    return Years(first, last) if first <= last else Impossible("", found[0])


def _until_year(found: Found) -> When:
    return Years(None, int(found["last"]))


def _part(found: Found) -> Part:
    return _PARTS.get((found["part"] or "").lower(), "")


def _run(text: str, most: int) -> tuple[int, int] | Impossible | None:
    """Return the first and the last of "I, II" or "I đến III"; None where there are holes or the order is odd."""
    numbers = [number(each) for each in re.findall(r"\d+|\b[ivx]+\b", text, re.IGNORECASE)]
    if not all(1 <= each <= most for each in numbers):
        return Impossible("", text)
    first, last = numbers[0], numbers[-1]
    between = len(numbers) == 2 and first < last and re.search(r"đến|-|–", text, re.IGNORECASE)
    return (first, last) if between or numbers == list(range(first, last + 1)) else None


_RULES: tuple[tuple[re.Pattern[str], Callable[[Found], When | None]], ...] = tuple(
    (re.compile(_LEAD + pattern, re.IGNORECASE), build)
    for pattern, build in (
        (rf"(?:ngày\s+)?{DAY}", _on_day),
        (rf"{_BY}\s+{_HOUR}(?:ngày\s+)?{DAY}", _limit),
        (rf"(?:{_PART}\s+)?quý\s+{LIST}{YEAR}", _quarters),
        (rf"tháng\s+{LIST}{YEAR}", _months),
        (rf"(?P<count>\d{{1,2}})\s+tháng\s+{_PART}\s+(?:của\s+)?năm(?:\s+(?P<year>[1-9]\d{{3}}))?", _months_of_year),
        (rf"{_PART}\s+năm(?:\s+(?P<year>[1-9]\d{{3}}))?", _part_of_year),
        (rf"(?P<first>)năm {_LAST}", _years),
        (rf"(?:giai đoạn|từ|các năm)(?: năm)? {_FIRST}\s*(?:-|–|đến)\s*(?:hết )?(?:năm )?{_LAST}", _years),
        (rf"(?:(?:kể )?từ khi ban hành(?: kế hoạch)? )?đến (?:hết )?năm {_LAST}", _until_year),
    )
)
