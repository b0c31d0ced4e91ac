"""What the two databases say differently. Statements stand in the files of their concern, not here."""

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite

Insert = postgresql.Insert | sqlite.Insert


def insert_into(dialect: str, table: Table) -> Insert:
    """Return an INSERT that can say ON CONFLICT. (FOR UPDATE needs no care: on SQLite it is left out.)"""
    return postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)
