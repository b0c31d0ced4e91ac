"""What is done about a reminder besides doing what it says: to hear of it again tomorrow, or no more.

Opened above what is open; afterwards the person is back at his question.
"""

from datetime import datetime

from conversations.answers.choice import Choice
from conversations.answers.question import Option
from conversations.digest import matter_line, near_duties, near_gaps
from conversations.duties import closing_matter, duty_matter
from conversations.flow import Finish, Flow, FlowKind, Scene
from conversations.model import Dismissed, Snoozed
from conversations.model.reminder_deeds import Why
from conversations.queries import PendingFor
from conversations.reminding import LATER, after
from conversations.texts import Text, phrase


def later(scene: Scene) -> Flow:
    """Remind again in the morning of the next working day; nothing is asked."""
    yield from ()
    on = after(scene.today, 1)
    until = datetime.combine(on, LATER, scene.now.tzinfo)
    return Finish(say=(phrase("later.done", on=on),), deeds=(Snoozed(until),))


def paper(scene: Scene) -> Flow:
    """It was handed in on paper: nobody of the unit hears of it any more."""
    return (yield from _dismissed(scene, "paper"))


def not_mine(scene: Scene) -> Flow:
    """It is not this person's business: he alone hears of it no more."""
    return (yield from _dismissed(scene, "not_mine"))


def _dismissed(scene: Scene, why: Why) -> Flow:
    matters = _matters(scene)
    if not matters:
        return Finish(say=(phrase("dismiss.nothing"),))
    choices = tuple(Option(str(at), line) for at, line in enumerate(matters.values()))
    chosen = yield from Choice(key="matter", name="dismiss.matter", choices=choices, auto=True, listed=False)
    matter, line = list(matters.items())[int(chosen)]
    return Finish(say=(phrase(f"dismiss.{why}", what=line),), deeds=(Dismissed(matter, why),))


def _matters(scene: Scene) -> dict[str, Text]:
    """What the person is reminded of and can put aside, by its name."""
    pending = scene.look(PendingFor(scene.speaker.id, scene.today, scene.today))
    closing: dict[str, Text] = {
        closing_matter(gap.round.id): phrase("reminder.matter.closing", round=gap.round.name)
        for gap in near_gaps(pending, scene.today)
    }
    owed = near_duties(pending, scene.plans, scene.today)
    return closing | {duty_matter(one.round.id, duty.milestone.id): matter_line(one, duty) for one, duty in owed}


LATER_ON = FlowKind("later", later)
PAPER = FlowKind("paper", paper)
NOT_MINE = FlowKind("not_mine", not_mine)
