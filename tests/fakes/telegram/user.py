"""A person with a phone: says, taps, sends, and reads what the bot shows. Whoever waits in vain is told what he saw."""

import asyncio
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from tests.fakes.telegram.chat import Chat, Message, Seen
from tests.fakes.telegram.checks import TEXT_LIMIT
from tests.fakes.telegram.files import StoredFile

if TYPE_CHECKING:
    from tests.fakes.telegram.server import FakeTelegram

PATIENCE = 10.0  # seconds
TICKS = "☑☐✏️ "

OTHER: dict[str, dict[str, Any]] = {
    "sticker": {"width": 512, "height": 512, "is_animated": False, "is_video": False, "type": "regular", "emoji": "👍"},
    "voice": {"duration": 3, "mime_type": "audio/ogg"},
    "audio": {"duration": 30, "title": "Bài ca"},
    "video": {"width": 640, "height": 480, "duration": 9},
    "video_note": {"length": 240, "duration": 9},
    "location": {"latitude": 21.51, "longitude": 106.42},
    "contact": {"phone_number": "+84912345678", "first_name": "Thắng"},
    "dice": {"emoji": "🎲", "value": 4},
}
"""What else can be sent, as it stands in a message."""
FILES = ("sticker", "voice", "audio", "video", "video_note")


class User:
    """One person in a private chat with the bot. Each act returns the number of its update."""

    def __init__(self, server: "FakeTelegram", person: dict[str, Any], chat: Chat) -> None:
        self._server = server
        self._person = person
        self.chat = chat
        self._heard = 0
        self._albums = 0

    # --- what he does ---

    async def starts(self, code: str = "") -> int:
        """Open the chat, by a link with a code or without."""
        return await self.says(f"/start {code}".strip())

    async def says(self, text: str) -> int:
        """Type a text; a phone sends a long one in several messages, and never an empty one."""
        assert text.strip(), "a phone does not send this"
        *before, last = [text[at : at + TEXT_LIMIT] for at in range(0, len(text), TEXT_LIMIT)]
        for piece in before:
            self._write({"text": piece})
        command = len(last.split(maxsplit=1)[0]) if last.startswith("/") else 0
        marks = {"entities": [{"type": "bot_command", "offset": 0, "length": command}]} if command else {}
        return self._write({"text": last, **marks})

    async def edits(self, text: str) -> int:
        """Change the last own message."""
        mine = [message for message in self.chat.messages.values() if not message["from"]["is_bot"]]
        mine[-1].update(text=text, edit_date=self._server.time())
        return self._push("edited_message", mine[-1])

    async def taps(self, button: str, message_id: int = 0) -> int:
        """Tap the newest button with this label or data (its tick or pencil may be left out)."""
        for seen in reversed(self.reads()):
            for label, data in (pair for row in seen.buttons for pair in row):
                named = button in (label, label.lstrip(TICKS), data)
                if named and message_id in (0, seen.message_id):
                    return self.presses(data, seen.message_id)
        raise AssertionError(f"there is no button {button!r}; {self._shown()}")

    def presses(self, data: str, message_id: int) -> int:
        """Tap with any data, also where no such button stands: a phone may show what is long gone."""
        tap = f"{self._person['id']}0{self._server.updates.last_id + 1}"
        self._server.taps[tap] = self._person["id"]
        gone: Message = {"message_id": message_id, "chat": self.chat.head, "date": 0}
        message = self.chat.messages.get(message_id, gone)
        head = {"id": tap, "from": self._person, "chat_instance": "-42"}
        query = {**head, "message": dict(message), "data": data}
        return self._server.updates.push("callback_query", query, f"taps of {self._person['id']}")

    async def sends_photo(self, content: bytes, caption: str = "", album: str = "") -> int:
        """Send a photo, which comes in three sizes."""
        small = self._server.files.add(b"small")
        middle = self._server.files.add(b"middle")
        sizes = [small.as_photo(90, 67), middle.as_photo(320, 240), self._server.files.add(content).as_photo()]
        more = {"media_group_id": album} if album else {}
        return self._write({"photo": sizes, **more, **({"caption": caption} if caption else {})})

    async def sends_album(self, contents: Sequence[bytes], pause: float = 0) -> list[int]:
        """Send several photos in one go; `pause` is the time between their updates."""
        self._albums += 1
        ids = []
        for content in contents:
            ids.append(await self.sends_photo(content, album=f"{self._person['id']}-{self._albums}"))
            await asyncio.sleep(pause)
        return ids

    async def sends_document(self, content: bytes, name: str, mime: str = "", size: int | None = None) -> int:
        """Send a file as it is; `size` may lie, so that a test needs no 30 MB."""
        return self._write({"document": self._store(content, name, mime, size).as_document()})

    async def sends(self, kind: str) -> int:
        """Send something that is neither text nor a file to keep: sticker, voice, location, contact …"""
        told = self._store(b"x").as_document() if kind in FILES else {}
        return self._write({kind: {**told, **OTHER[kind]}})

    async def shares_phone(self, phone: str) -> int:
        """Tap the button below the field that shares the own number: Telegram puts the sender's id beside it."""
        assert self.chat.field_buttons, f"there is no button to share a number; {self._shown()}"
        told = {"phone_number": phone, "first_name": self._person["first_name"], "user_id": self._person["id"]}
        return self._write({"contact": told})

    async def blocks(self) -> int:
        """Block the bot."""
        self.chat.blocked = True
        return self._member("member", "kicked")

    async def unblocks(self) -> int:
        """Let the bot write again."""
        self.chat.blocked = False
        return self._member("kicked", "member")

    # --- what he sees ---

    def reads(self) -> list[Seen]:
        """Return the bot's messages as they look now, oldest first."""
        return self.chat.seen()

    @property
    def notices(self) -> list[str]:
        """What flashed up after each tap; empty where the tap was only acknowledged."""
        return self._server.notices.get(self._person["id"], [])

    async def hears(self, timeout: float = PATIENCE) -> Seen:  # noqa: ASYNC109 - a limit that a test can read
        """Wait until the bot writes or edits something new since the last time; return its newest message."""
        before = self._heard
        await self.waits(lambda: self.chat.changes > before, timeout)
        self._heard = self.chat.changes
        return self.reads()[-1]

    async def sees(self, text: str, timeout: float = PATIENCE) -> Seen:  # noqa: ASYNC109 - as above
        """Wait until a message of the bot contains `text`; return the newest such message."""
        await self.waits(lambda: any(text in seen.text for seen in self.reads()), timeout)
        self._heard = self.chat.changes
        return [seen for seen in self.reads() if text in seen.text][-1]

    async def waits(self, until: Callable[[], bool], timeout: float = PATIENCE) -> None:  # noqa: ASYNC109 - as above
        """Wait until something holds that the bot brings about."""
        try:
            async with asyncio.timeout(timeout):
                while not until():
                    await self.chat.changed.wait()
        except TimeoutError:
            raise AssertionError(f"nothing came within {timeout} s; {self._shown()}") from None

    # --- how it reaches the bot ---

    def _write(self, content: dict[str, Any]) -> int:
        self.chat.started = True
        head = {"message_id": self.chat.next_id(), "from": self._person, "chat": self.chat.head}
        message = {**head, "date": self._server.time(), **content}
        self.chat.messages[message["message_id"]] = message
        return self._push("message", message)

    def _push(self, kind: str, message: Message) -> int:
        return self._server.updates.push(kind, dict(message), f"chat {self._person['id']}")

    def _member(self, before: str, after: str) -> int:
        bot = self._server.me
        old, new = ({"user": bot, "status": status, **_until(status)} for status in (before, after))
        told = {"chat": self.chat.head, "from": self._person, "date": self._server.time()}
        return self._push("my_chat_member", {**told, "old_chat_member": old, "new_chat_member": new})

    def _store(self, content: bytes, name: str = "", mime: str = "", size: int | None = None) -> StoredFile:
        return self._server.files.add(content, name, mime, size)

    def _shown(self) -> str:
        shown = [f"{seen.text[:60]!r} {seen.labels}" for seen in self.reads()[-3:]]
        return f"on the screen stand: {'; '.join(shown) or 'nothing'}"


def _until(status: str) -> dict[str, int]:
    return {"until_date": 0} if status == "kicked" else {}
