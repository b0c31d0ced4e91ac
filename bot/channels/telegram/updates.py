"""Reads an update as it came, whatever it is: one that cannot be read must not stop the others.

A person's words must not be logged, so an update is named by its number only.
"""

import logging
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from aiogram.types import Update

from bot.channels.telegram.arrival import Arrival, read_update

ALLOWED = ("message", "callback_query", "my_chat_member")
"""What Telegram is to tell us."""

log = logging.getLogger(__name__)


def parse_update(raw: Mapping[str, Any], now: datetime) -> Arrival | None:
    """Return what an update says; None where it is nothing for us or cannot be read."""
    try:
        update = Update.model_validate(raw)
        arrival = read_update(update, now)
    except Exception as error:  # noqa: BLE001 - see above; what failed would quote the message
        log.warning("telegram: update %s cannot be read: %s; skipped", raw.get("update_id"), type(error).__name__)
        return None
    if update.my_chat_member is not None:
        log.info("telegram: update %d: a person's chat is now %s", update.update_id, _standing(update))
    return arrival


def _standing(update: Update) -> str:
    return update.my_chat_member.new_chat_member.status if update.my_chat_member else ""
