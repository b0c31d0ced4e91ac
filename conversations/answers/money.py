"""An amount of money in whole đồng. A figure without "triệu" or "tỷ" is a guess, and is confirmed."""

from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

from conversations.answers.amount import Amount, read_amount
from conversations.answers.atoms import BILLION, MILLION, THOUSAND
from conversations.answers.question import Misfit, Question, Read, Reader, Reading, Refusal, refuse
from conversations.model import Entry, Json
from conversations.texts import Dong, Text, phrase

BARE_MILLIONS = 10_000
"""A bare figure below this is taken for millions: nobody writes an income of 180 đồng."""
BARE_DONG = 1_000_000
"""A bare figure from this on is taken for đồng without a question."""
BARE_BILLIONS = 20
"""A bare figure with decimals below this is taken for billions: "1,2"."""
MOST = 10**15
"""A million billion đồng, more than the country's product of a year: a slip of the thumb."""
_DONG = frozenset({"d", "dong", "vnd"})


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
        return refuse("money" if amount == "none" else f"money.{amount}")
    if amount.loose and amount.value and not amount.beside & _DONG:
        return refuse("money")
    unit, guess = _unit(amount)
    value = round(amount.value * unit)
    if value < 0 and not loss:
        return refuse("money.negative")
    if abs(value) > MOST:
        return refuse("money.most")
    doubts = [phrase(f"doubt.{guess}")] if guess else []
    doubts += [phrase("doubt.about")] if amount.about else []
    doubts += [phrase("doubt.odd")] if amount.odd and not guess else []
    return Read(value, tuple(doubts))


def _unit(amount: Amount) -> tuple[int, str]:
    """Return what the figure counts, and the doubt about it where that is a guess."""
    size = abs(amount.value)
    if amount.beside & _DONG:
        return (1, "dong") if amount.bare and 0 < size < THOUSAND else (1, "")
    if not amount.bare or size == 0 or size >= BARE_DONG:
        return 1, ""
    if amount.value.denominator != 1 and size < BARE_BILLIONS:
        return BILLION, "billions"
    return (MILLION, "millions") if size < Fraction(BARE_MILLIONS) else (1, "dong")
