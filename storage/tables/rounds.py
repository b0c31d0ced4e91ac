"""Plans as they were published, and the rounds they are at work in."""

from sqlalchemy import JSON, Column, Date, ForeignKey, Index, Integer, String, Table, UniqueConstraint

from storage.columns import Utc, Words
from storage.tables.schema import metadata

rounds = Table(
    "rounds",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("plan_id", String, nullable=False),
    Column("unit_id", ForeignKey("units.id"), nullable=False),
    Column("name", Words, nullable=False),
    Column("year", Integer, nullable=False),
    Column("opens", Date, nullable=False),
    Column("closes", Date, nullable=False),
    Column("years", JSON, nullable=False),
    Column("rules", JSON),  # what the admin set beside the plan
    Column("answers", JSON),  # by which he set it
    Index(None, "unit_id", "closes"),
    Index(None, "plan_id", "unit_id", "opens"),
    sqlite_autoincrement=True,
)

places = Table(
    "places",
    metadata,
    Column("round_id", ForeignKey("rounds.id"), primary_key=True),
    Column("unit_id", ForeignKey("units.id"), primary_key=True),
    Column("field_id", String, primary_key=True),  # "": of all fields together
    Column("taken", Integer, nullable=False),
    Index(None, "unit_id"),
)

held_places = Table(  # by which nomination
    "held_places",
    metadata,
    Column("nomination_id", ForeignKey("nominations.id"), primary_key=True),
    Column("unit_id", ForeignKey("units.id"), primary_key=True),
    Column("field_id", String, primary_key=True),
    Column("most", Integer, nullable=False),  # how many there were when it was taken
    Index(None, "unit_id"),
)

extensions = Table(
    "extensions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("round_id", ForeignKey("rounds.id"), nullable=False),
    Column("unit_id", ForeignKey("units.id"), nullable=False),
    Column("until", Date, nullable=False),
    Column("why", Words, nullable=False),
    Column("person_id", ForeignKey("people.id"), nullable=False),
    Column("at", Utc, nullable=False),
    Index(None, "round_id", "unit_id"),
    Index(None, "unit_id"),
    Index(None, "person_id"),
    sqlite_autoincrement=True,
)

plans = Table(
    "plans",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("plan_id", String, nullable=False),
    Column("version", Integer, nullable=False),
    Column("document", JSON, nullable=False),
    Column("person_id", ForeignKey("people.id"), nullable=False),
    Column("at", Utc, nullable=False),
    UniqueConstraint("plan_id", "version"),
    Index(None, "person_id"),
    sqlite_autoincrement=True,
)
