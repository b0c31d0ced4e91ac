"""Photos, papers and workbooks that people hand in: checked, stripped of what they tell, kept by their sha256.

A photo is decoded and encoded anew: that proves that it is one, drops its EXIF (where and with which phone it was
taken) and makes it small enough to be looked at over a weak line. A PDF or a workbook is kept as it is; nothing opens
it here.
"""

import asyncio
import io
import warnings
import zipfile
from dataclasses import dataclass

from PIL import Image, ImageOps

from bot.photo_print import photo_print
from conversations.answers.workbook import XLSX
from conversations.model import BadFile, KeptFile
from storage.errors import DiskFull
from storage.files import FileStore

MOST_BYTES = 20 * 1024 * 1024
"""What the Bot API lets a bot download; the same at every door."""
MOST_PIXELS = 80_000_000
"""A larger picture is a bomb or a mistake; phones make 12 to 64 million."""
LONGEST_SIDE = 2_560
QUALITY = 85
_KINDS = ("JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF", "MPO")
AT_ONCE = 2
"""Photos decoded at one time; each takes up to 240 MB for a moment."""


@dataclass(frozen=True, slots=True)
class _Clean:
    content: bytes
    mime: str


class Evidence:
    """Keeps files. One photo more than AT_ONCE waits its turn."""

    def __init__(self, store: FileStore) -> None:
        self._store = store
        self._turn = asyncio.Semaphore(AT_ONCE)

    async def keep(self, content: bytes, name: str) -> KeptFile | BadFile:
        """Return the kept file, or why it could not be kept. Never raises for what a person sends."""
        if len(content) > MOST_BYTES:
            return BadFile(name, "too_big")
        async with self._turn:
            return await asyncio.to_thread(self._keep, content, name)

    async def print_of(self, kept: KeptFile) -> int | None:
        """Return the print of a kept photo, None for any other file."""
        if kept.mime != "image/jpeg":
            return None
        async with self._turn:
            return await asyncio.to_thread(self._print_of, kept.sha256)

    def _print_of(self, sha256: str) -> int | None:
        with self._store.open(sha256) as file:
            return photo_print(file)

    def _keep(self, content: bytes, name: str) -> KeptFile | BadFile:
        clean = _cleaned(content)
        if clean is None:
            return BadFile(name, "damaged" if _looks_like_a_picture(content) else "wrong_kind")
        try:
            sha256 = self._store.put(clean.content)
        except DiskFull:
            return BadFile(name, "disk_full")
        return KeptFile(sha256, clean.mime, len(clean.content), name[:100])


def _cleaned(content: bytes) -> _Clean | None:
    """Return a PDF or workbook as it is, a picture encoded anew, or None for anything else, whatever its name says."""
    if content.startswith(b"%PDF-"):
        return _Clean(content, "application/pdf")
    if _is_workbook(content):
        return _Clean(content, XLSX)
    picture = _encoded_anew(content)
    return _Clean(picture, "image/jpeg") if picture else None


def _is_workbook(content: bytes) -> bool:
    """Whether the table of contents of the archive is that of an Excel workbook; nothing in it is unpacked."""
    if not content.startswith(b"PK\x03\x04"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return "xl/workbook.xml" in archive.namelist()
    except Exception:  # noqa: BLE001 - a broken archive is no workbook, whatever it raises
        return False


def _encoded_anew(content: bytes) -> bytes | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=_KINDS) as opened:
                if opened.width * opened.height > MOST_PIXELS:
                    return None
                opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
                upright = ImageOps.exif_transpose(opened)
                picture = upright.convert("RGB")
                picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
                out = io.BytesIO()
                picture.save(out, "JPEG", quality=QUALITY)
                return out.getvalue()
    except Exception:  # noqa: BLE001 - Pillow raises whatever a broken file provokes, from SyntaxError to struct.error
        return None


_PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"RIFF", b"GIF8", b"BM", b"II*\x00", b"MM\x00*")


def _looks_like_a_picture(content: bytes) -> bool:
    return content.startswith(_PICTURES)
