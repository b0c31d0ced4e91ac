"""What people and their office programs do to a workbook, and what is understood all the same."""

import re
from typing import Any

import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from tests.papers.workbooks import NAME, WORKBOOK, Spoil, at, example, rezipped, spoilt, typed


def rows_moved(workbook: Any) -> None:
    """Put a heading above the titles, and empty rows between."""
    workbook["Chỉ tiêu"].insert_rows(1, 2)
    workbook["Chỉ tiêu"]["A1"] = "Bảng chỉ tiêu của xã"
    workbook["Tiêu chí"].insert_rows(4, 3)


def columns_turned(workbook: Any) -> None:
    page = workbook["Mốc thời gian"]
    lines = [[cell.value for cell in line][::-1] for line in page.iter_rows()]
    for number, line in enumerate(lines, start=1):
        for column, value in enumerate(line, start=1):
            page.cell(number, column).value = value


def without_accents(workbook: Any) -> None:
    workbook["Chỉ tiêu"].title = "chi tieu"
    workbook["Tiêu chí"]["D1"] = " MUC "
    workbook["Tiêu chí"]["E3"] = "Ho"
    workbook["Tiêu chí"]["E4"] = "TAP THE"


def rich(workbook: Any) -> None:
    cell = at("Tiêu chí", "Tiêu chí (nguyên văn)")(workbook)
    cell.value = CellRichText("đàn dê ", TextBlock(InlineFont(b=True), "năm sau"), " nhiều hơn năm trước")


def joined_field(workbook: Any) -> None:
    workbook["Tiêu chí"].merge_cells("A3:A5")


def hidden(workbook: Any) -> None:
    workbook.create_sheet("Nháp")["A1"] = "của riêng tôi"
    workbook["Nháp"].sheet_state = "hidden"
    workbook.create_sheet("Trống")


def spoken(workbook: Any) -> None:
    """Name a field, a group, terms and days as people do."""
    at("Tiêu chí", "Thuộc lĩnh vực")(workbook).value = "Chăn nuôi giỏi"
    at("Tiêu chí", "Nhóm được xét", 4)(workbook).value = "hợp tác xã, tổ hợp tác"
    at("Tiêu chí", "Số liệu phải tăng")(workbook).value = "Số Dê"
    at("Lĩnh vực", "Đối tượng nhận")(workbook).value = "Hộ, tập thể"
    at("Kế hoạch", "Từ ngày")(workbook).value = "01/01/2026"
    at("Kế hoạch", "Đến ngày")(workbook).value = "2030-12-31"
    at("Chỉ tiêu", "Ít nhất")(workbook).value = "02"
    at("Mốc thời gian", "Lặp lại")(workbook).value = "x"
    at("Cơ quan thay thế", "Đã xác nhận")(workbook).value = False
    at("Kế hoạch", "Tên gọn")(workbook).value = "  Kế hoạch điển hình   tiên tiến xã Mẫu 2026–2030 "


@pytest.mark.parametrize(
    "change",
    [rows_moved, columns_turned, without_accents, rich, joined_field, hidden, spoken],
    ids=lambda c: c.__name__,
)
def test_what_people_do_to_a_workbook_is_understood(change: Spoil) -> None:
    reading = WORKBOOK.read(spoilt(change), NAME)
    assert [str(fault) for fault in reading.faults] == []
    assert reading.document == example()


def test_a_number_is_a_text_where_one_is_wanted() -> None:
    reading = WORKBOOK.read(spoilt(typed("Tiêu chí", "Mục", 3)), NAME)
    assert reading.plan is not None
    assert reading.plan.fields[0].criteria[0].clause == "3"


def test_texts_are_read_where_excel_keeps_them() -> None:
    """Excel keeps each text once, in a part of its own; the library writes texts into the cells."""
    texts: list[bytes] = []

    def shared(found: re.Match[bytes]) -> bytes:
        texts.append(b"<si>" + found[2] + b"</si>")
        return b"<c" + found[1] + b' t="s"><v>%d</v></c>' % (len(texts) - 1)

    def change(part: str, content: bytes) -> bytes:
        if part.startswith("xl/worksheets/sheet"):
            return re.sub(rb'<c([^>]*) t="inlineStr"><is>(.*?)</is></c>', shared, content, flags=re.DOTALL)
        return content

    first = rezipped(change)
    bold = b"<si><r><t>ke-hoach</t></r><r><rPr><b/></rPr><t>-mau</t></r></si>"
    strings = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">' + b"".join(texts) + b"</sst>"
    strings = strings.replace(b"<si><t>ke-hoach-mau</t></si>", bold, 1)
    kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    part = b'<Override PartName="/xl/sharedStrings.xml" ContentType="' + kind + b'"/></Types>'
    listed = rezipped(lambda _, c: c.replace(b"</Types>", part), {"xl/sharedStrings.xml": strings}, first)
    reading = WORKBOOK.read(listed, NAME)
    assert len(texts) > 400
    assert bold in strings
    assert reading.faults == ()
    assert reading.document == example()


def test_the_result_of_a_formula_is_read() -> None:
    def calculated(part: str, content: bytes) -> bytes:
        if part != "xl/worksheets/sheet2.xml":
            return content
        formula = b'<c r="B2" t="str"><f>"ma-"&amp;12</f><v>ma-12</v></c>'
        changed, count = re.subn(rb'<c r="B2".*?</c>', formula, content, count=1)
        assert count
        return changed

    reading = WORKBOOK.read(rezipped(calculated), NAME)
    assert reading.plan is not None, [str(fault) for fault in reading.faults]
    assert reading.plan.id == "ma-12"
