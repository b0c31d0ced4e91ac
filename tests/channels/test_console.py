"""The console puts papers where they can be opened, and prints the path."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.channels.base import Bubble, Delivered, Enclosure, Paragraph, Post, Span
from bot.channels.console import Console
from conversations.model import Paper

BOOK = Enclosure("Biểu điểm.xlsx", "application/octet-stream", b"PK a workbook")
BUBBLE = Bubble(
    (Paragraph("body", (Span("Đây ạ."),)),),
    papers=(Paper("plan", BOOK.name, "x@1"),),
    unavailable=("Chưa lấy được tệp.",),
)
POST = Post(12, "console", "send", BUBBLE, papers=(BOOK,))


def console(folder: Path) -> Console:
    return Console("", lambda: datetime(2026, 11, 21, tzinfo=UTC), folder)


async def test_a_paper_lies_where_the_path_says(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "papers"
    assert await console(folder).send(POST) == Delivered("12")
    path = folder / "12" / "Biểu điểm.xlsx"
    assert capsys.readouterr().out == f"\n🤖 Đây ạ.\n   📄 {path}\n\n"
    assert path.read_bytes() == b"PK a workbook"


async def test_a_later_paper_of_the_same_name_does_not_take_its_place(tmp_path: Path) -> None:
    door = console(tmp_path)
    await door.send(POST)
    await door.send(replace(POST, id=13, papers=(replace(BOOK, content=b"PK another"),)))
    assert [path.read_bytes() for path in sorted(tmp_path.glob("*/*"))] == [b"PK a workbook", b"PK another"]


async def test_a_name_does_not_lead_out_of_the_folder(tmp_path: Path) -> None:
    await console(tmp_path / "papers").send(replace(POST, papers=(replace(BOOK, name="../../evil.xlsx"),)))
    assert [path.relative_to(tmp_path) for path in tmp_path.rglob("*.xlsx")] == [Path("papers/12/evil.xlsx")]


async def test_where_nothing_can_be_written_the_text_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "papers").write_text("a file stands in the way")
    assert await console(tmp_path / "papers").send(POST) == Delivered("12")
    assert capsys.readouterr().out == "\n🤖 Đây ạ.\n   \n   Chưa lấy được tệp.\n\n"
