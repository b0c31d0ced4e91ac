"""Whom an announcement is for: where in the tree, which roles, who of them; without whom."""

from collections.abc import Generator
from typing import Any

from conversations.answers.checklist import Checklist
from conversations.answers.choice import Choice
from conversations.answers.paged import Paged
from conversations.answers.place import Place, Spot
from conversations.answers.question import Option
from conversations.answers.someone import SomeoneBelow, person_in
from conversations.audience import Audience, Sift
from conversations.flow import Scene
from conversations.model import ROLES, Role
from conversations.queries import BroadcastsUnder, Round, RoundsUnder, Unit
from conversations.texts import phrase

Asking = Generator[Any, Any, Any]
MOST_WITHOUT = 20
"""People who can be left out by name."""
_NOBODY = Option("nobody", phrase("whom.without.nobody"), ("khong", "khong bot ai", "du", "xong", "het", "nobody"))


def whom(top: Unit, scene: Scene) -> Asking:
    """Return the audience that an admin of `top` means."""
    spot: Spot = yield from Place(key="unit", name="whom.unit", under=top.id, free=False, itself=True)
    choices = tuple(Option(role, phrase(f"role.{role}")) for role in ROLES)
    ticked = yield from Checklist(key="roles", name="whom.roles", choices=choices, seldom=True)
    roles: tuple[Role, ...] = tuple(role for role in ROLES if role in ticked)
    sift: Sift
    sift, round_id, field_id, silent_on = yield from _sifted(top, scene)
    without: tuple[int, ...] = yield from _without(top)
    return Audience(spot.unit_id or top.id, roles, sift, round_id, field_id, silent_on, without)


def _sifted(top: Unit, scene: Scene) -> Asking:
    """Return who of them, with the round, the field or the earlier announcement that it depends on."""
    rounds = scene.look(RoundsUnder(top.id, scene.today))
    before = [one for one in scene.look(BroadcastsUnder((top.id,))) if one.state in ("sending", "paused", "done")]
    ways: list[Option] = [Option("everybody", phrase("whom.sift.everybody"), ("tat ca", "moi nguoi", "everybody"))]
    if rounds:
        ways.append(Option("unsent", phrase("whom.sift.unsent"), ("chua nop", "chua gui", "unsent")))
        ways.append(Option("field", phrase("whom.sift.field"), ("linh vuc", "field")))
    if before:
        ways.append(Option("silent", phrase("whom.sift.silent"), ("chua nhan", "chua bam", "silent")))
    sift = yield from Choice(key="sift", name="whom.sift", choices=tuple(ways))
    if sift == "silent":
        return sift, 0, "", before[0].id
    if sift == "everybody":
        return sift, 0, "", 0
    round_: Round = yield from _round(rounds)
    field = (yield from _field(round_, scene)) if sift == "field" else ""
    return sift, round_.id, field, 0


def _round(rounds: tuple[Round, ...]) -> Asking:
    known = {str(one.id): one for one in rounds}
    choices = tuple(Option(id_, one.name) for id_, one in known.items())
    chosen = yield from Paged(key="round", name="whom.round", choices=choices, auto=True)
    return known[chosen]


def _field(round_: Round, scene: Scene) -> Asking:
    plan = scene.plans.get(round_.plan_id)
    choices = tuple(Option(field.id, field.title) for field in plan.fields) if plan else ()
    return (yield from Paged(key="field", name="whom.field", choices=choices))


def _without(top: Unit) -> Asking:
    """Return those who are left out, named one after the other."""
    left: list[int] = []
    for number in range(MOST_WITHOUT):
        name = "whom.without_more" if number else "whom.without"
        question = SomeoneBelow(key=f"without{number}", name=name, under=top.id, others=(_NOBODY,))
        person = person_in((yield from question))
        if person is None:
            break
        left.append(person)
    return tuple(left)
