"""What a paper may be called: a name that every phone can keep, whatever it was made from."""

import re
import unicodedata
from collections.abc import Sequence
from itertools import chain, count
from pathlib import PurePath

MOST_BYTES = 160
"""Of a name without its ending. File systems take 255, and some doors put a number in front."""
NAMELESS = "tep"
_FORBIDDEN = re.compile(r'[/\\:*?"<>|]+')
_ENDING = re.compile(r"\.[0-9A-Za-z]{1,8}")
_MIMES = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".jpg": "image/jpeg",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def file_names(wanted: Sequence[str]) -> list[str]:
    """Return a name for each file of one message: without what no file may be called, and no two alike."""
    names: list[str] = []
    for name in map(_fit, wanted):
        stem, ending = _split(name)
        numbered = (f"{stem} ({number}){ending}" for number in count(2))
        names.append(next(free for free in chain([name], numbered) if free not in names))
    return names


def mime_of(name: str) -> str:
    """Return what kind of file a name promises."""
    return _MIMES.get(PurePath(name).suffix.lower(), "application/octet-stream")


def _fit(wanted: str) -> str:
    """Return `wanted` as a file name. Letters that turn the direction go too: they make "exe" look like "xlsx"."""
    tidy = " ".join(unicodedata.normalize("NFC", wanted).split())
    shown = "".join(letter for letter in tidy if not unicodedata.category(letter).startswith("C"))
    stem, ending = _split(_FORBIDDEN.sub("-", shown).strip(" .-"))
    short = stem.encode()[:MOST_BYTES].decode(errors="ignore").strip(" .-")
    return f"{short or NAMELESS}{ending}"


def _split(name: str) -> tuple[str, str]:
    ending = PurePath(name).suffix
    return (name.removesuffix(ending), ending) if _ENDING.fullmatch(ending) else (name, "")
