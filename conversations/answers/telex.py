"""Decodes Telex keystrokes that were left in a text because the keyboard was not switched: "hooj gia ddinhf".

A word is only decoded where the result is a Vietnamese syllable; everything else is left alone.
"""

import re
import unicodedata

_INITIALS = re.compile(r"(?:ngh|ng|nh|gh|gi(?=[aeou])|kh|ph|qu|th|tr|ch|dd|[bcdghklmnprstvx])?")
_FINAL = re.compile(r"(?:ng|nh|ch|[cmnpt])?$")
_TONES = {"s": "\u0301", "f": "\u0300", "r": "\u0309", "x": "\u0303", "j": "\u0323"}
_TONE = re.compile(r"[sfrxjz]")  # none of them closes a syllable, so behind the vowel they are keystrokes
_WORD = re.compile(r"(?<![^\W\d_])(?<!['’ʼ])[A-Za-z]{2,9}(?![^\W\d_]|['’ʼ])")
_LETTERS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
# Where a w hooks on to, in this order: dduowng, muwa, hoawcj, luwu, lawm, ow, uw.
_HOOKS = (("uo", "ươ"), ("ua", "ưa"), ("oa", "oă"), ("uu", "ưu"), ("a", "ă"), ("o", "ơ"), ("u", "ư"))
_VOWELS = frozenset(
    """
    a ai ao au ay ă â âu ây e eo ê êu i ia iê iêu iu o oa oai oao oay oă oe oeo oi oo ô ôi ơ ơi
    u ua uai uao uau uay uâ uây ue uê ui uô uôi uơ uy uya uyê uyu ư ưa ưi ươ ươi ươu ưu y yê yêu
    """.split()
)
_STOPS = ("c", "ch", "p", "t")
# Ordinary words of messages that would decode to a syllable by chance.
_FOREIGN = frozenset(
    "as bus fax for gas has her his hers is max mix of or our plus pos sas see six tax this thus us was".split()
)


def untelex(text: str) -> str:
    """Return `text` with Telex keystrokes decoded, word by word; a text in another language stays as it is."""
    if any(not _plausible(word) for word in _LETTERS.findall(text) if word.isascii() and _marked(word)):
        return text
    return _WORD.sub(lambda found: _decoded(found[0]), text)


def _marked(word: str) -> bool:
    """Whether the word looks like Telex at all: only then it can speak for another language."""
    return re.search(r"[aeiouy].*[sfrxjwz]|aa|ee|oo|dd", word.lower()) is not None


def _plausible(word: str) -> bool:
    return _syllable(word.lower()) is not None or word.lower() in _FOREIGN


def _decoded(word: str) -> str:
    small = word.lower()
    plain = None if small in _FOREIGN else _syllable(small)
    if plain is None or plain == small:
        return word
    if word.isupper():
        return plain.upper()
    return plain.capitalize() if word[0].isupper() else plain


def _syllable(word: str) -> str | None:
    """Return the syllable that the keystrokes `word` stand for, or None where they stand for none."""
    found = _INITIALS.match(word)
    initial = found[0] if found else ""
    rest = word[len(initial) :]
    strokes = _TONE.findall(rest)
    if len(strokes) > 1:
        return None
    rest = _TONE.sub("", rest)
    if rest.endswith("w"):  # typed last: "dduongw"
        rest = "w" + rest.rstrip("w")
    closing = _FINAL.search(rest)
    final = closing[0] if closing else ""
    vowels = _hooked(rest[: len(rest) - len(final)])
    tone = strokes[0] if strokes else ""
    if vowels not in _VOWELS or (final in _STOPS and tone not in {"", "s", "j"}):
        return None
    initial = "đ" if initial == "dd" else initial
    return initial + _toned(vowels, tone, closed=bool(final)) + final


def _hooked(vowels: str) -> str:
    for double, roofed in (("aa", "â"), ("ee", "ê"), ("oo", "ô")):
        vowels = vowels.replace(double, roofed)
    if "w" not in vowels:
        return vowels
    bare = vowels.replace("w", "")
    if vowels == "w":
        return "ư"
    return next((bare.replace(plain, hooked, 1) for plain, hooked in _HOOKS if plain in bare), bare)


def _toned(vowels: str, tone: str, *, closed: bool) -> str:
    if tone not in _TONES:
        return vowels
    at = max((vowels.rfind(letter) for letter in "ăâêôơư" if letter in vowels), default=-1)
    if "ươ" in vowels:
        at = vowels.index("ơ")
    if at < 0:
        at = len(vowels) - 1 if closed or len(vowels) == 1 else len(vowels) - 2
    return unicodedata.normalize("NFC", vowels[: at + 1] + _TONES[tone] + vowels[at + 1 :])
