"""A file is kept whole or not at all."""

import errno
import hashlib
import os
from pathlib import Path
from typing import Self

import pytest

from storage import files
from storage.database import Database
from storage.errors import DiskFull
from storage.files import FileRow, FileStore
from tests.storage.province import NOW


def kept(folder: Path) -> list[str]:
    return [str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()]


def test_bytes_come_back(tmp_path: Path) -> None:
    store = FileStore(tmp_path / "files")
    sha256 = store.put(b"photo")
    assert sha256 == hashlib.sha256(b"photo").hexdigest() == store.put(b"photo")
    assert kept(tmp_path) == [f"files/{sha256[:2]}/{sha256[2:4]}/{sha256}"]
    with store.open(sha256) as file:
        assert file.read() == b"photo"


@pytest.mark.parametrize("sha256", ["0" * 64, "../../etc/passwd", "", "A" * 64])
def test_what_is_not_there_is_not_found(tmp_path: Path, sha256: str) -> None:
    with pytest.raises(FileNotFoundError):
        FileStore(tmp_path).open(sha256)


@pytest.mark.parametrize("full", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, full: int) -> None:
    class Half:
        """An open file on a disk that fills up half-way."""

        def __init__(self, handle: int, mode: str) -> None:
            self._file = open(handle, mode)  # noqa: SIM115 - __exit__ closes it

        def __enter__(self) -> Self:
            return self

        def __exit__(self, *_: object) -> None:
            self._file.close()

        def write(self, content: bytes) -> None:
            self._file.write(content[: len(content) // 2])
            self._file.flush()
            raise OSError(full, os.strerror(full))

    with monkeypatch.context() as patch:
        patch.setattr("storage.files.os.fdopen", Half)
        with pytest.raises(DiskFull, match="Free some space"):
            FileStore(tmp_path).put(b"a big photo")
    assert kept(tmp_path) == []
    sha256 = FileStore(tmp_path).put(b"a big photo")
    assert kept(tmp_path) == [f"{sha256[:2]}/{sha256[2:4]}/{sha256}"]


def test_another_fault_is_seen_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "files").write_text("in the way")
    with pytest.raises(OSError, match="files") as caught:
        FileStore(tmp_path / "files").put(b"photo")
    assert not isinstance(caught.value, DiskFull)


async def test_what_is_known_of_files(database: Database) -> None:
    row = FileRow("ab" * 32, "image/jpeg", 3_000_000_000, NOW)
    async with database.write() as conn:
        await files.record(conn, [row])
        await files.record(conn, [row._replace(mime="text/plain"), row])
        await files.record(conn, [])
        assert await files.by_sha(conn, [row.sha256, "cd" * 32]) == {row.sha256: row}
