"""What happens inside one transaction: dedupe, load, step each in memory, save, queue what is to be sent.

All statements are for the whole batch. No network call is made here, and no text is logged.
"""

import logging
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from bot.channels.base import Bubble, Capabilities, Handled, Inbound
from bot.contests import contest
from bot.deeds import REFUSED, Done, do
from bot.echoes import echo
from bot.faults import place, trace
from bot.foresight import Foresight, Watched
from bot.ids import hash_secret
from bot.journal_entries import of_answer, of_deed
from bot.people_deeds import look_after
from bot.posting import Post, Row, posts, queue
from bot.render import Renderer
from bot.shelf import Shelf
from bot.telling import addressed
from bot.unit_deeds import look_after_units
from conversations.engine import step
from conversations.events import event_to_json
from conversations.flow import FlowKind
from conversations.model import (
    Contested,
    Deed,
    Due,
    Effect,
    Entered,
    Event,
    Locale,
    Message,
    Opened,
    PeopleDeed,
    Person,
    Recorded,
    Reshaping,
    Say,
    Toast,
    Told,
    UnitDeed,
    WrongCode,
)
from conversations.plans.shelf import Plans
from conversations.queries import AnyQuery, FreshCode, InviteLinks, PhoneHolder
from conversations.reminding import days_of_draft, look_on
from conversations.state import State, state_from_json, state_to_json
from conversations.texts import phrase
from conversations.turn import Turn, Wanted, World
from storage import answers, contacts, conversations, directory, facts, inbox, invites, journal, timers
from storage.contacts import Contact
from storage.database import Database, Transaction
from storage.timers import NewTimer

MOST_CONTESTS = 3
"""Times that somebody is answered anew because another was quicker."""
MOST_LOOKS = 24
"""Times that a batch may go to the storage for facts before it is taken for a circle."""
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Parts:
    """What a transaction works with; built once, in app.py."""

    database: Database
    plans: Shelf
    flows: Mapping[str, FlowKind]
    renderer: Renderer
    can: Mapping[str, Capabilities]
    hash_code: Callable[[str], str]
    new_code: Callable[[], str]
    locale: Locale
    hash_phone: Callable[[str], str] = hash_secret
    links: Callable[[str], tuple[str, ...]] = lambda _: ()
    foresight: Foresight = field(default_factory=Foresight)


@dataclass(frozen=True, slots=True)
class Worked:
    """What became of a batch: one Handled per inbound, in order, and what is to be sent."""

    handled: list[Handled]
    rows: list[Row]


class CircleError(Exception):
    """A flow kept asking for new facts. Please look for a query whose arguments change at every replay."""


@dataclass(slots=True)
class _Line:
    """One conversation in this transaction, with the events that wait for it."""

    owner: str
    contact: Contact
    version: int
    state: State
    todo: deque[tuple[int, Inbound]]
    effects: list[tuple[Effect, Locale]] = field(default_factory=list)
    toasts: dict[int, str] = field(default_factory=dict)
    entered: Entered | None = None
    begun: tuple[State, tuple[tuple[int, Inbound], ...]] = (State(), ())
    failures: list[tuple[Inbound, str]] = field(default_factory=list)
    concerns: int | None = None
    """The nomination that came of this, or that was shown."""

    def mark(self) -> None:
        """Remember where it began, to begin again from there."""
        self.begun = (self.state, tuple(self.todo))

    def begun_drafts(self, now: datetime) -> Iterator[NewTimer]:
        """Yield when to look whether the drafts that were begun just now were left."""
        person, before = self.contact.person, self.begun[0].made
        if person is not None and self.state.made > before:
            for frame in (*self.state.stack, *self.state.shelf):
                if frame.draft > before:
                    first = look_on(min(days_of_draft(now.date())), now)
                    yield NewTimer("draft", frame.draft, first, now.date(), person.id)

    def begin_again(self) -> None:
        """Forget everything that came of its events."""
        self.state, todo = self.begun
        self.todo = deque(todo)
        self.effects.clear()
        self.toasts.clear()
        self.failures.clear()


class _Work:
    """One transaction under way."""

    def __init__(self, parts: Parts, conn: Transaction, plans: Plans, now: datetime) -> None:
        self.parts = parts
        self.conn = conn
        self.plans = plans
        self.now = now
        self.facts: dict[AnyQuery, Any] = {}
        self.journal: list[journal.Entry] = []

    async def open_lines(
        self, fresh: Sequence[tuple[int, Inbound]], known: Mapping[tuple[str, str], Contact]
    ) -> list[_Line]:
        waiting: dict[str, deque[tuple[int, Inbound]]] = {}
        contact_of: dict[str, Contact] = {}
        for at, inbound in fresh:
            contact = known[inbound.channel, inbound.address]
            contact_of[contact.owner] = contact
            waiting.setdefault(contact.owner, deque()).append((at, inbound))
        stored = await conversations.load(self.conn, list(waiting))
        return [
            self.line(owner, contact_of[owner], stored.get(owner, conversations.NEW), todo)
            for owner, todo in waiting.items()
        ]

    def line(
        self, owner: str, contact: Contact, stored: conversations.Stored, todo: deque[tuple[int, Inbound]]
    ) -> _Line:
        state = state_from_json(stored.state) if stored.state else State(locale=contact.locale or self.parts.locale)
        line = _Line(owner, contact, stored.version, state, todo)
        line.mark()
        return line

    async def step_all(self, lines: list[_Line]) -> None:
        """Step every line to its end; whatever facts the whole batch wants are fetched together."""
        if guessed := self.parts.foresight.guess(line.owner for line in lines) - self.facts.keys():
            await self.fetch(guessed)
        for _ in range(MOST_LOOKS):
            wanted = {query for line in lines for query in self.step_line(line)}
            if not wanted:
                return
            await self.fetch(wanted)
        raise CircleError

    def step_line(self, line: _Line) -> tuple[AnyQuery, ...]:
        """Step through what waits for this line; return the facts it wants before it can go on."""
        while line.todo and not line.entered:
            at, inbound = line.todo[0]
            turn = self.step(line, inbound.event)
            if isinstance(turn, Wanted):
                return turn.queries
            line.todo.popleft()
            if isinstance(turn, str):
                line.failures.append((inbound, turn))
                if not isinstance(inbound.event, Due):  # who asked nothing needs no apology
                    line.effects.append((Say(Message(body=(phrase("failed.apology"),))), line.state.locale))
                continue
            self.accept(line, at, turn)
        return ()

    def step(self, line: _Line, event: Event) -> Turn | Wanted | str:
        """Return the turn, or the facts that are wanted, or the name of the bug that came out."""
        parts, contact = self.parts, line.contact
        world = World(
            person=contact.person,
            door=str(contact.id),
            now=self.now,
            today=self.now.date(),
            plans=self.plans,
            flows=parts.flows,
            words=parts.renderer.catalogue.words,
        )
        facts = Watched(self.facts)
        try:
            turn = step(world, line.state, event, facts)
        except Exception as error:  # noqa: BLE001 - a bug of one conversation must not stop the others
            _log.error("A step failed; the message is kept for replay: %s", trace(error))
            return place(error)
        if not isinstance(event, Due):  # its facts are asked once a day, and not by the next thing that he does
            self.parts.foresight.learn(line.owner, facts.looked)
        return turn

    def accept(self, line: _Line, at: int, turn: Turn) -> None:
        line.state = turn.state
        for effect in turn.effects:
            match effect:
                case Toast(text=text):
                    line.toasts[at] = self.parts.renderer.toast(text, turn.state.locale)
                case Entered():
                    line.entered = effect
                case _:
                    line.effects.append((effect, turn.state.locale))

    async def fetch(self, wanted: set[AnyQuery]) -> None:
        codes = {query for query in wanted if isinstance(query, FreshCode)}
        links = {query for query in wanted if isinstance(query, InviteLinks)}
        self.facts |= {query: self.parts.new_code() for query in codes}
        self.facts |= {query: self.parts.links(query.code) for query in links}
        zone = self.now.tzinfo or UTC
        world = facts.World(self.now, zone, self.parts.hash_code, self.parts.hash_phone)
        self.facts |= await facts.answer(self.conn, wanted - codes - links, world)

    async def hand_over(self, lines: list[_Line]) -> list[_Line]:
        """Let those who entered a code go on as the person it stands for."""
        news: list[_Line] = []
        for line in lines:
            if line.entered is None:
                continue
            person_id = await self.proved(line.entered, line.contact)
            if not isinstance(person_id, int):
                self.note(line, line.entered, Done(refused=True, detail={"why": person_id}))
                say = Say(Message(body=(phrase(f"join.{person_id}"),)))
                line.effects.append((say, line.state.locale))
                continue
            await contacts.bind(self.conn, line.contact.id, person_id)
            who = (line.contact.channel, line.contact.address)
            contact = (await contacts.resolve(self.conn, [(*who, "")]))[who]
            opened = Inbound(*who[:1], "", who[1], Opened(), self.now)
            owner = contact.owner
            if owner == line.owner:  # he opened his own link again, and goes on as he is
                line.entered = None
                line.todo.append((-1, opened))
                continue
            stored = await conversations.load(self.conn, [owner])
            news.append(self.line(owner, contact, stored.get(owner, conversations.NEW), deque([(-1, opened)])))
            self.note(news[-1], line.entered, Done(detail={"channel": contact.channel}))
        await self.step_all([*lines, *news])
        return news

    async def settle_contests(self, lines: list[_Line]) -> None:
        """Do what others may have been quicker with; who was too late is answered anew, as things stand now."""
        for line in lines:
            for attempt in range(MOST_CONTESTS):
                deeds = [effect for effect, _ in line.effects if isinstance(effect, Contested)]
                done = [await contest(self.conn, line.contact.person, deed, self.now) for deed in deeds]
                if all(done):
                    break
                late = [deed for deed, ok in zip(deeds, done, strict=True) if not ok and not attempt]
                self.journal += [of_deed(deed, line.owner, line.contact.person, REFUSED) for deed in late]
                line.begin_again()
                self.facts.clear()
                await self.step_all([line])
            else:
                line.begin_again()
                line.effects.append((Say(Message(body=(phrase("review.refused"),))), line.state.locale))

    async def proved(self, entered: Entered, contact: Contact) -> int | invites.Refusal:
        """Return who somebody is by what he showed; a code is used up by that."""
        if not entered.phone:
            return await invites.redeem(self.conn, self.parts.hash_code(entered.code), contact, self.now)
        query = PhoneHolder(entered.phone)
        holder = (await directory.by_phone(self.conn, {query: self.parts.hash_phone(entered.phone)}))[query]
        return holder.id if holder else "unknown"

    async def save(self, lines: list[_Line]) -> None:
        moved = [conversations.Moved(line.owner, line.version, state_to_json(line.state)) for line in lines]
        await conversations.save(self.conn, moved, self.now)
        effects = [(line, effect) for line in lines for effect, _ in line.effects]
        await answers.record(
            self.conn,
            [
                answers.Answer(line.owner, deed.draft, deed.key, deed.value, self.now)
                for line, deed in effects
                if isinstance(deed, Recorded)
            ],
        )
        await timers.put(self.conn, [draft for line in lines for draft in line.begun_drafts(self.now)])
        wrong = [line.contact.id for line, effect in effects if isinstance(effect, WrongCode)]
        await invites.note_wrong(self.conn, wrong, self.now)
        for line, effect in sorted(effects, key=lambda one: isinstance(one[1], Reshaping)):
            if isinstance(effect, Recorded):
                self.journal.append(of_answer(effect, line.owner, line.contact.person))
            elif isinstance(effect, Deed):
                self.note(line, effect, await self.done(line.contact.person, effect))

    async def done(self, person: Person | None, deed: Deed) -> Done:
        """Do a deed; return what became of it."""
        if isinstance(deed, PeopleDeed):
            return await look_after(self.conn, person, deed, self.now, self.parts.hash_phone)
        if isinstance(deed, UnitDeed):
            return await look_after_units(self.conn, person, deed, self.now.date())
        return await do(self.parts.plans.house, self.conn, person, deed, self.now)

    def note(self, line: _Line, deed: Deed, done: Done) -> None:
        """Remember for the journal what became of a deed."""
        entry = of_deed(deed, line.owner, line.contact.person, done)
        self.journal.append(entry)
        line.concerns = entry.nomination_id or line.concerns

    async def queue(self, lines: list[_Line], echoes: Mapping[str, list[Bubble]]) -> list[Row]:
        """Put what is to be said into the outbox: to who spoke, and to whom else it is told."""
        parts, drawn = self.parts, list[Post]()
        for line in lines:
            drawn += [Post(line.contact, "echo", bubble, "", line.concerns) for bubble in echoes.get(line.owner, [])]
            can = parts.can[line.contact.channel]
            drawn += posts(line.effects, line.contact, line.concerns, parts.renderer, can)
        told = [(effect, line.concerns) for line in lines for effect, _ in line.effects if isinstance(effect, Told)]
        letters = await addressed(self.conn, told, parts.renderer, parts.can, parts.locale)
        drawn += [Post(letter.contact, "send", letter.bubble, "", letter.concerns) for letter in letters]
        return await queue(self.conn, drawn, parts.can, self.now)


async def work(parts: Parts, conn: Transaction, inbounds: Sequence[Inbound], now: datetime) -> Worked:
    """Work `inbounds` in the transaction of `conn`."""
    job = _Work(parts, conn, await parts.plans.current(conn), now)
    known = await contacts.resolve(conn, {(i.channel, i.address, i.name) for i in inbounds})
    arrivals = [
        inbox.NewArrival(i.channel, i.key, known[i.channel, i.address].id, event_to_json(i.event), i.at)
        for i in inbounds
    ]
    ids = await inbox.add(conn, arrivals)
    fresh = _first_of_each(inbounds, ids)
    lines = await job.open_lines([(at, inbounds[at]) for at in fresh], known)
    echoes = _echoes(lines, parts.can)
    await job.step_all(lines)
    lines += await job.hand_over(lines)
    await job.settle_contests(lines)
    await job.save(lines)
    for line in lines:
        for inbound, error in line.failures:
            await inbox.fail(conn, ids[inbound.channel, inbound.key], error)
    rows = await job.queue(lines, echoes)
    await journal.append(conn, job.journal, now)  # last: from here on others wait for the end of the chain
    toasts = {at: toast for line in lines for at, toast in line.toasts.items()}
    return Worked([Handled(at in fresh, toasts.get(at, "")) for at in range(len(inbounds))], rows)


def _first_of_each(inbounds: Sequence[Inbound], ids: Mapping[tuple[str, str], int]) -> dict[int, None]:
    """Return the places of the new inbounds; the same key twice in one batch counts once."""
    seen: set[tuple[str, str]] = set()
    fresh: dict[int, None] = {}
    for at, inbound in enumerate(inbounds):
        key = (inbound.channel, inbound.key)
        if key in ids and key not in seen:
            seen.add(key)
            fresh[at] = None
    return fresh


def _echoes(lines: list[_Line], can: Mapping[str, Capabilities]) -> dict[str, list[Bubble]]:
    return {
        line.owner: [bubble for _, inbound in line.todo if (bubble := echo(inbound.event)) is not None]
        for line in lines
        if can[line.contact.channel].pulls
    }
