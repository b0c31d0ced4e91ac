"""Keys -> rows of buttons that a thumb can hit. Pure.

Short answers stand side by side, long ones below each other; then the pencils of a summary card, the controls last.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from bot.channels.base import Bubble, Key

DATA_LIMIT = 64  # bytes
MOST = 100  # buttons of one message
SHORT, MIDDLE = 9, 14  # characters with which three or two stand in a row
EDITS_IN_ROW = 6  # Telegram lets 8, but then two digits beside the pencil are cut off on a phone
CONTROLS_IN_ROW = 3
TICKED, UNTICKED, PENCIL = "☑", "☐", "✏️"

Button = dict[str, str]
Rows = list[list[Button]]


class KeyTooLongError(ValueError):
    """A button says more than the 64 bytes that Telegram takes. Please shorten its choice to 40 characters of ASCII."""


def keyboard(bubble: Bubble) -> Rows:
    """Return the rows below a message; there are no more than Telegram takes, the pencils are left out first."""
    controls = [key for key in bubble.keys if key.role == "control"][:MOST]
    answers = [key for key in bubble.keys if key.role == "answer"][: MOST - len(controls)]
    edits = [paragraph.key for paragraph in bubble.paragraphs if paragraph.key]
    edits += [key for key in bubble.keys if key.role == "edit"]
    return [
        [_button(key, bubble.ref) for key in row]
        for row in (
            *_answer_rows(answers),
            *_even(edits[: MOST - len(controls) - len(answers)], EDITS_IN_ROW),
            *_even(controls, CONTROLS_IN_ROW),
        )
    ]


def below(bubble: Bubble) -> dict[str, Any]:
    """Return what `reply_markup` says of a message. The button that shares the own number stands where one types, and
    only where there are no others: Telegram takes one kind at a time.
    """
    if rows := keyboard(bubble):
        return {"reply_markup": {"inline_keyboard": rows}}
    shares = [key for key in bubble.keys if key.role == "phone"]
    if shares:
        button = {"text": shares[0].label, "request_contact": True}
        return {"reply_markup": {"keyboard": [[button]], "resize_keyboard": True, "one_time_keyboard": True}}
    return {"reply_markup": {"remove_keyboard": True}} if bubble.phone == "over" else {}


def _answer_rows(answers: Sequence[Key]) -> Iterator[Sequence[Key]]:
    for wide, group in groupby(answers, _is_wide):
        keys = list(group)
        narrow = 3 if max(len(key.label) for key in keys) <= SHORT else 2
        yield from _even(keys, 1 if wide else narrow)


def _is_wide(key: Key) -> bool:
    return key.ticked is not None or len(key.label) > MIDDLE


def _even(keys: Sequence[Key], in_row: int) -> Iterator[Sequence[Key]]:
    """Yield rows of at most `in_row`, all about as long: four are two and two, not three and one."""
    rows = -(-len(keys) // in_row)
    for row in range(rows):
        yield keys[row * len(keys) // rows : (row + 1) * len(keys) // rows]


def _button(key: Key, ref: int) -> Button:
    data = f"{ref}:{key.data}"
    if len(data.encode()) > DATA_LIMIT:
        raise KeyTooLongError(f"{KeyTooLongError.__doc__} It has {len(data.encode())} bytes.")
    return {"text": _label(key), "callback_data": data}


def _label(key: Key) -> str:
    if key.role == "edit":
        return f"{PENCIL} {key.label}"
    if key.ticked is not None:
        return f"{TICKED if key.ticked else UNTICKED} {key.label}"
    return key.label
