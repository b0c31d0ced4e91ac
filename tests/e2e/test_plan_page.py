"""An admin on a phone's page: the template comes down, a faulty workbook comes back marked, the plan is published over
a kill, and an officer finds it by everyday words.
"""

import io
from pathlib import Path

from openpyxl import load_workbook
from playwright.async_api import Download, expect

from tests.e2e.process import PATIENCE, running
from tests.e2e.web_officer import Officer, officer_at

PATIENT = 1000 * PATIENCE


async def downloads(officer: Officer, label: str, folder: Path) -> bytes:
    """Tap the newest paper whose name holds `label`."""
    async with officer.page.expect_download() as waiting:
        await officer.page.get_by_role("link", name=label).last.click()
    download: Download = await waiting.value
    path = folder / download.suggested_filename
    await download.save_as(path)
    return path.read_bytes()


async def tells(officer: Officer, text: str) -> None:
    newest = officer.page.locator("#items > .bot").last
    await expect(newest).to_contain_text(text, timeout=PATIENT)


def without_a_statement(content: bytes) -> bytes:
    book = load_workbook(io.BytesIO(content))
    book["Tiêu chí"]["C3"] = None
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


async def test_a_plan_from_its_template_to_a_round(tmp_path: Path) -> None:
    book = tmp_path / "ke-hoach.xlsx"
    async with running(tmp_path / "data") as program:
        async with officer_at(f"{program.address}/v/demo-admin") as admin:
            await tells(admin, "Anh/chị muốn làm gì")
            await admin.says("/themkehoach")
            await tells(admin, "Anh/chị gửi tệp kế hoạch")
            template = await downloads(admin, "mau-ke-hoach.xlsx", tmp_path)
            await expect(admin.page.locator("#files")).to_have_attribute("accept", ".xlsx")
            book.write_bytes(without_a_statement(template))
            await admin.sends(book)
            await tells(admin, "Tệp còn 1 chỗ cần sửa")
            await tells(admin, "trang “Tiêu chí”, ô C3")
            marked = await downloads(admin, "ke-hoach.xlsx", tmp_path)
            assert load_workbook(io.BytesIO(marked)).worksheets[0].title == "Kết quả kiểm tra"
            book.write_bytes(template)
            await admin.sends(book)
            await tells(admin, "Đây là kế hoạch mới")
            admin.errors_are_meant("ERR_CONNECTION_REFUSED", "ERR_INCOMPLETE_CHUNKED_ENCODING", "ERR_EMPTY_RESPONSE")
            await program.kill()
            await program.start()
            await admin.taps("Công bố")
            await tells(admin, "Đã công bố Kế hoạch điển hình tiên tiến xã Mẫu 2026–2030")
            await admin.says("/dot")
            await tells(admin, "Các đợt xét anh/chị quản lý")
        async with officer_at(f"{program.address}/v/demo-officer") as officer:
            await tells(officer, "Anh/chị muốn làm gì")
            await officer.says("tìm nuôi dê")
            await tells(officer, "Chăn nuôi giỏi")
