"""How an announcement looks to those who get it. Pure composition: what was written, under who wrote it."""

from dataclasses import replace
from typing import Literal

from conversations.controls import link
from conversations.model import Locale, Message
from conversations.queries import Broadcast
from conversations.texts import Marked, Text, phrase

Errand = Literal["announce", "remind", "correct", "amend"]
"""Why it goes out: the first time, to remind, put right where the wrong one cannot be changed, or in its place."""
ASIDE = 1_000_000_000
"""Added to its number an announcement's `ref`: the same at every door, and above all that a conversation counts."""


def ref_of(broadcast_id: int) -> int:
    """Return the number of an announcement's message."""
    return ASIDE + broadcast_id


def words_of(broadcast: Broadcast, locale: Locale) -> tuple[Text, ...]:
    """Return what was written, a paragraph each; in Vietnamese where there is nothing else."""
    text = (broadcast.text_en if locale == "en" else "") or broadcast.text
    return tuple(Marked(part.strip()) for part in text.split("\n\n") if part.strip())


def composed(broadcast: Broadcast, errand: Errand, locale: Locale, *, received: bool = False) -> Message:
    """Return the message; whoever said that he got it has nothing to tap any more."""
    head = phrase(f"broadcast.{errand}", by=broadcast.by, of=broadcast.of)
    if errand == "announce" and broadcast.corrected:
        head = phrase("broadcast.amend", by=broadcast.by, of=broadcast.of)
    message = Message(
        body=(head, *words_of(broadcast, locale)),
        papers=() if errand == "correct" else broadcast.papers,
        ref=ref_of(broadcast.id),
        first=0,
    )
    if received:
        return replace(message, note=phrase("broadcast.received"))
    return replace(message, buttons=(link("got", broadcast.id, phrase("broadcast.got")),))
