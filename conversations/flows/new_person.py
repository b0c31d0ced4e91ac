"""Adding one person by hand: what he is called, where he belongs, what he may do; then his code and links are shown."""

from conversations.answers.checklist import Checklist
from conversations.answers.choice import Choice
from conversations.answers.confirm import Confirm
from conversations.answers.folding import fold
from conversations.answers.name import PersonName
from conversations.answers.phone import Phone
from conversations.answers.place import Place
from conversations.answers.question import Option
from conversations.flow import Finish, Flow, FlowKind, Scene, Start
from conversations.flows.administering import Asking, area, may_administer
from conversations.flows.inviting import invited
from conversations.model import ROLES, PersonAdded, Role
from conversations.queries import FreshCode, PeopleNamed, PhoneHolder, Unit
from conversations.texts import Joined, Text, phrase

CALLS = ("anh", "chi", "ong", "ba")
"""How people are addressed before their given name."""


def new_person(scene: Scene) -> Flow:
    """Ask for everything, show it, and add the person."""
    if not may_administer(scene.speaker):
        return Finish(say=(phrase("admin.no_right"),))
    top: Unit = yield from area(scene)
    name: str = yield from PersonName(key="name", name="person.name")
    call: str = yield from _call(name, scene)
    own = Option("whole", top.name)
    other = Option("part", phrase("people.where.other"), ("don vi khac", "khac"))
    where = yield from Choice(key="where", name="person.where", choices=(own, other))
    unit_id, unit = top.id, top.name
    if where == "part":
        spot = yield from Place(key="unit", name="people.unit", under=top.id, free=False)
        unit_id, unit = spot.unit_id or top.id, spot.name
    choices = tuple(Option(role, phrase(f"role.{role}")) for role in ROLES)
    chosen = yield from Checklist(key="roles", name="people.roles", choices=choices, least=1, seldom=True)
    roles: tuple[Role, ...] = tuple(role for role in ROLES if role in chosen)
    phone: str = yield from Phone(key="phone", name="person.phone", optional=True)
    lead = (
        phrase("person.card", name=name, call=call, unit=unit, roles=Joined(tuple(phrase(f"role.{r}") for r in roles))),
        *_doubts(name, phone, top, scene),
    )
    sure = yield from Confirm(
        key="sure", name="person.sure", yes=phrase("person.add"), no=phrase("person.drop"), lead=lead, listed=False
    )
    if not sure:
        return Finish(say=(phrase("person.dropped"),), then=Start("people"))
    code = scene.look(FreshCode(f"new:{scene.speaker.id}:{scene.now.isoformat()}"))
    deeds = (PersonAdded(name, call, unit_id, roles, phone, code),)
    return Finish(say=invited(name, code, scene), deeds=deeds, then=Start("people"))


def _call(name: str, scene: Scene) -> Asking:
    given = name.rsplit(maxsplit=1)[-1]
    words = {id_: phrase(f"call.{id_}", name=given) for id_ in CALLS}
    chosen = yield from Choice(
        key="call", name="person.call", choices=tuple(Option(id_, word) for id_, word in words.items())
    )
    return scene.reader.words(words[chosen])


def _doubts(name: str, phone: str, top: Unit, scene: Scene) -> tuple[Text, ...]:
    """Whether somebody is there already who might be the same."""
    alike = [one for one in scene.look(PeopleNamed(top.id, fold(name))) if fold(one.name) == fold(name)]
    holder = scene.look(PhoneHolder(phone)) if phone else None
    return (
        *(phrase("person.alike", name=one.name, unit=one.unit) for one in alike[:3]),
        *((phrase("person.phone_taken", name=holder.name),) if holder else ()),
    )


NEW_PERSON = FlowKind("new_person", new_person)
