"""The Telegram door: long polling or webhook in, light calls out."""

from bot.channels.telegram.late_schemas import late_schemas

with late_schemas():
    from bot.channels.telegram.door import Telegram
    from bot.channels.telegram.webhook import Webhook

__all__ = ["Telegram", "Webhook"]
