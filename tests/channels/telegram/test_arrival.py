"""Literal updates of Telegram -> what happened, in our words."""

from datetime import UTC, datetime
from typing import Any

import pytest
from aiogram.types import Update

from bot.channels.telegram.arrival import Arrival, Upload, read_update
from bot.channels.telegram.updates import parse_update
from conversations.model import Event, Said, SentOther, SharedPhone, Tapped

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
SENT = datetime(2026, 11, 21, 2, 14, 5, tzinfo=UTC)
LAN = {"id": 5001, "is_bot": False, "first_name": "Lan", "last_name": "Hoàng", "language_code": "vi-VN"}
BOT = {"id": 4217, "is_bot": True, "first_name": "Nêu Gương", "username": "neu_guong_bot"}
CHAT = {"id": 5001, "type": "private", "first_name": "Lan", "last_name": "Hoàng"}
HEAD = {"message_id": 31, "from": LAN, "chat": CHAT, "date": 1795227245}
FILE = {"file_id": "F1", "file_unique_id": "U1", "file_size": 123456}
PHOTO = [
    {"file_id": "small", "file_unique_id": "s", "width": 90, "height": 67, "file_size": 1200},
    {"file_id": "large", "file_unique_id": "l", "width": 1280, "height": 960, "file_size": 123456},
    {"file_id": "middle", "file_unique_id": "m", "width": 320, "height": 240},
]


def message(**content: Any) -> dict[str, Any]:
    return {"update_id": 77, "message": {**HEAD, **content}}


def tap(data: str | None, **more: Any) -> dict[str, Any]:
    under = {"message_id": 30, "from": BOT, "chat": CHAT, "date": 1795227000, "text": "Có phải cùng người không?"}
    query = {"id": "990", "from": LAN, "chat_instance": "-42", "message": under, **more}
    return {"update_id": 78, "callback_query": {**query, "data": data} if data is not None else query}


CONTENTS: list[tuple[str, dict[str, Any], Event | Upload]] = [
    ("text", {"text": "1ty2"}, Said("1ty2")),
    ("spaces", {"text": "  Hoàng Văn Thắng \n"}, Said("  Hoàng Văn Thắng \n")),
    ("start", {"text": "/start ABCD-EFGH", "entities": [{"type": "bot_command", "offset": 0, "length": 6}]},
     Said("/start ABCD-EFGH")),
    ("emoji", {"text": "👍👍"}, Said("👍👍")),
    ("photo", {"photo": PHOTO}, Upload("large", 123456)),
    ("photo with caption", {"photo": PHOTO, "caption": "ảnh mô hình"}, Upload("large", 123456)),
    ("live photo", {"live_photo": {**FILE, "width": 9, "height": 9, "duration": 2, "photo": PHOTO}},
     Upload("large", 123456)),
    ("document", {"document": {**FILE, "file_name": "quyết định.pdf", "mime_type": "application/pdf"}},
     Upload("F1", 123456, "quyết định.pdf")),
    ("document without name", {"document": {"file_id": "F1", "file_unique_id": "U1"}}, Upload("F1", 0, "")),
    ("gif", {"animation": {**FILE, "width": 9, "height": 9, "duration": 2}, "document": FILE}, SentOther("video")),
    ("sticker", {"sticker": {**FILE, "type": "regular", "width": 512, "height": 512, "is_animated": False,
                             "is_video": False}}, SentOther("sticker")),
    ("voice", {"voice": {**FILE, "duration": 3}}, SentOther("voice")),
    ("audio", {"audio": {**FILE, "duration": 3}}, SentOther("voice")),
    ("video", {"video": {**FILE, "width": 9, "height": 9, "duration": 3}}, SentOther("video")),
    ("round video", {"video_note": {**FILE, "length": 240, "duration": 3}}, SentOther("video")),
    ("location", {"location": {"latitude": 21.5, "longitude": 106.4}}, SentOther("location")),
    ("contact", {"contact": {"phone_number": "+84912345678", "first_name": "Thắng"}},
     SharedPhone("+84912345678", own=False)),
    ("contact of another", {"contact": {"phone_number": "+84912345678", "first_name": "Thắng", "user_id": 5002}},
     SharedPhone("+84912345678", own=False)),
    ("own contact", {"contact": {"phone_number": "84912345678", "first_name": "Lan", "user_id": 5001}},
     SharedPhone("84912345678", own=True)),
    ("poll", {"poll": {"id": "1", "question": "?", "options": [], "total_voter_count": 0, "is_closed": False,
                       "is_anonymous": True, "type": "regular", "allows_multiple_answers": False,
                       "allows_revoting": False, "members_only": False}}, SentOther("poll")),
    ("dice", {"dice": {"emoji": "🎲", "value": 4}}, SentOther("unknown")),
    ("from the future", {"hologram": {"file_id": "H"}}, SentOther("unknown")),
]  # fmt: skip


@pytest.mark.parametrize(("content", "expected"), [case[1:] for case in CONTENTS], ids=[case[0] for case in CONTENTS])
def test_a_message(content: dict[str, Any], expected: Event | Upload) -> None:
    arrival = read_update(Update.model_validate(message(**content)), NOW)
    assert arrival == Arrival(77, "5001", expected, SENT, "Lan Hoàng", "vi")


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("12:household", Tapped(12, "household")),
        ("0:back", Tapped(0, "back")),
        ("12:edit:identity.name", Tapped(12, "edit:identity.name")),
        ("household", Tapped(0, "household")),
        ("12:", Tapped(0, "12:")),
        ("-1:yes", Tapped(0, "-1:yes")),
        ("9" * 30 + ":yes", Tapped(0, "9" * 30 + ":yes")),
        ("12:có", Tapped(0, "12:có")),
        ("x" * 64, Tapped(0, "x" * 40)),
        ("", Tapped(0, "")),
        (None, Tapped(0, "")),
    ],
)
def test_a_tap(data: str | None, expected: Tapped) -> None:
    arrival = read_update(Update.model_validate(tap(data)), NOW)
    assert arrival == Arrival(78, "5001", expected, NOW, "Lan Hoàng", "vi", callback="990")


def test_a_tap_on_a_message_that_telegram_no_longer_has() -> None:
    gone = {"message_id": 3, "chat": CHAT, "date": 0}
    arrival = read_update(Update.model_validate(tap("2:yes", message=gone)), NOW)
    assert arrival is not None
    assert arrival.content == Tapped(2, "yes")


def test_an_album_is_named() -> None:
    arrival = read_update(Update.model_validate(message(photo=PHOTO, media_group_id="G7")), NOW)
    assert arrival is not None
    assert arrival.album == "G7"


GROUP = {"id": -100, "type": "supergroup", "title": "Hội"}
MEMBER = {"user": BOT, "status": "member"}
KICKED = {"user": BOT, "status": "kicked", "until_date": 0}


@pytest.mark.parametrize(
    "update",
    [
        {"update_id": 1, "edited_message": {**HEAD, "edit_date": 1795227300, "text": "1ty3"}},
        {"update_id": 1, "message": {**HEAD, "chat": GROUP, "text": "chào cả nhà"}},
        {"update_id": 1, "channel_post": {"message_id": 1, "chat": {**GROUP, "type": "channel"}, "date": 1}},
        tap("1:yes", message={"message_id": 3, "chat": GROUP, "date": 0}),
        {**tap("1:yes"), "callback_query": {"id": "1", "from": LAN, "chat_instance": "1", "inline_message_id": "9"}},
        message(pinned_message={"message_id": 3, "chat": CHAT, "date": 0}),
        message(message_auto_delete_timer_changed={"message_auto_delete_time": 86400}),
        {"update_id": 1, "my_chat_member": {"chat": CHAT, "from": LAN, "date": 1, "old_chat_member": MEMBER,
                                            "new_chat_member": KICKED}},
        {"update_id": 1},
    ],
)  # fmt: skip
def test_what_is_not_for_us(update: dict[str, Any]) -> None:
    assert read_update(Update.model_validate(update), NOW) is None


def test_what_cannot_be_read_is_named_by_its_number_only(caplog: pytest.LogCaptureFixture) -> None:
    broken = {"update_id": 79, "message": {**HEAD, "date": "hôm qua", "text": "bí mật"}}
    assert parse_update(broken, NOW) is None
    assert "79" in caplog.text
    assert "bí mật" not in caplog.text


def test_a_blocked_bot_is_logged_without_the_person(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    told = {"chat": CHAT, "from": LAN, "date": 1, "old_chat_member": MEMBER, "new_chat_member": KICKED}
    assert parse_update({"update_id": 80, "my_chat_member": told}, NOW) is None
    assert "kicked" in caplog.text
    assert "Lan" not in caplog.text
    assert "5001" not in caplog.text
