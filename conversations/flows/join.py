"""How somebody at a door proves who he is: by a one-time code, of an admin or of his own at another door."""

from conversations.answers.text import ShortText
from conversations.flow import Finish, Flow, FlowKind, Scene, Start
from conversations.model import Entered, WrongCode
from conversations.queries import InviteBehind, Invited, JoinPause
from conversations.texts import Text, phrase

CODE_LENGTH = 64
AGAIN = Start("join", {"again": True})


def join(scene: Scene) -> Flow:
    """Ask for a code; that of `/start CODE` comes in `args`. One that is wrong ends the flow, and it begins again."""
    code = str(scene.args.get("code", ""))
    if not code:
        lead: tuple[Text, ...] = () if scene.args.get("again") else (phrase("join.hello"),)
        code = yield from ShortText(key="code", name="code", most=CODE_LENGTH, lead=lead, listed=False)
    pause = scene.look(JoinPause(scene.door))
    if pause is not None:
        at = f"{pause.astimezone(scene.now.tzinfo):%H:%M}"
        return Finish(say=(phrase("join.pause", at=at),), then=AGAIN)
    found = scene.look(InviteBehind(code))
    if isinstance(found, Invited):
        return Finish(say=(phrase("join.welcome", name=found.name, unit=found.unit),), deeds=(Entered(code),))
    wrong = (WrongCode(),) if found == "unknown" else ()
    return Finish(say=(phrase(f"join.{found}"),), deeds=wrong, then=AGAIN)


JOIN = FlowKind("join", join, open=True)
