"""Photos and papers: their bytes in a folder under their sha256, what is known of them in a table.

Does not look into a file; what comes here was checked before.
"""

import errno
import hashlib
import os
import re
import tempfile
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from conversations.model import Json
from conversations.queries import WorkbookRead
from storage.dialects import insert_into
from storage.errors import DiskFull
from storage.tables import files

_FULL = {errno.ENOSPC, errno.EDQUOT}
_SHA256 = re.compile(r"[0-9a-f]{64}")


class FileRow(NamedTuple):
    """What is known of a file; `reading` is what was read in it, where it is a workbook, `print` a photo's print."""

    sha256: str
    mime: str
    size: int
    created_at: datetime
    reading: Any = None
    print: int | None = None


_by_sha = select(*(files.c[name] for name in FileRow._fields)).where(
    files.c.sha256.in_(bindparam("hashes", expanding=True))
)


@cache
def _record(dialect: str) -> Any:
    insert = insert_into(dialect, files)
    return insert.on_conflict_do_update(index_elements=["sha256"], set_={"reading": insert.excluded.reading})


async def record(conn: AsyncConnection, rows: Sequence[FileRow]) -> None:
    """Keep what is known of files; of one that is known already the newest reading counts."""
    if rows:
        await conn.execute(_record(conn.dialect.name), [row._asdict() for row in rows])


async def by_sha(conn: AsyncConnection, hashes: Collection[str]) -> dict[str, FileRow]:
    """Return what is known of these files."""
    rows = await conn.execute(_by_sha, {"hashes": set(hashes)})
    return {row.sha256: FileRow(*row) for row in rows}


async def readings(conn: AsyncConnection, queries: Collection[WorkbookRead]) -> dict[WorkbookRead, Json]:
    """Return what was read in each workbook, None where the file is none."""
    known = await by_sha(conn, [query.sha256 for query in queries])
    return {query: known[query.sha256].reading if query.sha256 in known else None for query in queries}


class FileStore:
    """The bytes, under `folder`/ab/cd/abcd…; whole or not at all. Its calls block: run them in a thread."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, content: bytes) -> str:
        """Keep `content` safe from a power cut and return its sha256. `DiskFull` leaves nothing behind."""
        sha256 = hashlib.sha256(content).hexdigest()
        path = self._path(sha256)
        with _disk_full_told():
            if not path.exists():
                path.parent.mkdir(parents=True, exist_ok=True)
                _write(path, content)
        return sha256

    def open(self, sha256: str) -> BinaryIO:
        """Open a kept file for reading; FileNotFoundError where there is none."""
        if not _SHA256.fullmatch(sha256):
            raise FileNotFoundError(errno.ENOENT, "not the sha256 of a file", sha256)
        return self._path(sha256).open("rb")

    def _path(self, sha256: str) -> Path:
        return self._folder / sha256[:2] / sha256[2:4] / sha256


def _write(path: Path, content: bytes) -> None:
    """Write beside `path`, then rename: nobody ever sees half a file."""
    handle, beside = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(beside).replace(path)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise
    for folder in list(path.parents)[:3]:  # the names have to survive the power cut too, those of new folders included
        _sync_folder(folder)


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":
        return  # Windows cannot open folders, and keeps their names safe by itself
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _disk_full_told() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise DiskFull from error
        raise
