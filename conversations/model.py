"""The closed unions that every part speaks: what comes in, what goes out, what is asked of the storage.

Only data stands here. No platform's types, no rendering, no rules.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Generic, Literal, TypeVar

from conversations.texts import Text

Json = None | bool | int | str | list["Json"] | dict[str, "Json"]
"""What survives a restart. Floats are left out on purpose: money and areas are whole numbers."""

SubjectKind = Literal["collective", "individual", "household", "pupil", "model"]
SUBJECT_KINDS: tuple[SubjectKind, ...] = ("household", "individual", "collective", "pupil", "model")
Locale = Literal["vi", "en"]
LOCALES: tuple[Locale, ...] = ("vi", "en")
Role = Literal["officer", "reviewer", "council", "leader", "admin", "observer"]


# --- What comes in -----------------------------------------------------------------------------------------


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
class Opened:
    """The person opened the door (web page loaded, console started): show where we are."""


Event = Said | Tapped | SentFiles | SentOther | Opened


# --- What goes out -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Button:
    """One thing to tap. `choice` is ASCII, at most 40 bytes, so that it fits callback data with its ref.

    `ticked` is None for a plain button, True or False for a line of a checklist.
    `word` is what may be typed instead, where the door numbers no such button (controls).
    """

    choice: str
    label: Text
    ticked: bool | None = None
    word: Text | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One answer on a summary card: its number ("sửa 5"), label and value; `choice` edits it."""

    number: int
    label: Text
    value: Text
    choice: str


Entry = Literal["text", "long", "number", "phone", "files", "none"]
"""What the person is expected to type: lets a door show the right keyboard."""


@dataclass(frozen=True, slots=True)
class Message:
    """One bubble. `ref` numbers it so that it can be amended and its buttons recognised; 0: never again needed.

    `head` reads back what was understood; `echo` the same where the answered question itself could be amended instead,
    so that it is only shown at a door that cannot amend; `body` is the matter; `buttons` are the answers (where a door
    has no buttons: numbered from `first`, or listed as words where `first` is 0); `controls` (back, save, …) stand
    apart and are typed as words.
    """

    body: tuple[Text, ...]
    head: tuple[Text, ...] = ()
    echo: tuple[Text, ...] = ()
    lines: tuple[Line, ...] = ()
    note: Text | None = None
    buttons: tuple[Button, ...] = ()
    first: int = 1
    controls: tuple[Button, ...] = ()
    progress: tuple[int, int] | None = None
    entry: Entry = "none"
    ref: int = 0


@dataclass(frozen=True, slots=True)
class Say:
    """A new message. Of several with one `slot` in one batch only the last is sent (an album: one reply)."""

    message: Message
    slot: str = ""


@dataclass(frozen=True, slots=True)
class Amend:
    """Put `message` in place of the message `ref`. Where a door cannot edit: sent anew if `essential`, else dropped."""

    ref: int
    message: Message
    essential: bool = False


@dataclass(frozen=True, slots=True)
class Toast:
    """A short notice that leaves no trace in the chat where the door can do that."""

    text: Text


@dataclass(frozen=True, slots=True)
class Recorded:
    """An answer as it was given; the history of a draft is these, in order."""

    draft: int
    key: str
    value: Json


@dataclass(frozen=True, slots=True)
class Filed:
    """A finished nomination. `(person, draft)` is its identity, so that filing twice is filing once.

    `answers` are raw by question key; `card` is the same as it was shown: [{"label", "value"}], texts as JSON.
    """

    draft: int
    stage: Literal["submitted", "nurturing"]
    round_id: int
    plan_id: str
    field_id: str
    kind: SubjectKind
    subject: str
    answers: dict[str, Json]
    card: Json
    verdict: Json


@dataclass(frozen=True, slots=True)
class Entered:
    """The person at this door proved by a one-time code who he is; the next message is that person's."""

    code: str


@dataclass(frozen=True, slots=True)
class DoorCodeIssued:
    """A one-time code with which the person opens a second door (another channel, another phone)."""

    code: str


@dataclass(frozen=True, slots=True)
class Spoke:
    """The person chose a language: from now on also for what comes to him unasked."""

    locale: Locale


Deed = Filed | Entered | DoorCodeIssued | Spoke
Effect = Say | Amend | Toast | Recorded | Deed


# --- What is asked of the storage ----------------------------------------------------------------------------

F = TypeVar("F")


@dataclass(frozen=True, slots=True)
class Query(Generic[F]):
    """A question to the storage; hashable. Answered for a whole batch of messages in one statement per kind."""

    def empty(self) -> F:
        """Return the answer when nothing is known; used when only looking ahead."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Round:
    """A plan at work. `years` is the window that yearly criteria look at, oldest first."""

    id: int
    plan_id: str
    name: str
    year: int
    opens: date
    closes: date
    years: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class OpenRounds(Query[tuple[Round, ...]]):
    """The rounds open on `on` for `unit_id` and the units above it, the one that closes first at the head."""

    unit_id: int
    on: date

    def empty(self) -> tuple[Round, ...]:
        return ()


@dataclass(frozen=True, slots=True)
class RoundById(Query[Round | None]):
    """One round, open or not."""

    round_id: int

    def empty(self) -> None:
        return None


@dataclass(frozen=True, slots=True)
class Unit:
    """A commune, association or village; `path` names what it lies in ("xã Vân Nham, tỉnh Lạng Sơn")."""

    id: int
    name: str
    path: str


@dataclass(frozen=True, slots=True)
class UnitsNamed(Query[tuple[Unit, ...]]):
    """At most `limit` units in the subtree of `under` whose folded name contains every word of `folded`.

    An empty `folded` gives the children of `under` themselves. With `level` ("village") only units of that level.
    Ordered: name begins with it first, then by name.
    """

    under: int
    folded: str
    level: str = ""
    limit: int = 8

    def empty(self) -> tuple[Unit, ...]:
        return ()


@dataclass(frozen=True, slots=True)
class TerritoryOf(Query[int]):
    """The commune, ward or province in which `unit_id` lies, or itself: an association has no villages."""

    unit_id: int

    def empty(self) -> int:
        return 0


@dataclass(frozen=True, slots=True)
class Invited:
    """Whom a valid code stands for."""

    name: str
    unit: str


@dataclass(frozen=True, slots=True)
class InviteBehind(Query["Invited | Literal['unknown', 'used', 'expired']"]):
    """What is behind a code that somebody typed."""

    code: str

    def empty(self) -> Literal["unknown"]:
        return "unknown"


@dataclass(frozen=True, slots=True)
class FreshCode(Query[str]):
    """A new unguessable code; `salt` keeps two of them in one turn apart."""

    salt: str

    def empty(self) -> str:
        return ""


@dataclass(frozen=True, slots=True)
class Sent:
    """A nomination that was sent, as its list shows it. `at` is the day it was sent, Việt Nam time."""

    id: int
    subject: str
    kind: SubjectKind
    plan_id: str
    field_id: str
    stage: str
    at: date
    by: str


@dataclass(frozen=True, slots=True)
class SentFilesOf(Query[tuple[Sent, ...]]):
    """The newest sent nominations: those of `person_id`, or with `unit_id` all of that unit's subtree."""

    person_id: int
    unit_id: int | None = None
    limit: int = 20

    def empty(self) -> tuple[Sent, ...]:
        return ()


@dataclass(frozen=True, slots=True)
class Dossier:
    """A sent nomination whole: what `Filed` said, by whom and when."""

    sent: Sent
    round_id: int
    unit_id: int
    person_id: int
    answers: dict[str, Json]
    card: Json
    verdict: Json


@dataclass(frozen=True, slots=True)
class DossierById(Query[Dossier | None]):
    """One sent nomination, or None. Whether the person may see it is the flow's to check."""

    id: int

    def empty(self) -> None:
        return None


@dataclass(frozen=True, slots=True)
class ReadersOf(Query[tuple[str, ...]]):
    """The names of those who will read what `unit_id` sends (reviewers and leaders of it and the units above)."""

    unit_id: int

    def empty(self) -> tuple[str, ...]:
        return ()


AnyQuery = Query[Any]
Facts = Mapping[AnyQuery, Any]


# --- Who is speaking -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Person:
    """The one who speaks. `call` is how he is addressed ("chị Lan"); `roles` hold for `unit_id` and below."""

    id: int
    name: str
    call: str
    unit_id: int
    unit: str
    roles: frozenset[Role] = field(default_factory=frozenset)
