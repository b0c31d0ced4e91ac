"""Opens the database and hands out transactions; the only place that begins, commits and rolls back.

It runs no statement of any concern, retries nothing and reads no environment.
"""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from storage.columns import to_json
from storage.errors import BadAddress, translated
from storage.sqlite_thread import connect

_EXAMPLES = "sqlite+aiosqlite:///data/neu-guong.db or postgresql+asyncpg://user:password@host/name"

Transaction = AsyncConnection
"""What `write` and `read` lend and every function of the storage takes, by a name for those who know no SQLAlchemy."""


class Database:
    """Transactions over one database. `write` is the only commit there is."""

    def __init__(self, writer: AsyncEngine, reader: AsyncEngine) -> None:
        self._writer = writer
        self._reader = reader

    @property
    def dialect(self) -> str:
        """Say which database this is: "sqlite" or "postgresql"."""
        return self._writer.dialect.name

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncConnection]:
        """Commit at the end of the block; roll everything back where it raises. `Busy`: run the block again."""
        async with connected(self._writer) as conn, conn.begin():
            yield conn

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """Read without keeping writers waiting; what is written here is refused."""
        async with connected(self._reader) as conn:
            yield conn

    async def close(self) -> None:
        await self._reader.dispose()
        await self._writer.dispose()


def open_database(url: str, *, patience: float = 5.0, connections: int = 10) -> Database:
    """Name the database to be used; connections are made when they are needed.

    `patience` is how many seconds a statement waits for a lock before it is `Busy`.
    """
    address = parsed(url)
    if address.get_backend_name() == "postgresql":
        pool = postgres_engine(address, patience=patience, connections=connections)
        return Database(pool, pool.execution_options(postgresql_readonly=True))
    return Database(
        sqlite_engine(address, patience=patience, begin="BEGIN IMMEDIATE"),
        sqlite_engine(address, patience=patience, begin="BEGIN", connections=connections, query_only="ON"),
    )


def parsed(url: str) -> URL:
    """Return `url` checked; `BadAddress` says what is wrong with it and how it should look."""
    try:
        address = make_url(url)
    except ArgumentError:  # its text would repeat the password
        raise BadAddress(f"DATABASE_URL cannot be read as an address; write {_EXAMPLES}") from None
    if address.drivername not in {"sqlite+aiosqlite", "postgresql+asyncpg"}:
        raise BadAddress(f"DATABASE_URL begins with {address.drivername!r}; write {_EXAMPLES}")
    if not address.database or address.database == ":memory:":
        raise BadAddress(f"DATABASE_URL names no database, and memory forgets at a restart; write {_EXAMPLES}")
    return address


def sqlite_engine(address: URL, *, patience: float, begin: str, connections: int = 1, **pragmas: str) -> AsyncEngine:
    """Build an engine that says `begin` itself; one connection for writing, since SQLite has one writer anyway."""
    Path(address.database or "").absolute().parent.mkdir(parents=True, exist_ok=True)
    engine = create_async_engine(
        address,
        pool_size=connections,
        max_overflow=0,
        pool_timeout=max(patience, 0.001),
        json_serializer=to_json,
        hide_parameters=True,  # an error message goes into the log, and parameters are what people wrote
        connect_args={"cached_statements": 512, "async_creator_fn": connect},
    )
    settings = {"busy_timeout": str(round(patience * 1000)), "journal_mode": "WAL", "synchronous": "FULL"}
    _set_up_sqlite(engine.sync_engine, begin, settings | {"foreign_keys": "ON"} | pragmas)
    return engine


def _set_up_sqlite(engine: Engine, begin: str, pragmas: dict[str, str]) -> None:
    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # else the driver begins when it thinks fit, and never IMMEDIATE
        cursor = connection.cursor()
        for name, value in pragmas.items():
            cursor.execute(f"PRAGMA {name} = {value}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def start(conn: Connection) -> None:
        conn.exec_driver_sql(begin)


def postgres_engine(address: URL, *, patience: float, connections: int) -> AsyncEngine:
    """Build the pool. A connection that was lost shows as `Busy` once, and the pool then makes new ones."""
    return create_async_engine(
        address,
        pool_size=connections,
        max_overflow=0,
        pool_timeout=max(patience, 0.001),
        json_serializer=to_json,
        hide_parameters=True,  # an error message goes into the log, and parameters are what people wrote
        connect_args={
            "timeout": 10,
            "prepared_statement_cache_size": 500,  # a batch of every size is a statement of its own
            "server_settings": {
                "application_name": "neu-guong",
                "lock_timeout": str(round(patience * 1000)),
                "jit": "off",  # compiling takes longer than any of our statements runs
            },
        },
    )


@asynccontextmanager
async def connected(engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
    """Lend a connection; what the drivers raise meanwhile comes out in our own words."""
    async with AsyncExitStack() as stack:
        try:
            conn = await stack.enter_async_context(engine.connect())
        except (DBAPIError, PoolTimeout, OSError) as error:  # asyncpg lets a refused connection through as OSError
            _raise_known(error)
            raise
        try:
            yield conn
        except DBAPIError as error:
            _raise_known(error)
            raise


def _raise_known(error: DBAPIError | PoolTimeout | OSError) -> None:
    known = translated(error)
    if known is not None:
        raise known from error
