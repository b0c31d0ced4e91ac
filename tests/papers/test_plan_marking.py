"""The workbook that was sent comes back with its faults marked, and with everything else as it was."""

from typing import Any

from openpyxl.styles import Font, PatternFill

from bot.papers.plan_looks import MARK_FILL
from bot.papers.plan_sheets import PAGES
from bot.papers.plan_words import PlanWords
from conversations.model import LOCALES
from tests.papers.workbooks import CATALOGUE, NAME, WORKBOOK, example, kept, opened, spoilt, typed

RED = MARK_FILL.fgColor.rgb


def spoil(workbook: Any) -> None:
    """Make three faults, two of them in one row, in a workbook that somebody has made his own."""
    typed("Tiêu chí", "Đối tượng", "con dê")(workbook)
    typed("Tiêu chí", "Cách kiểm", "=1+1")(workbook)
    typed("Chỉ tiêu", "Ít nhất", "hai")(workbook)
    page = workbook["Tiêu chí"]
    page["C3"].font = Font(color="FF0000FF")
    page["C4"].fill = PatternFill("solid", fgColor="FFFFFF00")
    page.column_dimensions["C"].width = 33
    workbook.create_sheet("Của tôi")["A1"] = "=SUM(1,2)"
    workbook["Của tôi"].sheet_state = "hidden"


def marked() -> Any:
    content = WORKBOOK.read(spoilt(spoil), NAME).marked
    assert content is not None
    return opened(content)


def reds(sheet: Any) -> list[str]:
    return [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.fill.fgColor.rgb == RED]


def test_faulty_cells_are_red_and_their_rows_say_why() -> None:
    workbook = marked()
    page = workbook["Tiêu chí"]
    assert reds(page) == ["E3", "G3"]
    assert page["W1"].value == "Lý do"
    first, second = page["W3"].value.split("\n")
    assert first.startswith("E3: “con dê” không dùng được cho “Đối tượng”. Xin chọn trong: hộ gia đình, cá nhân")
    assert second.startswith("G3: ô này là công thức chưa có kết quả")
    assert page["W4"].value is None
    assert reds(workbook["Chỉ tiêu"]) == ["C3"]
    assert "“hai” không phải là số nguyên" in workbook["Chỉ tiêu"]["M3"].value


def test_the_first_page_says_how_many_and_leads_to_each() -> None:
    page = marked().worksheets[0]
    assert page.title == "Kết quả kiểm tra"
    assert page["A1"].value == "Có 3 chỗ cần sửa"
    assert [page.cell(row, 1).value for row in (4, 5, 6)] == ["Tiêu chí", "Tiêu chí", "Chỉ tiêu"]
    assert page["A4"].hyperlink.location == "'Tiêu chí'!E3"
    assert page["B6"].value.startswith("C3: ")


def test_everything_else_stays_as_it_was_sent() -> None:
    before, after = opened(spoilt(spoil)), marked()
    assert after.sheetnames == ["Kết quả kiểm tra", *before.sheetnames]
    assert after["Của tôi"]["A1"].value == "=SUM(1,2)"
    assert after["Của tôi"].sheet_state == "hidden"
    assert after["Tiêu chí"]["C3"].font.color.rgb == "FF0000FF"
    assert after["Tiêu chí"]["C4"].fill.fgColor.rgb == "FFFFFF00"
    assert after["Tiêu chí"].column_dimensions["C"].width == 33
    for sheet in before.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                assert after[sheet.title][cell.coordinate].value == cell.value
    assert len(after["Tiêu chí"].data_validations.dataValidation) == 14


def test_marks_go_away_when_what_they_mark_is_mended() -> None:
    workbook = marked()
    typed("Tiêu chí", "Đối tượng", "hộ gia đình")(workbook)
    again = WORKBOOK.read(kept(workbook), NAME)
    assert [str(fault.place) for fault in again.faults] == ["Tiêu chí!G3", "Chỉ tiêu!C3"]
    assert again.marked is not None
    workbook = opened(again.marked)
    assert workbook.worksheets[0]["A1"].value == "Có 2 chỗ cần sửa"
    assert workbook.sheetnames.count("Kết quả kiểm tra") == 1
    assert reds(workbook["Tiêu chí"]) == ["G3"]
    assert [cell.value for cell in workbook["Tiêu chí"][1]].count("Lý do") == 1
    assert "\n" not in workbook["Tiêu chí"]["W3"].value
    typed("Tiêu chí", "Cách kiểm", "Số liệu tăng hằng năm")(workbook)
    typed("Chỉ tiêu", "Ít nhất", 2)(workbook)
    mended = WORKBOOK.read(kept(workbook), NAME)
    assert mended.faults == ()
    assert mended.document == example()


def test_a_fault_of_the_titles_is_told_below_the_title_of_the_reasons() -> None:
    def retitle(workbook: Any) -> None:
        workbook["Tiêu chí"]["D1"] = "=cmd|' /C calc'!A0"
        workbook["Tiêu chí"]["D1"].data_type = "s"

    content = WORKBOOK.read(spoilt(retitle), NAME).marked
    assert content is not None
    workbook = opened(content)
    assert reds(workbook["Tiêu chí"]) == ["D1"]
    assert workbook["Tiêu chí"]["W1"].value.startswith("Lý do\nD1: “=cmd|' /C calc'!A0” không có trong mẫu")
    assert {cell.data_type for sheet in workbook.worksheets for row in sheet.iter_rows() for cell in row} <= set("nsd")
    assert [str(fault.place) for fault in WORKBOOK.read(content, NAME).faults] == ["Tiêu chí!D1"]


def test_titles_tell_the_columns_of_a_page_apart() -> None:
    words = PlanWords(CATALOGUE, "vi")
    for page in PAGES:
        forms = [form for column in page.columns for form in words.forms(column.title)]
        assert len(forms) == len(set(forms)), f"{page.name}: one title means two columns, in whatever languages"
        for locale in LOCALES:
            titles = [CATALOGUE.say(locale, column.title) for column in page.columns]
            assert len(titles) == len(set(titles)), (page.name, locale)
            assert len(CATALOGUE.say(locale, page.title)) <= 31, "Excel takes no longer name of a page"
    names = [form for page in PAGES for form in words.forms(page.title)]
    assert len(names) == len(set(names))
