"""How somebody at a door proves who he is: by a one-time code, of an admin or of his own at another door."""

from conversations.answers.entrance import Entrance
from conversations.flow import Finish, Flow, FlowKind, Scene, Start
from conversations.model import Entered, SharedPhone, WrongCode
from conversations.queries import InviteBehind, Invited, JoinPause, PhoneHolder
from conversations.texts import Text, phrase

AGAIN = Start("join", {"again": True})


def join(scene: Scene) -> Flow:
    """Ask for a code; that of `/start CODE` comes in `args`. One that is wrong ends the flow, and it begins again."""
    code = str(scene.args.get("code", ""))
    if not code:
        lead: tuple[Text, ...] = () if scene.args.get("again") else (phrase("join.hello"),)
        given = yield from Entrance(key="code", name="code", lead=lead, listed=False)
        if isinstance(given, SharedPhone):
            return _by_phone(given.phone, scene)
        code = given
    pause = scene.look(JoinPause(scene.door))
    if pause is not None:
        at = f"{pause.astimezone(scene.now.tzinfo):%H:%M}"
        return Finish(say=(phrase("join.pause", at=at),), then=AGAIN)
    found = scene.look(InviteBehind(code))
    if isinstance(found, Invited):
        return Finish(say=(phrase("join.welcome", name=found.name, unit=found.unit),), deeds=(Entered(code),))
    wrong = (WrongCode(),) if found == "unknown" else ()
    return Finish(say=(phrase(f"join.{found}"),), deeds=wrong, then=AGAIN)


def _by_phone(phone: str, scene: Scene) -> Finish:
    """Let in whom an admin wrote down under this number; the door has seen that it is his own."""
    holder = scene.look(PhoneHolder(phone))
    if holder is None:
        return Finish(say=(phrase("join.no_phone"),), then=AGAIN)
    return Finish(say=(phrase("join.welcome", name=holder.name, unit=holder.unit),), deeds=(Entered(phone=phone),))


JOIN = FlowKind("join", join, open=True)
