"""Reads what the page posts, and refuses everything else. Limits stand here; nothing is trusted, nothing is kept."""

import json
import re
from collections.abc import AsyncIterator, Awaitable, Callable

from aiohttp import BodyPartReader, MultipartReader, web
from aiohttp.http_exceptions import HttpProcessingError

from bot.channels.web.visits import refusal
from conversations.model import BadFile, KeptFile

JSON_LIMIT = 64 * 1024
FILE_LIMIT = 20 * 1024 * 1024
FILES_LIMIT = 20
EXCESS_LIMIT = 100 * 1024 * 1024  # bytes of refused files that are read on, so that the others still arrive
NAME_LIMIT = 120

ID = re.compile(r"[0-9A-Za-z-]{8,64}")
CODE = re.compile(r"[0-9A-Za-z_-]{1,64}")
CHOICE = re.compile(r"[!-~]{1,40}")
NUMBER = re.compile(r"[0-9]{1,15}")
SHA256 = re.compile(r"[0-9a-f]{64}")
REF_LIMIT = 2**53

Keep = Callable[[bytes, str], Awaitable[KeptFile | BadFile]]


def malformed(what: str) -> web.HTTPException:
    """Return the refusal of a request that our page would not send."""
    return refusal(web.HTTPBadRequest, f"malformed_{what}")


def too_much(what: str) -> web.HTTPException:
    """Return the refusal of a request that is beyond a limit."""
    return web.HTTPRequestEntityTooLarge(
        max_size=0, actual_size=0, text=json.dumps({"error": what}), content_type="application/json"
    )


def clean(text: str) -> str:
    """Return `text` without halves of characters, which JSON can carry but nothing can store."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


class Body:
    """A posted JSON object, field by field."""

    def __init__(self, fields: dict[str, object]) -> None:
        self._fields = fields

    @classmethod
    async def of(cls, request: web.Request) -> "Body":
        """Read the body of a request; 413 where it is too long, 400 where it is no object."""
        content = b""
        async for chunk in request.content.iter_any():
            content += chunk
            if len(content) > JSON_LIMIT:
                raise too_much("too_big")
        try:
            fields = json.loads(content or b"{}")
        except (ValueError, RecursionError):
            raise malformed("json") from None
        if not isinstance(fields, dict):
            raise malformed("json")
        return cls(fields)

    def has(self, name: str) -> bool:
        """Whether the field is there and not empty."""
        return self._fields.get(name) not in (None, "")

    def text(self, name: str) -> str:
        """Return free text."""
        value = self._fields.get(name)
        if not isinstance(value, str):
            raise malformed(name)
        return clean(value)

    def word(self, name: str, pattern: re.Pattern[str]) -> str:
        """Return a text that matches `pattern`."""
        value = self.text(name)
        if not pattern.fullmatch(value):
            raise malformed(name)
        return value

    def ref(self) -> int:
        """Return the number of a message."""
        value = self._fields.get("ref")
        if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < REF_LIMIT:
            raise malformed("ref")
        return value


async def read_files(request: web.Request, keep: Keep) -> tuple[str, tuple[KeptFile | BadFile, ...]]:
    """Return the id and the files of an upload, each kept as soon as it is whole: one file in memory at a time."""
    found: list[KeptFile | BadFile] = []
    key = ""
    excess = [0]
    async for part in _parts(request):
        content = await _content(part, excess)
        if part.filename is None:
            key = content.decode("ascii", "replace") if part.name == "id" and content else key
            continue
        if len(found) == FILES_LIMIT:
            raise too_much("too_many")
        name = re.sub(r"[\x00-\x1f\x7f]", "", clean(part.filename).replace("\\", "/").rpartition("/")[2])[-NAME_LIMIT:]
        found.append(BadFile(name, "too_big") if content is None else await keep(content, name))
    if not ID.fullmatch(key):
        raise malformed("id")
    if not found:
        raise malformed("files")
    return key, tuple(found)


async def _parts(request: web.Request) -> AsyncIterator[BodyPartReader]:
    if not request.content_type.startswith("multipart/"):
        raise malformed("files")
    try:
        reader = await request.multipart()
        while (part := await reader.next()) is not None:
            if isinstance(part, MultipartReader):
                raise malformed("files")
            yield part
    except (ValueError, HttpProcessingError, web.RequestPayloadError):
        raise malformed("files") from None


async def _content(part: BodyPartReader, excess: list[int]) -> bytes | None:
    """Return what a part holds, or None where that is too much; what is too much is counted in `excess`."""
    chunks: list[bytes] = []
    size = 0
    while chunk := await part.read_chunk(64 * 1024):
        size += len(chunk)
        if size <= FILE_LIMIT:
            chunks.append(chunk)
            continue
        chunks.clear()
        excess[0] += len(chunk)
        if excess[0] > EXCESS_LIMIT:
            raise too_much("too_big")
    return b"".join(chunks) if size <= FILE_LIMIT else None
