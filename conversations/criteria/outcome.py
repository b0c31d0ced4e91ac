"""What the check of one criterion found, before it is known whose criterion it was. No rules stand here."""

from dataclasses import dataclass
from typing import Literal

from conversations.texts import Text

Status = Literal["met", "not_met", "missing", "judged"]
STATUSES: tuple[Status, ...] = ("met", "not_met", "missing", "judged")


@dataclass(frozen=True, slots=True)
class Outcome:
    """`why` says what was found and how much is missing. `waiting`: only this year's result is still to come."""

    status: Status
    why: tuple[Text, ...] = ()
    waiting: bool = False
