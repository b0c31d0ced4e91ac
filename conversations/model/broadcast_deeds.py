"""What an admin does with an announcement, and that somebody got it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from conversations.audience import Audience
from conversations.model.basics import Json
from conversations.model.messages import Paper

Steering = Literal["pause", "resume", "cancel"]


@dataclass(frozen=True, slots=True)
class BroadcastKept:
    """An admin announces something; `at` is when it goes. `broadcast_id` and `version` name one that was planned and
    is changed now, as it was seen; 0 makes a new one. `text_en` may be "".
    """

    broadcast_id: int
    version: int
    audience: Audience
    text: str
    text_en: str
    papers: tuple[Paper, ...]
    at: datetime
    answers: Mapping[str, Json]


@dataclass(frozen=True, slots=True)
class BroadcastSteered:
    """An admin holds an announcement up, lets it go on, or lets nothing more of it go out."""

    broadcast_id: int
    version: int
    act: Steering


@dataclass(frozen=True, slots=True)
class SilentReminded:
    """An admin sends an announcement once more to those who have not said that they got it."""

    broadcast_id: int
    version: int


@dataclass(frozen=True, slots=True)
class BroadcastCorrected:
    """An admin puts an announcement right, for those who got the wrong one."""

    broadcast_id: int
    version: int
    text: str
    text_en: str


@dataclass(frozen=True, slots=True)
class Received:
    """Somebody says that he got an announcement. Whether he read it, nobody knows."""

    broadcast_id: int


BroadcastDeed = BroadcastKept | BroadcastSteered | SilentReminded | BroadcastCorrected
