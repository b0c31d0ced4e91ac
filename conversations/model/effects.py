"""All that a turn can bring about, as closed unions."""

from dataclasses import dataclass

from conversations.model.broadcast_deeds import BroadcastDeed, Received
from conversations.model.council_deeds import CouncilDeed
from conversations.model.messages import Amend, Message, Say, Toast
from conversations.model.nomination_deeds import (
    Commented,
    CoNominated,
    Decided,
    Denied,
    Filed,
    Ranked,
    Recorded,
    Recused,
    Refiled,
    Undone,
    Viewed,
    Withdrawn,
)
from conversations.model.nurture_deeds import Consented, Followed, TourAsked, Visited
from conversations.model.people_deeds import DoorCodeIssued, Entered, PeopleDeed, RosterImported, Spoke, WrongCode
from conversations.model.reminder_deeds import ReminderDeed
from conversations.model.round_deeds import Extended, PlanPublished, RoundKept
from conversations.model.unit_deeds import UnitDeed


@dataclass(frozen=True, slots=True)
class Told:
    """A message for somebody else. It breaks into no question of his: his next answer still belongs to his draft."""

    person_id: int
    message: Message


Contested = (
    Filed
    | Decided
    | Undone
    | Ranked
    | Refiled
    | Withdrawn
    | CouncilDeed
    | Visited
    | Followed
    | Extended
    | BroadcastDeed
)
"""Deeds that may not be possible any more when they come to be done, mostly because another person was quicker: done
only where things are still as they were seen, and before anybody is told.
"""

Reshaping = UnitDeed | RosterImported
"""Deeds that may end a unit: done last, for whatever others do at the same moment still names that unit."""

Deed = (
    Contested
    | CoNominated
    | Recused
    | Commented
    | Told
    | Entered
    | DoorCodeIssued
    | Spoke
    | Received
    | PlanPublished
    | Consented
    | TourAsked
    | RoundKept
    | Viewed
    | Denied
    | WrongCode
    | PeopleDeed
    | UnitDeed
    | ReminderDeed
)

Effect = Say | Amend | Toast | Recorded | Deed
