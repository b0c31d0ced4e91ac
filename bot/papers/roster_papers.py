"""What is handed out about a list of units and people: the workbook to fill in, the same with its faults marked, and
the links of those who were invited by it.

The last two look into the database, each in a transaction of its own that changes nothing.
"""

import asyncio
from collections.abc import Callable

from bot.catalogue import FIRST, Catalogue
from bot.clock import Clock
from bot.ids import code_of, hash_secret
from bot.papers.roster_workbook import RosterWorkbook, write_list
from conversations.model import Json
from conversations.queries import Someone
from conversations.roster import roster_to_json
from conversations.texts import Text, phrase
from storage import directory, invites, roster
from storage.database import Database
from storage.files import FileStore

HEADS = ("name", "unit", "code", "links", "state")
"""The columns of the links."""


class RosterPapers:
    """`links` gives the addresses that a code opens."""

    def __init__(
        self,
        database: Database,
        store: FileStore,
        workbook: RosterWorkbook,
        catalogue: Catalogue,
        clock: Clock,
        links: Callable[[str], tuple[str, ...]],
    ) -> None:
        self._database = database
        self._store = store
        self._workbook = workbook
        self._catalogue = catalogue
        self._clock = clock
        self._links = links

    def takes(self, content: bytes) -> bool:
        """Whether a workbook is a list of units and people."""
        return self._workbook.takes(content)

    def reading(self, content: bytes, name: str) -> Json:
        """Return what stands in a workbook. Blocks: run it in a thread."""
        return {"roster": roster_to_json(self._workbook.read(content, name))}

    def template(self, _: str) -> bytes:
        """Return the workbook to fill in."""
        return self._workbook.template()

    async def marked(self, ref: str) -> bytes:
        """Return the workbook `ref` ("<sha256>@<unit>") with what is wrong in it marked, as things stand now."""
        sha256, _, under = ref.partition("@")
        async with self._database.read() as conn:
            read = await roster.read(conn, sha256)
            if read is None:
                raise LookupError(f"{sha256} is no list of units and people")
            changes = await roster.compare(conn, read, int(under), self._clock.now().date())
        content = await asyncio.to_thread(self._content, sha256)
        marked = await asyncio.to_thread(self._workbook.marked, content, "", changes.faults)
        return marked or content

    async def invites(self, secret: str) -> bytes:
        """Return the links of those who were invited together. Fetched again it shows who has come in meanwhile; no
        code is issued here.
        """
        async with self._database.read() as conn:
            open_ = await invites.in_batch(conn, hash_secret(secret), self._clock.now())
            known = await directory.by_ids(conn, open_)
        return await asyncio.to_thread(self._list, secret, [(known[id_], still) for id_, still in open_.items()])

    def _list(self, secret: str, people: list[tuple[Someone, bool]]) -> bytes:
        rows: list[list[str]] = []
        for one, still in people:
            code = code_of(secret, one.id) if still else ""
            links = "\n".join(self._links(code)) if still else ""
            rows.append([one.name, one.unit, code, links, self._say(phrase(f"invites.{'open' if still else 'over'}"))])
        heads = [phrase(f"invites.head.{head}") for head in HEADS]
        return write_list(self._say, phrase("invites.title"), heads, rows)

    def _say(self, text: Text) -> str:
        return self._catalogue.say(FIRST, text)

    def _content(self, sha256: str) -> bytes:
        with self._store.open(sha256) as file:
            return file.read()
