"""step(): the one function that a conversation is.

A conversation is a stack of flows, each a generator replayed over its answers. One event comes in; the open
question reads it, or it is a word that works anywhere; what was understood is recorded; the flow is replayed and the
next question asked. There is no other state: *resume after a restart*, *back*, *edit answer 5*, *an answer that became
irrelevant* and *the plan changed under a draft* are the same replay.

`step` is pure and total. Whatever a person does wrong becomes a sentence, not an exception; a fact that is not loaded
yet comes out as `Wanted`, and the caller steps again with it. Nothing here knows a channel, a clock or the storage,
and no word of any language stands here.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from conversations import stack, steering, words
from conversations.answers.folding import tidy
from conversations.answers.question import FactWanted, Partial, Question, Read, Reader, Refusal, match_option, number_of
from conversations.asking import WaysOut, compose, compose_answered, compose_doubt, read_back
from conversations.controls import LINK, control_of, part_of
from conversations.flow import Draft, Drop, Finish, FlowKind, Resume, Scene, Speak, Start
from conversations.model import (
    Amend,
    BadFile,
    Due,
    Effect,
    Entered,
    Event,
    Json,
    KeptFile,
    Message,
    Opened,
    Paper,
    Recorded,
    Said,
    Say,
    SentFiles,
    Spoke,
    Tapped,
    Toast,
)
from conversations.nudge import remind
from conversations.queries import Facts
from conversations.replay import Spot, replay
from conversations.state import Frame, State
from conversations.texts import Text, phrase, text_to_json
from conversations.turn import Turn, Wanted, World

MAX_HOPS = 12
"""Flows that may end and begin in one turn without a question."""
IDLE = timedelta(days=3)
"""After such a silence a typed text is not taken as an answer: the person is first told where he is."""


class EndlessFlows(Exception):
    """Flows started one another MAX_HOPS times without asking. Please look at what their Finish.then says."""


def step(world: World, state: State, event: Event, facts: Facts) -> Turn | Wanted:
    """Return what comes of `event` in `state`, or which facts are wanted first."""
    try:
        return Step(world, state, facts).run(event)
    except FactWanted as wanted:
        return Wanted((wanted.query,))


class Step:
    """One step under way. It replaces its state piece by piece and collects effects; both leave together."""

    def __init__(self, world: World, state: State, facts: Facts) -> None:
        self.world = world
        self.state = state
        self.reader = Reader(world.today, facts, world.words(state.locale))
        self.effects: list[Effect] = []
        self.aside = False  # whether it was beside the open question, which is as old then as before
        self.found: tuple[Frame, tuple[Frame, ...], Spot] | None = None

    def run(self, event: Event) -> Turn:
        if isinstance(event, Due):
            return remind(self)
        unseen = self.unseen(event)
        self.at_home()
        command = self.command(event)
        if not isinstance(event, Opened) and steering.overtaken(self, command):
            self.settle((phrase("overtaken"),))
        elif command is not None:
            self.do(command)
        elif unseen or (isinstance(event, Opened) and self.state.asked == 0):
            self.settle(self.where_we_are())
        elif not isinstance(event, Opened):
            self.answer(event)
        touched = self.state.touched if self.aside else self.world.now.isoformat()
        return Turn(replace(self.state, touched=touched), tuple(self.effects))

    # --- where are we ---

    @property
    def top(self) -> Frame:
        return self.state.stack[-1]

    def put(self, **changes: Any) -> None:
        self.state = replace(self.state, stack=(*self.state.stack[:-1], replace(self.top, **changes)))

    def kind(self, frame: Frame) -> FlowKind:
        return self.world.flows[frame.flow]

    def scene(self, frame: Frame, answers: dict[str, Json]) -> Scene:
        world = self.world
        drafts = tuple(self.draft(shelved) for shelved in reversed(self.state.shelf) if self.enterable(shelved))
        about = (world.person, world.now, world.plans, self.reader, frame.args)
        return Scene(*about, {}, [], answers, frame.draft, drafts, world.door)

    def draft(self, frame: Frame) -> Draft:
        touched = datetime.fromisoformat(frame.touched) if frame.touched else self.world.now
        return Draft(frame.draft, self.title(frame), touched.date(), len(frame.answers))

    def title(self, frame: Frame) -> Text:
        title = self.kind(frame).title
        return title(frame.answers) if title else phrase(f"flow.{frame.flow}")

    def spot(self, *, whole: bool = False) -> Spot:
        """Return where the flow on top stands; `whole`: past the answer that is being given again.

        A step asks this several times; mostly it need not be found again.
        """
        frame, shelf = replace(self.top, revisit=None) if whole else self.top, self.state.shelf
        if self.found is None or self.found[1] is not shelf or not frame.stands_like(self.found[0]):
            answers = dict(frame.answers)
            scene = self.scene(frame, answers)
            self.found = frame, shelf, replay(self.kind(frame).run(scene), answers, frame.revisit, scene)
        return self.found[2]

    def at_home(self) -> None:
        """Make sure that a flow of this version that the person may enter is on top."""
        frames = tuple(frame for frame in self.state.stack if self.enterable(frame))
        lost = tuple(frame for frame in self.state.stack if frame.draft and frame not in frames)
        home = "join" if self.world.person is None else "menu"
        self.state = replace(self.state, stack=frames or (Frame(home),), shelf=(*self.state.shelf, *lost))

    def enterable(self, frame: Frame) -> bool:
        kind = self.world.flows.get(frame.flow)
        return kind is not None and (kind.open or self.world.person is not None)

    def unseen(self, event: Event) -> bool:
        """Whether the person may not have the open question before his eyes: then he is told first."""
        state = self.state
        if state.asked == 0:
            return not isinstance(event, Opened)
        if isinstance(event, Tapped) and event.ref == state.asked and state.door == self.world.door:
            return False
        idle = state.touched_at is not None and self.world.now - state.touched_at > IDLE
        if isinstance(event, SentFiles) and not idle:
            return False
        return idle or state.door != self.world.door

    def where_we_are(self) -> tuple[Text, ...]:
        frame = self.top
        if not frame.draft or not frame.answers:
            return ()
        return (phrase("resume.here", title=self.title(frame), since=self.draft(frame).touched),)

    # --- words that work anywhere ---

    def command(self, event: Event) -> words.Command | words.Control | None:
        if isinstance(event, Tapped) and (event.ref == self.state.asked or event.choice.startswith(LINK)):
            return control_of(event.choice)
        if not isinstance(event, Said):
            return None
        text = tidy(event.text)
        if (command := words.slash(text)) is not None:
            return command
        found = words.word(text) if len(text) <= 40 else None
        sought = words.sought(text)
        if (found is None and sought is None) or self.state.asked == 0:
            return found if isinstance(found, words.Command) else sought
        question = self.spot().question
        if found is None:  # "tìm …" may begin a story or a name, but no choice
            found = sought if question is not None and question.numbered else None
        if question is None or self.top.doubt is not None:
            return found
        options = question.options(self.top.kept, self.reader)
        if match_option(text, options, self.reader, numbered=False) is not None:
            return None
        return None if question.greedy and " " not in text and text != "?" else found

    def do(self, command: words.Command | words.Control) -> None:
        match command:
            case words.Control(name=name, number=number):
                steering.CONTROLS[name](self, number)
            case words.Command(name=name, argument=argument):
                if self.world.person is None and name not in steering.FOR_STRANGERS:
                    self.settle((phrase("join.first"),))
                else:
                    steering.COMMANDS[name](self, argument)

    # --- answers ---

    def answer(self, event: Event) -> None:
        if isinstance(event, Tapped) and event.ref != self.state.asked:
            self.stale(event)
            return
        question = self.spot().question
        if question is None:
            self.settle()
            return
        if self.top.doubt is not None and self.resolve(question, event):
            return
        if question.lists and isinstance(event, Said) and (number := number_of(event.text)) is not None:
            steering.CONTROLS["edit"](self, number)  # what is numbered in a summary are its lines
            return
        bad = event.files if isinstance(event, SentFiles) else ()
        faults = tuple(phrase(f"refuse.file.{file.fault}", name=file.name) for file in bad if isinstance(file, BadFile))
        if bad and question.reads_files and not any(isinstance(file, KeptFile) for file in bad):
            self.settle(faults, again=True)
            return
        self.take(question, event, faults)

    def take(self, question: Question[Any], event: Event, head: tuple[Text, ...]) -> None:
        match question.read(event, self.top.kept, self.reader):
            case Refusal(why=why):
                self.settle((*head, why), hint=True)
            case Partial(kept=kept, say=say, anew=anew):
                self.put(kept=kept, doubt=None)
                if anew or head:
                    slot = f"files:{question.key}" if isinstance(event, SentFiles) else ""
                    self.settle((*head, *say), again=True, slot=slot)
                else:
                    self.amend_open(question)
            case Read(value=str(value)) if (found := control_of(value)) is not None:
                self.do(found)
            case Read(value=value, doubt=()):
                self.record(question, value, head, tapped=isinstance(event, Tapped))
            case Read(value=value, doubt=doubt):
                self.put(doubt={"value": question.dump(value), "why": [text_to_json(why) for why in doubt]}, kept=None)
                self.settle(head)

    def stale(self, event: Tapped) -> None:
        """A button of an older message. The last but one: a double tap, or the edit did not arrive yet."""
        if event.ref >= self.state.asked - 1:
            self.effects.append(Toast(phrase("stale.done")))
            return
        self.effects.append(Toast(phrase("stale.old")))
        self.settle((phrase("stale.old"),))

    def resolve(self, question: Question[Any], event: Event) -> bool:
        """Confirm the doubtful value, put a part right, or drop it; False: the event is a new answer."""
        doubt = self.top.doubt or {}
        value = question.load(doubt["value"])
        part = part_of(event, question.parts(value), self.reader)
        if part is not None:
            self.put(doubt=None, kept=question.without(value, part))
            self.settle()
            return True
        yes = words.affirmed(tidy(event.text)) if isinstance(event, Said) else None
        if yes is None:
            self.put(doubt=None)
            return False
        steering.CONTROLS["yes" if yes else "no"](self, 0)
        return True

    def record(self, question: Question[Any], value: Any, head: tuple[Text, ...], *, tapped: bool) -> None:
        raw: Json = question.dump(value)
        frame = self.top
        if frame.draft:
            self.effects.append(Recorded(frame.draft, question.key, raw))
        amended = bool(self.state.asked) and (tapped or question.numbered or question.reads_files)
        if amended:
            shown = question.lead if self.kind(frame).browse else ()
            answered = compose_answered(question, value, shown, ref=self.state.asked)
            self.effects.append(Amend(self.state.asked, answered))
        spot, answers = self.spot(), {**frame.answers, question.key: raw}
        self.put(answers=answers, revisit=None, kept=None, doubt=None, touched=self.world.now.isoformat())
        onward = spot.counted is None and not question.turns
        self.found = (self.top, self.state.shelf, spot.go_on(raw)) if onward else None
        said = read_back(question, value) if question.listed and not tapped else ()
        if amended:
            self.settle(head, echo=said)
        else:
            self.settle((*head, *said))

    # --- going on ---

    def settle(
        self,
        head: tuple[Text, ...] = (),
        *,
        echo: tuple[Text, ...] = (),
        hint: bool = False,
        again: bool = False,
        slot: str = "",
    ) -> None:
        """Go on until a question is open, and ask it below `head`, with the papers of what ended on the way.

        `again`: it is still the one that was asked before.
        """
        papers: tuple[Paper, ...] = ()
        for _ in range(MAX_HOPS):
            spot = self.spot()
            if spot.question is not None:
                if self.answered_itself(spot.question):
                    continue
                self.take_up(spot.question)
                message = self.message(spot, spot.question, hint=hint)
                if hint or again:  # its papers are there already
                    message = replace(message, papers=())
                self.ask(replace(message, head=head, echo=echo, papers=(*papers, *message.papers)), slot)
                return
            finish = spot.finish or Finish()
            head, papers = (*head, *finish.say), (*papers, *finish.papers)
            told = self.finish(finish)
            if told is None:
                self.effects.append(Say(Message(body=head, papers=papers, phone="over")))
                return
            head = (*head, *told)
        raise EndlessFlows([frame.flow for frame in self.state.stack])

    def answered_itself(self, question: Question[Any]) -> bool:
        """Record the only possible answer of a question that need not be asked then (one open round)."""
        if self.top.revisit or not question.answers_itself(self.reader):
            return False
        (only,) = question.options(None, self.reader)
        self.put(answers={**self.top.answers, question.key: only.id})
        return True

    def lay_aside(self) -> None:
        """Remember what is half answered (ticks, photos) before another question is asked in between."""
        question = self.spot().question
        if question is not None and self.top.revisit is None and self.top.kept is not None:
            self.put(aside={**self.top.aside, question.key: self.top.kept})

    def take_up(self, question: Question[Any]) -> None:
        """Go on with what was laid aside, where `question` is asked again."""
        self.state = replace(self.state, stack=(*self.state.stack[:-1], stack.taken_up(self.top, question.key)))

    def ask(self, message: Message, slot: str) -> None:
        ref = self.state.serial + 1
        self.state = replace(self.state, serial=ref, asked=ref, door=self.world.door)
        self.effects.append(Say(replace(message, ref=ref), slot))

    def push(self, start: Start) -> None:
        draft = self.world.flows[start.flow].draft
        self.state = stack.push(self.state, start, self.world.now, draft=draft)

    def put_aside(self) -> tuple[Text, ...]:
        """Clear the stack; drafts with answers go to the shelf. Returns what to tell of it."""
        told = tuple(phrase("saved", title=self.title(frame)) for frame in stack.drafts_open(self.state))
        self.state = stack.put_aside(self.state)
        return told

    def unshelve(self, draft: int) -> bool:
        before = self.state
        self.state = stack.unshelve(before, draft)
        return self.state is not before

    def amend_open(self, question: Question[Any]) -> None:
        spot = self.spot()
        ref = self.state.asked
        self.effects.append(Amend(ref, replace(self.message(spot, question), ref=ref), essential=True))

    def message(self, spot: Spot, question: Question[Any], *, hint: bool = False) -> Message:
        if self.top.doubt is not None:
            return compose_doubt(question, self.top)
        message = compose(spot, question, self.top, self.reader, self.ways_out(spot))
        return replace(message, note=question.help) if hint else message

    def ways_out(self, spot: Spot) -> WaysOut:
        browse = self.kind(self.top).browse
        back = bool(spot.path) or (browse and len(self.state.stack) > 1)
        return WaysOut(back, menu=self.top.flow not in ("menu", "join"), browse=browse)

    def finish(self, finish: Finish) -> tuple[Text, ...] | None:
        """Take the ended flow off; return what to tell, None where somebody else speaks from now on."""
        self.state = replace(self.state, stack=self.state.stack[:-1], asked=0)
        self.effects.extend(finish.deeds)
        if any(isinstance(deed, Entered) for deed in finish.deeds):
            return None
        told: tuple[Text, ...] = ()
        match finish.then:
            case Start():
                told = steering.begin(self, finish.then)
            case Resume(draft=draft):
                self.unshelve(draft)
            case Drop(draft=draft):
                self.state = stack.drop(self.state, draft)
            case Speak(locale=locale):
                self.state = replace(self.state, locale=locale)
                self.effects.append(Spoke(locale))
                self.reader = replace(self.reader, words=self.world.words(locale))
            case None:
                pass
        self.at_home()
        return told
