"""What the two databases say differently. Statements stand in the files of their concern, not here."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, any_, func, insert
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

Insert = postgresql.Insert | sqlite.Insert


def insert_into(dialect: str, table: Table) -> Insert:
    """Return an INSERT that can say ON CONFLICT. (FOR UPDATE needs no care: on SQLite it is left out.)"""
    return postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)


def one_of(dialect: str, column: ColumnElement[int], few: Select[tuple[int]]) -> ColumnElement[bool]:
    """Whether `column` is among what `few` finds, by an index on it: PostgreSQL takes `few` for many and would rather
    read the whole table, unless it is an array.
    """
    return column == any_(func.array(few.scalar_subquery())) if dialect == "postgresql" else column.in_(few)


@cache
def _in_order(dialect: str, table: Table) -> Any:
    return insert(table).returning(table.c.id, sort_by_parameter_order=dialect == "postgresql")


async def insert_in_order(conn: AsyncConnection, table: Table, rows: Sequence[Mapping[str, Any]]) -> list[int]:
    """Insert `rows` together and return their ids in order, which is also the order of the ids.

    SQLite numbers the rows of one INSERT one after the other; asked to sort them, SQLAlchemy would go row by row.
    """
    return sorted((await conn.execute(_in_order(conn.dialect.name, table), rows)).scalars()) if rows else []
