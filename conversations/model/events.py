"""What comes in, whatever door it came through. No platform's types stand here."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Said:
    """A typed text, at most as long as the door lets through; may be empty or nonsense."""

    text: str


@dataclass(frozen=True, slots=True)
class Tapped:
    """A button: `ref` is the number of the message it stood under, `choice` what it stands for."""

    ref: int
    choice: str


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A photo or paper that is already safe in data/files under its `sha256`."""

    sha256: str
    mime: str
    size: int
    name: str = ""


FileFault = Literal["too_big", "wrong_kind", "damaged", "disk_full", "unavailable"]


@dataclass(frozen=True, slots=True)
class BadFile:
    """A file that could not be kept, and why."""

    name: str
    fault: FileFault


@dataclass(frozen=True, slots=True)
class SentFiles:
    """One or several files (an album comes as one event)."""

    files: tuple[KeptFile | BadFile, ...]


OtherKind = Literal["sticker", "voice", "video", "location", "contact", "poll", "unknown"]


@dataclass(frozen=True, slots=True)
class SentOther:
    """Something that no question can take."""

    kind: OtherKind


@dataclass(frozen=True, slots=True)
class SharedPhone:
    """A phone number that a door vouches for: `own` says whether it is the sender's. Nowhere kept as it is."""

    phone: str
    own: bool


@dataclass(frozen=True, slots=True)
class Opened:
    """The person opened the door (web page loaded, console started): show where we are."""


@dataclass(frozen=True, slots=True)
class Due:
    """Nobody did anything, but the hour has come at which the person is reminded of what he has undone."""


Event = Said | Tapped | SentFiles | SentOther | SharedPhone | Opened | Due
