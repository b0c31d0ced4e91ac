"""When, how often and of what somebody wants to be reminded."""

from conversations.answers.choice import Choice
from conversations.answers.confirm import Confirm
from conversations.answers.question import Option
from conversations.flow import Finish, Flow, FlowKind, Scene
from conversations.model import RemindersSet, Role
from conversations.queries import ReminderWishes, UnitsNamed
from conversations.reminding import RHYTHMS, SLOTS
from conversations.stages import LEVELS
from conversations.texts import phrase

OVERSEES: tuple[Role, ...] = ("leader", "admin", "observer")


def remind(scene: Scene) -> Flow:
    """Show how it is, ask how it shall be."""
    wishes = scene.look(ReminderWishes(scene.speaker.id))
    as_it_is = {"slot": phrase(f"remind.slot.{wishes.slot}"), "rhythm": phrase(f"remind.rhythm.{wishes.rhythm}")}
    now = phrase("remind.now", **as_it_is)
    rhythms = tuple(Option(one, phrase(f"remind.rhythm.{one}")) for one in RHYTHMS)
    how = yield from Choice(key="rhythm", name="remind.rhythm", choices=rhythms, lead=(now,), listed=False)
    slots = tuple(Option(one, phrase(f"remind.slot.{one}")) for one in SLOTS)
    when = yield from Choice(key="slot", name="remind.slot", choices=slots, listed=False)
    picture = False
    if _leads_others(scene):
        yes, no = phrase("remind.picture.yes"), phrase("remind.picture.no")
        picture = yield from Confirm(key="picture", name="remind.picture", yes=yes, no=no, listed=False)
    slot, rhythm = next(one for one in SLOTS if one == when), next(one for one in RHYTHMS if one == how)
    wished = RemindersSet(slot, rhythm, picture)
    key = "remind.done.picture" if picture else "remind.done"
    told = phrase(key, slot=phrase(f"remind.slot.{when}"), rhythm=phrase(f"remind.rhythm.{how}"))
    return Finish(say=(told,), deeds=(wished,))


def _leads_others(scene: Scene) -> bool:
    """Whether the person leads or observes a unit that has communes below it: of others there is no picture."""
    units = [unit_id for role in OVERSEES for unit_id in scene.speaker.units_as(role)]
    asked = (UnitsNamed(unit_id, "", level=level, limit=1) for unit_id in units for level in LEVELS["commune"])
    return any(scene.look(query) for query in asked)


REMIND = FlowKind("remind", remind)
