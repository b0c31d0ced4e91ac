"""A plan's document, the dict that a parsed TOML file is, as JSON: for the database. Days become text and back."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from typing import Any

from conversations.model import Json

DAYS = ("date", "begins", "ends")
"""The keys of a document that hold a day; all of them stand at its top."""


def document_to_json(document: Mapping[str, Any]) -> dict[str, Json]:
    """Return `document` as JSON; `document_from_json` reads it back."""
    return {key: value.isoformat() if isinstance(value, date) else value for key, value in document.items()}


def document_from_json(raw: Json) -> dict[str, Any]:
    """Return the document that `document_to_json` gave; an empty one for what is none."""
    if not isinstance(raw, dict):
        return {}
    document: dict[str, Any] = dict(raw)
    for key in DAYS:
        with suppress(TypeError, ValueError):  # a text that is no day stays, and the loader says so
            document[key] = date.fromisoformat(document.get(key, ""))
    return document
