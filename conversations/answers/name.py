"""A person's name as it stands in the papers. No rule of two words, no forced capitals: "Bh’riu Pố", "Y Moan"."""

import re
from dataclasses import dataclass
from typing import ClassVar

from conversations.answers.folding import has_marks
from conversations.answers.question import Misfit, Question, Read, Reader, Reading, refuse
from conversations.answers.telex import untelex
from conversations.model import Entry, Json
from conversations.texts import Text, phrase

MOST = 80
_ALLOWED = re.compile(r"[^\W\d_](?:[^\W\d_]|[ .'’`ʼ\-\u0300-\u036f])*")
_CALLED = re.compile(
    r"^(?:(?:ông|bà|anh|chị|em|cô|chú|bác)\s+(?=\S+\s+\S)|(?:Ông|Bà|Anh|Chị|Cô|Chú|Bác)\s+(?=\S+\s+\S+\s+\S))"
)
"""How one is addressed, not called. But Ông and Cô are family names as well: "Ông Cao Thắng" is left whole."""
_APOSTROPHES = "'’ʼ`"
_INITIAL = re.compile(rf"(?<!\w)(\w[{_APOSTROPHES}])(\w)")


@dataclass(frozen=True, kw_only=True)
class PersonName(Question[str]):
    """The value keeps the writer's marks and apostrophes; only a name all in small or all in capitals is put right."""

    entry: ClassVar[Entry] = "text"
    greedy: ClassVar[bool] = True

    def understand(self, text: str, kept: Json, reader: Reader) -> Reading[str]:
        name = _CALLED.sub("", " ".join(text.split())).rstrip(".,;")
        if len(name) > MOST:
            return refuse("name.long", most=MOST)
        if any(char.isdigit() for char in name):
            return refuse("name.digits")
        if not _ALLOWED.fullmatch(name):
            return refuse("name")
        decoded = name if _peculiar(name) or has_marks(name) else untelex(name)
        if decoded != name and has_marks(decoded):
            return Read(_capitals(decoded), (phrase("doubt.telex", typed=name),))
        doubt = (phrase("doubt.marks"),) if _lacks_marks(name) else ()
        return Read(_capitals(name), doubt)

    def load(self, raw: Json) -> str:
        if not isinstance(raw, str) or not raw or len(raw) > 2 * MOST:
            raise Misfit
        return raw

    def dump(self, value: str) -> Json:
        return value

    def show(self, value: str) -> Text:
        return value

    def sample(self) -> str:
        return "Hoàng Văn Thắng"


def _capitals(name: str) -> str:
    """Put capitals on a name typed all in small or all in capitals; any other is as its writer wants it."""
    if name != name.lower() and name != name.upper():
        return name
    title = " ".join(word[:1].upper() + word[1:].lower() for word in name.split(" "))
    return _INITIAL.sub(lambda found: found[1] + found[2].upper(), title)  # "H'Hen", but "Bh’riu"


def _lacks_marks(name: str) -> bool:
    """Whether marks were probably left out. One word, an apostrophe or the Ê Đê "Y" speak for a name without any."""
    return " " in name and not _peculiar(name) and not has_marks(name)


def _peculiar(name: str) -> bool:
    return any(sign in name for sign in _APOSTROPHES) or name.upper().startswith("Y ")
