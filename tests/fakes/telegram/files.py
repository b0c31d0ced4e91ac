"""The files that lie on Telegram's side."""

import hashlib
from dataclasses import dataclass
from typing import Any

from tests.fakes.telegram.faults import RefusalError, bad_request
from tests.fakes.telegram.parameters import Upload

UPLOAD_LIMIT = 50 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file. `size` may be more than is really there, so that a test needs no 30 MB."""

    file_id: str
    unique_id: str
    content: bytes
    size: int
    path: str
    name: str = ""
    mime: str = ""

    def as_document(self) -> dict[str, Any]:
        """Return it as it stands in a message."""
        told = {"file_name": self.name} if self.name else {}
        told |= {"mime_type": self.mime} if self.mime else {}
        return {"file_id": self.file_id, "file_unique_id": self.unique_id, "file_size": self.size, **told}

    def as_photo(self, width: int = 1280, height: int = 960) -> dict[str, Any]:
        """Return it as one size of a photo."""
        return {**self.as_document(), "width": width, "height": height}


class Files:
    """Every file, by its id."""

    def __init__(self) -> None:
        self._files: dict[str, StoredFile] = {}

    def add(self, content: bytes, name: str = "", mime: str = "", size: int | None = None) -> StoredFile:
        """Keep a file."""
        number = len(self._files) + 1
        unique = hashlib.sha256(content).hexdigest()[:16]
        path = f"documents/file_{number}"
        stored = StoredFile(f"AgAC{number:06}", unique, content, size or len(content), path, name, mime)
        self._files[stored.file_id] = stored
        return stored

    def upload(self, upload: Upload) -> StoredFile:
        """Keep what a bot sends."""
        if not upload.content:
            raise bad_request("file must be non-empty")
        if len(upload.content) > UPLOAD_LIMIT:
            raise RefusalError(413, "Request Entity Too Large")
        return self.add(upload.content, upload.name, upload.mime)

    def find(self, file_id: str) -> StoredFile:
        """Return a file."""
        if file_id not in self._files:
            raise bad_request("wrong file_id or the file is temporarily unavailable")
        return self._files[file_id]

    def at(self, path: str) -> StoredFile | None:
        """Return the file that is downloaded from here."""
        return next((stored for stored in self._files.values() if stored.path == path), None)
