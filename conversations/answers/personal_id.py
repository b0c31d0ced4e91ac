"""The twelve digits of the personal number (số định danh cá nhân). Never a photo of the card, never shown whole.

Its parts (Decree 137/2015, art. 13): 3 digits for the place where the birth was registered, which is no residence;
1 for century and sex; 2 for the year of birth; 6 at random. It has no check digit: contradictions are only asked about.
"""

import re
from dataclasses import dataclass
from typing import ClassVar, Literal

from conversations.answers.folding import meant
from conversations.answers.question import Misfit, Option, Question, Read, Reader, Reading, refuse
from conversations.answers.text import SKIP_WORDS
from conversations.model import Entry, Json
from conversations.texts import Text, phrase

DIGITS = 12
OLD_DIGITS = 9
_CLEAN = re.compile(r"[\s.,\-]+")
_CALLED = re.compile(r"^(?:so (?:dinh danh|can cuoc|cccd|cmnd)(?: ca nhan)?|cccd|cmnd|can cuoc|so)\s*:?\s*")


@dataclass(frozen=True, kw_only=True)
class PersonalId(Question[str]):
    """The value is the twelve digits; "" where it was skipped. `born` and `sex` are checked against it."""

    born: int | None = None
    sex: Literal["male", "female"] | None = None
    entry: ClassVar[Entry] = "number"

    def options(self, kept: Json, reader: Reader) -> tuple[Option, ...]:
        return (Option("skip", phrase("option.skip"), SKIP_WORDS),) if self.optional else ()

    def choose(self, choice: str, kept: Json, reader: Reader) -> Reading[str]:
        return Read("")

    def understand(self, text: str, kept: Json, reader: Reader) -> Reading[str]:
        digits = _CLEAN.sub("", _CALLED.sub("", min(meant(text), key=len, default="")))
        if not re.fullmatch(r"[0-9]+", digits):
            return refuse("personal_id")
        if len(digits) == OLD_DIGITS:
            return refuse("personal_id.old")
        if len(digits) != DIGITS:
            return refuse("personal_id.length", n=len(digits))
        if digits.startswith("000"):
            return refuse("personal_id.start")
        return Read(digits, self._doubts(digits, reader.today.year))

    def _doubts(self, digits: str, this_year: int) -> tuple[Text, ...]:
        century, sex = divmod(int(digits[3]), 2)
        year = 1900 + 100 * century + int(digits[4:6])
        if year > this_year:
            return (phrase("doubt.id_future", number=str(year)),)
        doubts: list[Text] = []
        if self.born is not None and year != self.born:
            doubts.append(phrase("doubt.id_year", number=str(year), said=str(self.born)))
        if self.sex is not None and (sex == 1) != (self.sex == "female"):
            doubts.append(phrase("doubt.id_sex"))
        return tuple(doubts)

    def load(self, raw: Json) -> str:
        if raw == "" and self.optional:
            return ""
        if not isinstance(raw, str) or not re.fullmatch(r"[0-9]{12}", raw):
            raise Misfit
        return raw

    def dump(self, value: str) -> Json:
        return value

    def show(self, value: str) -> Text:
        """Masked: four digits are enough to recognise it."""
        return f"{value[:4]}{'*' * (DIGITS - 4)}" if value else phrase("show.skipped")

    def sample(self) -> str:
        return "020079123456"
