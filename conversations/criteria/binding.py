"""Which of a field's criteria bind this nomination, where the field parts its subjects into groups. No rules else."""

from conversations.criteria.case import Case
from conversations.plans.plan import Criterion

GROUP = "group"
"""The key of the question to which group the subject belongs."""


def binding(criteria: tuple[Criterion, ...], case: Case) -> tuple[Criterion, ...]:
    """Return the criteria of everybody and of the subject's own group; of every group while it is not known."""
    group = case.word(GROUP)
    return tuple(
        criterion for criterion in criteria if not criterion.groups or group is None or group in criterion.groups
    )
