"""One trip to SQLite's thread for each statement, where the driver makes four (cursor, execute, fetch, close).

A trip costs more than most of our statements. Nothing else is changed; what is run is not looked at.
"""

import sqlite3
from collections.abc import Awaitable, Callable, Iterable, Sequence
from functools import partial
from typing import Any

import aiosqlite


class QuickCursor:
    """Runs a statement and fetches all of its rows in the same trip, as SQLAlchemy would ask for them next."""

    description: Any = None
    rowcount = -1
    lastrowid: int | None = None

    def __init__(self, connection: "QuickConnection") -> None:
        self._connection = connection
        self._rows: Sequence[Any] = ()

    async def execute(self, statement: str, parameters: Sequence[Any] = ()) -> None:
        await self._connection.in_thread(self._run, statement, parameters)

    async def executemany(self, statement: str, parameters: Iterable[Sequence[Any]]) -> None:
        await self._connection.in_thread(self._run, statement, parameters, many=True)

    async def fetchall(self) -> Sequence[Any]:
        return self._rows

    async def close(self) -> None:
        """Do nothing: the cursor behind it was closed when its rows were fetched."""

    def _run(self, connection: sqlite3.Connection, statement: str, parameters: Any, *, many: bool = False) -> None:
        cursor = connection.executemany(statement, parameters) if many else connection.execute(statement, parameters)
        self.description, self.lastrowid, self.rowcount = cursor.description, cursor.lastrowid, cursor.rowcount
        self._rows = cursor.fetchall() if cursor.description else ()
        cursor.close()


class QuickConnection(aiosqlite.Connection):
    """A connection with quick cursors. Its thread does not keep a process alive that wants to end."""

    def __init__(self, connector: Callable[[], sqlite3.Connection]) -> None:
        super().__init__(connector, iter_chunk_size=64)
        self._thread.daemon = True
        self._quiet = True

    async def in_thread(self, function: Any, *arguments: Any, **options: Any) -> None:
        run: Callable[..., Awaitable[None]] = self._execute
        self._quiet = False
        await run(function, self._conn, *arguments, **options)
        self._quiet = True  # not reached where the wait was cancelled: then the thread may still be at it

    async def cursor(self) -> QuickCursor:  # type: ignore[override]  # SQLAlchemy uses no more of a cursor than this
        return QuickCursor(self)

    async def rollback(self) -> None:
        """Spare the trip where there is nothing to roll back: the pool asks for it after every commit."""
        if not self._quiet or self._conn.in_transaction:
            await super().rollback()
            self._quiet = True


def connect(database: str, **options: Any) -> QuickConnection:
    """Return what `aiosqlite.connect` would, with quick cursors."""
    return QuickConnection(partial(sqlite3.connect, database, **options))
