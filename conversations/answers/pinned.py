"""Something that is settled once, by itself, and then stays: the version of the plan under which a draft began."""

from dataclasses import dataclass

from conversations.answers.choice import Choice
from conversations.answers.question import Option, Reader
from conversations.model import Json


@dataclass(frozen=True, kw_only=True)
class Pinned(Choice):
    """The value is the id of the first of `choices`; one that was settled earlier stays while it is among them."""

    auto: bool = True
    listed: bool = False

    def options(self, kept: Json, reader: Reader) -> tuple[Option, ...]:
        return self.choices[:1]
