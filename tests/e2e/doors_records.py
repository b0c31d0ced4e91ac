"""What a run has left in its database. It is read as anybody could, past the program."""

import json
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_NOMINATIONS = """
    SELECT contacts.address, stage, round_id, plan_id, field_id, kind, subject, answers, card, verdict
    FROM nominations JOIN contacts USING (person_id) WHERE contacts.channel <> 'demo' ORDER BY nominations.id
"""
_HISTORY = """
    SELECT answers.key, answers.value FROM answers JOIN contacts ON answers.owner = 'p:' || contacts.person_id
    WHERE contacts.address = ? ORDER BY answers.id
"""
_EVENTS = "SELECT event FROM inbox JOIN contacts ON contacts.id = contact_id WHERE address = ? ORDER BY inbox.id"
_POSTS = "SELECT outbox.id, address, state, verb FROM outbox JOIN contacts ON contacts.id = contact_id"


@dataclass(frozen=True, slots=True)
class Nomination:
    """A filed nomination, without what differs from person to person. Files are their sha256."""

    stage: str
    round_id: int
    plan_id: str
    field_id: str
    kind: str
    subject: str
    answers: Any
    card: Any
    verdict: Any


@dataclass(frozen=True, slots=True)
class PostState:
    """A row of the outbox."""

    id: int
    address: str
    state: str
    verb: str


def nominations(data: Path) -> list[tuple[str, Nomination]]:
    """Return (address, nomination) of all that were filed, but for what the demo's own officers sent."""
    return [
        (address, Nomination(*plain, *(_bare(json.loads(document)) for document in documents)))
        for address, *plain, documents in ((*row[:7], row[7:]) for row in _rows(data, _NOMINATIONS))
    ]


def history(data: Path, address: str) -> list[tuple[str, Any]]:
    """Return (key, value) of all answers that the person at an address has given, in order."""
    return [(key, _bare(json.loads(value))) for key, value in _rows(data, _HISTORY, address)]


def events(data: Path, address: str) -> list[str]:
    """Return the kinds of what came in from an address: "said", "tapped", "files" …"""
    return [next(iter(json.loads(event))) for (event,) in _rows(data, _EVENTS, address)]


def arrivals(data: Path) -> int:
    """Count what came in."""
    ((count,),) = _rows(data, "SELECT count(*) FROM inbox")
    return int(count)


def posts(data: Path, *states: str) -> list[PostState]:
    """Return the rows of the outbox that are in one of these states."""
    return [post for row in _rows(data, _POSTS) if (post := PostState(*row)).state in states]


def _rows(data: Path, statement: str, *parameters: str) -> Sequence[tuple[Any, ...]]:
    with closing(sqlite3.connect(data / "neu-guong.db", timeout=30)) as connection:
        return connection.execute(statement, parameters).fetchall()


def _bare(document: Any) -> Any:
    """Put its sha256 in the place of each file: its name is the door's own."""
    match document:
        case {"sha256": sha256}:
            return sha256
        case dict():
            return {key: _bare(value) for key, value in document.items()}
        case list():
            return [_bare(value) for value in document]
        case _:
            return document
