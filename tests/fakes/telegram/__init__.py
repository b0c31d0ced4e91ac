"""A strict Bot API server on localhost, and people who chat with the bot through it."""

from tests.fakes.telegram.chat import Seen
from tests.fakes.telegram.faults import DROPPED, FORBIDDEN, SERVER_ERROR, SILENT, Fault, flood
from tests.fakes.telegram.server import TOKEN, FakeTelegram
from tests.fakes.telegram.user import User

__all__ = [
    "DROPPED",
    "FORBIDDEN",
    "SERVER_ERROR",
    "SILENT",
    "TOKEN",
    "FakeTelegram",
    "Fault",
    "Seen",
    "User",
    "flood",
]
