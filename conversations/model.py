"""The closed unions that every part speaks: what comes in, what goes out, what is asked of the storage.

Only data stands here. No platform's types, no rendering, no rules.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from conversations.council import CouncilDeed
from conversations.following import Consented, Followed, TourAsked
from conversations.nurture import Visited
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
    """One answer on a summary card: its number ("sửa 5"), label and value; `choice` edits it ("": cannot)."""

    number: int
    label: Text
    value: Text
    choice: str


PaperKind = Literal["kept", "plan", "plan_template"]
"""A kept file by its sha256; the workbook of a plan by "<plan id>@<version>"; the empty workbook."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A document that goes with a message. `name` is what the person sees; its content is made only when it is sent
    or fetched, from `kind` and `ref`.
    """

    kind: PaperKind
    name: str
    ref: str = ""


Entry = Literal["text", "long", "number", "phone", "files", "workbook", "none"]
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
    papers: tuple[Paper, ...] = ()


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
    plan_version: int
    field_id: str
    kind: SubjectKind
    subject: str
    answers: dict[str, Json]
    card: Json
    verdict: Json
    desk_id: int | None = None
    station: int = 0


@dataclass(frozen=True, slots=True)
class Refiled:
    """A nomination that was returned, mended by its officer: it goes back to whoever returned it."""

    nomination_id: int
    version: int
    plan_version: int
    field_id: str
    kind: SubjectKind
    subject: str
    answers: dict[str, Json]
    card: Json
    verdict: Json


@dataclass(frozen=True, slots=True)
class Decided:
    """What somebody at a desk decided about a nomination whose `version` he saw.

    `desk_id` and `station` are where it lies afterwards. `places` are the fields ("": all together) of whose limit it
    takes one, with the most that there are. `remarks` say by question key what is wrong with its answer.
    """

    nomination_id: int
    version: int
    act: str
    at_desk: int
    desk_id: int
    station: int
    reason: str = ""
    note: str = ""
    remarks: dict[str, str] = field(default_factory=dict)
    places: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Undone:
    """Whoever decided takes it back; possible for UNDO_SECONDS."""

    nomination_id: int
    decision_id: int


@dataclass(frozen=True, slots=True)
class Ranked:
    """The place of a nomination among those that wait for a place at a desk."""

    nomination_id: int
    version: int
    at_desk: int
    rank: int | None


@dataclass(frozen=True, slots=True)
class Recused:
    """Somebody has a part in a nomination, and will not decide about it."""

    nomination_id: int
    why: str


@dataclass(frozen=True, slots=True)
class Commented:
    """Somebody said something about a nomination."""

    nomination_id: int
    text: str


@dataclass(frozen=True, slots=True)
class Extended:
    """A unit gets more time in a round, and why."""

    round_id: int
    unit_id: int
    until: date
    why: str


@dataclass(frozen=True, slots=True)
class Told:
    """A message for somebody else. It breaks into no question of his: his next answer still belongs to his draft."""

    person_id: int
    message: Message


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


@dataclass(frozen=True, slots=True)
class PlanPublished:
    """An admin put a plan to use: from now on `document` is the newest version under `plan_id`."""

    plan_id: str
    document: Json


@dataclass(frozen=True, slots=True)
class RoundKept:
    """An admin opened a round, or with `round_id` changed one. `answers` are his, so that he can change it again.

    `years` is the window that yearly criteria look at; `rules` what he set beside the plan (plans/rules.py).
    """

    round_id: int
    plan_id: str
    unit_id: int
    name: str
    year: int
    opens: date
    closes: date
    years: tuple[int, ...]
    rules: Json
    answers: dict[str, Json]


Contested = Decided | Undone | Ranked | Refiled | CouncilDeed | Visited | Followed
"""Deeds that another person may be quicker with: done only where the nomination is still as it was seen."""
Deed = (
    Filed
    | Contested
    | Recused
    | Commented
    | Extended
    | Told
    | Entered
    | DoorCodeIssued
    | Spoke
    | PlanPublished
    | RoundKept
    | Consented
    | TourAsked
)
Effect = Say | Amend | Toast | Recorded | Deed


# --- Who is speaking -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Held:
    """A role that somebody holds at a unit."""

    unit_id: int
    role: Role


@dataclass(frozen=True, slots=True)
class Person:
    """The one who speaks. `call` is how he is addressed ("chị Lan"); `roles` hold for `unit_id` and below."""

    id: int
    name: str
    call: str
    unit_id: int
    unit: str
    roles: frozenset[Role] = field(default_factory=frozenset)
    held: tuple[Held, ...] = ()

    @property
    def posts(self) -> tuple[Held, ...]:
        """All roles of the person, wherever they are held."""
        return self.held or tuple(Held(self.unit_id, role) for role in sorted(self.roles))
