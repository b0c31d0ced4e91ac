"""Every way in which a workbook may be broken: which fault that is and in which cell, and that nothing crashes."""

import re
from datetime import datetime
from typing import Any

import openpyxl
import pytest

from tests.papers.workbooks import (
    CATALOGUE,
    NAME,
    WORKBOOK,
    Spoil,
    example,
    kept,
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
    (titled("Mốc thời gian", "H1", None), "missing_column", "Mốc thời gian!A1"),
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
    texts += [part["old"] for part in document["successors"]]
    assert WORKBOOK.read(template(), NAME, "\n".join(texts)).faults == ()
    source = "\n".join(texts).replace("đàn dê năm sau", "đàn bò năm sau")
    reading = WORKBOOK.read(template(), NAME, source)
    assert [(fault.code, str(fault.place)) for fault in reading.faults] == [("quote_not_found", "Tiêu chí!C3")]
    assert "đàn bò năm sau nhiều hơn năm trước" in CATALOGUE.words("vi")(reading.faults[0].sentence)


def told(spoil: Spoil) -> str:
    """Return the sentence about the one fault of a spoilt workbook."""
    (fault,) = WORKBOOK.read(spoilt(spoil), NAME).faults
    return CATALOGUE.words("vi")(fault.sentence)


def test_faults_speak_the_words_of_the_workbook() -> None:
    contest = told(typed("Tiêu chí", "Số liệu phải tăng", "cuộc thi về khởi nghiệp"))
    assert "mục “cuộc thi về khởi nghiệp” thuộc loại cuộc thi, ở đây cần số tiền (đồng), số đếm" in contest
    assert "khóa “colour”" in (pair := told(typed("Kế hoạch", "Khác", 'colour = "red"')))
    assert ", notes, number, oversight," in pair
    assert "Xin chọn trong: hộ gia đình và tập thể." in told(typed("Tiêu chí", "Đối tượng", "học sinh"))
    assert "“Đếm gì” để trống. Xin điền ô này." in told(typed("Chỉ tiêu", "Đếm gì", None))
    assert "chỉ tiêu từ … đến … không hợp lý" in told(typed("Chỉ tiêu", "Ít nhất", None))


def test_a_column_that_lacks_is_told_once_and_not_in_every_row() -> None:
    def spoil(workbook: Any) -> None:
        copied("Tiêu chí chung", 3)(workbook)
        workbook["Tiêu chí chung"]["A4"] = "chung.2"
        workbook["Tiêu chí chung"].delete_cols(3)

    assert "thiếu mục hoặc cột “Mục”" in told(spoil)


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
