"""The parts of a running house that others may want to reach. Data only; app.py builds them."""

from dataclasses import dataclass

from bot.broadcasting import Broadcaster
from bot.bulk_sender import BulkSender
from bot.clock import Clock
from bot.house import OpenHouse
from bot.metrics import Metrics
from bot.pipeline import Pipeline
from bot.reminders import Reminders
from bot.sender import Sender
from bot.settings import Settings
from bot.transaction import Parts
from storage.database import Database


@dataclass(frozen=True, slots=True)
class App:
    """The running parts that others may want to reach."""

    settings: Settings
    database: Database
    parts: Parts
    pipeline: Pipeline
    house: OpenHouse
    sender: Sender
    bulk: tuple[BulkSender, ...]
    broadcaster: Broadcaster
    metrics: Metrics
    clock: Clock
    reminders: Reminders
