"""A quota in one line: who brings forward how many of what. No rules stand here."""

from conversations.flows.lead import held_by
from conversations.plans.plan import Quota
from conversations.texts import Text, phrase


def quota_line(quota: Quota) -> Text:
    """Return "UBND xã: 2–3 điển hình tiên tiến mỗi năm" in words."""
    per = phrase(f"quota.per.{quota.per}")
    who = held_by(quota)
    if quota.least is None:
        return phrase("quota.line.most", who=who, most=quota.most or 0, counts=quota.counts, per=per)
    if quota.most is None:
        return phrase("quota.line.least", who=who, least=quota.least, counts=quota.counts, per=per)
    return phrase("quota.line.range", who=who, least=quota.least, most=quota.most, counts=quota.counts, per=per)
