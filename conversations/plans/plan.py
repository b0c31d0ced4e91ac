"""A plan as frozen data: what the loader makes of a TOML file and everything else reads. No rules stand here."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from conversations.calendar.reading import read_when
from conversations.calendar.when import When
from conversations.criteria.check import Check
from conversations.model import SUBJECT_KINDS, SubjectKind

Per = Literal["year", "period"]


@dataclass(frozen=True, slots=True)
class Criterion:
    """One separately checkable statement: `text` is a contiguous quotation, `clause` where it stands ("II.3.2").

    `kinds` are the subjects it binds, `groups` the groups among them (none: everybody); `check` is how it is looked
    at. `note` is ours, not the plan's: a [sic], a law that changed since. `own`: no quotation but an admin's words for
    one round; `clause` says so.
    """

    id: str
    text: str
    clause: str
    kinds: tuple[SubjectKind, ...]
    check: Check
    groups: tuple[str, ...] = ()
    note: str = ""
    own: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """A part of a kind that has criteria of its own (teachers, managers): asked first where a field has groups."""

    id: str
    title: str
    kinds: tuple[SubjectKind, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """One movement of a plan, with its lead agency and the `partners` that work with it.

    `title` is short and ours, `quote` the plan's own heading; `also` are everyday words by which people look for it.
    `delegated`: the plan leaves the criteria to the lead agency, an admin fills them in per round.
    """

    id: str
    title: str
    quote: str
    clause: str
    lead: str
    criteria: tuple[Criterion, ...]
    groups: tuple[Group, ...] = ()
    partners: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    delegated: bool = False
    note: str = ""
    lead_now: str = ""
    """Who leads it now, where an admin named a successor for a round."""
    open_to: tuple[SubjectKind, ...] = ()
    """Whom a delegated field takes: its own criteria are its lead agency's to set, so they do not tell."""

    @property
    def kinds(self) -> tuple[SubjectKind, ...]:
        """The subject kinds that the field has criteria for or is open to, in the order people choose from."""
        bound = {kind for criterion in self.criteria for kind in criterion.kinds}
        return tuple(kind for kind in SUBJECT_KINDS if kind in bound or kind in self.open_to)

    def criteria_for(self, kind: SubjectKind) -> tuple[Criterion, ...]:
        """The criteria that bind a subject of this kind, in the order of the plan."""
        return tuple(criterion for criterion in self.criteria if kind in criterion.kinds)

    def groups_for(self, kind: SubjectKind) -> tuple[Group, ...]:
        """The groups that a subject of this kind may belong to; none where the kind is not parted."""
        return tuple(group for group in self.groups if kind in group.kinds)


@dataclass(frozen=True, slots=True)
class Quota:
    """How many a unit or field must (`least`) or may (`most`) bring forward, per year or over the whole period.

    `counts` says what is counted; `field` is the field's id where the quota is of one field. `ended`: the kind of unit
    that held it is no more, so that an admin has to say what becomes of it; it is never moved silently.
    """

    id: str
    who: str
    least: int | None
    most: int | None
    per: Per
    counts: str
    field: str | None
    quote: str
    clause: str
    note: str = ""
    ended: bool = False
    who_now: str = ""
    """Who holds it now, where the name is another today."""


@dataclass(frozen=True, slots=True)
class Successor:
    """Who or what follows an agency or a place of the plan that is no more, or bears another name now.

    `now` is empty where nobody is known; unless `confirmed` an admin has to say it. `note` tells the source.
    """

    old: str
    now: str
    confirmed: bool
    note: str = ""


@dataclass(frozen=True, slots=True)
class Milestone:
    """A dated or recurring duty of the plan; `when` in the plan's own words, empty where it gives no time.

    `timing` is what these words mean. The loader reads it first; after that it is at hand.
    """

    id: str
    what: str
    who: str
    to: str
    when: str
    recurring: bool
    quote: str
    clause: str
    note: str = ""

    @property
    def timing(self) -> When:
        return read_when(self.when, recurring=self.recurring)


@dataclass(frozen=True, slots=True)
class Quote:
    """Any other passage that the product shows: a legal basis, a step of the work, a duty of oversight."""

    text: str
    clause: str
    who: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """An official plan. `number` is empty and `date` None where the source does not give them.

    `source` names the text that everything is quoted from; `notes` are ours: what changed since. `version` counts what
    was published under this id; the plans of the house are the first.
    """

    id: str
    number: str
    date: dt.date | None
    issuer: str
    title: str
    short: str
    source: str
    begins: dt.date
    ends: dt.date
    legal_basis: tuple[Quote, ...]
    general: tuple[Criterion, ...]
    fields: tuple[Field, ...]
    quotas: tuple[Quota, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    workflow: tuple[Quote, ...] = ()
    documents: tuple[Quote, ...] = ()
    oversight: tuple[Quote, ...] = ()
    notes: tuple[str, ...] = ()
    successors: tuple[Successor, ...] = ()
    version: int = 1

    def field(self, field_id: str) -> Field | None:
        """Return the field with this id, or None where this version of the plan has none."""
        return next((field for field in self.fields if field.id == field_id), None)

    def general_for(self, kind: SubjectKind) -> tuple[Criterion, ...]:
        """The general criteria that bind a subject of this kind."""
        return tuple(criterion for criterion in self.general if kind in criterion.kinds)

    def over(self, today: dt.date) -> bool:
        """Whether the plan's period has ended: then it is a template, and rounds are opened from it."""
        return today > self.ends
