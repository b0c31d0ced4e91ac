"""A whole number of something: people, workers, households."""

from dataclasses import dataclass
from typing import ClassVar

from conversations.answers.amount import Amount, read_amount
from conversations.answers.question import Misfit, Question, Read, Reader, Reading, refuse
from conversations.model import Entry, Json
from conversations.texts import Text, phrase


@dataclass(frozen=True, kw_only=True)
class Number(Question[int]):
    """The value is at least `least` and at most `most`; with `or_none` 0 is allowed too: there is none."""

    least: int = 0
    most: int = 1_000_000
    or_none: bool = False
    entry: ClassVar[Entry] = "number"

    def understand(self, text: str, kept: Json, reader: Reader) -> Reading[int]:
        amount = read_amount(text)
        if not isinstance(amount, Amount):
            return refuse(f"number.{amount}" if amount in {"vague", "range", "unknown", "several"} else "number")
        if amount.value.denominator != 1:
            return refuse("number.fraction")
        if not self._fits(int(amount.value)):
            return refuse("number.limits", least=self.least, most=self.most)
        return Read(int(amount.value), number_doubts(amount))

    def load(self, raw: Json) -> int:
        if not isinstance(raw, int) or isinstance(raw, bool) or not self._fits(raw):
            raise Misfit
        return raw

    def dump(self, value: int) -> Json:
        return value

    def show(self, value: int) -> Text:
        return phrase("show.number", number=value)

    def sample(self) -> int:
        return max(self.least, min(5, self.most))

    def _fits(self, value: int) -> bool:
        return self.least <= value <= self.most or (self.or_none and value == 0)


def number_doubts(amount: Amount) -> tuple[Text, ...]:
    """Return why a count should be confirmed."""
    doubts = [phrase("doubt.about")] if amount.about else []
    return (*doubts, *([phrase("doubt.odd")] if amount.odd else []))
