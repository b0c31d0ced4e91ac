"""Every way in which a workbook may be broken: which fault that is and in which cell, and that nothing crashes."""

import io
import re
import zipfile
from collections.abc import Callable
from datetime import datetime
from typing import Any

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from conversations.plans.plan_error import Place
from tests.papers.workbooks import (
    CATALOGUE,
    NAME,
    WORKBOOK,
    Spoil,
    at,
    example,
    kept,
    rezipped,
    spoilt,
    template,
    typed,
)


def renamed(sheet: str, title: str) -> Spoil:
    def spoil(workbook: Any) -> None:
        workbook[sheet].title = title

    return spoil


def dropped(sheet: str) -> Spoil:
    return lambda workbook: workbook.remove(workbook[sheet])


def titled(sheet: str, cell: str, title: str | None) -> Spoil:
    def spoil(workbook: Any) -> None:
        workbook[sheet][cell].value = title

    return spoil


def copied(sheet: str, row: int) -> Spoil:
    """Return what copies a row below the last one."""

    def spoil(workbook: Any) -> None:
        page = workbook[sheet]
        last = max(cell.row for line in page.iter_rows() for cell in line if cell.value is not None)
        for cell in list(page[row]):
            page.cell(last + 1, cell.column, cell.value)

    return spoil


def added(sheet: str) -> Spoil:
    def spoil(workbook: Any) -> None:
        workbook.create_sheet(sheet)["B2"] = "gì đó"

    return spoil


def merged(sheet: str, cells: str) -> Spoil:
    return lambda workbook: workbook[sheet].merge_cells(cells)


# How the template is spoilt, which fault that is, and in which cell.
BROKEN: list[tuple[Spoil, str, str]] = [
    (dropped("Tiêu chí"), "missing_sheet", "Tiêu chí!A1"),
    (dropped("Kế hoạch"), "missing_sheet", "Kế hoạch!A1"),
    (renamed("Chỉ tiêu", "Chi tieu 2"), "unknown_sheet", "Chi tieu 2!A1"),
    (renamed("Chỉ tiêu", "Chi tieu 2"), "missing_sheet", "Chỉ tiêu!A1"),
    (added("Nháp"), "unknown_sheet", "Nháp!A1"),
    (titled("Tiêu chí", "D1", "Điều khoản"), "unknown_column", "Tiêu chí!D1"),
    (titled("Tiêu chí", "C1", "Câu chữ"), "missing_column", "Tiêu chí!A1"),
    (titled("Chỉ tiêu", "I1", "Ai đó"), "unknown_column", "Chỉ tiêu!I1"),
    (titled("Lĩnh vực", "J1", "Từ hay tìm"), "duplicate_column", "Lĩnh vực!J1"),
    (titled("Mốc thời gian", "P7", "lạc"), "stray_cell", "Mốc thời gian!P7"),
    (titled("Kế hoạch", "A3", "Số hiệu gì đó"), "unknown_column", "Kế hoạch!A3"),
    (titled("Kế hoạch", "A5", None), "missing_column", "Kế hoạch!A1"),
    (titled("Kế hoạch", "A3", "Cơ quan ban hành"), "duplicate_column", "Kế hoạch!A5"),
    (typed("Kế hoạch", "Từ ngày", "30/02/2026"), "bad_date", "Kế hoạch!B9"),
    (typed("Kế hoạch", "Từ ngày", 2026), "bad_date", "Kế hoạch!B9"),
    (typed("Kế hoạch", "Đến ngày", None), "empty_cell", "Kế hoạch!B10"),
    (typed("Kế hoạch", "Đến ngày", datetime(2025, 12, 31)), "impossible_dates", "Kế hoạch!B10"),  # noqa: DTZ001 - Excel's days have no zone
    (typed("Kế hoạch", "Phiên bản mẫu", 9), "schema", "Kế hoạch!B11"),
    (typed("Kế hoạch", "Mã kế hoạch", "kế hoạch"), "bad_id", "Kế hoạch!B2"),
    (typed("Kế hoạch", "Tên kế hoạch", "  "), "empty_quote", "Kế hoạch!B6"),
    (typed("Kế hoạch", "Tên gọn", datetime(2026, 2, 15)), "bad_text", "Kế hoạch!B7"),  # noqa: DTZ001 - Excel's days have no zone
    (typed("Kế hoạch", "Khác", "khóa không có dấu bằng"), "bad_pairs", "Kế hoạch!B12"),
    (typed("Kế hoạch", "Khác", 'colour = "red"'), "unknown_key", "Kế hoạch!B12"),
    (typed("Kế hoạch", "Khác", 'id = "khac"'), "duplicate_column", "Kế hoạch!B12"),
    (typed("Tiêu chí", "Đối tượng", "con dê"), "unknown_word", "Tiêu chí!E3"),
    (typed("Tiêu chí", "Đối tượng", "học sinh"), "unknown_subject", "Tiêu chí!E3"),
    (typed("Tiêu chí", "Cách kiểm", "xem cho vui"), "unknown_word", "Tiêu chí!G3"),
    (typed("Tiêu chí", "Cách kiểm", None), "empty_cell", "Tiêu chí!G3"),
    (typed("Tiêu chí", "Số liệu phải tăng", "số cừu"), "unknown_term", "Tiêu chí!H3"),
    (typed("Tiêu chí", "Số liệu phải tăng", "cuộc thi về khởi nghiệp"), "wrong_term", "Tiêu chí!H3"),
    (typed("Tiêu chí", "Số liệu phải tăng", None), "no_question", "Tiêu chí!G3"),
    (typed("Tiêu chí", "Danh hiệu", "danh hiệu tập thể xuất sắc"), "idle_cell", "Tiêu chí!J3"),
    (typed("Tiêu chí", "Minh chứng", None, row=4), "empty_cell", "Tiêu chí!O4"),
    (typed("Tiêu chí", "Tiêu chí (nguyên văn)", None), "empty_quote", "Tiêu chí!C3"),
    (typed("Tiêu chí", "Mã tiêu chí", "chung.1"), "duplicate_id", "Tiêu chí chung!A3"),
    (copied("Tiêu chí", 3), "duplicate_id", "Tiêu chí!B6"),
    (typed("Tiêu chí", "Thuộc lĩnh vực", "trồng trọt"), "unknown_field", "Tiêu chí!A3"),
    (typed("Tiêu chí", "Thuộc lĩnh vực", None), "empty_cell", "Tiêu chí!A3"),
    (typed("Tiêu chí", "Nhóm được xét", "giáo viên", row=4), "unknown_group", "Tiêu chí!F4"),
    (typed("Tiêu chí", "Nhóm được xét", None, row=4), "group_without_criterion", "Nhóm!B3"),
    (typed("Tiêu chí", "Đối tượng", "hộ", row=4), "criterion_without_subject", "Tiêu chí!F4"),
    (typed("Nhóm", "Đối tượng", "mô hình"), "unknown_subject", "Nhóm!D3"),
    (copied("Nhóm", 3), "duplicate_id", "Nhóm!B4"),
    (typed("Lĩnh vực", "Đối tượng nhận", "hộ; tập thể; cá nhân"), "kind_without_criterion", "Lĩnh vực!G3"),
    (typed("Lĩnh vực", "Giao cơ quan chủ trì", "có lẽ"), "unknown_word", "Lĩnh vực!H3"),
    (lambda workbook: workbook["Lĩnh vực"].delete_rows(3), "no_fields", "Lĩnh vực!A1"),
    (typed("Chỉ tiêu", "Ít nhất", "hai"), "bad_number", "Chỉ tiêu!C3"),
    (typed("Chỉ tiêu", "Ít nhất", 1.5), "bad_number", "Chỉ tiêu!C3"),
    (typed("Chỉ tiêu", "Ít nhất", None), "impossible_numbers", "Chỉ tiêu!C3"),
    (typed("Chỉ tiêu", "Nhiều nhất", 1), "impossible_numbers", "Chỉ tiêu!C3"),
    (typed("Chỉ tiêu", "Tính theo", "mỗi tháng"), "unknown_word", "Chỉ tiêu!E3"),
    (typed("Chỉ tiêu", "Của lĩnh vực", "trồng trọt"), "unknown_field", "Chỉ tiêu!G3"),
    (typed("Chỉ tiêu", "Đếm gì", "=1/0"), "bad_formula", "Chỉ tiêu!F3"),
    (typed("Chỉ tiêu", "Đếm gì", "#REF!"), "bad_formula", "Chỉ tiêu!F3"),
    (copied("Chỉ tiêu", 3), "duplicate_id", "Chỉ tiêu!A4"),
    (copied("Mốc thời gian", 3), "duplicate_id", "Mốc thời gian!A4"),
    (typed("Mốc thời gian", "Mục", 1.5), "bad_text", "Mốc thời gian!H3"),
    (typed("Mốc thời gian", "Thời hạn (nguyên văn)", True), "bad_text", "Mốc thời gian!E3"),
    (typed("Cơ quan thay thế", "Đã xác nhận", "có"), "empty_cell", "Cơ quan thay thế!B3"),
    (typed("Từ riêng", "Loại", "con vật"), "unknown_word", "Từ riêng!B3"),
    (merged("Chỉ tiêu", "A3:C3"), "empty_cell", "Chỉ tiêu!B3"),
]


@pytest.mark.parametrize(("spoil", "code", "place"), BROKEN)
def test_a_broken_workbook_says_where_and_what(spoil: Spoil, code: str, place: str) -> None:
    reading = WORKBOOK.read(spoilt(spoil), NAME)
    found = {(fault.code, str(fault.place)) for fault in reading.faults}
    assert (code, place) in found, [str(fault) for fault in reading.faults]
    assert len(found) <= 3, "one slip must not bury its author"
    assert reading.plan is None
    for fault in reading.faults:
        assert fault.place.sheet
        for locale in ("vi", "en"):
            told = CATALOGUE.words("en" if locale == "en" else "vi")(fault.sentence)
            assert not re.search(r"plan_error|workbook\.|\{", told), told


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
    reading = WORKBOOK.read(rezipped(lambda part, c: strings if part == "xl/sharedStrings.xml" else c, of=first), NAME)
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


def bomb() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        new.writestr("[Content_Types].xml", b"<Types/>")
        new.writestr("xl/worksheets/sheet1.xml", b"0" * 31 * 1024 * 1024)
    return target.getvalue()


def swapped(old: bytes, new: bytes, part: str = "xl/worksheets/sheet2.xml") -> bytes:
    def change(name: str, content: bytes) -> bytes:
        assert name != part or old in content
        return content.replace(old, new, 1) if name == part else content

    return rezipped(change)


def plain_zip() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as new:
        new.writestr("ke-hoach.txt", "chữ")
    return target.getvalue()


DOCTYPE = b'<!DOCTYPE x [<!ENTITY a "dddddddddd"><!ENTITY b "&a;&a;&a;&a;">]>'

# What was sent in place of a workbook, and which fault that is.
FILES: dict[str, tuple[Callable[[], bytes], str]] = {
    "nothing": (bytes, "no_workbook"),
    "a text": (lambda: b"ma;ten\n1;2", "no_workbook"),
    "a cut-off file": (lambda: template()[:20_000], "no_workbook"),
    "a damaged file": (lambda: template()[:500] + b"\0" * 400 + template()[900:], "no_workbook"),
    "another zip": (plain_zip, "no_workbook"),
    "an older Excel": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old_workbook"),
    "a password": (
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"),
        "locked_workbook",
    ),
    "a zip bomb": (bomb, "too_large"),
    "a huge file": (lambda: template() + b"\0" * 11 * 1024 * 1024, "too_large"),
    "many parts": (lambda: rezipped(lambda _, c: c, {f"x{n}.xml": b"<a/>" for n in range(600)}), "too_large"),
    "entities": (lambda: swapped(b"<worksheet", DOCTYPE + b"<worksheet"), "no_workbook"),
    "no XML": (lambda: swapped(b"<sheetData>", b"<sheetData"), "no_workbook"),
    "many rows": (lambda: swapped(b"</sheetData>", b"<row/>" * 20_100 + b"</sheetData>"), "too_large"),
    "many cells": (lambda: swapped(b"</sheetData>", b"<row>" + b"<c/>" * 160_000 + b"</row></sheetData>"), "too_large"),
    "many elements": (lambda: swapped(b"<sheetData>", b"<a/>" * 700_000 + b"<sheetData>"), "too_large"),
    "one merged cell": (
        lambda: swapped(b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'),
        "too_large",
    ),
    "one link": (
        lambda: swapped(b"</sheetData>", b'</sheetData><hyperlinks><hyperlink ref="A1:XFD99999"/></hyperlinks>'),
        "too_large",
    ),
}


@pytest.mark.parametrize("file", FILES)
def test_a_file_that_is_no_fair_workbook_is_refused(file: str) -> None:
    content, code = FILES[file]
    reading = WORKBOOK.read(content(), NAME)
    (fault,) = reading.faults
    assert (fault.code, fault.place) == (code, Place(0))
    assert reading.marked is None
    told = CATALOGUE.words("vi")(fault.sentence)
    assert told.startswith(f"{NAME}, cả tệp: ")
    assert "plan_error" not in told


def test_a_cell_far_away_takes_no_time() -> None:
    def far(workbook: Any) -> None:
        workbook["Chỉ tiêu"]["XFD1048576"] = "xa"

    reading = WORKBOOK.read(spoilt(far), NAME)
    assert [(fault.code, fault.place.cell) for fault in reading.faults] == [("stray_cell", "XFD1048576")]


def test_a_workbook_of_something_else_lacks_all_pages() -> None:
    workbook = openpyxl.Workbook()
    workbook.active["A1"] = "Danh sách lớp"
    codes = {fault.code for fault in WORKBOOK.read(kept(workbook), NAME).faults}
    assert codes == {"missing_sheet", "unknown_sheet"}


def test_quotations_are_looked_up_in_the_official_text() -> None:
    document = example()
    texts = [document["title"], document["general"][0]["text"], document["fields"][0]["quote"]]
    texts += [part["text"] for part in document["fields"][0]["criteria"]]
    texts += [
        part["quote"]
        for key in ("legal_basis", "quotas", "milestones", "workflow", "documents", "oversight")
        for part in document[key]
    ]
    assert WORKBOOK.read(template(), NAME, "\n".join(texts)).faults == ()
    source = "\n".join(texts).replace("đàn dê năm sau", "đàn bò năm sau")
    reading = WORKBOOK.read(template(), NAME, source)
    assert [(fault.code, str(fault.place)) for fault in reading.faults] == [("quote_not_found", "Tiêu chí!C3")]
    assert "đàn bò năm sau nhiều hơn năm trước" in CATALOGUE.words("vi")(reading.faults[0].sentence)


def test_faults_come_as_one_reads() -> None:
    def spoil(workbook: Any) -> None:
        for change in (
            typed("Chỉ tiêu", "Ít nhất", "hai"),
            typed("Tiêu chí", "Đối tượng", "dê"),
            typed("Kế hoạch", "Từ ngày", "?"),
        ):
            change(workbook)

    places = [str(fault.place) for fault in WORKBOOK.read(spoilt(spoil), NAME).faults]
    assert places == ["Kế hoạch!B9", "Tiêu chí!E3", "Chỉ tiêu!C3"]
