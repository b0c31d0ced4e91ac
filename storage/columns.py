"""The types of our columns, alike in both databases. No table stands here."""

import json
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import BigInteger, DateTime, Dialect, Integer, String, Text
from sqlalchemy.types import TypeDecorator

BIG_ID = BigInteger().with_variant(Integer(), "sqlite")
"""A row number; SQLite numbers rows by itself only where the column is called INTEGER."""

SORTED = String().with_variant(String(collation="C"), "postgresql")
"""Text that is compared byte by byte, so that a range over it ("/1/5/" to "/1/50") can use an index anywhere."""


class Utc(TypeDecorator[datetime]):
    """An aware moment; SQLite, which knows no zones, holds it as UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value!r} has no time zone; pass an aware datetime")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Words(TypeDecorator[str]):
    """Text from outside. PostgreSQL takes neither NUL nor half a surrogate pair, so these are replaced."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        if value is None or (value.isascii() and "\0" not in value):
            return value
        return value.replace("\0", "\ufffd").encode("utf-8", "replace").decode()


_readable = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode
_escaped = json.JSONEncoder(separators=(",", ":"), allow_nan=False).encode


def to_json(value: Any) -> str:
    """Write `value` compactly and readably; escaped throughout where it holds what UTF-8 cannot carry."""
    text = _readable(value)
    try:
        text.encode()
    except UnicodeEncodeError:
        return _escaped(value)
    return text
