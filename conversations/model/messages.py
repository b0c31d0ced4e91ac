"""What is said, before any door has drawn it. No rendering stands here."""

from dataclasses import dataclass
from typing import Literal

from conversations.texts import Text


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


PaperKind = Literal[
    "kept", "plan", "plan_template", "roster_template", "roster_marked", "invites", "progress", "ledger",
]  # fmt: skip
"""A kept file by its sha256; the workbook of a plan by "<plan id>@<version>"; the empty workbook; the same of a list of
people; one with its faults marked by "<sha256>@<unit>"; the links of the people invited together by their secret; a
picture of progress by its data (chart.py); what became of an announcement for everybody by its number.
"""


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

PhoneSharing = Literal["", "ask", "over"]
"""Whether a door that can do that offers to share the person's own number, or takes such an offer away."""


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
    phone: PhoneSharing = ""


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
