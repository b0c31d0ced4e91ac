"""The one description of a roster's workbook: the pages of units and of people, and their columns.

Writing, reading and marking all go by it. Nothing is read or written here.
"""

from bot.papers.plan_sheets import Column, Page

UNIT_NAME = Column("unit_name", "name", needed=True, width=40)
UNIT_LEVEL = Column("unit_level", "level", "word", "unit_level", needed=True, width=18)
UNIT_PARENT = Column("unit_parent", "parent", width=40)
UNIT_BEGINS = Column("unit_begins", "begins", "day", width=14)
UNIT_ENDS = Column("unit_ends", "ends", "day", width=14)
UNIT_REPLACES = Column("unit_replaces", "replaces", "texts", width=50)
PERSON_NAME = Column("person_name", "name", needed=True, width=30)
PERSON_CALL = Column("person_call", "call", width=16)
PERSON_UNIT = Column("person_unit", "unit", needed=True, width=44)
PERSON_ROLES = Column("person_roles", "roles", "words", "role", needed=True, width=30)
PERSON_PHONE = Column("person_phone", "phone", width=16)
PERSON_CODE = Column("person_code", "code", width=16)

UNITS_PAGE = Page("units", ("units",), (UNIT_NAME, UNIT_LEVEL, UNIT_PARENT, UNIT_BEGINS, UNIT_ENDS, UNIT_REPLACES))
PEOPLE_PAGE = Page(
    "people", ("people",), (PERSON_NAME, PERSON_CALL, PERSON_UNIT, PERSON_ROLES, PERSON_PHONE, PERSON_CODE)
)
ROSTER_PAGES: tuple[Page, ...] = (UNITS_PAGE, PEOPLE_PAGE)
