"""A phone number. The eleven-digit mobile numbers of before 2018 are brought up to date and confirmed."""

import re
from dataclasses import dataclass
from typing import ClassVar

from conversations.answers.folding import meant
from conversations.answers.question import Misfit, Option, Question, Read, Reader, Reading, refuse
from conversations.answers.text import SKIP_WORDS
from conversations.model import Entry, Json
from conversations.texts import Text, phrase

OLD_PREFIXES = {
    "0120": "070", "0121": "079", "0122": "077", "0126": "076", "0128": "078",
    "0123": "083", "0124": "084", "0125": "085", "0127": "081", "0129": "082",
    "0162": "032", "0163": "033", "0164": "034", "0165": "035", "0166": "036", "0167": "037", "0168": "038",
    "0169": "039", "0186": "056", "0188": "058", "0199": "059",
}  # fmt: skip
"""Ministry of Information and Communications, 15 September 2018: eleven digits became ten."""
_MOBILE = re.compile(r"0[35789]\d{8}")
_LANDLINE = re.compile(r"02\d{9}")
_CLEAN = re.compile(r"[\s.,\-–()]+")
_CALLED = re.compile(r"^(?:so dien thoai|so dt|sdt|dt|dien thoai|so|tel|phone|zalo)(?:\s+(?:la\s+)?|\s*:\s*)")
_LETTER_O = re.compile(r"(?<=\d)o|^o(?=\d)")
_NUMBERS = re.compile(r"\d(?:[ .\-]?\d){8,}")


@dataclass(frozen=True, kw_only=True)
class Phone(Question[str]):
    """The value is "0912345678" (mobile, 10 digits) or "0205…" (landline, 11); "" where it was skipped."""

    entry: ClassVar[Entry] = "phone"

    def options(self, kept: Json, reader: Reader) -> tuple[Option, ...]:
        return (Option("skip", phrase("option.skip"), SKIP_WORDS),) if self.optional else ()

    def choose(self, choice: str, kept: Json, reader: Reader) -> Reading[str]:
        return Read("")

    def understand(self, text: str, kept: Json, reader: Reader) -> Reading[str]:
        if len(_NUMBERS.findall(text)) > 1:
            return refuse("phone.several")
        clean = _CLEAN.sub("", _CALLED.sub("", min(meant(text), key=len, default="")))
        digits = re.sub(r"^(?:\+?84(?=\d{9,11}$)|0084)0?", "0", _LETTER_O.sub("0", clean))
        if not re.fullmatch(r"[0-9]+", digits):
            return refuse("phone")
        if len(digits) == 9 and _MOBILE.fullmatch(f"0{digits}"):  # a table took the nought off
            return Read(f"0{digits}", (phrase("doubt.nought"),))
        if len(digits) == 11 and digits[:4] in OLD_PREFIXES:
            return Read(OLD_PREFIXES[digits[:4]] + digits[4:], (phrase("doubt.old_phone", old=digits),))
        if _MOBILE.fullmatch(digits) or _LANDLINE.fullmatch(digits):
            return Read(digits)
        return refuse("phone.length", n=len(digits))

    def load(self, raw: Json) -> str:
        if raw == "" and self.optional:
            return ""
        if not isinstance(raw, str) or not (_MOBILE.fullmatch(raw) or _LANDLINE.fullmatch(raw)):
            raise Misfit
        return raw

    def dump(self, value: str) -> Json:
        return value

    def show(self, value: str) -> Text:
        """Masked: a card is forwarded and photographed."""
        return f"{value[:3]}{'*' * (len(value) - 6)}{value[-3:]}" if value else phrase("show.skipped")

    def detail(self, value: str) -> tuple[Text, ...]:
        """Whole, right after it was typed: a slip in the middle is seen now or never."""
        return (f"{value[:4]} {value[4:7]} {value[7:]}" if value else self.show(value),)

    def sample(self) -> str:
        return "0912345678"
