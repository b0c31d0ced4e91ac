"""How many each unit of a station has to bring forward at least in a round: by the round's own limits, else by the
plan's yearly quotas that name such units. Nothing is guessed: a quota of an agency, a sector, "các đơn vị" binds none.
"""

import re
from collections.abc import Mapping

from conversations.answers.folding import fold
from conversations.plans.plan import Plan, Quota
from conversations.plans.rules import Rules, Station

_BODY = r"(?:(?:uy ban nhan dan|ubnd|cac|moi|tung|cap) )*"
_NOT = r"\b(?! (?:hoi|doan|doi|uy|su)\b)"
"""Xã hội, Huyện Đoàn, xã đội, huyện ủy, quân sự: not the unit itself."""
_NAMES: Mapping[Station, str] = {
    "commune": "(?:xa|phuong|thi tran|dac khu)",
    "district": "(?:huyen|thi xa|quan)",
    "province": "tinh",
}
_HOLDERS = {station: re.compile(_BODY + name + _NOT) for station, name in _NAMES.items()}


def least_of(plan: Plan, rules: Rules, station: Station) -> dict[str, int]:
    """Return the least by field id ("": all fields together); `plan` is the one at work under `rules`."""
    limits = {limit.field: limit for limit in rules.limits if limit.station == station}
    found = {quota.field or "": quota.least for quota in plan.quotas if quota.least and _binds(quota, station)}
    found |= {field: limit.least for field, limit in limits.items() if limit.least}
    return {field: _reachable(least, limits[field].most if field in limits else None) for field, least in found.items()}


def _binds(quota: Quota, station: Station) -> bool:
    yearly = quota.per == "year" and not quota.ended
    return yearly and _HOLDERS[station].match(fold(quota.who_now or quota.who)) is not None


def _reachable(least: int, most: int | None) -> int:
    """No more than the round has places for: it cannot be asked for what it does not let through."""
    return least if most is None else min(least, most)
