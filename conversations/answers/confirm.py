"""Yes or no, in the words of the question: "Bỏ hẳn" or "Giữ lại"."""

from dataclasses import dataclass
from typing import ClassVar

from conversations.answers.folding import fold_all
from conversations.answers.question import Misfit, Option, Question, Read, Reader, Reading, refuse
from conversations.model import Entry, Json
from conversations.texts import Text, phrase

_YES, _NO = phrase("option.yes"), phrase("option.no")
YES = ("co", "co a", "co chu", "ok", "oke", "vang", "da", "da co", "dung", "dong y", "phai", "y", "yes", "u")
NO = ("khong", "ko", "k", "hong", "chua", "sai", "no", "n", "thoi", "khong dong y", "khong phai", "khong dung",
      "khong co", "chua co")  # fmt: skip
POLITE = frozenset("a nhe nha em anh chi roi chu day thua luon oi ban vay".split())
RESPECTFUL = frozenset({"da", "vang"})
"""Opens a polite answer, also a no: "dạ không"."""
THUMBS = {"👍": True, "✅": True, "👌": True, "👎": False, "❌": False}


@dataclass(frozen=True, kw_only=True)
class Confirm(Question[bool]):
    """The value is True for `yes`."""

    yes: Text = _YES
    no: Text = _NO
    entry: ClassVar[Entry] = "none"
    numbered: ClassVar[bool] = True

    def options(self, kept: Json, reader: Reader) -> tuple[Option, ...]:
        return (Option("yes", self.yes, YES), Option("no", self.no, NO))

    def choose(self, choice: str, kept: Json, reader: Reader) -> Reading[bool]:
        return Read(choice == "yes")

    def understand(self, text: str, kept: Json, reader: Reader) -> Reading[bool]:
        if text[:1] in THUMBS:
            return Read(THUMBS[text[:1]])
        for folded in sorted(fold_all(text)):
            words = [word for word in folded.replace(",", " ").split() if word not in POLITE]
            core = " ".join(words[1:] if len(words) > 1 and words[0] in RESPECTFUL else words)
            if core in YES or core in NO:
                return Read(core in YES)
        return refuse("confirm", yes=self.yes, no=self.no)

    def load(self, raw: Json) -> bool:
        if not isinstance(raw, bool):
            raise Misfit
        return raw

    def dump(self, value: bool) -> Json:  # noqa: FBT001 - the value of this kind is a bool
        return value

    def show(self, value: bool) -> Text:  # noqa: FBT001 - the value of this kind is a bool
        return self.yes if value else self.no

    def sample(self) -> bool:
        return True
