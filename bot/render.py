"""Message + language + what the door can do -> Bubble. The one place where a message degrades.

Where a door has no buttons they become numbered lines, and controls become words to type; where it takes no papers a
sentence says where to get them. Nothing is decided here about what is asked, and no platform's format is known here.
"""

from dataclasses import dataclass, replace

from bot.catalogue import Catalogue
from bot.channels.base import Bubble, Capabilities, Key, KeyRole, Paragraph, Span
from bot.papers.naming import file_names
from conversations.model import Button, Locale, Message, Paper
from conversations.texts import Joined, Text, phrase

TICKED, UNTICKED = "☑", "☐"


@dataclass(frozen=True, slots=True)
class Renderer:
    """Puts messages into words."""

    catalogue: Catalogue

    def bubble(self, message: Message, locale: Locale, can: Capabilities) -> Bubble:
        """Return `message` as this door can show it."""
        papers = self._papers(message)
        wide = can.buttons and any(self._wide(button, locale, can) for button in message.buttons)
        paragraphs = (
            *(Paragraph("head", self._spans(locale, text)) for text in self._heads(message, can)),
            *(Paragraph("body", self._spans(locale, text)) for text in message.body),
            *self._lines(message, locale, can),
            *(self._listed(message, locale, buttons=can.buttons) if wide or not can.buttons else ()),
            *((Paragraph("note", self._spans(locale, message.note)),) if message.note else ()),
            *(self._elsewhere(papers, locale) if not can.papers else ()),
            *(self._typed_controls(message, locale) if not can.buttons else ()),
        )
        keys = self._keys(message, locale, can, wide=wide) if can.buttons else ()
        phone = message.phone if can.phone else ""
        if phone == "ask":
            keys = (*keys, Key("!phone", self.catalogue.word("control.phone", locale), "phone"))
        bubble = Bubble(paragraphs, keys, message.ref, self._progress(message, locale), message.entry, phone=phone)
        return self._enclosing(bubble, papers, locale) if papers and can.papers else bubble

    def toast(self, text: Text, locale: Locale) -> str:
        """Return a short notice in words."""
        return self.catalogue.say(locale, text)

    @staticmethod
    def _heads(message: Message, can: Capabilities) -> tuple[Text, ...]:
        return message.head if can.edits else (*message.head, *message.echo)

    @staticmethod
    def _papers(message: Message) -> tuple[Paper, ...]:
        names = file_names([paper.name for paper in message.papers])
        return tuple(replace(paper, name=name) for paper, name in zip(message.papers, names, strict=True))

    def _enclosing(self, bubble: Bubble, papers: tuple[Paper, ...], locale: Locale) -> Bubble:
        """The papers, and for each the sentence that stands in its place where it cannot be had."""
        say = self.catalogue.say
        excuses = tuple(say(locale, phrase("paper.unavailable", name=paper.name)) for paper in papers)
        return replace(bubble, papers=papers, unavailable=excuses)

    def _elsewhere(self, papers: tuple[Paper, ...], locale: Locale) -> tuple[Paragraph, ...]:
        """Where to get the papers that this door cannot take."""
        if not papers:
            return ()
        names = Joined(tuple(f"“{paper.name}”" for paper in papers))
        return (Paragraph("note", self._spans(locale, phrase("paper.elsewhere", names=names))),)

    def _spans(self, locale: Locale, text: Text) -> tuple[Span, ...]:
        return self.catalogue.spans(locale, text)

    def _wide(self, button: Button, locale: Locale, can: Capabilities) -> bool:
        return len(self.catalogue.say(locale, button.label)) > can.label_limit

    def _lines(self, message: Message, locale: Locale, can: Capabilities) -> tuple[Paragraph, ...]:
        """The summary card: each answer with its number, and the key that edits it where there are keys."""
        say = self.catalogue.say
        return tuple(
            Paragraph(
                "line",
                (
                    Span(f"{line.number}. {say(locale, phrase('card.label', label=line.label))}: "),
                    Span(say(locale, line.value), bold=True),
                ),
                Key(line.choice, str(line.number), "edit") if can.buttons and line.choice else None,
            )
            for line in message.lines
        )

    def _listed(self, message: Message, locale: Locale, *, buttons: bool) -> tuple[Paragraph, ...]:
        """The answers as lines: numbered where a number can be typed for them, else as words."""
        return tuple(
            Paragraph("list", (Span(f"{_mark(button)}{self._number(message, at)}"), *self._spans(locale, button.label)))
            for at, button in enumerate(message.buttons)
            if not buttons or _numbered(message, button)
        )

    @staticmethod
    def _number(message: Message, at: int) -> str:
        return f"{at + message.first}. " if message.first else "– "

    def _typed_controls(self, message: Message, locale: Locale) -> tuple[Paragraph, ...]:
        words = [self.catalogue.say(locale, button.word or button.label) for button in message.controls]
        words += [self.catalogue.say(locale, phrase("control.edit.word"))] if message.lines else []
        if not words:
            return ()
        return (Paragraph("note", self._spans(locale, phrase("controls.typed", words=" · ".join(words)))),)

    def _keys(self, message: Message, locale: Locale, can: Capabilities, *, wide: bool) -> tuple[Key, ...]:
        def number(at: int, button: Button) -> str:
            return self._number(message, at) if message.first and wide and _numbered(message, button) else ""

        answers = tuple(
            self._key(button, locale, can, "answer", number(at, button)) for at, button in enumerate(message.buttons)
        )
        return (*answers, *(self._key(button, locale, can, "control", "") for button in message.controls))

    def _key(self, button: Button, locale: Locale, can: Capabilities, role: KeyRole, number: str) -> Key:
        label = number + self.catalogue.say(locale, button.label)
        if len(label) > can.label_limit:
            label = label[: can.label_limit - 1].rstrip() + "…"
        return Key(button.choice, label, role, button.ticked)

    def _progress(self, message: Message, locale: Locale) -> str:
        if message.progress is None:
            return ""
        at, total = message.progress
        return self.catalogue.say(locale, phrase("progress", at=at, total=total))


def _numbered(message: Message, button: Button) -> bool:
    """Whether a button stands for a line of the list; "Xong" below a checklist does not."""
    return button.ticked is not None or all(other.ticked is None for other in message.buttons)


def _mark(button: Button) -> str:
    if button.ticked is None:
        return ""
    return f"{TICKED if button.ticked else UNTICKED} "
