"""Runs a message that failed once more, after the bug was mended: `python -m bot replay ID`."""

from bot.app import TOP, doors_of, opened
from bot.catalogue import Catalogue
from bot.channels.base import Inbound
from bot.clock import Clock
from bot.settings import Settings
from conversations.events import event_from_json
from storage import contacts, inbox


async def replay(settings: Settings, arrival_id: int) -> None:
    """Handle the inbox row `arrival_id` again."""
    clock, catalogue = Clock(settings.timezone), Catalogue(TOP / "locales")
    async with opened(settings, doors_of(settings, catalogue, clock), clock, catalogue) as app:
        async with app.database.read() as conn:
            arrival = await inbox.load(conn, arrival_id)
            known = await contacts.by_ids(conn, [arrival.contact_id]) if arrival else {}
        if arrival is None or arrival.status != "failed":
            raise SystemExit(f"Inbox row {arrival_id} did not fail, nothing was run. Look its id up in the log.")
        contact = known[arrival.contact_id]
        key = f"replay:{arrival.id}:{clock.now().timestamp():.0f}"
        event = event_from_json(arrival.event)
        await app.house.take([Inbound(contact.channel, key, contact.address, event, clock.now())])
        async with app.database.write() as conn:
            await inbox.mend(conn, arrival_id)
