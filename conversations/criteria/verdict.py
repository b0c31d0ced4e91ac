"""All findings of one nomination. No rules stand here: those are in the check kinds."""

from dataclasses import dataclass
from typing import Any

from conversations.criteria.finding import Finding
from conversations.criteria.outcome import Status


@dataclass(frozen=True, slots=True)
class Verdict:
    """The findings: the plan's general criteria, the field's, and the law's knock-out last."""

    findings: tuple[Finding, ...]

    def count(self, status: Status) -> int:
        """Return how many findings have this status."""
        return sum(finding.status == status for finding in self.findings)

    @property
    def blocking(self) -> tuple[Finding, ...]:
        """The findings with which the nomination cannot be sent."""
        return tuple(finding for finding in self.findings if finding.blocking)

    def to_json(self) -> dict[str, Any]:
        """Return the verdict as JSON; `from_json` reads it back."""
        return {"findings": [finding.to_json() for finding in self.findings]}

    @classmethod
    def from_json(cls, raw: Any) -> "Verdict":
        """Return the verdict that `to_json` gave."""
        return cls(tuple(Finding.from_json(finding) for finding in raw["findings"]))
