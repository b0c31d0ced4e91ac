"""What an admin does about people, and what people do at the door."""

from dataclasses import dataclass

from conversations.model.basics import Locale
from conversations.model.person import Held, Role


@dataclass(frozen=True, slots=True)
class Entered:
    """The person at this door proved who he is, by a one-time code or by his own phone number; the next message is
    that person's.
    """

    code: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class DoorCodeIssued:
    """A one-time code with which the person opens a second door (another channel, another phone)."""

    code: str


@dataclass(frozen=True, slots=True)
class Spoke:
    """The person chose a language: from now on also for what comes to him unasked."""

    locale: Locale


@dataclass(frozen=True, slots=True)
class WrongCode:
    """Somebody at this door gave a code that is none; too many of them, and he has to wait."""


@dataclass(frozen=True, slots=True)
class PersonAdded:
    """An admin added somebody, who comes in with `code`. `phone` may be ""."""

    name: str
    call: str
    unit_id: int
    roles: tuple[Role, ...]
    phone: str
    code: str


@dataclass(frozen=True, slots=True)
class RolesGiven:
    """An admin gave a person roles for a unit."""

    person_id: int
    unit_id: int
    roles: tuple[Role, ...]


@dataclass(frozen=True, slots=True)
class RolesTaken:
    """An admin took roles from a person."""

    person_id: int
    held: tuple[Held, ...]


@dataclass(frozen=True, slots=True)
class PersonMoved:
    """An admin transferred a person: his roles of the old unit and his drafts go with him; what he sent stays there."""

    person_id: int
    unit_id: int


@dataclass(frozen=True, slots=True)
class PersonLeft:
    """A person takes part no more: no roles, no doors, no open invites."""

    person_id: int


@dataclass(frozen=True, slots=True)
class InviteIssued:
    """A new one-time code for a person; his earlier ones are worth nothing from now on."""

    person_id: int
    code: str


@dataclass(frozen=True, slots=True)
class InvitesRevoked:
    """The open codes of a person are worth nothing from now on."""

    person_id: int


@dataclass(frozen=True, slots=True)
class RosterImported:
    """An admin put in the list of a workbook below a unit. `secret` makes the codes of the new people."""

    sha256: str
    under: int
    secret: str


PeopleDeed = (
    PersonAdded | RolesGiven | RolesTaken | PersonMoved | PersonLeft | InviteIssued | InvitesRevoked | RosterImported
)
