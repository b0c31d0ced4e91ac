"""When, how often and of what somebody wants to be reminded."""

from conversations.answers.choice import Choice
from conversations.answers.question import Option
from conversations.flow import Finish, Flow, FlowKind, Scene
from conversations.model import RemindersSet
from conversations.queries import ReminderWishes
from conversations.reminding import RHYTHMS, SLOTS
from conversations.texts import phrase


def remind(scene: Scene) -> Flow:
    """Show how it is, ask how it shall be."""
    slot, rhythm = scene.look(ReminderWishes(scene.speaker.id))
    now = phrase("remind.now", slot=phrase(f"remind.slot.{slot}"), rhythm=phrase(f"remind.rhythm.{rhythm}"))
    rhythms = tuple(Option(one, phrase(f"remind.rhythm.{one}")) for one in RHYTHMS)
    how = yield from Choice(key="rhythm", name="remind.rhythm", choices=rhythms, lead=(now,), listed=False)
    slots = tuple(Option(one, phrase(f"remind.slot.{one}")) for one in SLOTS)
    when = yield from Choice(key="slot", name="remind.slot", choices=slots, listed=False)
    wished = RemindersSet(next(one for one in SLOTS if one == when), next(one for one in RHYTHMS if one == how))
    told = phrase("remind.done", slot=phrase(f"remind.slot.{when}"), rhythm=phrase(f"remind.rhythm.{how}"))
    return Finish(say=(told,), deeds=(wished,))


REMIND = FlowKind("remind", remind)
