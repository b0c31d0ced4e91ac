"""What is sent in place of a workbook is refused before it is parsed, be it a mistake or a bomb."""

import io
import zipfile
from collections.abc import Callable

import pytest

from conversations.plans.plan_error import Place
from tests.papers.workbooks import CATALOGUE, NAME, WORKBOOK, rezipped, template


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


RULES = "xl/worksheets/sheet9.xml"
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
    "a wide row": (
        lambda: swapped(b"</sheetData>", b"<row>" + b"<c><v>1</v></c>" * 20_000 + b"</row></sheetData>"),
        "too_large",
    ),
    "one merged cell": (
        lambda: swapped(b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'),
        "too_large",
    ),
    "one rule": (
        lambda: swapped(
            b"<dataValidation ", b'<dataValidation sqref="' + b"A1 " * 60_000 + b'"/><dataValidation ', RULES
        ),
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
