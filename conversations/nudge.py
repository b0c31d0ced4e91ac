"""The step of a conversation in which nobody did anything: the hour of reminding has come. What is open stays open: the
question that was asked is not asked again, and the person's next answer still belongs to it.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from conversations.digest import Unfinished, digest, near_gaps
from conversations.flows.board import pictures
from conversations.model import Message, Person, Say
from conversations.queries import Pending, PendingFor, ReminderWishes
from conversations.reminding import IDLE, week_begins
from conversations.replay import labels_ahead, replay
from conversations.state import Frame
from conversations.turn import Turn

if TYPE_CHECKING:
    from conversations.engine import Step

LOOKS_BACK = timedelta(days=14)
"""For rounds that closed, where the person was never reminded of anything."""


def remind(step: "Step") -> Turn:
    """Say what is undone, once a day at most."""
    today, told, person = step.world.today, step.state.reminded, step.world.person
    if person is None or (told and date.fromisoformat(told) >= today):
        return Turn(step.state, ())
    since = date.fromisoformat(told) if told else today - LOOKS_BACK
    pending = step.reader.look(PendingFor(person.id, today, since))
    message = digest(pending, tuple(_unfinished(step, pending)), step.world.plans, today, person.call)
    said = tuple(map(Say, (*_pictures(step, person), *((message,) if message else ()))))
    return Turn(replace(step.state, reminded=today.isoformat()) if said else step.state, said)


def _pictures(step: "Step", person: Person) -> Iterator[Message]:
    """Yield what whoever wishes it is shown at the beginning of a week."""
    today = step.world.today
    if today == week_begins(today) and step.reader.look(ReminderWishes(person.id)).picture:
        yield from pictures(step.scene(Frame("board"), {}))


def _unfinished(step: "Step", pending: Pending) -> Iterator[Unfinished]:
    """Yield the drafts that were left for days; where a round closes, all of them."""
    today, presses = step.world.today, bool(near_gaps(pending, step.world.today))
    for frame in (*step.state.shelf, *step.state.stack):
        if not (frame.draft and frame.answers and frame.touched and step.enterable(frame)):
            continue
        since = datetime.fromisoformat(frame.touched).astimezone(step.world.now.tzinfo).date()
        if presses or (today - since).days >= IDLE[0]:
            answers = dict(frame.answers)
            scene = step.scene(frame, answers)
            spot = replay(step.kind(frame).run(scene), answers, None, scene)
            yield Unfinished(frame.draft, frame.flow, step.title(frame), since, labels_ahead(spot))
