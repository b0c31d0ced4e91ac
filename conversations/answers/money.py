"""An amount of money in whole đồng. A figure without "triệu" or "tỷ" is a guess, and is confirmed."""

from dataclasses import dataclass
from typing import ClassVar

from conversations.answers.amount import Amount, read_amount
from conversations.answers.question import Misfit, Question, Read, Reader, Reading, Refusal, refuse
from conversations.model import Entry, Json
from conversations.texts import Dong, Text, phrase

MILLION = 1_000_000
BARE_MILLIONS = 100_000
"""A bare figure below this is taken for millions: nobody writes an income of 180 đồng."""
MOST = 10**15
"""A million billion đồng, more than the country's product of a year: a slip of the thumb."""


@dataclass(frozen=True, kw_only=True)
class Money(Question[int]):
    """The value is đồng; below zero only where `loss` is allowed."""

    loss: bool = False
    entry: ClassVar[Entry] = "text"

    def understand(self, text: str, kept: Json, reader: Reader) -> Reading[int]:
        return read_dong(text, loss=self.loss)

    def load(self, raw: Json) -> int:
        if not isinstance(raw, int) or isinstance(raw, bool) or abs(raw) > MOST or (raw < 0 and not self.loss):
            raise Misfit
        return raw

    def dump(self, value: int) -> Json:
        return value

    def show(self, value: int) -> Text:
        return phrase("show.dong", amount=Dong(value))

    def sample(self) -> int:
        return 180 * MILLION


def read_dong(text: str, *, loss: bool) -> Read[int] | Refusal:
    """Return the đồng that `text` means, with a doubt where the unit was guessed."""
    amount = read_amount(text)
    if not isinstance(amount, Amount):
        return (
            refuse(f"money.{amount}")
            if amount in ("vague", "range", "per")
            else _bare_fraction(text) or refuse("money")
        )
    guessed = amount.bare and 0 < abs(amount.value) < BARE_MILLIONS
    value = amount.value * MILLION if guessed else amount.value
    if value < 0 and not loss:
        return refuse("money.negative")
    if abs(value) > MOST:
        return refuse("money.most")
    doubts = [phrase("doubt.millions")] if guessed else []
    doubts += [phrase("doubt.about")] if amount.about else []
    doubts += [phrase("doubt.commas")] if amount.odd else []
    return Read(value, tuple(doubts))


def _bare_fraction(text: str) -> Read[int] | None:
    """Return "1,2" alone as tỷ, a guess, for nobody counts an income in millions and a tenth."""
    amount = read_amount(f"{text} tỷ")
    return (
        Read(amount.value, (phrase("doubt.billions"),))
        if isinstance(amount, Amount) and 0 < amount.value < MOST
        else None
    )
