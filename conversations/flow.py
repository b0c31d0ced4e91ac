"""What a flow is: a generator of questions that ends in a `Finish`. The engine runs it; flows/ holds them."""

from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeVar

from conversations.answers.question import Question, Reader
from conversations.model import Deed, Json, Locale, Paper, Person
from conversations.plans.shelf import Plans
from conversations.queries import Query
from conversations.texts import Text

F = TypeVar("F")


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft put aside, as a flow may list it."""

    number: int
    title: Text
    touched: date
    done: int


@dataclass(frozen=True, slots=True)
class Given:
    """A question on the way, with its value."""

    question: Question[Any]
    value: Any


@dataclass(frozen=True, slots=True)
class Scene:
    """All that a flow may look at.

    `given` are the raw answers on the way to the present question, `path` the same with question and value; both grow
    while the flow runs. `recorded` are all answers there are, also those that may have become irrelevant.
    `now` is aware, in the time zone of the people.
    """

    person: Person | None
    now: datetime
    plans: Plans
    reader: Reader
    args: Mapping[str, Json]
    given: dict[str, Json]
    path: list[Given]
    recorded: Mapping[str, Json]
    draft: int
    drafts: tuple[Draft, ...]
    door: str = ""

    @property
    def today(self) -> date:
        """The day in Việt Nam."""
        return self.reader.today

    def look(self, query: Query[F]) -> F:
        """Return a fact from the storage."""
        return self.reader.look(query)

    @property
    def speaker(self) -> Person:
        """The person, in flows that only a known person can enter (FlowKind.open is False)."""
        if self.person is None:
            raise LookupError("This flow was opened by somebody unknown. Either set open=True or start `join` first.")
        return self.person


@dataclass(frozen=True, slots=True)
class Start:
    """Go on with another flow. `answers` are raw ones to its questions that are known already; they can be changed.

    A draft of that flow which waits below, and which they complete without contradiction, takes them over.
    `half` are partial ones (ticks, photos) to questions that are still asked.
    """

    flow: str
    args: Mapping[str, Json] = field(default_factory=dict)
    answers: Mapping[str, Json] = field(default_factory=dict)
    half: Mapping[str, Json] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Resume:
    """Go on with a draft that was put aside; 0 is the newest."""

    draft: int


@dataclass(frozen=True, slots=True)
class Drop:
    """Throw a draft away."""

    draft: int


@dataclass(frozen=True, slots=True)
class Speak:
    """From now on in this language."""

    locale: Locale


@dataclass(frozen=True, slots=True)
class Finish:
    """The end of a flow: what is said and handed out, what is done, where to go."""

    say: tuple[Text, ...] = ()
    deeds: tuple[Deed, ...] = ()
    then: Start | Resume | Drop | Speak | None = None
    papers: tuple[Paper, ...] = ()


Flow = Generator[Question[Any], Any, Finish]


@dataclass(frozen=True, slots=True)
class FlowKind:
    """A flow as the engine knows it. `title` names a draft by its answers ("hồ sơ ông Thắng").

    `browse`: people only look around in it. Back goes up one level there, at last to what waits below, and forgets
    what was opened; what was shown stays to be read.
    """

    name: str
    run: Callable[[Scene], Flow]
    draft: bool = False
    open: bool = False
    browse: bool = False
    title: Callable[[Mapping[str, Json]], Text] | None = None
