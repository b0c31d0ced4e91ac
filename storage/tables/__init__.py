"""The schema: every table, and an index for every list that is read. No statement stands here.

JSON columns hold whole documents that no statement looks into, so they are JSON and not JSONB: that one would
forget the order of the keys and refuse a NUL that somebody typed.
"""

from storage.tables.broadcasts import broadcasts, recipients
from storage.tables.nominations import (
    answers,
    co_nominators,
    conversations,
    files,
    nomination_keys,
    nomination_traces,
    nominations,
)
from storage.tables.nurture import follow_ups, gallery, gallery_words, tours, visits
from storage.tables.people import contacts, invites, people, roles, sessions, unit_successors, units, wrong_codes
from storage.tables.reminders import dismissals, reminder_wishes, timers
from storage.tables.reviews import comments, decisions, recusals
from storage.tables.rounds import extensions, held_places, places, plans, rounds
from storage.tables.schema import metadata
from storage.tables.traffic import broadcast_gates, inbox, journal, journal_head, outbox, sending_leases
from storage.tables.votes import ballots, turnouts, vote_items, vote_members, votes

__all__ = [
    "answers",
    "ballots",
    "broadcast_gates",
    "broadcasts",
    "co_nominators",
    "comments",
    "contacts",
    "conversations",
    "decisions",
    "dismissals",
    "extensions",
    "files",
    "follow_ups",
    "gallery",
    "gallery_words",
    "held_places",
    "inbox",
    "invites",
    "journal",
    "journal_head",
    "metadata",
    "nomination_keys",
    "nomination_traces",
    "nominations",
    "outbox",
    "people",
    "places",
    "plans",
    "recipients",
    "recusals",
    "reminder_wishes",
    "roles",
    "rounds",
    "sending_leases",
    "sessions",
    "timers",
    "tours",
    "turnouts",
    "unit_successors",
    "units",
    "visits",
    "vote_items",
    "vote_members",
    "votes",
    "wrong_codes",
]
