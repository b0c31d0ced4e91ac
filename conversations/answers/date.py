"""A day, always day before month: "15/2/85", "ngày 05 tháng 02 năm 1985"; where allowed, the year alone."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from conversations.answers.folding import fold
from conversations.answers.question import Misfit, Option, Question, Read, Reader, Reading, refuse
from conversations.answers.telex import untelex
from conversations.model import Entry, Json
from conversations.texts import Text, phrase

_DAY = re.compile(
    r"(?:sinh\s+)?(?:ngay\s+)?(\d{1,2})\s*(?:[/.\-,]+|\s|(?:thang|thg|th)\b)\s*(?:(?:thang|thg|th)\s*)?(\d{1,2})"
    r"\s*(?:[/.\-,]+|\s|nam\b)\s*(?:nam\s*)?(\d{4}|\d{2})"
)
_RUN = re.compile(r"(?:sinh\s+)?(?:ngay\s+)?(\d\d)(\d\d)(\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_YEAR = re.compile(r"(?:(?:sinh|sn)\s+)?(?:nam\s+)?(\d{4}|\d{2})")
_KEPT = re.compile(r"[0-9]{4}(?:-[0-9]{2}-[0-9]{2})?")
_MONTHS = 12


@dataclass(frozen=True, kw_only=True)
class Day(Question[str]):
    """The value is "1985-02-15", or "1985" where only the year is known and `year_alone` is allowed.

    It is later than `after`, where that is given; `offers` are days to tap.
    """

    earliest: int = 1900
    latest: date
    after: date | None = None
    offers: tuple[date, ...] = ()
    year_alone: bool = True
    entry: ClassVar[Entry] = "text"

    def options(self, kept: Json, reader: Reader) -> tuple[Option, ...]:
        return tuple(Option(day.isoformat(), phrase("option.day", day=day)) for day in self.offers)

    def choose(self, choice: str, kept: Json, reader: Reader) -> Reading[str]:
        return Read(choice)

    def understand(self, text: str, kept: Json, reader: Reader) -> Reading[str]:
        folded = fold(untelex(text))
        if found := _DAY.fullmatch(folded) or _RUN.fullmatch(folded):
            return self._day(int(found[1]), int(found[2]), found[3])
        if found := _ISO.fullmatch(folded):
            return self._day(int(found[3]), int(found[2]), found[1])
        found = _YEAR.fullmatch(folded)
        if found and self.year_alone:
            year = self._year(found[1])
            return (
                Read(str(year)) if year else refuse("date.year", least=str(self.earliest), most=str(self.latest.year))
            )
        return refuse("date.alone" if self.year_alone else "date")

    def _day(self, day: int, month: int, raw: str) -> Reading[str]:
        year = self._year(raw)
        if not year:
            return refuse("date.year", least=str(self.earliest), most=str(self.latest.year))
        if month > _MONTHS:
            return refuse("date.month", month=str(month))
        try:
            found = date(year, month, day)
        except ValueError:
            return refuse("date.day", day=str(day), month=str(month), year=str(year))
        if self.after is not None and found <= self.after:
            return refuse("date.after", after=self.after)
        return Read(found.isoformat()) if found <= self.latest else refuse("date.future", latest=self.latest)

    def _year(self, raw: str) -> int | None:
        """Return the year; two digits mean the newest such year that is not after `latest`."""
        year = int(raw)
        if len(raw) == 2:
            year = next(y for y in range(self.latest.year, self.latest.year - 100, -1) if y % 100 == year)
        return year if self.earliest <= year <= self.latest.year else None

    def load(self, raw: Json) -> str:
        if not isinstance(raw, str) or not _KEPT.fullmatch(raw) or (len(raw) == 4 and not self.year_alone):
            raise Misfit
        try:
            found = date.fromisoformat(raw if len(raw) > 4 else f"{raw}-01-01")
        except ValueError:
            raise Misfit from None
        early = self.after is not None and found <= self.after
        if early or not self.earliest <= found.year or found > self.latest:
            raise Misfit
        return raw

    def dump(self, value: str) -> Json:
        return value

    def show(self, value: str) -> Text:
        year, _, rest = value.partition("-")
        month, _, day = rest.partition("-")
        return f"{day}/{month}/{year}" if rest else year

    def sample(self) -> str:
        if self.after is not None:
            return (self.after + timedelta(days=1)).isoformat()
        return f"{max(self.latest.year - 40, self.earliest)}-02-15"
