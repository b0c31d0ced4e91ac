"""What is asked when somebody comes in by a code."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from conversations.queries.query import Query


@dataclass(frozen=True, slots=True)
class JoinPause(Query[datetime | None]):
    """Until when no code is looked at at a door, after too many that were wrong; None where it may be tried."""

    door: str

    def empty(self) -> None:
        return None


@dataclass(frozen=True, slots=True)
class Invited:
    """Whom a valid code stands for."""

    name: str
    unit: str


@dataclass(frozen=True, slots=True)
class InviteBehind(Query["Invited | Literal['unknown', 'used', 'expired']"]):
    """What is behind a code that somebody typed."""

    code: str

    def empty(self) -> Literal["unknown"]:
        return "unknown"


@dataclass(frozen=True, slots=True)
class FreshCode(Query[str]):
    """A new unguessable code; `salt` keeps two of them in one turn apart."""

    salt: str

    def empty(self) -> str:
        return ""


@dataclass(frozen=True, slots=True)
class InviteLinks(Query[tuple[str, ...]]):
    """The addresses under which a code opens a door, one for each that has any."""

    code: str

    def empty(self) -> tuple[str, ...]:
        return ()
