"""One of many: as many at a time as a thumb finds its way in, all of them to be typed at any time."""

from dataclasses import dataclass, replace

from conversations.answers.choice import Choice
from conversations.answers.question import Option, Partial, Reader, Reading, match_option, number_of, refuse
from conversations.model import Event, Json, Said
from conversations.texts import phrase

MORE = "+more"
MORE_WORDS = ("xem them", "them", "xem tiep", "nua", "trang sau", "more", "next")
MOST = 7
"""Shown at a time, beside the button for the next ones."""


@dataclass(frozen=True, kw_only=True)
class Paged(Choice):
    """The value is the id of one of `choices`. Half answered it is the number of the page that is open."""

    def options(self, kept: Json, reader: Reader) -> tuple[Option, ...]:
        if len(self.choices) <= MOST + 1:
            return self.choices
        page, shown = self._page(kept), self._shown(kept)
        left = len(self.choices) - page * MOST - len(shown)
        label = phrase("option.more", left=left) if left else phrase("option.first")
        return (*shown, Option(MORE, label, MORE_WORDS))

    def choose(self, choice: str, kept: Json, reader: Reader) -> Reading[str]:
        if choice == MORE:
            return Partial((self._page(kept) + 1) % self._pages, anew=False)
        return super().choose(choice, kept, reader)

    def understand(self, text: str, kept: Json, reader: Reader) -> Reading[str]:
        named = match_option(text, self.choices, reader, numbered=False)
        if named is not None:
            return self.choose(named.id, kept, reader)
        if number_of(text) is not None:
            return refuse("choice.number", most=len(self.options(kept, reader)))
        return super().understand(text, kept, reader)

    def read(self, event: Event, kept: Json, reader: Reader) -> Reading[str]:
        """Read whatever came. Who types "xem thêm" looks below what he typed, not at the message above it."""
        reading = super().read(event, kept, reader)
        return replace(reading, anew=True) if isinstance(reading, Partial) and isinstance(event, Said) else reading

    @property
    def _pages(self) -> int:
        return -(-len(self.choices) // MOST)

    def _page(self, kept: Json) -> int:
        return kept % self._pages if isinstance(kept, int) else 0

    def _shown(self, kept: Json) -> tuple[Option, ...]:
        return self.choices[self._page(kept) * MOST :][:MOST]
