"""Words of the person's own: one line, or a story."""

from dataclasses import dataclass
from typing import ClassVar

from conversations.answers.question import Misfit, Option, Question, Read, Reader, Reading, refuse
from conversations.model import Entry, Json
from conversations.texts import Text, phrase

SKIP_WORDS = ("bo qua", "khong co", "khong", "ko", "k", "chua co", "chua", "skip", "none")


@dataclass(frozen=True, kw_only=True)
class ShortText(Question[str]):
    """One line of at most `most` characters; "" where an optional one was skipped."""

    most: int = 200

    def options(self, kept: Json, reader: Reader) -> tuple[Option, ...]:
        return (Option("skip", phrase("option.skip"), SKIP_WORDS),) if self.optional else ()

    def choose(self, choice: str, kept: Json, reader: Reader) -> Reading[str]:
        return Read("")

    def understand(self, text: str, kept: Json, reader: Reader) -> Reading[str]:
        line = " ".join(text.split())
        if not any(char.isalnum() for char in line):
            return refuse("text.letters")
        if len(line) > self.most:
            return refuse("too_long", most=self.most, now=len(line))
        return Read(line)

    def load(self, raw: Json) -> str:
        if not isinstance(raw, str) or not (raw or self.optional):
            raise Misfit
        return raw

    def dump(self, value: str) -> Json:
        return value

    def show(self, value: str) -> Text:
        return value or phrase("show.skipped")

    def sample(self) -> str:
        return "Hợp tác xã Mẫu"


@dataclass(frozen=True, kw_only=True)
class LongText(ShortText):
    """A story of `least` to `most` characters, in as many lines as one likes."""

    least: int = 1
    most: int = 3_000
    entry: ClassVar[Entry] = "long"

    def understand(self, text: str, kept: Json, reader: Reader) -> Reading[str]:
        if not any(char.isalpha() for char in text):
            return refuse("text.letters")
        if len(text) < self.least:
            return refuse("text.short", least=self.least)
        if len(text) > self.most:
            return refuse("too_long", most=self.most, now=len(text))
        return Read(text)

    def sample(self) -> str:
        return "Gia đình chuyển hai héc-ta sắn sang trồng na rải vụ, học kỹ thuật của Hội và giúp các hộ trong thôn."
