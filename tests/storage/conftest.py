"""The fixtures of this folder: a database of each kind, and a small province in it."""

from tests.storage.council import council  # noqa: F401 - pytest finds fixtures by their names
from tests.storage.databases import (  # noqa: F401 - pytest finds fixtures by their names
    address,
    another,
    database,
    dialect,
    empty_address,
    postgres,
    postgres_database,
    sqlite_template,
)
from tests.storage.province import province  # noqa: F401 - pytest finds fixtures by their names
