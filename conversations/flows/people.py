"""The people whom an admin looks after: one is found by name, and what can be done with him stands on his card.

Nothing is decided here about what a role may do. Whether the admin may is looked at once more when it is done.
"""

from conversations.answers.checklist import Checklist
from conversations.answers.choice import Choice
from conversations.answers.confirm import Confirm
from conversations.answers.place import Place
from conversations.answers.question import Option
from conversations.answers.someone import SomeoneBelow, person_in
from conversations.flow import Finish, Flow, FlowKind, Scene, Start
from conversations.flows.administering import Asking, area, may_administer
from conversations.flows.inviting import invited
from conversations.model import (
    ROLES,
    Held,
    InviteIssued,
    InvitesRevoked,
    PeopleDeed,
    PersonLeft,
    PersonMoved,
    Role,
    RolesGiven,
    RolesTaken,
)
from conversations.queries import FreshCode, PersonById, PersonCard, Unit
from conversations.texts import Joined, Text, phrase


def people(scene: Scene) -> Flow:
    """Find somebody, show his card, do one thing."""
    if not may_administer(scene.speaker):
        return Finish(say=(phrase("admin.no_right"),))
    top: Unit = yield from area(scene)
    others = (
        Option("new", phrase("people.new"), ("them nguoi", "them", "nguoi moi", "new")),
        Option("import", phrase("people.import"), ("nhap danh sach", "excel", "import")),
        Option("units", phrase("people.units"), ("don vi", "units")),
        Option("announcements", phrase("people.announce"), ("thong bao", "gui thong bao", "announce")),
    )
    question = SomeoneBelow(key="who", name="people", args={"unit": top.name}, under=top.id, others=others)
    chosen = yield from question
    if chosen == "new":
        return Finish(then=Start("new_person"))
    if chosen == "import":
        return Finish(then=Start("import_people"))
    if chosen in ("units", "announcements"):
        return Finish(then=Start(chosen))
    card = scene.look(PersonById(person_in(chosen) or 0, top.id))
    if card is None:
        return Finish(say=(phrase("people.gone"),), then=Start("people"))
    return (yield from _one(card, top, scene))


def _one(card: PersonCard, top: Unit, scene: Scene) -> Flow:
    ways = tuple(Option(name, phrase(f"people.do.{name}"), _ALSO[name]) for name in _ways(card, scene))
    chosen = yield from Choice(key="do", name="people.do", choices=ways, lead=_shown(card), listed=False)
    match chosen:
        case "give":
            return (yield from _give(card, top))
        case "take":
            return (yield from _take(card, scene))
        case "move":
            return (yield from _move(card, top))
        case "leave":
            return (yield from _leave(card))
        case "invite":
            code = scene.look(FreshCode(f"invite:{card.id}:{scene.now.isoformat()}"))
            return Finish(say=invited(card.name, code, scene), deeds=(InviteIssued(card.id, code),), then=_AGAIN)
        case "revoke":
            return _done(phrase("people.revoked", name=card.name), InvitesRevoked(card.id))
        case _:
            return Finish(then=_AGAIN)


_AGAIN = Start("people")
_ALSO: dict[str, tuple[str, ...]] = {
    "give": ("them vai tro", "giao vai tro", "give"),
    "take": ("bot vai tro", "thu vai tro", "take"),
    "move": ("chuyen", "chuyen don vi", "transfer"),
    "invite": ("moi", "moi lai", "gui ma", "invite"),
    "revoke": ("huy ma", "huy ma moi", "revoke"),
    "leave": ("nghi", "thoi viec", "nghi viec", "leave"),
    "other": ("nguoi khac", "tim nguoi khac", "other"),
}
WAYS = tuple(_ALSO)


def _ways(card: PersonCard, scene: Scene) -> tuple[str, ...]:
    """What can be done with this person: nobody takes his own right from himself."""
    himself = card.id == scene.speaker.id
    idle = {
        "take": not _takeable(card, scene),
        "move": himself,
        "invite": himself,
        "revoke": not card.invites,
        "leave": himself or not (card.roles or card.doors or card.invites),
    }
    return tuple(way for way in WAYS if not idle.get(way))


def _shown(card: PersonCard) -> tuple[Text, ...]:
    roles = tuple(phrase("people.role", role=phrase(f"role.{held.role}"), unit=unit) for held, unit in card.roles)
    doors = Joined(tuple(phrase(f"door.{door}") for door in card.doors if door in DOORS))
    return (
        phrase("people.card", name=card.name, call=card.call, unit=card.unit),
        *(roles or (phrase("people.no_role"),)),
        phrase("people.doors", doors=doors) if doors.parts else phrase("people.no_door"),
        *((phrase("people.invites", n=card.invites),) if card.invites else ()),
        *((phrase("people.phone", end=card.phone_end),) if card.phone_end else ()),
    )


DOORS = ("web", "telegram", "zalo", "console")
"""The channels that have a name in the sentences."""


def _give(card: PersonCard, top: Unit) -> Flow:
    unit_id, unit = yield from _unit(card, top)
    has = {held.role for held, _ in card.roles if held.unit_id == unit_id}
    roles: tuple[Role, ...] = yield from _roles("give", tuple(role for role in ROLES if role not in has))
    said = phrase("people.given", name=card.name, roles=_named(roles), unit=unit)
    return _done(said, RolesGiven(card.id, unit_id, roles))


def _unit(card: PersonCard, top: Unit) -> Asking:
    """The unit for which a role is given: the person's own or another one."""
    own = Option("own", phrase("people.where.own", unit=card.unit), ("don vi minh", "don vi nay"))
    other = Option("other", phrase("people.where.other"), ("don vi khac", "khac"))
    chosen = yield from Choice(key="where", name="people.where", choices=(own, other), listed=False)
    if chosen == "own":
        return card.unit_id, card.unit
    spot = yield from Place(key="unit", name="people.unit", under=top.id, free=False, listed=False)
    return spot.unit_id, spot.name


def _roles(key: str, roles: tuple[Role, ...]) -> Asking:
    choices = tuple(Option(role, phrase(f"role.{role}")) for role in roles)
    return (yield from Checklist(key=key, name="people.roles", choices=choices, least=1, seldom=True, listed=False))


def _named(roles: tuple[Role, ...]) -> Joined:
    return Joined(tuple(phrase(f"role.{role}") for role in roles))


def _takeable(card: PersonCard, scene: Scene) -> tuple[tuple[Held, str], ...]:
    own = scene.speaker.id == card.id
    return tuple((held, unit) for held, unit in card.roles if not (own and held.role == "admin"))


def _take(card: PersonCard, scene: Scene) -> Flow:
    known = {f"{held.unit_id}.{held.role}": (held, unit) for held, unit in _takeable(card, scene)}
    choices = tuple(
        Option(id_, phrase("people.role", role=phrase(f"role.{held.role}"), unit=unit))
        for id_, (held, unit) in known.items()
    )
    chosen = yield from Checklist(key="take", name="people.take", choices=choices, least=1, seldom=True, listed=False)
    held = tuple(known[id_][0] for id_ in chosen)
    said = phrase("people.taken", name=card.name, roles=_named(tuple(one.role for one in held)))
    return _done(said, RolesTaken(card.id, held))


def _move(card: PersonCard, top: Unit) -> Flow:
    spot = yield from Place(key="onto", name="people.onto", under=top.id, free=False, listed=False)
    sure = yield from Confirm(
        key="sure", name="people.move", args={"name": card.name, "old": card.unit, "new": spot.name}, listed=False
    )
    if not sure or spot.unit_id is None:
        return Finish(then=_AGAIN)
    return _done(phrase("people.moved", name=card.name, unit=spot.name), PersonMoved(card.id, spot.unit_id))


def _leave(card: PersonCard) -> Flow:
    sure = yield from Confirm(key="sure", name="people.leave", args={"name": card.name}, listed=False)
    return _done(phrase("people.left", name=card.name), PersonLeft(card.id)) if sure else Finish(then=_AGAIN)


def _done(said: Text, deed: PeopleDeed) -> Finish:
    return Finish(say=(said,), deeds=(deed,), then=_AGAIN)


PEOPLE = FlowKind("people", people)
