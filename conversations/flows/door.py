"""A one-time code with which the person goes on at another door: another phone, the web page, another app."""

from conversations.flow import Finish, Flow, FlowKind, Scene
from conversations.model import DoorCodeIssued
from conversations.queries import FreshCode
from conversations.texts import phrase


def door(scene: Scene) -> Flow:
    """Issue a code; nothing is asked."""
    yield from ()
    code = scene.look(FreshCode(f"door:{scene.speaker.id}:{scene.now.isoformat()}"))
    return Finish(say=(phrase("door.code", code=code),), deeds=(DoorCodeIssued(code),))


DOOR = FlowKind("door", door)
