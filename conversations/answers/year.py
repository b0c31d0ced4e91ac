"""A year. Two digits are read within the limits: "79" is 1979."""

import re
from dataclasses import dataclass
from typing import ClassVar

from conversations.answers.folding import fold
from conversations.answers.question import Misfit, Question, Read, Reader, Reading, refuse
from conversations.model import Entry, Json
from conversations.texts import Text

_YEAR = re.compile(r"(?:sinh )?(?:nam )?(\d{4}|\d{2})")


@dataclass(frozen=True, kw_only=True)
class Year(Question[int]):
    """The value is from `least` to `most`."""

    least: int = 1900
    most: int = 2100
    entry: ClassVar[Entry] = "number"

    def understand(self, text: str, kept: Json, reader: Reader) -> Reading[int]:
        found = _YEAR.fullmatch(fold(text))
        if not found:
            return refuse("year", least=str(self.least), most=str(self.most))
        year = int(found[1])
        fitting = [y for y in range(self.most, self.least - 1, -1) if y % 100 == year] if len(found[1]) == 2 else [year]
        if not fitting or not self.least <= fitting[0] <= self.most:
            return refuse("year", least=str(self.least), most=str(self.most))
        return Read(fitting[0])

    def load(self, raw: Json) -> int:
        if not isinstance(raw, int) or isinstance(raw, bool) or not self.least <= raw <= self.most:
            raise Misfit
        return raw

    def dump(self, value: int) -> Json:
        return value

    def show(self, value: int) -> Text:
        return str(value)

    def sample(self) -> int:
        return self.most
