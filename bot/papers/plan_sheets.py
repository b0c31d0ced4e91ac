"""The one description of a plan's workbook: its pages and columns, and which key of the plan each of them holds.

Writing, reading and marking all go by it, and so does a new key of the schema: one line here, its words in locales/.
Until it has one it goes through the column "other". Nothing is read or written here.
"""

from dataclasses import dataclass
from typing import Literal

from conversations.texts import Phrase, phrase

Cell = Literal["text", "whole", "day", "truth", "texts", "word", "words", "term", "terms", "field", "pairs"]
"""What a cell holds; `pairs` are lines of TOML for whatever has no column of its own."""
Among = Literal["kind", "per", "check", "level", "sort", "unit_level", "role"]
"""The closed words that a cell takes one or some of."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column; on the first page, one row. `key` is the plan's, of the criterion's check where it is `in_check`.

    `needed`: without this column nothing of the page can be read.
    """

    name: str
    key: str
    cell: Cell = "text"
    among: Among | None = None
    in_check: bool = False
    needed: bool = False
    width: int = 24

    @property
    def title(self) -> Phrase:
        return phrase(f"workbook.column.{self.name}")

    @property
    def help(self) -> Phrase:
        return phrase(f"workbook.help.{self.name}")


@dataclass(frozen=True, slots=True)
class Page:
    """One page. `path` leads to its tables: ("fields", "criteria") are those within the fields, () is the plan."""

    name: str
    path: tuple[str, ...]
    columns: tuple[Column, ...]
    needed: bool = False

    @property
    def title(self) -> Phrase:
        return phrase(f"workbook.page.{self.name}")


PARENT = Column("of_field", "", "field", needed=True)
"""In which field a row of an inner page belongs."""
OTHER = Column("other", "", "pairs", width=30)
CHECK_OTHER = Column("check_other", "", "pairs", in_check=True, width=30)

_KINDS = Column("kinds", "kinds", "words", "kind")
_CLAUSE = Column("clause", "clause", width=14)
_NOTE = Column("note", "note", width=40)
_QUOTE = Column("quote", "quote", needed=True, width=70)
_CHECK = (
    Column("check", "kind", "word", "check", in_check=True, needed=True, width=28),
    Column("series", "series", "terms", in_check=True),
    Column("of", "of", "terms", in_check=True),
    Column("check_title", "title", "term", in_check=True),
    Column("rating", "rating", "term", in_check=True),
    Column("contest", "contest", "term", in_check=True),
    Column("levels", "levels", "words", "level", in_check=True),
    Column("need", "need", "terms", in_check=True),
    Column("proof", "proof", "term", in_check=True),
    Column("figure", "figure", "term", in_check=True),
    Column("check_least", "least", "whole", in_check=True, width=14),
    Column("yearly", "yearly", "truth", in_check=True, width=14),
    Column("judged", "judged", "truth", in_check=True, width=14),
    CHECK_OTHER,
)
_CRITERION_ID = Column("criterion_id", "id", needed=True)
_CRITERION_TEXT = Column("criterion_text", "text", needed=True, width=70)
_PASSAGE = (_QUOTE, _CLAUSE, Column("passage_who", "who", width=40), _NOTE, OTHER)

PLAN = Page(
    "plan",
    (),
    (
        Column("plan_id", "id", needed=True),
        Column("number", "number"),
        Column("date", "date", "day"),
        Column("issuer", "issuer", needed=True),
        Column("plan_title", "title", needed=True),
        Column("short", "short", needed=True),
        Column("source", "source", needed=True),
        Column("begins", "begins", "day", needed=True),
        Column("ends", "ends", "day", needed=True),
        Column("schema", "schema", "whole"),
        OTHER,
    ),
    needed=True,
)
NOTES = Page("notes", ("notes",), (Column("plan_note", "", needed=True, width=100),))
"""The only page that is a list of texts and no tables."""
TERMS = Page(
    "terms",
    ("terms",),
    (
        Column("term_id", "id", needed=True),
        Column("sort", "sort", "word", "sort", needed=True),
        Column("term_words", "words", needed=True, width=60),
        OTHER,
    ),
)
FIELDS = Page(
    "fields",
    ("fields",),
    (
        Column("field_id", "id", needed=True),
        Column("field_title", "title", needed=True, width=36),
        Column("field_quote", "quote", needed=True, width=60),
        _CLAUSE,
        Column("lead", "lead", width=30),
        Column("partners", "partners", "texts", width=36),
        Column("field_kinds", "kinds", "words", "kind", width=30),
        Column("delegated", "delegated", "truth", width=16),
        Column("also", "also", "texts", width=40),
        _NOTE,
        OTHER,
    ),
    needed=True,
)
PAGES = (
    PLAN,
    NOTES,
    Page("legal_basis", ("legal_basis",), _PASSAGE),
    TERMS,
    Page("general", ("general",), (_CRITERION_ID, _CRITERION_TEXT, _CLAUSE, _KINDS, *_CHECK, _NOTE, OTHER)),
    FIELDS,
    Page(
        "groups",
        ("fields", "groups"),
        (
            PARENT,
            Column("group_id", "id", needed=True),
            Column("group_title", "title", needed=True, width=40),
            _KINDS,
            OTHER,
        ),
    ),
    Page(
        "criteria",
        ("fields", "criteria"),
        (
            PARENT,
            _CRITERION_ID,
            _CRITERION_TEXT,
            _CLAUSE,
            _KINDS,
            Column("criterion_groups", "groups", "texts"),
            *_CHECK,
            _NOTE,
            OTHER,
        ),
        needed=True,
    ),
    Page(
        "quotas",
        ("quotas",),
        (
            Column("quota_id", "id", needed=True),
            Column("quota_who", "who", needed=True, width=40),
            Column("least", "least", "whole", width=12),
            Column("most", "most", "whole", width=12),
            Column("per", "per", "word", "per", needed=True, width=14),
            Column("counts", "counts", needed=True),
            Column("quota_field", "field", "field"),
            _QUOTE,
            _CLAUSE,
            _NOTE,
            Column("ended", "ended", "truth", width=16),
            OTHER,
        ),
        needed=True,
    ),
    Page(
        "milestones",
        ("milestones",),
        (
            Column("milestone_id", "id", needed=True),
            Column("what", "what", needed=True, width=40),
            Column("milestone_who", "who", needed=True, width=40),
            Column("to", "to", width=30),
            Column("when", "when", width=30),
            Column("recurring", "recurring", "truth", width=14),
            _QUOTE,
            _CLAUSE,
            _NOTE,
            OTHER,
        ),
        needed=True,
    ),
    Page("workflow", ("workflow",), _PASSAGE),
    Page("documents", ("documents",), _PASSAGE),
    Page("oversight", ("oversight",), _PASSAGE),
    Page(
        "successors",
        ("successors",),
        (
            Column("old", "old", needed=True, width=40),
            Column("now", "now", width=40),
            Column("confirmed", "confirmed", "truth", needed=True, width=14),
            _NOTE,
            OTHER,
        ),
    ),
)
