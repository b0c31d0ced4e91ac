"""How somebody at a door proves who he is: by a one-time code, of an admin or of his own at another door."""

from conversations.answers.text import ShortText
from conversations.flow import Finish, Flow, FlowKind, Scene
from conversations.model import Entered
from conversations.queries import InviteBehind, Invited
from conversations.texts import Text, phrase

CODE_LENGTH = 64
TRIES = 20
"""Codes that may be typed in one flow before it starts afresh; a guess has no chance in any number of tries."""


def join(scene: Scene) -> Flow:
    """Ask for the code until one is right; the code of `/start CODE` comes in `args`."""
    code = str(scene.args.get("code", ""))
    lead: tuple[Text, ...] = () if code else (phrase("join.hello"),)
    for attempt in range(TRIES):
        if not code:
            code = yield from ShortText(key=f"code{attempt}", name="code", most=CODE_LENGTH, lead=lead, listed=False)
        found = scene.look(InviteBehind(code))
        if isinstance(found, Invited):
            return Finish(say=(phrase("join.welcome", name=found.name, unit=found.unit),), deeds=(Entered(code),))
        lead = (phrase(f"join.{found}"),)
        code = ""
    return Finish(say=(phrase("join.many"),))


JOIN = FlowKind("join", join, open=True)
