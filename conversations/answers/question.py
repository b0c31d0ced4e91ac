"""What every kind of question has in common.

A question turns an event into a `Reading` and knows how its value is kept, shown and listed. It must not
know the engine, the flow it stands in, or a channel.
"""

import re
from abc import abstractmethod
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar, Generic, TypeVar

from conversations.answers.folding import fold_all, meant, settle_tones, tidy
from conversations.model import Entry, Event, Json, KeptFile, Paper, Said, SentFiles, SentOther, SharedPhone, Tapped
from conversations.queries import AnyQuery, Query
from conversations.texts import Arg, Phrase, Text, phrase

T = TypeVar("T")
F = TypeVar("F")

MAX_CHARACTERS = 4_000
"""Of one typed answer. Longer ones are refused with a sentence, never cut."""


class Misfit(ValueError):
    """A recorded answer no longer fits its question; it will be asked again."""


class FactWanted(Exception):
    """Raised by `Reader.look` where a fact is not loaded yet; the engine hands the query out."""

    def __init__(self, query: AnyQuery) -> None:
        super().__init__(query)
        self.query = query


@dataclass(slots=True)
class Reader:
    """What reading an answer may depend on besides the answer: the day, the facts, the words of the person's language.

    `words` puts a text into the person's language, so that a typed label can be recognised. `ahead` is set by the
    engine while it counts the questions still to come: then nothing is fetched.
    """

    today: date
    facts: Mapping[AnyQuery, Any]
    words: Callable[[Text], str]
    ahead: bool = False

    def look(self, query: Query[F]) -> F:
        """Return what the storage knows. Looking ahead, an unknown fact is `query.empty()`."""
        if query in self.facts:
            found: F = self.facts[query]
            return found
        if self.ahead:
            return query.empty()
        raise FactWanted(query)


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose. `id` is ASCII, at most 40 bytes; `also` are other ways to type it, unaccented."""

    id: str
    label: Text
    also: tuple[str, ...] = ()
    ticked: bool | None = None


@dataclass(frozen=True, slots=True)
class Read(Generic[T]):
    """Understood. With `doubt` the reading was a guess or is surprising: it is confirmed before it counts.

    `doubt` is one sentence or several; the value itself is shown by the engine beside it.
    """

    value: T
    doubt: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Partial:
    """Understood in part (a tick, one year of three, a search with several hits): kept, and asked on.

    `say` is read back at the head. `anew` asks in a new message; otherwise the open one is amended.
    """

    kept: Json
    say: tuple[Text, ...] = ()
    anew: bool = True


@dataclass(frozen=True, slots=True)
class Refusal:
    """Not understood: one sentence that tells what was wrong and how to write it."""

    why: Phrase


Reading = Read[T] | Partial | Refusal


def refuse(code: str, /, **args: Arg) -> Refusal:
    """Return the refusal whose sentence is `refuse.<code>` in locales/."""
    return Refusal(phrase(f"refuse.{code}", **args))


@dataclass(frozen=True, kw_only=True)
class Question(Generic[T]):
    """One question of a flow. `key` is unique in the flow; `name` picks the sentences `ask.<name>`,
    `ask.<name>.help` and `ask.<name>.label`, which `args` fill.

    In a flow: `income = yield from Money(key="income", name="income")`.
    """

    key: str
    name: str
    args: Mapping[str, Arg] = field(default_factory=dict)
    optional: bool = False
    lead: tuple[Text, ...] = ()
    """Shown above the question: a card, a quotation."""
    papers: tuple[Paper, ...] = ()
    """Sent along when the question is asked; not again with each try to answer it."""
    listed: bool = True
    """Whether the answer stands on the summary card."""
    auto: bool = False
    """Whether the question answers itself where there is one option only (options whose id is the raw answer)."""
    turns: bool = False
    """Whether the flow looks at the answer before it asks: then it is run again from its beginning."""
    lists: bool = False
    """Whether this question shows the summary card: every answer so far, each with one tap to edit it."""

    entry: ClassVar[Entry] = "text"
    reads_files: ClassVar[bool] = False
    numbered: ClassVar[bool] = False
    """Whether a typed number chooses an option (choice, checklist, confirm)."""
    asks_phone: ClassVar[bool] = False
    """Whether the person may share his own number instead, at a door that vouches for it."""
    greedy: ClassVar[bool] = False
    """Whether a single bare word is an answer even where it is also a command ("Lưu" and "Tiếp" are names)."""

    def __iter__(self) -> Generator["Question[T]", Any, T]:
        """Let a flow write `value = yield from question`, typed."""
        value: T = yield self
        return value

    # --- words ---

    @property
    def text(self) -> Text:
        return Phrase(f"ask.{self.name}", self.args)

    @property
    def help(self) -> Text:
        return Phrase(f"ask.{self.name}.help", self.args)

    @property
    def label(self) -> Text:
        return Phrase(f"ask.{self.name}.label", self.args)

    # --- each kind its own ---

    @abstractmethod
    def understand(self, text: str, kept: Json, reader: Reader) -> Reading[T]:
        """Read a typed text: stripped, without control characters, not empty, at most MAX_CHARACTERS long."""

    @abstractmethod
    def load(self, raw: Json) -> T:
        """Return the value kept as `raw`; raise Misfit where it does not fit this question."""

    @abstractmethod
    def dump(self, value: T) -> Json:
        """Return what `load` reads back."""

    @abstractmethod
    def show(self, value: T) -> Text:
        """Return the value as a person reads it on a card."""

    @abstractmethod
    def sample(self) -> T:
        """Return a value that fits: for looking ahead, and for the test that walks every flow."""

    def detail(self, value: T) -> tuple[Text, ...]:
        """Return what is read back after the answer, where that takes more than `show` (a line per year)."""
        return (self.show(value),)

    def options(self, kept: Json, reader: Reader) -> tuple[Option, ...]:
        """Return what can be tapped now. `kept` is the partial answer."""
        return ()

    def prompt(self, kept: Json, reader: Reader) -> tuple[Text, ...]:
        """Return the lines that ask, given what was kept so far."""
        return (self.text,)

    def choose(self, choice: str, kept: Json, reader: Reader) -> Reading[T]:
        """Read a tapped option; `choice` is the id of one of `options`."""
        return refuse("stale")

    def attach(self, files: tuple[KeptFile, ...], kept: Json, reader: Reader) -> Reading[T]:
        """Read files that were kept. Only called where `reads_files`."""
        return refuse("no_files")

    def reopen(self, value: T) -> Json:
        """Return the partial answer to begin with when `value` is to be changed (the ticks, the files)."""
        return None

    def parts(self, value: T) -> tuple[Option, ...]:
        """Return the parts of a doubtful value that can be put right alone ("Sửa 2026")."""
        return ()

    def without(self, value: T, part: str) -> Json:
        """Return the partial answer that is left when `part` is taken out of `value`."""
        return None

    # --- common ---

    def answers_itself(self, reader: Reader) -> bool:
        """Whether there is only one answer, so that the question need not be asked."""
        return self.auto and len(self.options(None, reader)) == 1

    def read(self, event: Event, kept: Json, reader: Reader) -> Reading[T]:
        """Read whatever came. Total: anything gives a Reading."""
        match event:
            case Said(text=text):
                return self._said(text, kept, reader)
            case Tapped(choice=choice):
                if choice in {option.id for option in self.options(kept, reader)}:
                    return self.choose(choice, kept, reader)
                return refuse("stale")
            case SentFiles(files=files) if self.reads_files:
                return self.attach(tuple(file for file in files if isinstance(file, KeptFile)), kept, reader)
            case SentFiles():
                return refuse("no_files")
            case SharedPhone():
                return refuse("other", what=phrase("other.contact"))
            case SentOther(kind=kind):
                return refuse("other", what=phrase(f"other.{kind}"))
            case _:
                return refuse("empty")

    def _said(self, text: str, kept: Json, reader: Reader) -> Reading[T]:
        clean = tidy(text)
        if not clean:
            return refuse("empty")
        if len(clean) > MAX_CHARACTERS:
            return refuse("too_long", most=MAX_CHARACTERS, now=len(clean))
        chosen = match_option(clean, self.options(kept, reader), reader, numbered=self.numbered)
        if chosen is not None:
            return self.choose(chosen.id, kept, reader)
        return self.understand(clean, kept, reader)


_NUMBER = re.compile(r"(?:(?:so|muc|chon|number)\s+)*(\d{1,3})")


def number_of(text: str) -> int | None:
    """Return the number that `text` is: "1", "1.", "số 1"; None where it is more than a number."""
    found = next(filter(None, map(_NUMBER.fullmatch, meant(text))), None)
    return int(found[1]) if found else None


def match_option(text: str, options: tuple[Option, ...], reader: Reader, *, numbered: bool) -> Option | None:
    """Return the option that `text` means: its label or another way to type it, without accents; its number where
    the options are `numbered` (from 1). A question that reads figures cannot number its options.
    """
    if not options:
        return None
    wanted = meant(text)
    if numbered and (number := number_of(text)) is not None:
        return options[number - 1] if 1 <= number <= len(options) else None
    named = [option for option in options if wanted & {*option.also, *fold_all(reader.words(option.label))}]
    if len(named) > 1:  # "thôn Bàn" and "thôn Bản": only the marks tell them apart
        named = [option for option in named if settle_tones(reader.words(option.label)) == settle_tones(text)]
    return named[0] if len(named) == 1 else None
