"""The plans at hand: those of the house and those that admins published, each in all its versions.

Reads nothing; whoever builds it hands the plans in. What an admin set for a round is put into a plan once, and kept.
"""

from collections.abc import Iterable, Iterator, Mapping

from conversations.plans.applied import applied
from conversations.plans.plan import Plan
from conversations.plans.rules import Rules


class Plans(Mapping[str, Plan]):
    """Under each id the newest version of its plan, in the order in which the ids came."""

    def __init__(self, plans: Iterable[Plan] = ()) -> None:
        self._versions: dict[str, dict[int, Plan]] = {}
        for plan in plans:
            self._versions.setdefault(plan.id, {})[plan.version] = plan
        self._newest = {plan_id: versions[max(versions)] for plan_id, versions in self._versions.items()}
        self._at_work: dict[tuple[str, int, Rules], Plan] = {}

    def __getitem__(self, plan_id: str) -> Plan:
        return self._newest[plan_id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._newest)

    def __len__(self) -> int:
        return len(self._newest)

    def versions(self, plan_id: str) -> tuple[Plan, ...]:
        """Return all versions of a plan, the newest first; none where it is unknown."""
        versions = self._versions.get(plan_id, {})
        return tuple(versions[number] for number in sorted(versions, reverse=True))

    def at(self, plan_id: str, version: int) -> Plan | None:
        """Return one version of a plan."""
        return self._versions.get(plan_id, {}).get(version)

    def at_work(self, plan: Plan, rules: Rules) -> Plan:
        """Return `plan` as it is at work under `rules`."""
        key = (plan.id, plan.version, rules)
        if key not in self._at_work:
            self._at_work[key] = applied(plan, rules)
        return self._at_work[key]

    def joined(self, more: Iterable[Plan]) -> "Plans":
        """Return these and `more` together."""
        return Plans([*(plan for versions in self._versions.values() for plan in versions.values()), *more])
