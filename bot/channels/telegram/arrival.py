"""Reads one update: who did what, in our own words, or None where it is nothing for us.

It must not fetch anything: a file is only named here. A caption is not read: a photo answers with itself, and what
stands below it would be an answer to nobody's question. Edited messages, groups and channels are not for us.
"""

import re
from dataclasses import dataclass
from datetime import datetime

from aiogram.enums import ChatType, ContentType
from aiogram.types import CallbackQuery, Message, Update, User

from conversations.model import Event, OtherKind, Said, SentOther, SharedPhone, Tapped

NAME_LIMIT = 120
CHOICE_LIMIT = 40
CHOICE = re.compile(r"([0-9]{1,15}):([!-~]{1,40})")

OTHER: dict[str, OtherKind] = {
    ContentType.STICKER: "sticker",
    ContentType.VOICE: "voice",
    ContentType.AUDIO: "voice",
    ContentType.VIDEO: "video",
    ContentType.VIDEO_NOTE: "video",
    ContentType.ANIMATION: "video",
    ContentType.LOCATION: "location",
    ContentType.VENUE: "location",
    ContentType.POLL: "poll",
    ContentType.CHECKLIST: "unknown",
    ContentType.DICE: "unknown",
    ContentType.GAME: "unknown",
    ContentType.PAID_MEDIA: "unknown",
    ContentType.RICH_MESSAGE: "unknown",
    ContentType.STORY: "unknown",
    ContentType.UNKNOWN: "unknown",
}
"""What a person can send. Everything else is a notice of Telegram's own, to which nobody expects an answer."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that waits on Telegram's side. `size` is 0 where it was not told."""

    file_id: str
    size: int = 0
    name: str = ""


@dataclass(frozen=True, slots=True)
class Arrival:
    """One update that concerns us. `album` ties photos together; `callback` is a tap that wants to be answered."""

    update_id: int
    address: str
    content: Event | Upload
    at: datetime
    name: str = ""
    locale: str = ""
    album: str = ""
    callback: str = ""


def read_update(update: Update, now: datetime) -> Arrival | None:
    """Return what happened. `now` dates a tap, for Telegram does not say when it was."""
    if update.message is not None:
        return _from_message(update.update_id, update.message)
    if update.callback_query is not None:
        return _from_tap(update.update_id, update.callback_query, now)
    return None


def _from_message(update_id: int, message: Message) -> Arrival | None:
    content = _content(message) if message.chat.type == ChatType.PRIVATE else None
    if content is None:
        return None
    name, locale = _who(message.from_user)
    address = str(message.chat.id)
    return Arrival(update_id, address, content, message.date, name, locale, album=message.media_group_id or "")


def _from_tap(update_id: int, query: CallbackQuery, now: datetime) -> Arrival | None:
    if query.message is None or query.message.chat.type != ChatType.PRIVATE:
        return None
    name, locale = _who(query.from_user)
    address = str(query.message.chat.id)
    return Arrival(update_id, address, _tapped(query.data or ""), now, name, locale, callback=query.id)


def _content(message: Message) -> Event | Upload | None:
    if message.text is not None:
        return Said(message.text)
    sizes = message.photo or (message.live_photo.photo if message.live_photo else None)
    if sizes:
        largest = max(sizes, key=lambda size: size.width * size.height)
        return Upload(largest.file_id, largest.file_size or 0)
    if message.document and not message.animation:
        name = (message.document.file_name or "")[-NAME_LIMIT:]
        return Upload(message.document.file_id, message.document.file_size or 0, name)
    if message.contact:  # only Telegram's own button puts the sender's id there
        own = message.from_user is not None and message.contact.user_id == message.from_user.id
        return SharedPhone(message.contact.phone_number, own)
    kind = OTHER.get(message.content_type)
    return SentOther(kind) if kind else None


def _tapped(data: str) -> Tapped:
    """Return the tap. Data that is not ours is handed on as a button that nobody knows, so that it gets an answer."""
    found = CHOICE.fullmatch(data)
    return Tapped(int(found[1]), found[2]) if found else Tapped(0, data[:CHOICE_LIMIT])


def _who(user: User | None) -> tuple[str, str]:
    if user is None:
        return "", ""
    return user.full_name, (user.language_code or "").partition("-")[0].lower()
