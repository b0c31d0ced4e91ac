"""What can be done at any time, whatever is open: the commands, and the controls of the open question.

Each is a function of the step under way; the two tables at the end are the only registration.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from conversations import stack
from conversations.announcement import composed, ref_of
from conversations.flow import Start
from conversations.model import Amend, Json, Message, Received, Say, Toast
from conversations.queries import AnnouncedTo
from conversations.state import Frame
from conversations.texts import Text, phrase, text_to_json
from conversations.words import Command, CommandName, Control, ControlName

if TYPE_CHECKING:
    from conversations.engine import Step

FOR_STRANGERS: tuple[CommandName, ...] = ("start", "menu", "language", "help", "plans", "search", "advise", "gallery")
"""What somebody may do who has not said who he is: the plans are public."""


MOST_SOUGHT = 200
"""Characters of what is searched for."""
MOST_DIGITS = 18
"""Of a number that came with a button."""


def start(step: "Step", code: str) -> None:
    if code:
        step.put_aside()
        step.push(Start("join", {"code": code[:64]}))
        step.settle()
    elif step.world.person is None:
        step.state = replace(step.state, stack=(Frame("join"),))
        step.settle()
    else:
        leave_for(step, "menu")


def leave_for(step: "Step", flow: str) -> None:
    """Put aside what is open and go on with `flow`."""
    if step.world.flows[flow].draft and len(step.state.shelf) + len(stack.drafts_open(step.state)) >= stack.MAX_SHELF:
        step.settle((phrase("shelf.full", most=stack.MAX_SHELF),))
        return
    aside = step.put_aside()
    step.push(Start(flow))
    step.settle(aside)


def begin(step: "Step", start: Start) -> tuple[Text, ...]:
    """Go on with `start` behind a flow that ended; a draft begins on a cleared table. Returns what to tell of it."""
    if not step.world.flows[start.flow].draft:
        step.push(start)
        return ()
    if (completed := stack.complete(step.state, start)) is not None:
        step.state = completed
        return ()
    told = step.put_aside()
    step.push(start)
    return told


def overlay(step: "Step", flow: str) -> None:
    """Open `flow` above what is open; after it the person is back at his question."""
    if step.top.flow != flow:
        step.push(Start(flow))
    step.settle()


def look_around(step: "Step", flow: str, args: Mapping[str, Json]) -> None:
    """Open a flow to browse in above what is open; it begins anew where it is open already."""
    if step.top.flow == flow:
        step.state = replace(step.state, stack=step.state.stack[:-1])
    step.push(Start(flow, args))
    step.settle()


def resume(step: "Step", _: str) -> None:
    uncovered = stack.uncover(step.state)
    step.state = uncovered or step.state
    if uncovered or step.unshelve(0):
        step.settle(step.where_we_are())
    else:
        step.settle((phrase("resume.nothing"),))


def history(step: "Step", _: str) -> None:
    """Tell what happened with the file that is open; where none is, offer them."""
    question = step.spot().question
    if question is not None and "history" in {option.id for option in question.options(step.top.kept, step.reader)}:
        step.record(question, "history", (), tapped=False)
        return
    uncovered = stack.uncover(step.state)
    if uncovered is None:
        leave_for(step, "files")
        return
    step.state = uncovered
    labels = {given.question.key: text_to_json(given.question.label) for given in step.spot(whole=True).path}
    step.push(
        Start("history", {"draft": step.top.draft, "title": text_to_json(step.title(step.top)), "labels": labels})
    )
    step.settle()


def help_(step: "Step", _: str) -> None:
    step.settle((phrase("help"),))


def cancel(step: "Step", _: str) -> None:
    drafts = stack.drafts_open(step.state)
    if drafts:
        step.push(Start("cancel", {"draft": drafts[-1].draft, "title": text_to_json(step.title(drafts[-1]))}))
        step.settle()
    else:
        leave_for(step, "menu")


def overtaken(step: "Step", command: Command | Control | None) -> bool:
    """Whether another question is open than the one that was asked, so that nothing can be meant as its answer:
    meanwhile somebody else did something that matters here. What leads away from it still does.
    """
    if isinstance(command, Command) or (command is not None and command.name == "save"):
        return False
    question = step.spot().question if step.state.asked and step.top.open else None
    return question is not None and question.key != step.top.open


def back(step: "Step", _: int) -> None:
    if step.top.doubt is not None:
        step.put(doubt=None)
        step.settle()
        return
    spot = step.spot()
    before = [given.question for given in spot.path if not given.question.answers_itself(step.reader)]
    if step.kind(step.top).browse:
        _up(step, before[-1].key if before else None)
    elif before:
        revisit(step, before[-1].key)
    else:
        step.settle((phrase("back.first"),))


def _up(step: "Step", key: str | None) -> None:
    """Look again at what `key` asked; whatever was opened after it is forgotten. None: leave the flow."""
    if key is None and len(step.state.stack) == 1:
        step.settle((phrase("back.first"),))
        return
    if key is None:
        step.state = replace(step.state, stack=step.state.stack[:-1], asked=0)
        step.settle(step.where_we_are())
        return
    keys = [given.question.key for given in step.spot().path]
    above = {above: step.top.answers[above] for above in keys[: keys.index(key)]}
    step.put(answers=above, kept=None, doubt=None, revisit=None, aside={})
    step.settle()


def edit(step: "Step", number: int) -> None:
    if step.kind(step.top).browse:
        back(step, 0)
        return
    spot = step.spot(whole=bool(number))
    listed = spot.listed if number else spot.path[-1:]
    at = number - 1 if number else 0
    if not 0 <= at < len(listed):
        step.settle((phrase("edit.none", most=len(spot.listed)),))
        return
    revisit(step, listed[at].question.key)


def revisit(step: "Step", key: str) -> None:
    step.lay_aside()
    step.put(revisit=key, kept=None, doubt=None)
    question = step.spot().question
    if question is not None and question.key == key:
        step.put(open=key, kept=question.reopen(question.load(step.top.answers[key])))
    step.settle()


def keep(step: "Step", _: int) -> None:
    step.put(revisit=None, kept=None, doubt=None)
    step.settle()


def save(step: "Step", _: int) -> None:
    aside = step.put_aside()
    step.at_home()
    step.settle(aside)


def hint(step: "Step", _: int) -> None:
    step.settle(hint=True)


def yes(step: "Step", _: int) -> None:
    question = step.spot().question
    if question is not None and step.top.doubt is not None:
        step.record(question, question.load(step.top.doubt["value"]), (), tapped=True)


def no(step: "Step", _: int) -> None:
    step.put(doubt=None, kept=None)
    step.settle()


LINKED = ("fix", "review", "files", "vote", "nurture", "consent", "gallery")
"""The flows that a button of a message may open."""
ABOVE = ("later", "paper", "not_mine")
"""Of these, those that leave what is open as it is."""


def got(step: "Step", number: str) -> None:
    """Keep that an announcement arrived: the one whose button was tapped, or the newest where it is typed.

    Nothing else changes: whatever is open stays open, and is as old as before.
    """
    person = step.world.person
    found = step.reader.look(AnnouncedTo(person.id, int(number or 0))) if person else None
    if found is None:
        said = phrase("stale.old" if number else "broadcast.none")
    else:
        said = phrase("broadcast.again" if found.received else "broadcast.thanks")
        step.effects += () if found.received else (Received(found.broadcast.id),)
        drawn = composed(found.broadcast, "announce", step.state.locale, received=True)
        step.effects.append(Amend(ref_of(found.broadcast.id), drawn))
    step.effects.append(Toast(said) if number else Say(Message(body=(said,))))
    step.aside = True


def open_link(step: "Step", link: str) -> None:
    """Open a flow on the nomination that a link names; what is open is put aside. Whether one may, the flow says."""
    flow, _, number = link.partition(":")
    if flow == "got" and number.isdecimal():
        got(step, number[:MOST_DIGITS])
    elif flow in ABOVE:
        overlay(step, flow)
    elif flow == "draft" and number.isdecimal():
        _open_draft(step, int(number))
    elif flow == "nominate":
        leave_for(step, flow)
    elif flow in LINKED and number.isdecimal():
        aside = step.put_aside()
        step.push(Start(flow, {"nomination": int(number)}))
        step.settle(aside)
    else:
        step.settle((phrase("stale.old"),))


def _open_draft(step: "Step", draft: int) -> None:
    """Go on with a draft, wherever it lies; what is open is put aside. One that is no more was sent or thrown away."""
    open_already = draft in {frame.draft for frame in stack.drafts_open(step.state)}
    aside = step.put_aside()
    if draft and step.unshelve(draft):
        step.settle((*(() if open_already else aside), *step.where_we_are()))
    else:
        step.at_home()
        step.settle((*aside, phrase("draft.gone")))


CONTROLS: Mapping[ControlName, Callable[["Step", int], None]] = {
    "back": back,
    "save": save,
    "hint": hint,
    "keep": keep,
    "edit": edit,
    "yes": yes,
    "no": no,
}
COMMANDS: Mapping[CommandName, Callable[["Step", str], None]] = {
    "start": start,
    "menu": lambda step, _: start(step, ""),
    "new": lambda step, _: leave_for(step, "nominate"),
    "files": lambda step, _: leave_for(step, "files"),
    "resume": resume,
    "language": lambda step, _: overlay(step, "language"),
    "help": help_,
    "cancel": cancel,
    "review": lambda step, _: leave_for(step, "review"),
    "open": open_link,
    "council": lambda step, _: leave_for(step, "council"),
    "nurture": lambda step, _: leave_for(step, "nurture"),
    "board": lambda step, _: look_around(step, "board", {}),
    "add_plan": lambda step, _: leave_for(step, "add_plan"),
    "rounds": lambda step, _: leave_for(step, "rounds"),
    "history": history,
    "announcements": lambda step, _: leave_for(step, "announcements"),
    "got": lambda step, _: got(step, ""),
    "people": lambda step, _: leave_for(step, "people"),
    "import_people": lambda step, _: leave_for(step, "import_people"),
    "units": lambda step, _: leave_for(step, "units"),
    "door": lambda step, _: overlay(step, "door"),
    "remind": lambda step, _: overlay(step, "remind"),
    "later": lambda step, _: overlay(step, "later"),
    "paper": lambda step, _: overlay(step, "paper"),
    "not_mine": lambda step, _: overlay(step, "not_mine"),
    "plans": lambda step, _: look_around(step, "plans", {}),
    "gallery": lambda step, words: look_around(step, "gallery", {"words": words[:MOST_SOUGHT]}),
    "search": lambda step, words: look_around(step, "search", {"words": words[:MOST_SOUGHT]}),
    "advise": lambda step, round_: look_around(step, "advise", {"round": round_[:MOST_DIGITS]}),
}
