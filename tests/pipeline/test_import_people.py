"""Units and people from an Excel workbook, through the whole house: faults marked, put in once, everybody invited."""

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from sqlalchemy import func, select

from bot.channels.base import Enclosure
from conversations.model import KeptFile, SentFiles
from storage.tables import files, invites, people
from tests.pipeline.conftest import Bench

UNITS = (("xã Mới", "xã", "", "", "", ""), ("thôn Một", "thôn, tổ dân phố", "xã Mới", "", "", ""))
PEOPLE = (
    ("Vi Văn Đá", "anh Đá", "thôn Một", "Người đề cử", 912345678.0, "CB1"),
    ("Y Moan", "", "xã Mới", "Lãnh đạo; Người thẩm định", "", ""),
)


def filled(template: bytes, units: Sequence[Any] = UNITS, everybody: Sequence[Any] = PEOPLE) -> bytes:
    book = load_workbook(io.BytesIO(template))
    for title, rows in (("Đơn vị", units), ("Người", everybody)):
        for at, row in enumerate(rows, start=3):
            for column, value in enumerate(row, start=1):
                book[title].cell(at, column).value = value or None
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


async def the_template(bench: Bench) -> bytes:
    await bench.does("/start demo-admin", "/nhapdanhsach")
    (template,) = bench.door.posts[-1].papers
    assert template.name == "mau-danh-sach.xlsx"
    return template.content


async def sends(bench: Bench, content: bytes) -> None:
    kept = await bench.app.house.keep(content, "danh sách.xlsx")
    assert isinstance(kept, KeptFile)
    await bench.does(SentFiles((kept,)))


def rows_of(paper: Enclosure) -> list[tuple[Any, ...]]:
    book = load_workbook(io.BytesIO(paper.content))
    return [tuple(cell.value for cell in row) for row in book.worksheets[0].iter_rows(min_row=2)]


async def count(bench: Bench, table: Any) -> int:
    async with bench.app.database.read() as conn:
        return int((await conn.execute(select(func.count()).select_from(table))).scalar_one())


async def test_a_list_is_put_in_once_and_everybody_gets_a_link(bench: Bench) -> None:
    content = filled(await the_template(bench))
    await sends(bench, content)
    assert "Đơn vị: 2 mới" in bench.door.texts()[-1]
    assert "Người: 2 mới" in bench.door.texts()[-1]
    await bench.does("Nhập")
    (links,) = bench.door.posts[-1].papers
    rows = rows_of(links)
    assert [(row[0], row[1], row[4]) for row in rows] == [
        ("Vi Văn Đá", "thôn Một, xã Mới, tỉnh Mẫu Sơn (thử nghiệm)", "chưa dùng"),
        ("Y Moan", "xã Mới, tỉnh Mẫu Sơn (thử nghiệm)", "chưa dùng"),
    ]
    code = rows[0][2]
    await bench.does(f"/start {code}", who="2")
    assert any("Đã nhận ra Vi Văn Đá, thôn Một" in text for text in bench.door.texts("2"))
    before = await count(bench, people), await count(bench, invites)
    await bench.does("/nhapdanhsach")
    await sends(bench, content)
    assert "không có gì mới" in bench.door.texts()[-1]
    assert (await count(bench, people), await count(bench, invites)) == before


async def test_fetched_again_the_links_are_the_same_and_show_who_came(bench: Bench) -> None:
    await sends(bench, filled(await the_template(bench)))
    await bench.does("Nhập")
    bubble = bench.door.posts[-1].bubble
    first = rows_of(bench.door.posts[-1].papers[0])
    await bench.does(f"/start {first[0][2]}", who="2")
    before = await count(bench, invites)
    again = await bench.app.sender._make(bubble.papers[0])
    assert again is not None
    assert rows_of(again) == [(*first[0][:2], None, None, "đã dùng hoặc hết hạn"), first[1]]
    assert await count(bench, invites) == before


async def test_a_faulty_list_comes_back_marked_and_changes_nothing(bench: Bench) -> None:
    wrong = (
        ("Vi Văn Đá", "", "xã Lạ", "Người đề cử", "12", ""),
        ("", "", "xã Mới", "Người đề cử", "", ""),
        ("A B", "", "xã Mới", "Vua", "", ""),
    )
    template = await the_template(bench)
    before = await count(bench, people)
    await sends(bench, filled(template, everybody=wrong))
    text = bench.door.texts()[-1]
    assert all(cell in text for cell in ("“12” không phải số điện thoại", "ô E3", "ô A4", "ô D5")), text
    (marked,) = bench.door.posts[-1].papers
    book = load_workbook(io.BytesIO(marked.content))
    reasons = [cell.value for cell in book["Người"]["G"] if cell.value]
    assert any("E3" in reason for reason in reasons)
    assert book["Người"]["E3"].fill.fgColor.rgb == "FFF9B4AE"
    await sends(bench, filled(template, everybody=(("A B", "", "xã Lạ", "Người đề cử", "", ""),)))
    (marked,) = bench.door.posts[-1].papers
    assert load_workbook(io.BytesIO(marked.content))["Người"]["C3"].fill.fgColor.rgb == "FFF9B4AE"
    assert await count(bench, people) == before
    await sends(bench, filled(template))
    assert "Người: 2 mới" in bench.door.texts()[-1]


async def test_of_a_phone_number_nothing_is_kept_but_its_trace(bench: Bench) -> None:
    await sends(bench, filled(await the_template(bench)))
    await bench.does("Nhập")
    async with bench.app.database.read() as conn:
        readings = (await conn.execute(select(files.c.reading))).scalars().all()
        rows = (await conn.execute(select(people.c.phone_hash, people.c.phone_end))).all()
    assert "912345678" not in str([*readings, *rows])
    assert [row.phone_end for row in rows if row.phone_hash] == ["678"]
    key = Path(bench.app.settings.data) / "phone.key"
    assert key.stat().st_mode & 0o077 == 0


async def test_no_other_workbook_is_taken_for_a_list(bench: Bench) -> None:
    await bench.does("/start demo-admin", "/themkehoach")
    (plan,) = bench.door.posts[-1].papers
    await bench.does("/nhapdanhsach")
    await sends(bench, plan.content)
    assert "chưa đọc được" in bench.door.texts()[-1]
    await bench.does("/themkehoach")
    await sends(bench, filled(await the_template(bench)))
    await bench.does("/start demo-officer", "/nhapdanhsach", who="2")
    assert "chỉ quản trị viên" in bench.door.texts("2")[-1]
