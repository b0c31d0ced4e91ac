"""Who is nominated: a household by its head, a person, or a collective. Only what the paper and the search need."""

from collections.abc import Generator, Mapping
from typing import Any

from conversations.answers.date import Day
from conversations.answers.name import PersonName
from conversations.answers.number import Number
from conversations.answers.place import Place
from conversations.answers.text import ShortText
from conversations.flow import Scene
from conversations.model import Json, SubjectKind
from conversations.queries import TerritoryOf

SUBJECT = "subject"
"""The key of the name, whatever the kind."""
OLDEST = 110
MOST_MEMBERS = 30
MOST_SIZE = 100_000


def identity(kind: SubjectKind, scene: Scene) -> Generator[Any, Any, None]:
    """Ask who it is. The name is one key for every kind, so that a draft keeps it when the kind changes."""
    if kind in ("collective", "model"):
        yield from ShortText(key=SUBJECT, name=f"subject.{kind}", most=200)
        model = kind == "model"
        yield from PersonName(key="head", name="head.model" if model else "head")
        yield from Number(key="size", name="size.model" if model else "size", least=1, most=MOST_SIZE)
    else:
        yield from PersonName(key=SUBJECT, name=f"subject.{kind}")
        yield from Day(key="born", name="born", earliest=scene.today.year - OLDEST, latest=scene.today)
    if kind == "household":
        yield from Number(key="members", name="members", least=1, most=MOST_MEMBERS)
    yield from Place(key="place", name="place", under=scene.look(TerritoryOf(scene.speaker.unit_id)), level="village")


def subject_named(answers: Mapping[str, Json]) -> str:
    """Return the subject's name as it was given."""
    name = answers.get(SUBJECT)
    return name if isinstance(name, str) else ""
