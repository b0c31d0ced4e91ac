"""The answers of one nomination as the checks read them: anything that does not fit counts as not answered.

A draft may be older than the plan it is checked against, so nothing here may raise. No rules stand here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from conversations.model import Json

STATEMENTS = "statements"
"""The key of the checklist on which statements are declared; where that is too long there are two, one per part."""
PARTS = ("general", "field")
NEW = "new"
"""The checklist of the statements that a newer version of the plan brought: the others were declared before."""
EVIDENCE = "evidence"


@dataclass(frozen=True, slots=True)
class Case:
    """`answers` by question key; it may grow while questions are asked. `years` is the window, oldest first.

    `proven` are the ids of the proofs that the files cover; known only once the evidence was asked for.
    """

    answers: Mapping[str, Json]
    years: tuple[int, ...]
    this_year: int
    proven: frozenset[str] = field(default_factory=frozenset)

    def word(self, key: str) -> str | None:
        """Return the text or the chosen id."""
        value = self.answers.get(key)
        return value if isinstance(value, str) else None

    def number(self, key: str) -> int | None:
        """Return the whole number."""
        value = self.answers.get(key)
        return value if isinstance(value, int) and not isinstance(value, bool) else None

    def ticks(self, key: str) -> frozenset[str]:
        """Return the ids that were ticked."""
        value = self.answers.get(key)
        return frozenset(id_ for id_ in value if isinstance(id_, str)) if isinstance(value, list) else frozenset()

    def figures(self, key: str) -> dict[int, int]:
        """Return the yearly figures that were given, in the order of the window."""
        value = self.answers.get(key)
        given = value if isinstance(value, dict) else {}
        numbers = ((year, given.get(str(year))) for year in self.years)
        return {year: n for year, n in numbers if isinstance(n, int) and not isinstance(n, bool)}

    def files(self, key: str) -> int:
        """Return how many files were given."""
        value = self.answers.get(key)
        return len(value) if isinstance(value, list) else 0

    def declared(self, criterion_id: str) -> bool:
        """Return whether the officer ticked this statement."""
        lists = (STATEMENTS, *(f"{STATEMENTS}.{part}" for part in (*PARTS, NEW)))
        return any(criterion_id in self.ticks(key) for key in lists)

    @property
    def covers(self) -> str:
        """The key of the question what the files prove. With another number of files it is asked anew."""
        return f"covers.{self.files(EVIDENCE)}"
