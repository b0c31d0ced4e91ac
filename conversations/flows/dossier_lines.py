"""A nomination that was sent, as lines: its answers as they were shown, and who may read them."""

from conversations.model import Person, Role
from conversations.queries import Dossier
from conversations.texts import Text, phrase, text_from_json
from conversations.traces import files_in

READERS: frozenset[Role] = frozenset({"reviewer", "council", "leader", "admin", "observer"})
"""Who sees what the whole unit sent, not only his own."""


def may_read(person: Person) -> bool:
    """Whether the person reads what others of his unit sent."""
    return bool(person.roles & READERS)


def answer_lines(dossier: Dossier) -> tuple[Text, ...]:
    """Return every answer as it was shown when the nomination was sent."""
    card = dossier.card if isinstance(dossier.card, list) else []
    return tuple(
        phrase("files.line", label=text_from_json(line["label"]), value=text_from_json(line["value"]))
        for line in card
        if isinstance(line, dict)
    )


def photos(dossier: Dossier) -> Text | None:
    """Return what the button is called that shows its photos and papers; None where it has none."""
    found = files_in(dossier.answers)
    return phrase("files.evidence", n=len(found)) if found else None
