"""A plan from an Excel workbook, through the whole house: faults marked, dry run, published, nominated under."""

import io
from dataclasses import replace
from tomllib import loads
from typing import Any

from openpyxl import load_workbook

from bot.app import TOP
from bot.papers.plan_workbook import PlanWorkbook
from conversations.answers.workbook import XLSX
from conversations.model import KeptFile, SentFiles
from storage import plans
from tests.pipeline.conftest import CATALOGUE, Bench

WORKBOOK = PlanWorkbook(CATALOGUE)
PLANS = TOP / "conversations" / "plans"


def document(name: str) -> dict[str, Any]:
    return loads((PLANS / name).read_text(encoding="utf-8"))


def spoilt(content: bytes) -> bytes:
    """The workbook with one statement taken out and an end before the beginning."""
    book = load_workbook(io.BytesIO(content))
    book["Tiêu chí"].cell(4, 3).value = None
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


async def sends(bench: Bench, content: bytes, name: str = "ke-hoach.xlsx", who: str = "1") -> KeptFile:
    kept = await bench.app.house.keep(content, name)
    assert isinstance(kept, KeptFile)
    await bench.does(SentFiles((kept,)), who=who)
    return kept


async def test_the_template_goes_out_and_comes_back_as_a_plan(bench: Bench) -> None:
    await bench.does("/start demo-admin", "/themkehoach")
    (template,) = bench.door.posts[-1].papers
    assert (template.name, template.mime) == ("mau-ke-hoach.xlsx", XLSX)
    kept = await sends(bench, template.content)
    assert kept.mime == XLSX
    assert "Đây là kế hoạch mới" in bench.door.texts()[-1]
    await bench.does("công bố")
    assert "Đã công bố Kế hoạch điển hình tiên tiến xã Mẫu" in bench.door.texts()[-1]
    await bench.does("/start demo-officer", "/kehoach", who="2")
    assert "xã Mẫu" in bench.door.texts("2")[-1]


async def test_a_faulty_workbook_comes_back_marked_and_changes_nothing(bench: Bench) -> None:
    await bench.does("/start demo-admin", "/themkehoach")
    content = WORKBOOK.write(document("002-huu-lung.toml"))
    await sends(bench, spoilt(content), "hữu lũng.xlsx")
    assert "chỗ cần sửa" in bench.door.texts()[-1]
    assert "trang “Tiêu chí”, ô C4" in bench.door.texts()[-1]
    (marked,) = bench.door.posts[-1].papers
    book = load_workbook(io.BytesIO(marked.content))
    assert any(cell.value == "Lý do" for cell in book["Tiêu chí"][1])
    async with bench.app.database.read() as conn:
        assert await plans.newest(conn) == 0
    await sends(bench, content)
    assert "So với bản 1: thêm 0 tiêu chí, bỏ 0 tiêu chí" in bench.door.texts()[-1]


async def test_a_new_version_is_tried_on_what_was_sent(bench: Bench) -> None:
    raw = document("002-huu-lung.toml")
    field = next(one for one in raw["fields"] if one["id"] == "kinh-te")
    field["criteria"].append({"id": "kinh-te.moi", "text": "có vườn mẫu", "check": {"kind": "negative"}})
    await bench.does("/start demo-admin", "/themkehoach")
    await sends(bench, WORKBOOK.write(raw))
    assert "thêm 1 tiêu chí, bỏ 0 tiêu chí" in bench.door.texts()[-1]
    assert "Chưa có hồ sơ nào theo kế hoạch này" in bench.door.texts()[-1]
    await bench.does("công bố")
    assert "bản 2" in bench.door.texts()[-1]


async def test_a_plan_is_handed_out_in_the_version_that_is_read(bench: Bench) -> None:
    await bench.does("/start demo-admin", "/themkehoach")
    raw = document("002-huu-lung.toml") | {"short": "Kế hoạch sửa đổi"}
    await sends(bench, WORKBOOK.write(raw))
    await bench.does("công bố", "/kehoach", "ke hoach sua doi", "tải về")
    (paper,) = bench.door.posts[-1].papers
    assert paper.name == "huu-lung-2.xlsx"
    assert WORKBOOK.read(paper.content, paper.name).document["short"] == "Kế hoạch sửa đổi"


async def test_what_is_no_workbook_is_told_so(bench: Bench) -> None:
    await bench.does("/start demo-admin", "/themkehoach", "đây ạ")
    assert "Tôi cần một tệp Excel" in bench.door.texts()[-1]
    photo = KeptFile("a" * 64, "image/jpeg", 1, "anh.jpg")
    await bench.does(SentFiles((photo,)))
    assert "Tôi cần một tệp Excel" in bench.door.texts()[-1]
    await bench.does(SentFiles((replace(photo, mime=XLSX),)))
    assert "Tôi chưa đọc được tệp này" in bench.door.texts()[-1]


async def test_nobody_else_publishes(bench: Bench) -> None:
    await bench.does("/start demo-officer", "/themkehoach")
    assert "chỉ quản trị viên" in bench.door.texts()[-1]
    await sends(bench, WORKBOOK.template())
    async with bench.app.database.read() as conn:
        assert await plans.newest(conn) == 0
