"""Texts that are too long for one message, a page at a time, with the ways on below each page."""

from collections.abc import Generator, Iterator
from typing import Any

from conversations.answers.choice import Choice
from conversations.answers.paged import MORE, MORE_WORDS
from conversations.answers.question import Option, Reader
from conversations.flow import Scene
from conversations.texts import Text, phrase

MOST_CHARACTERS = 2_000
"""Of one page: what is still read on a phone. One text alone may be longer."""

Pages = tuple[tuple[Text, ...], ...]


def pages_of(texts: tuple[Text, ...], reader: Reader) -> Pages:
    """Return the texts page by page; no text is cut, and there is one page at least."""
    return tuple(_pages(texts, reader)) or ((),)


def leaf_through(key: str, texts: tuple[Text, ...], ways: tuple[Option, ...], scene: Scene) -> Generator[Any, Any, str]:
    """Show the texts; return the way that was chosen below one of the pages."""
    pages = pages_of(texts, scene.reader)
    chosen = ""
    for number, page in enumerate(pages, 1):
        left = len(pages) - number
        more = (Option(MORE, phrase("leaf.more", n=left), MORE_WORDS),) if left else ()
        chosen = yield from Choice(key=f"{key}.{number}", name="leaf", choices=(*more, *ways), lead=page, listed=False)
        if chosen != MORE:
            break
    return chosen


def _pages(texts: tuple[Text, ...], reader: Reader) -> Iterator[tuple[Text, ...]]:
    page: list[Text] = []
    length = 0
    for text in texts:
        longer = len(reader.words(text)) + 2
        if page and length + longer > MOST_CHARACTERS:
            yield tuple(page)
            page, length = [], 0
        page.append(text)
        length += longer
    if page:
        yield tuple(page)
