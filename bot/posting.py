"""What a turn says, as rows of the outbox: drawn for its door, and queued inside the transaction.

Nothing is sent here: that is the sender's, once the transaction is committed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.channels.base import Bubble, Capabilities, Verb, bubble_to_json
from bot.render import Renderer
from conversations.model import Amend, Effect, Locale, Say
from storage import outbox
from storage.contacts import Contact
from storage.database import Transaction

GRACE = timedelta(seconds=3)
"""Before the heartbeat takes what the sender was offered: he has it at once, or holds it for the rest of an album."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the outbox that is committed and waits to be sent. A newer one with its `slot` takes its place."""

    id: int
    contact_id: int
    channel: str
    address: str
    verb: Verb
    bubble: Bubble
    slot: str = ""
    attempts: int = 0
    owner: str = ""
    nomination_id: int | None = None


@dataclass(frozen=True, slots=True)
class Post:
    """One bubble for one door. `concerns` is the nomination that it is about."""

    contact: Contact
    verb: Verb
    bubble: Bubble
    slot: str = ""
    concerns: int | None = None


def posts(
    effects: Sequence[tuple[Effect, Locale]],
    contact: Contact,
    concerns: int | None,
    renderer: Renderer,
    can: Capabilities,
) -> list[Post]:
    """Draw what a turn says to the one who spoke; of several with one slot only the last."""
    last = {effect.slot: effect for effect, _ in effects if isinstance(effect, Say) and effect.slot}
    found: list[Post] = []
    for effect, locale in effects:
        match effect:
            case Say(message=message, slot=slot) if not slot or last[slot] is effect:
                found.append(Post(contact, "send", renderer.bubble(message, locale, can), slot, concerns))
            case Amend(message=message) if can.edits:
                found.append(Post(contact, "amend", renderer.bubble(message, locale, can), "", concerns))
            case Amend(message=message, essential=True):  # its papers came with the message that it stands for
                bare = replace(message, papers=())
                found.append(Post(contact, "send", renderer.bubble(bare, locale, can), "", concerns))
            case _:
                pass
    return found


async def queue(conn: Transaction, drawn: Sequence[Post], can: Mapping[str, Capabilities], now: datetime) -> list[Row]:
    """Put what is drawn into the outbox. A door that pulls finds it there; for the others it is sent."""
    fresh = [
        outbox.NewPost(
            post.contact.id,
            post.contact.owner,
            post.bubble.ref,
            post.verb,
            bubble_to_json(post.bubble),
            "sent" if can[post.contact.channel].pulls else "queued",
            now + GRACE,
            nomination_id=post.concerns,
        )
        for post in drawn
    ]
    return [
        Row(
            id_,
            post.contact.id,
            post.contact.channel,
            post.contact.address,
            post.verb,
            post.bubble,
            post.slot,
            owner=post.contact.owner,
            nomination_id=post.concerns,
        )
        for id_, post in zip(await outbox.add(conn, fresh, now), drawn, strict=True)
    ]
