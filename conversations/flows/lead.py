"""Who leads a field or holds a quota, in words: as the plan names the agency, beside it the one that follows it."""

from conversations.plans.plan import Field, Quota
from conversations.texts import Text, phrase


def led_by(field: Field) -> Text:
    """Return the lead agency of `field`, with the successor that an admin named for the round."""
    return phrase("lead.now", lead=field.lead, now=field.lead_now) if field.lead_now else field.lead


def held_by(quota: Quota) -> Text:
    """Return who holds `quota`, with the name it bears today."""
    return phrase("lead.now", lead=quota.who, now=quota.who_now) if quota.who_now else quota.who
