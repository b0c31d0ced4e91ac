"""`python -m bot journal verify` as an operator calls it: one sentence, and an exit code that a script can read."""

import asyncio
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.app import TOP
from storage.database import open_database
from storage.journal import Entry, append
from storage.migrate import upgrade

NOW = datetime(2026, 11, 21, tzinfo=UTC)


def verified(data: Path) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-m", "bot", "journal", "verify"],
        cwd=TOP,
        env={**os.environ, "DATA": str(data), "DATABASE_URL": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    return done.returncode, done.stdout


async def _written(url: str) -> None:
    await upgrade(url)
    database = open_database(url)
    async with database.write() as conn:
        await append(conn, [Entry("viewed", "p:1", 1, 1)] * 3, NOW)
    await database.close()


@pytest.fixture
def data(tmp_path: Path) -> Path:
    asyncio.run(_written(f"sqlite+aiosqlite:///{tmp_path}/neu-guong.db"))
    return tmp_path


@pytest.fixture
def tampered(data: Path) -> Callable[[str], Path]:
    """Changes the database as somebody would who owns the machine."""

    def tamper(statement: str) -> Path:
        conn = sqlite3.connect(data / "neu-guong.db")
        for name in ("update", "delete"):
            conn.execute(f"DROP TRIGGER journal_no_{name}")
        conn.execute(statement)
        conn.commit()
        conn.close()
        return data

    return tamper


def test_a_whole_journal(data: Path) -> None:
    assert verified(data) == (0, "Nhật ký còn nguyên vẹn: 3 dòng, nối liền nhau từ dòng đầu.\n")


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("UPDATE journal SET person_id = 2 WHERE id = 2", "Nhật ký bị sửa: dòng 2 không còn như lúc ghi.\n"),
        ("DELETE FROM journal WHERE id = 2", "Nhật ký bị xoá bớt: thiếu dòng 2.\n"),
        ("UPDATE journal SET before_hash = 'x' WHERE id = 3", "Nhật ký bị đứt: dòng 3 không nối với dòng trước nó.\n"),
        (
            "UPDATE journal_head SET last = 2",
            "Nhật ký bị cắt hoặc thêm ở cuối: từ dòng 3 không khớp với dấu cuối.\n",
        ),
    ],
)
def test_a_journal_that_was_tampered_with(tampered: Callable[[str], Path], statement: str, told: str) -> None:
    assert verified(tampered(statement)) == (1, told)


def test_a_database_without_a_journal(tmp_path: Path) -> None:
    code, told = verified(tmp_path)
    assert code == 1
    assert "chưa có nhật ký" in told
