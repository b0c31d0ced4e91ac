"""The buttons that belong to no question: back, save, keep, edit, yes and no to a doubtful reading.

Their choices begin with "!", so that no option of a question can be mistaken for one.
"""

from typing import get_args

from conversations.answers.folding import tidy
from conversations.answers.question import Option, Reader, match_option
from conversations.model import Button, Event, Said, Tapped
from conversations.texts import Text, phrase
from conversations.words import Command, Control, ControlName

CONTROL = "!"
LINK = "@"
"""Begins the choice of a button that stands for itself, also long after its message: "@fix:12"."""


def control(name: str) -> Button:
    """Return the control `name`: its label is `control.<name>`, what may be typed `control.<name>.word`."""
    return Button(f"{CONTROL}{name}", phrase(f"control.{name}"), word=phrase(f"control.{name}.word"))


def up() -> Button:
    """Return the control that goes back where nothing is changed, only looked at."""
    return Button(f"{CONTROL}back", phrase("control.up"), word=phrase("control.back.word"))


def link(flow: str, nomination_id: int, label: Text) -> Button:
    """Return a button that opens `flow` on a nomination whenever it is tapped; the flow looks at the right."""
    return Button(f"{LINK}{flow}:{nomination_id}", label)


def control_of(choice: str) -> Command | Control | None:
    """Return the control that a tapped choice stands for; None where it is an option of the question."""
    if choice.startswith(LINK):
        return Command("open", choice.removeprefix(LINK))
    if not choice.startswith(CONTROL):
        return None
    wanted, _, argument = choice.removeprefix(CONTROL).partition(":")
    if wanted == "menu":
        return Command("menu")
    if wanted == "advise":
        return Command("advise", argument)
    names: tuple[ControlName, ...] = get_args(ControlName)
    number = int(argument) if argument.isdecimal() else 0
    return next((Control(name, number) for name in names if name == wanted), None)


def part_of(event: Event, parts: tuple[Option, ...], reader: Reader) -> str | None:
    """Return which part of a doubtful value is to be put right ("Sửa 2026", tapped or typed)."""
    if isinstance(event, Tapped):
        wanted = event.choice.removeprefix(f"{CONTROL}part:")
        return wanted if wanted in {part.id for part in parts} else None
    if not isinstance(event, Said):
        return None
    text = tidy(event.text).lower().removeprefix("sửa").removeprefix("sua").strip()
    found = match_option(text, parts, reader, numbered=False)
    return found.id if found else None
