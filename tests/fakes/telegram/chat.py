"""One private chat: what stands in it, as the person sees it."""

import asyncio
from dataclasses import dataclass, field
from typing import Any

from tests.fakes.telegram.faults import RefusalError, bad_request

Message = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Seen:
    """A message of the bot. `buttons` are (label, data) by row; `marks` are the words that stand out; `file` is what a
    document is called.
    """

    message_id: int
    text: str
    buttons: tuple[tuple[tuple[str, str], ...], ...] = ()
    marks: tuple[tuple[str, str], ...] = ()
    edited: bool = False
    file: str = ""

    @property
    def labels(self) -> list[str]:
        """Every button's label, row by row."""
        return [label for row in self.buttons for label, _ in row]


@dataclass(slots=True)
class Chat:
    """The messages of both, by number; numbers only grow. `field_buttons` stand below the field
    where one types; `changes` counts what the bot did here.
    """

    person: dict[str, Any]
    started: bool = False
    blocked: bool = False
    messages: dict[int, Message] = field(default_factory=dict)
    last_id: int = 0
    field_buttons: list[str] = field(default_factory=list)
    changes: int = 0
    changed: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def head(self) -> dict[str, Any]:
        """The chat as it stands in each of its messages."""
        return {"type": "private", **{name: self.person[name] for name in ("id", "first_name", "last_name")}}

    def next_id(self) -> int:
        """Return the number of the next message."""
        self.last_id += 1
        return self.last_id

    def put(self, message: Message) -> Message:
        """Let the bot's message stand here, new or in place of its older form."""
        self.messages[message["message_id"]] = message
        self._stir()
        return message

    def delete(self, message_id: int) -> None:
        """Take a message away."""
        if self.messages.pop(message_id, None) is None:
            raise bad_request("message to delete not found")
        self._stir()

    def of_bot(self, message_id: int) -> Message:
        """Return a message that the bot may edit."""
        if message_id not in self.messages:
            raise bad_request("message to edit not found")
        if not self.messages[message_id]["from"]["is_bot"]:
            raise bad_request("message can't be edited")
        return self.messages[message_id]

    def check_open(self) -> None:
        """Refuse the bot where the person never wrote to it or has blocked it."""
        if not self.started:
            raise bad_request("chat not found")
        if self.blocked:
            raise RefusalError(403, "Forbidden: bot was blocked by the user")

    def seen(self) -> list[Seen]:
        """Return what the bot's messages look like now, oldest first."""
        return [see(message) for _, message in sorted(self.messages.items()) if message["from"]["is_bot"]]

    def _stir(self) -> None:
        self.changes += 1
        self.changed.set()
        self.changed = asyncio.Event()


def see(message: Message) -> Seen:
    """Return a message as it looks."""
    text = message.get("text") or message.get("caption") or ""
    wide = text.encode("utf-16-le")
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return Seen(
        message["message_id"],
        text,
        tuple(tuple((button["text"], button.get("callback_data", "")) for button in row) for row in rows),
        tuple(
            (mark["type"], wide[2 * mark["offset"] : 2 * (mark["offset"] + mark["length"])].decode("utf-16-le"))
            for mark in message.get("entities") or message.get("caption_entities") or []
        ),
        "edit_date" in message,
        message.get("document", {}).get("file_name", ""),
    )
