"""What goes into a step besides state and event, and what comes out. Data only."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from conversations.flow import FlowKind
from conversations.model import Effect, Locale, Person
from conversations.plans.shelf import Plans
from conversations.queries import AnyQuery
from conversations.state import State
from conversations.texts import Text


@dataclass(frozen=True, slots=True)
class World:
    """What is the same for every step of a turn: who speaks at which door, when, and what there is to speak of."""

    person: Person | None
    door: str
    now: datetime
    today: date
    plans: Plans
    flows: Mapping[str, FlowKind]
    words: Callable[[Locale], Callable[[Text], str]]


@dataclass(frozen=True, slots=True)
class Turn:
    """What comes of an event: the state to keep, and what is to be said and done, in order."""

    state: State
    effects: tuple[Effect, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Facts without which the step cannot go on."""

    queries: tuple[AnyQuery, ...]
