"""What may go wrong in the storage, in words of our own; the drivers' errors are mapped here and nowhere else.

Whoever calls the storage decides whether to try again; nothing here waits or repeats.
"""

import sqlite3

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout


class StorageError(Exception):
    """Base of all errors below. The docstring of an error is its message where it is raised without one."""

    def __str__(self) -> str:
        return super().__str__() or type(self).__doc__ or type(self).__name__


class BadAddress(StorageError):
    """DATABASE_URL names no database that can be used."""


class Busy(StorageError):
    """The database is locked or out of reach just now. The transaction was rolled back: run it again."""


class Conflict(StorageError):
    """Somebody else has moved these conversations on since they were loaded: load them and step again."""

    def __init__(self, owners: frozenset[str]) -> None:
        super().__init__(f"{self.__doc__} ({', '.join(sorted(owners))})")
        self.owners = owners


class DiskFull(StorageError):
    """There is no room left on the disk: nothing was kept. Free some space and send it again."""


_Kind = type[Busy] | type[DiskFull]
_SQLITE: dict[int, _Kind] = {
    sqlite3.SQLITE_BUSY: Busy,
    sqlite3.SQLITE_LOCKED: Busy,
    sqlite3.SQLITE_FULL: DiskFull,
}
_POSTGRES: dict[str, _Kind] = {
    "40001": Busy,  # could not serialize
    "40P01": Busy,  # deadlock
    "55P03": Busy,  # lock_timeout
    "53300": Busy,  # too many connections
    "57P01": Busy,  # being shut down
    "57P02": Busy,  # crashed
    "57P03": Busy,  # starting
    "53100": DiskFull,
}
_PRIMARY_CODE = 0xFF  # SQLite keeps the detail ("busy: snapshot") in the higher bits


def translated(error: DBAPIError | PoolTimeout | OSError) -> StorageError | None:
    """Return what `error` means to our callers; None where it is a mistake of ours and has to be seen as it is."""
    if not isinstance(error, DBAPIError) or error.connection_invalidated:
        return Busy(f"{Busy.__doc__} ({error})")
    code = getattr(error.orig, "sqlite_errorcode", None)
    kind = _SQLITE.get(code & _PRIMARY_CODE) if code is not None else _of_postgres(error)
    return kind(f"{kind.__doc__} ({error.orig})") if kind else None


def _of_postgres(error: DBAPIError) -> _Kind | None:
    code = str(getattr(error.orig, "sqlstate", None) or "")
    return Busy if code.startswith("08") else _POSTGRES.get(code)
