"""The migrations lead to the schema in tables.py, and back."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, inspect

from storage.database import open_database
from storage.migrate import downgrade, upgrade
from storage.tables import metadata


def drift(connection: Connection) -> list[object]:
    context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
    return list(compare_metadata(context, metadata))


async def tables_at(url: str) -> set[str]:
    database = open_database(url)
    async with database.read() as conn:
        names = await conn.run_sync(lambda connection: inspect(connection).get_table_names())
    await database.close()
    return set(names) - {"alembic_version", "sqlite_sequence"}


async def drift_at(url: str) -> list[object]:
    database = open_database(url)
    async with database.read() as conn:
        found = await conn.run_sync(drift)
    await database.close()
    return found


async def test_up_down_up(empty_address: str) -> None:
    await upgrade(empty_address)
    assert await drift_at(empty_address) == []
    assert await tables_at(empty_address) == set(metadata.tables)
    await downgrade(empty_address)
    assert await tables_at(empty_address) == set()
    await upgrade(empty_address)
    assert await drift_at(empty_address) == []


async def test_two_processes_that_start_at_once(empty_address: str) -> None:
    await asyncio.gather(upgrade(empty_address), upgrade(empty_address))
    assert await drift_at(empty_address) == []


async def test_a_new_file_that_another_process_holds_is_waited_for(tmp_path: Path) -> None:
    """SQLite itself waits for no lock when a file is turned to WAL."""
    path = tmp_path / "new.db"
    with closing(sqlite3.connect(path)) as other:
        other.execute("BEGIN IMMEDIATE")
        upgrading = asyncio.create_task(upgrade(f"sqlite+aiosqlite:///{path}"))
        done, _ = await asyncio.wait([upgrading], timeout=0.3)
        assert not done, "it gave up at once"
        other.rollback()
        await upgrading
