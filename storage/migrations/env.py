"""Alembic runs this for every command. The connection and its transaction come from storage/migrate.py."""

from alembic import context

from storage.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,  # SQLite cannot change a column, it copies the table
)
with context.begin_transaction():
    context.run_migrations()
