"""What the person himself said, for doors that show the whole conversation from their feed."""

from bot.channels.base import Bubble, Paragraph, Span
from conversations.model import Event, KeptFile, Said, SentFiles


def echo(event: Event) -> Bubble | None:
    """Return how an event is shown to whoever sent it; None where nothing is to be seen of it."""
    match event:
        case Said(text=text) if not text.startswith("/"):
            return Bubble((Paragraph("body", (Span(text),)),))
        case SentFiles(files=files):
            names = [f"📎 {file.name or 'ảnh'}" for file in files if isinstance(file, KeptFile)]
            return Bubble(tuple(Paragraph("list", (Span(name),)) for name in names)) if names else None
        case _:
            return None
