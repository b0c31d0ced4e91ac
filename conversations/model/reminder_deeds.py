"""What people do about their reminders."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from conversations.reminding import Rhythm, Slot

Why = Literal["paper", "not_mine"]


@dataclass(frozen=True, slots=True)
class Snoozed:
    """The person wants to hear of what is undone once more, then."""

    until: datetime


@dataclass(frozen=True, slots=True)
class Dismissed:
    """No more of this: it was handed in on paper, for the whole unit, or it is not this person's business.

    `matter` is what it is about: "closing:12", "milestone:12:bao-cao".
    """

    matter: str
    why: Why


@dataclass(frozen=True, slots=True)
class RemindersSet:
    """At which hour, how often, and of what the person wants to be reminded; `picture`: and shown once a week."""

    slot: Slot
    rhythm: Rhythm
    picture: bool = False


ReminderDeed = Snoozed | Dismissed | RemindersSet
