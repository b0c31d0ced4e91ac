"""A year. Two digits are read within the limits: "79" is 1979."""

import re
from dataclasses import dataclass
from typing import ClassVar

from conversations.answers.folding import fold
from conversations.answers.question import Misfit, Question, Read, Reader, Reading, refuse
from conversations.answers.telex import untelex
from conversations.model import Entry, Json
from conversations.texts import Text, phrase

_YEAR = re.compile(r"(?:(?:sinh|sn|tu|vao|khoang)\s*)*(?:nam\s*)?'?(\d{4}|\d{2})")
_AGE = re.compile(r"(?:(?:nam nay|khoang)\s+)*(\d{1,3})\s*tuoi")
_NAMED = {"nam nay": 0, "nam ngoai": 1, "nam truoc": 1, "this year": 0, "last year": 1}


@dataclass(frozen=True, kw_only=True)
class Year(Question[int]):
    """The value is from `least` to `most`."""

    least: int = 1900
    most: int = 2100
    entry: ClassVar[Entry] = "number"

    def understand(self, text: str, kept: Json, reader: Reader) -> Reading[int]:
        folded = fold(untelex(text))
        doubts: list[Text] = [phrase("doubt.about")] if "khoang" in folded else []
        if found := _AGE.fullmatch(folded):
            year = reader.today.year - int(found[1])
            doubts = [phrase("doubt.age", age=int(found[1]), year=str(year))]
        elif folded in _NAMED:
            year = reader.today.year - _NAMED[folded]
        elif found := _YEAR.fullmatch(folded):
            fitting = self._fitting(found[1])
            year = fitting[0] if fitting else self.least - 1
            doubts += [phrase("doubt.century", typed=found[1])] if len(fitting) > 1 else []
        else:
            year = self.least - 1
        if not self.least <= year <= self.most:
            return refuse("year", least=str(self.least), most=str(self.most))
        return Read(year, tuple(doubts))

    def _fitting(self, digits: str) -> list[int]:
        """Return the years that the digits may mean, the newest first."""
        year = int(digits)
        if len(digits) == len("1979"):
            return [year]
        return [year + century for century in (2000, 1900) if self.least <= year + century <= self.most]

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
