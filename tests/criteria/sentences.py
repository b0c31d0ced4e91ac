"""Puts a text into words with plain numbers: just enough for a person to read a golden file."""

import re
from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po

from conversations.texts import Area, Arg, Dong, Joined, Phrase

LOCALES = Path(__file__).parents[2] / "locales"


@cache
def sentences(locale: str) -> dict[str, str]:
    """Return what criteria and the faults of a plan's file are told with, by key."""
    found: dict[str, str] = {}
    for name in ("criteria.po", "checks.po", "workbook.po"):
        with (LOCALES / locale / name).open("rb") as file:
            found |= {str(message.id): str(message.string) for message in read_po(file) if message.id}
    return found


def told(text: Arg, locale: str = "vi") -> str:
    """The text as a person reads it. A sentence or an argument that is missing fails the test."""
    match text:
        case Phrase(key=key, args=args):
            return re.sub(r"\{(\w+)(?::\w+)?\}", lambda found: told(args[found[1]], locale), sentences(locale)[key])
        case Dong(amount=amount):
            return f"{amount:,} đồng".replace(",", ".")
        case Area(metres=metres):
            return f"{metres} m²"
        case Joined(parts=parts):
            return ", ".join(told(part, locale) for part in parts)
        case _:
            return str(text)
