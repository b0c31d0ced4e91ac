"""Brings the database to the shape that this version of the program expects, or back. Called at start-up.

What a step does stands in migrations/versions/, one file each; nothing is decided here. To add one, change
tables.py and run: python -c "import asyncio, storage.migrate as m; asyncio.run(m.draft('DATABASE_URL', 'what for'))"
"""

import asyncio
from collections.abc import Callable
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import AsyncEngine

from storage.database import connected, parsed, postgres_engine, sqlite_engine
from storage.errors import Busy

_PATIENCE = 60.0
"""Seconds that one process waits for another that is migrating the same database."""
_PAUSES = (0.05, 0.1, 0.2, 0.4, 0.8, 1.6)
"""Seconds before each new try where the database could not be opened."""

_LOCK = text("SELECT pg_advisory_xact_lock(6220815)")  # any number, as long as nobody else takes it


async def upgrade(url: str, revision: str = "head") -> None:
    """Bring the database at `url` up to `revision`: all of it or, where a step fails, nothing."""
    await _run(url, lambda config: command.upgrade(config, revision))


async def downgrade(url: str, revision: str = "base") -> None:
    """Bring the database at `url` back to `revision`. What the newer tables held is lost."""
    await _run(url, lambda config: command.downgrade(config, revision))


async def draft(url: str, message: str) -> None:
    """Write the next file of migrations/versions/: what tables.py has and the database at `url` has not. Read it!"""
    await _run(url, lambda config: command.revision(config, message, autogenerate=True))


async def _run(url: str, step: Callable[[Config], object]) -> None:
    """Run `step` whole, again where another process was just making the same database."""
    for pause in _PAUSES:
        try:
            return await _once(url, step)
        except Busy:  # SQLite waits for no lock where two turn a new file to WAL at the same moment
            await asyncio.sleep(pause)
    return await _once(url, step)


async def _once(url: str, step: Callable[[Config], object]) -> None:
    engine = _engine(url)

    def migrate(connection: Connection) -> None:
        if connection.dialect.name == "postgresql":  # SQLite has BEGIN IMMEDIATE
            connection.execute(_LOCK)
        step(configuration(connection))

    try:
        async with connected(engine) as conn, conn.begin():
            await conn.run_sync(migrate)
    finally:
        await engine.dispose()


def _engine(url: str) -> AsyncEngine:
    address = parsed(url)
    if address.get_backend_name() == "postgresql":
        return postgres_engine(address, patience=_PATIENCE, connections=1)
    # SQLite changes a table by copying it and dropping the old one, which foreign keys would refuse.
    return sqlite_engine(address, patience=_PATIENCE, begin="BEGIN IMMEDIATE", foreign_keys="OFF")


def configuration(connection: Connection) -> Config:
    """Return what Alembic needs to know, without a file of settings."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
