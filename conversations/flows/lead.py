"""Who leads a field, in words: as the plan names the agency, beside it the one that follows it today."""

from conversations.plans.plan import Field
from conversations.texts import Text, phrase


def led_by(field: Field) -> Text:
    """Return the lead agency of `field`, with the successor that an admin named for the round."""
    return phrase("lead.now", lead=field.lead, now=field.lead_now) if field.lead_now else field.lead
