"""A time of day in hours and minutes: "8 giờ", "14h30", "2 rưỡi chiều", "14:30"."""

import re
from dataclasses import dataclass
from datetime import time
from typing import ClassVar

from conversations.answers.folding import fold
from conversations.answers.question import Misfit, Option, Question, Read, Reader, Reading, refuse
from conversations.model import Entry, Json
from conversations.texts import Text, phrase

_TIME = re.compile(
    r"(?:luc )?(\d{1,2}) ?(?:[h:.g]|gio|gio dung)? ?(\d{2}|ruoi)? ?(?:phut|p|')?(?: ?(sang|trua|chieu|toi|am|pm))?"
)
_KEPT = re.compile(r"[0-9]{2}:[0-9]{2}")
_AFTER_NOON = ("chieu", "toi", "pm")
NOON = 12


@dataclass(frozen=True, kw_only=True)
class TimeOfDay(Question[str]):
    """The value is "14:30", from `earliest` to `latest`; `offers` are times to tap."""

    earliest: time
    latest: time
    offers: tuple[time, ...] = ()
    entry: ClassVar[Entry] = "text"

    def options(self, kept: Json, reader: Reader) -> tuple[Option, ...]:
        return tuple(Option(_written(one), _written(one)) for one in self.offers)

    def choose(self, choice: str, kept: Json, reader: Reader) -> Reading[str]:
        return Read(choice)

    def understand(self, text: str, kept: Json, reader: Reader) -> Reading[str]:
        found = _TIME.fullmatch(fold(text))
        moment = _moment(int(found[1]), found[2] or "0", found[3] or "") if found else None
        if moment is None:
            return refuse("time")
        if not self.earliest <= moment <= self.latest:
            return refuse("time.range", earliest=_written(self.earliest), latest=_written(self.latest))
        return Read(_written(moment))

    def load(self, raw: Json) -> str:
        try:
            moment = time.fromisoformat(raw) if isinstance(raw, str) and _KEPT.fullmatch(raw) else None
        except ValueError:
            raise Misfit from None
        if moment is None or not self.earliest <= moment <= self.latest:
            raise Misfit
        return _written(moment)

    def dump(self, value: str) -> Json:
        return value

    def show(self, value: str) -> Text:
        return phrase("show.time", time=value)

    def sample(self) -> str:
        return _written(self.earliest)


def _moment(hour: int, minutes: str, part: str) -> time | None:
    """Return the time that is meant: "2 chiều" is 14:00, "12 giờ trưa" noon."""
    minute = 30 if minutes == "ruoi" else int(minutes)
    if part in _AFTER_NOON and hour < NOON:
        hour += NOON
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _written(moment: time) -> str:
    return moment.strftime("%H:%M")
