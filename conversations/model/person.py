"""Who is speaking, and what he is for which unit. What a role may do stands in conversations/rights.py."""

from dataclasses import dataclass, field
from typing import Literal

Role = Literal["officer", "reviewer", "council", "leader", "admin", "observer"]

UnitLevel = Literal["province", "district", "commune", "ward", "special_zone", "village", "agency", "association"]

UNIT_LEVELS: tuple[UnitLevel, ...] = (
    "province", "district", "commune", "ward", "special_zone", "village", "agency", "association",
)  # fmt: skip

ROLES: tuple[Role, ...] = ("officer", "reviewer", "council", "leader", "admin", "observer")


@dataclass(frozen=True, slots=True)
class Held:
    """A role that somebody has for a unit and all below it."""

    unit_id: int
    role: Role


@dataclass(frozen=True, slots=True)
class Person:
    """The one who speaks. `call` is how he is addressed ("chị Lan"); `roles` hold for `unit_id` and below, `held` are
    all that he has wherever, those included.
    """

    id: int
    name: str
    call: str
    unit_id: int
    unit: str
    roles: frozenset[Role] = field(default_factory=frozenset)
    held: tuple[Held, ...] = ()

    @property
    def posts(self) -> tuple[Held, ...]:
        """All roles of the person, wherever they are held."""
        return self.held or tuple(Held(self.unit_id, role) for role in sorted(self.roles))

    def units_as(self, role: Role) -> tuple[int, ...]:
        """Return the units for which he has a role, his own at the head."""
        own = (self.unit_id,) if role in self.roles else ()
        return tuple(dict.fromkeys((*own, *(held.unit_id for held in self.held if held.role == role))))

    def may_somewhere(self, *roles: Role) -> bool:
        """Whether he has one of these roles for any unit."""
        return any(self.units_as(role) for role in roles)
