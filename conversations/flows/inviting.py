"""What is said when somebody is invited: his code, once, and the links that it makes."""

from conversations.flow import Scene
from conversations.queries import InviteLinks
from conversations.texts import Text, phrase

INVITE_DAYS = 30
"""Days for which an invitation is good."""


def invited(name: str, code: str, scene: Scene) -> tuple[Text, ...]:
    """Tell the admin what he is to hand on."""
    links = scene.look(InviteLinks(code))
    return (phrase("invite.issued", name=name, code=code, days=INVITE_DAYS), *links, phrase("invite.once"))
