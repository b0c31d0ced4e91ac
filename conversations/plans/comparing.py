"""What changed from one version of a plan to another, and what that does to nominations made under the other.

Pure counting; what is said of it stands in the flows.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from conversations.criteria.checking import check
from conversations.plans.plan import Field, Plan
from conversations.queries import Tried
from conversations.texts import Text


@dataclass(frozen=True, slots=True)
class Changes:
    """Statements, as they are quoted, that came and that went."""

    came: tuple[str, ...]
    went: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Trial:
    """Nominations tried under a version: how many of `total` could be sent, how many have no place in it any more,
    and which statement stops most of the others, with how many it stops.
    """

    total: int
    passing: int
    homeless: int
    worst: Text = ""
    stopped: int = 0


def changes(before: Iterable[str], after: Iterable[str]) -> Changes:
    """Compare two lists of statements; one that only moved did not change."""
    old, new = tuple(before), tuple(after)
    return Changes(tuple(text for text in new if text not in old), tuple(text for text in old if text not in new))


def statements(plan: Plan) -> tuple[str, ...]:
    """Return every statement of a plan, each once."""
    fields = (criterion.text for field in plan.fields for criterion in field.criteria)
    return tuple(dict.fromkeys((*(criterion.text for criterion in plan.general), *fields)))


def trial(plan: Plan, tried: Iterable[Tried], this_year: int) -> Trial:
    """Check nominations that were made under another version against `plan`."""
    stops: Counter[Text] = Counter()
    total = passing = homeless = 0
    for one in tried:
        total += 1
        field = _field(plan, one)
        if field is None:
            homeless += 1
            continue
        blocking = check(plan, field, one.kind, one.answers, one.years, this_year).blocking
        passing += not blocking
        stops.update(str(finding.criterion_id) for finding in blocking)
    worst, stopped = stops.most_common(1)[0] if stops else ("", 0)
    return Trial(total, passing, homeless, _text(plan, str(worst)), stopped)


def _field(plan: Plan, one: Tried) -> Field | None:
    field = plan.field(one.field_id)
    return field if field is not None and one.kind in field.kinds else None


def _text(plan: Plan, criterion_id: str) -> Text:
    """Return the statement with this id; the id itself where it is the law's."""
    all_ = (*plan.general, *(criterion for field in plan.fields for criterion in field.criteria))
    return next((criterion.text for criterion in all_ if criterion.id == criterion_id), criterion_id)
