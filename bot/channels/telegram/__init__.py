"""The Telegram door: long polling or webhook in, light calls out, and a second client for what goes to many."""

from bot.channels.telegram.late_schemas import late_schemas

with late_schemas():
    from bot.channels.telegram.door import Telegram
    from bot.channels.telegram.pace import Limits
    from bot.channels.telegram.webhook import Webhook

__all__ = ["Limits", "Telegram", "Webhook"]
