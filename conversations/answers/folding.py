"""Makes what people type comparable: clean, without accents, and with Telex keystrokes decoded.

For searching and matching only. What is kept and printed is the tidy original, never a folded text.
"""

import re
import unicodedata
from functools import lru_cache

from conversations.answers.telex import untelex

__all__ = ["fold", "fold_all", "has_marks", "meant", "settle_tones", "tidy", "untelex"]

MARKS_IN_A_ROW = 3
"""A Vietnamese letter in its decomposed form needs two; more than three is a prank that covers other lines."""

_LINE_ENDS = re.compile(r"\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_SPACES = re.compile(r"[^\S\n]+")
_EMPTY_LINES = re.compile(r"\n{3,}")
_OLD_TONES = {
    **{f"o{toned}": f"{moved}a" for toned, moved in zip("àáảãạ", "òóỏõọ", strict=True)},
    **{f"o{toned}": f"{moved}e" for toned, moved in zip("èéẻẽẹ", "òóỏõọ", strict=True)},
    **{f"u{toned}": f"{moved}y" for toned, moved in zip("ỳýỷỹỵ", "ùúủũụ", strict=True)},
}
_COURTESY = re.compile(r"^(?:da|thua|vang)[\s,]+(?=\w)|(?<=\w)[\s,]+(?:a|ah|nhe|nha|please)$")
_OLD_TONE = re.compile(r"(?<!q)(?:" + "|".join(_OLD_TONES) + r")(?!\w)")


def tidy(text: str) -> str:
    """Return `text` as NFC, without control, direction and zero-width characters, with plain spaces and line ends."""
    text = _LINE_ENDS.sub("\n", text)
    text = "".join(letter for letter in text if letter in "\n\t" or not unicodedata.category(letter).startswith("C"))
    text = _SPACES.sub(" ", _thinned(unicodedata.normalize("NFC", text)))
    text = "\n".join(line.strip() for line in text.split("\n"))
    return _EMPTY_LINES.sub("\n\n", text).strip()


@lru_cache(maxsize=8192)  # the labels of a plan are folded at every replay
def fold(text: str) -> str:
    """Return `text` in small letters without accents (đ is d), single spaces, no punctuation at its ends."""
    plain = unicodedata.normalize("NFKD", tidy(text).casefold()).replace("đ", "d").casefold()
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    words = " ".join(plain.split())
    begin, end = 0, len(words)
    while begin < end and not words[begin].isalnum():
        begin += 1
    while begin < end and not words[end - 1].isalnum():
        end -= 1
    return words[begin:end]


def fold_all(text: str) -> frozenset[str]:
    """Return every folded form under which `text` may be known: as it is, and with Telex keystrokes decoded."""
    return frozenset({fold(text), fold(untelex(text))}) - {""}


def meant(text: str) -> frozenset[str]:
    """Return what `fold_all` does, and the same without "dạ" before it and "ạ" or "nhé" behind."""
    forms = fold_all(text)
    return forms | {_COURTESY.sub("", form) for form in forms}


def has_marks(text: str) -> bool:
    """Whether any letter of `text` bears a Vietnamese mark; đ counts."""
    apart = unicodedata.normalize("NFD", text)
    return any(letter in "đĐ" or unicodedata.combining(letter) for letter in apart)


def settle_tones(text: str) -> str:
    """Return `text` in small letters with one way of placing tones: hoà is hòa, uỷ is ủy. Tells Bàn from Bản."""
    small = unicodedata.normalize("NFC", text.casefold())
    return _OLD_TONE.sub(lambda found: _OLD_TONES[found[0]], small)


def _thinned(text: str) -> str:
    kept: list[str] = []
    run = 0
    for letter in text:
        run = run + 1 if unicodedata.combining(letter) else 0
        if run <= MARKS_IN_A_ROW:
            kept.append(letter)
    return "".join(kept)
