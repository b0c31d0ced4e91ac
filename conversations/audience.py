"""Whom an announcement is for. Data only: who that is on a day, the storage finds out when it goes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from conversations.model.basics import Json
from conversations.model.person import ROLES, Role

Sift = Literal["everybody", "unsent", "field", "silent"]
"""`unsent`: whoever nominates in a unit that has sent nothing in the round; `field`: who nominated in a field of it;
`silent`: who has not said that he got an earlier announcement.
"""
SIFTS: tuple[Sift, ...] = get_args(Sift)


@dataclass(frozen=True, slots=True)
class Audience:
    """The people at home in `unit_id` and below it who have one of `roles` (none named: any), sifted, without some."""

    unit_id: int
    roles: tuple[Role, ...] = ()
    sift: Sift = "everybody"
    round_id: int = 0
    field_id: str = ""
    silent_on: int = 0
    without: tuple[int, ...] = ()

    def to_json(self) -> dict[str, Json]:
        """Return it as JSON; `audience_from_json` reads it back."""
        return {
            "unit": self.unit_id,
            "roles": list(self.roles),
            "sift": self.sift,
            "round": self.round_id,
            "field": self.field_id,
            "silent_on": self.silent_on,
            "without": list(self.without),
        }


def audience_from_json(raw: Mapping[str, Json]) -> Audience:
    """Return the audience that `Audience.to_json` gave."""
    roles, without = raw["roles"], raw["without"]
    named = set(roles) if isinstance(roles, list) else set()
    return Audience(
        unit_id=int(str(raw["unit"])),
        roles=tuple(role for role in ROLES if role in named),
        sift=next(sift for sift in SIFTS if sift == raw["sift"]),
        round_id=int(str(raw["round"])),
        field_id=str(raw["field"]),
        silent_on=int(str(raw["silent_on"])),
        without=tuple(int(str(person)) for person in without) if isinstance(without, list) else (),
    )
