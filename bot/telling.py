"""Messages for somebody else than the one who spoke: at which door they reach him, and how they look there.

They carry no number, so no question of his is broken into; what can be tapped in them stands for itself (links).
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from bot.channels.base import Bubble, Capabilities
from bot.render import Renderer
from conversations.model import Locale, Told
from conversations.state import state_from_json
from storage import contacts, conversations
from storage.contacts import Contact
from storage.database import Transaction


@dataclass(frozen=True, slots=True)
class Letter:
    """One message at one door."""

    contact: Contact
    bubble: Bubble
    concerns: int | None = None
    """The nomination that it is about."""


async def addressed(
    conn: Transaction,
    told: Sequence[tuple[Told, int | None]],
    renderer: Renderer,
    can: Mapping[str, Capabilities],
    locale: Locale,
) -> list[Letter]:
    """Return each message at the door where its person was last; whoever has no open door finds it nowhere."""
    if not told:
        return []
    doors = await open_doors(conn, {one.person_id for one, _ in told}, can)
    letters: list[Letter] = []
    for one, concerns in told:
        if contact := doors.get(one.person_id):
            bubble = renderer.bubble(one.message, contact.locale or locale, can[contact.channel])
            letters.append(Letter(contact, bubble, concerns))
    return letters


async def open_doors(
    conn: Transaction, person_ids: Collection[int], can: Mapping[str, Capabilities]
) -> dict[int, Contact]:
    """Return for each person the door where he was last; whoever has no open one is left out."""
    doors: dict[int, list[Contact]] = {}
    for contact in await contacts.of_people(conn, person_ids):
        if contact.person is not None and not contact.blocked and contact.channel in can:
            doors.setdefault(contact.person.id, []).append(contact)
    stored = await conversations.load(conn, [open_[0].owner for open_ in doors.values()], lock=False)
    last = {owner: state_from_json(one.state).door for owner, one in stored.items() if one.state}
    return {
        person_id: next((door for door in open_ if str(door.id) == last.get(door.owner)), open_[-1])
        for person_id, open_ in doors.items()
    }
