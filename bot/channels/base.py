"""What a door and the house agree on.

A door turns a platform's payloads into `Inbound`s and `Post`s into the platform's calls. It knows nothing of
plans, people or the database: whatever it needs of the house it is handed as a `House`.
"""

from collections.abc import AsyncIterator, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal, Protocol

from conversations.model import BadFile, Entry, Event, KeptFile, Paper, PhoneSharing

# --- in ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Inbound:
    """One thing that somebody did at a door.

    `key` is the platform's own identity of it, for delivering the same thing twice is delivering it once.
    `address` is where the answer goes (chat id). `locale` is the platform's guess of the language.
    """

    channel: str
    key: str
    address: str
    event: Event
    at: datetime
    name: str = ""
    locale: str = ""


@dataclass(frozen=True, slots=True)
class Handled:
    """What became of an inbound, after its transaction is committed. `toast` is for the tap that caused it."""

    fresh: bool
    toast: str = ""


# --- out --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text."""

    text: str
    bold: bool = False


KeyRole = Literal["answer", "control", "edit", "phone"]


@dataclass(frozen=True, slots=True)
class Key:
    """A button, in words. `data` comes back as `Tapped(ref, choice)`; at most 40 bytes of ASCII."""

    data: str
    label: str
    role: KeyRole = "answer"
    ticked: bool | None = None


ParagraphRole = Literal["head", "body", "line", "note", "list"]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph; a `line` of a summary card carries the key that edits it."""

    role: ParagraphRole
    spans: tuple[Span, ...]
    key: Key | None = None


@dataclass(frozen=True, slots=True)
class Bubble:
    """One message in words, in the person's language, already fitted to what the door can do.

    `papers` go along, their names fit for a file and each its own; `unavailable` says in the same order what is to be
    read where one of them cannot be had.
    """

    paragraphs: tuple[Paragraph, ...]
    keys: tuple[Key, ...] = ()
    ref: int = 0
    progress: str = ""
    entry: Entry = "none"
    papers: tuple[Paper, ...] = ()
    unavailable: tuple[str, ...] = ()
    phone: PhoneSharing = ""

    def without(self, names: Collection[str]) -> "Bubble":
        """Return it with a note for each paper of one of these names: those could not be had."""
        lacking = zip(self.papers, self.unavailable, strict=False)
        notes = tuple(Paragraph("note", (Span(said),)) for paper, said in lacking if paper.name in names)
        return replace(self, paragraphs=(*self.paragraphs, *notes)) if notes else self

    def plain(self) -> str:
        """The text without marks: paragraphs one under the other, lines and list items close together."""
        out = ""
        before: ParagraphRole | None = None
        for paragraph in self.paragraphs:
            close = paragraph.role in ("head", "line", "list") and paragraph.role == before
            out += ("\n" if close else "\n\n") if out else ""
            out += "".join(span.text for span in paragraph.spans)
            before = paragraph.role
        return out


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A paper that was made: what the person gets."""

    name: str
    mime: str
    content: bytes


Verb = Literal["send", "amend", "echo"]


@dataclass(frozen=True, slots=True)
class Post:
    """One thing to send. `message_id` is the platform's id of the message to amend; `id` numbers the outbox row.

    `papers` are those of the bubble that could be made; they go before its text.
    """

    id: int
    address: str
    verb: Verb
    bubble: Bubble
    message_id: str = ""
    papers: tuple[Enclosure, ...] = ()


@dataclass(frozen=True, slots=True)
class Delivered:
    """The platform took it."""

    message_id: str = ""


@dataclass(frozen=True, slots=True)
class Later:
    """Refused for now (429, 5xx, no connection before anything was sent): again in so many seconds."""

    seconds: float
    reason: str


@dataclass(frozen=True, slots=True)
class Blocked:
    """The person closed this door (403): nothing more is sent here until he comes back."""

    reason: str


@dataclass(frozen=True, slots=True)
class Refused:
    """The platform will never take this (400): a bug of ours or a message that is gone; not tried again."""

    reason: str


@dataclass(frozen=True, slots=True)
class Unsure:
    """It may have arrived (time-out after sending): not repeated, listed as uncertain."""

    reason: str


Outcome = Delivered | Later | Blocked | Refused | Unsure


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a door can do; render.py fits every message to it."""

    buttons: bool = True
    edits: bool = True
    files: bool = True
    papers: bool = True
    phone: bool = False
    """The door offers a button with which the person shares his own number, and vouches that it is his."""
    label_limit: int = 60
    text_limit: int = 4096
    pulls: bool = False
    """The door fetches its messages from the feed; nothing is pushed."""


# --- what the house offers to a door ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class FeedItem:
    """One thing to show at a door that pulls, oldest first; `id` is where to go on from."""

    id: int
    verb: Verb
    bubble: Bubble
    at: datetime


class House(Protocol):
    """The few things a door may ask for."""

    async def take(self, inbounds: Sequence[Inbound]) -> list[Handled]:
        """Handle what came in; returns when it is committed. Only then may the platform be told."""

    async def keep(self, content: bytes, name: str) -> KeptFile | BadFile:
        """Check a file, strip what it tells about places, keep it. Never raises for a bad file."""

    def feed(self, channel: str, address: str, after: int) -> AsyncIterator[list[FeedItem]]:
        """Yield what is to be shown after `after`: first everything there is, then news as it comes."""

    async def open_session(self, channel: str) -> tuple[str, str]:
        """Return (secret for the cookie, address) of a new visitor."""

    async def session(self, channel: str, secret: str) -> str | None:
        """Return the address behind a cookie, or None where it is unknown or expired."""

    async def read_file(self, channel: str, address: str, sha256: str) -> tuple[str, bytes] | None:
        """Return (mime, content) of a file that the person at this address may see, else None."""

    async def read_paper(self, channel: str, address: str, row_id: int, n: int) -> Enclosure | None:
        """Return paper `n` of the item `row_id` of this address's feed, made now; None where it cannot be had."""


class Channel(Protocol):
    """A door."""

    name: str
    can: Capabilities

    async def run(self, house: House) -> None:
        """Receive until cancelled (long polling); returns at once where the platform calls us."""

    async def send(self, post: Post) -> Outcome:
        """Make one call. Never raises for what the platform does."""

    async def close(self) -> None:
        """Let go of connections."""


# --- JSON, for the outbox ----------------------------------------------------------------------------------------


def bubble_to_json(bubble: Bubble) -> dict[str, Any]:
    """Return `bubble` as JSON. (Written out: `dataclasses.asdict` takes ten times as long.)"""
    return {
        "paragraphs": [
            {
                "role": paragraph.role,
                "spans": [{"text": span.text, "bold": span.bold} for span in paragraph.spans],
                "key": _key_to_json(paragraph.key) if paragraph.key else None,
            }
            for paragraph in bubble.paragraphs
        ],
        "keys": [_key_to_json(key) for key in bubble.keys],
        "ref": bubble.ref,
        "progress": bubble.progress,
        "entry": bubble.entry,
        "papers": [{"kind": paper.kind, "name": paper.name, "ref": paper.ref} for paper in bubble.papers],
        "unavailable": list(bubble.unavailable),
        **({"phone": bubble.phone} if bubble.phone else {}),
    }


def _key_to_json(key: Key) -> dict[str, Any]:
    return {"data": key.data, "label": key.label, "role": key.role, "ticked": key.ticked}


def bubble_from_json(raw: dict[str, Any]) -> Bubble:
    """Return the bubble that `bubble_to_json` gave, also an older version of it that knew no papers."""
    paragraphs = tuple(
        Paragraph(p["role"], tuple(Span(**span) for span in p["spans"]), Key(**p["key"]) if p["key"] else None)
        for p in raw["paragraphs"]
    )
    keys = tuple(Key(**key) for key in raw["keys"])
    papers = tuple(Paper(**paper) for paper in raw.get("papers", ()))
    unavailable = tuple(raw.get("unavailable", ()))
    return Bubble(
        paragraphs, keys, raw["ref"], raw["progress"], raw["entry"], papers, unavailable, raw.get("phone", "")
    )
