"""What is asked about look-alikes: of subjects, photos and stories."""

from dataclasses import dataclass
from datetime import date

from conversations.model import SubjectKind
from conversations.queries.query import Query


@dataclass(frozen=True, slots=True)
class Marks:
    """By what one subject is told from another. `born` is "1979-02-15", "1979" or unknown (""); `territory` is the
    commune or ward of those who nominate, `body` whether it is a collective and no person.
    """

    body: bool
    name: str
    born: str
    place: str
    territory: int


@dataclass(frozen=True, slots=True)
class Twin:
    """A nomination that looks like one of the same subject. `by`, `unit` and `at` are None where the person may not
    see who made it and when; `own` where it was the person himself.
    """

    id: int
    subject: str
    kind: SubjectKind
    born: str
    place: str
    field_id: str
    stage: str
    round_id: int
    year: int
    own: bool = False
    by: str | None = None
    unit: str | None = None
    at: date | None = None


@dataclass(frozen=True, slots=True)
class TwinsOf(Query[tuple[Twin, ...]]):
    """The nominations that look like `marks`, the most alike at the head, in this round and the last two before it of
    the same plan and unit; seen by `person_id`, who may see what was made in the subtree of `unit_id`.

    `but` is a nomination that is left out: the one that is looked at.
    """

    marks: Marks
    round_id: int
    person_id: int
    unit_id: int
    but: int = 0
    limit: int = 5

    def empty(self) -> tuple[Twin, ...]:
        return ()


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Another nomination that has `count` of the photos or paragraphs of this one; `subject` and `by` are None where
    the person may not see whose it is.
    """

    nomination_id: int
    count: int
    year: int
    subject: str | None = None
    by: str | None = None


@dataclass(frozen=True, slots=True)
class PhotoTwinsOf(Query[tuple[Elsewhere, ...]]):
    """The other nominations with the same files or nearly the same photos as `files` (sha256), the newest at the head.

    `but` is the one that is looked at, `unit_id` that of the person who looks and may see what its subtree made.
    """

    files: tuple[str, ...]
    unit_id: int
    but: int
    limit: int = 5

    def empty(self) -> tuple[Elsewhere, ...]:
        return ()


@dataclass(frozen=True, slots=True)
class CopiedStories(Query[tuple[Elsewhere, ...]]):
    """The other nominations in which `paragraphs` stand (conversations/traces.py); the rest as in `PhotoTwinsOf`."""

    paragraphs: tuple[tuple[int, ...], ...]
    unit_id: int
    but: int
    limit: int = 5

    def empty(self) -> tuple[Elsewhere, ...]:
        return ()
