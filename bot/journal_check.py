"""Looks whether the journal is whole: `python -m bot journal verify`. Mends nothing, and migrates nothing."""

from bot.settings import Settings
from conversations.texts import Text, phrase
from storage import journal
from storage.database import open_database


async def checked(settings: Settings) -> tuple[bool, Text]:
    """Return whether the chain holds from the first row to the last, and what to tell of it."""
    database = open_database(settings.database_url)
    try:
        async with database.read() as conn:
            if not await journal.exists(conn):
                return False, phrase("journal_check.none")
            found = await journal.verify(conn)
    finally:
        await database.close()
    if isinstance(found, journal.Break):
        return False, phrase(f"journal_check.{found.why}", row=found.row)
    return True, phrase("journal_check.good", n=found)
