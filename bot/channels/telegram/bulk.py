"""What goes to many: python-telegram-bot's client beside the door, with connections of its own.

It draws posts as the door does and means the same by every answer. It receives nothing.
"""

from bot.channels.base import Outcome, Post
from bot.channels.telegram.bulk_wire import BulkWire
from bot.channels.telegram.pace import Pace
from bot.channels.telegram.sending import Sending

MOST_CALLS = 60
"""At once; with thirty a second that lets a call take two seconds."""


class Bulk:
    """Sends with one token, as fast as the pace allows. `account` names whose limits those are."""

    name = "telegram"

    def __init__(self, token: str, api_url: str, pace: Pace) -> None:
        self.account = f"telegram:{token.partition(':')[0]}"
        self._pace = pace
        self._wire = BulkWire(token, api_url, pace.limits.overall, MOST_CALLS)
        self._sending = Sending(self._wire, pace, captions=True)

    def wait(self, chat: str) -> float:
        """Return the seconds until something may go to this chat."""
        return self._pace.wait(chat)

    def reserve(self, chat: str) -> None:
        """The next call goes to this chat, now."""
        self._pace.reserve(chat)

    def resting(self) -> float:
        """Return the seconds for which nothing may go anywhere."""
        return self._pace.resting()

    def rest(self, seconds: float) -> None:
        """Send nothing for so long."""
        self._pace.rest(seconds)

    async def send(self, post: Post) -> Outcome:
        """Make the calls of a post. Never raises for what the platform does."""
        try:
            return await self._sending.send(post)
        finally:
            self._pace.forgo(post.address)

    async def close(self) -> None:
        """Let go of connections."""
        await self._wire.close()
