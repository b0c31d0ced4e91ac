"""Opens a workbook that somebody sent: refuses what is none, and what would grow without end, before it is parsed.

An .xlsx is a zip of XML: both can hold a bomb. Every part is run through a bare parser that keeps nothing and only
counts; the library then reads a file whose size is known. What the workbook says is not looked at here.
"""

import io
import re
import warnings
import zipfile
import zlib
from dataclasses import dataclass
from html import unescape
from typing import Any
from xml.parsers import expat

import openpyxl

from conversations.plans.plan_error import FaultCode

MOST_BYTES = 10 * 1024 * 1024
MOST_PARTS = 500
MOST_RANGES = 50_000
"""Cells under merged ranges and links, and the ranges of rules: the library makes an object of each."""
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
"""Where Excel's pages end, but not those of a file that something else has made."""
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How the older .xls begins, and a workbook with a password."""
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_RANGE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})")
_CHUNK = 1 << 16
_TITLE = re.compile(r"<(?:\w+:)?sheet [^>]*?name=\"([^\"]*)\"")
_INDEX = 1 << 20
"""Bytes of the list of pages that are looked at."""


@dataclass(frozen=True, slots=True)
class Most:
    """How large a workbook may be: bytes unpacked, XML elements of all kinds, cells, rows."""

    unpacked: int
    elements: int
    cells: int
    rows: int


PLAIN = Most(30 * 1024 * 1024, 300_000, 100_000, 20_000)
"""The largest plan of the house has 20,000 elements."""
BIG = Most(200 * 1024 * 1024, 2_500_000, 600_000, 60_000)
"""A list of all communes of the country and of everybody in them; only its values are read, row by row."""
WIDEST = 40
"""Columns that are read of such a list."""


@dataclass(frozen=True, slots=True)
class Opened:
    """The workbook as it was sent, and the same one with the results of its formulas; None where it has none."""

    workbook: Any
    results: Any | None


def open_workbook(content: bytes) -> Opened | FaultCode:
    """Return the workbook in `content`, or what is wrong with the file."""
    return _refused(content, PLAIN) or _parsed(content)


def values_in(content: bytes) -> dict[str, dict[int, dict[int, Any]]] | FaultCode:
    """Return the values of a large workbook by page, row and column, of formulas their results; or what is wrong."""
    if fault := _refused(content, BIG):
        return fault
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            workbook = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
            shown = [sheet for sheet in workbook.worksheets if sheet.sheet_state == "visible"]
            return {sheet.title: _values(sheet) for sheet in shown}
    except Exception:  # noqa: BLE001 - the library raises whatever it stumbles over; to the sender it is one thing
        return "no_workbook"


def _values(sheet: Any) -> dict[int, dict[int, Any]]:
    sheet.reset_dimensions()  # what the file says of its size need not be so
    rows: dict[int, dict[int, Any]] = {}
    for number, row in enumerate(sheet.iter_rows(max_col=WIDEST, values_only=True), start=1):
        values = {at: value for at, value in enumerate(row, start=1) if value is not None and str(value).strip()}
        if values:
            rows[number] = values
    return rows


def titles_in(content: bytes) -> tuple[str, ...]:
    """Return what the pages of a workbook are called, without reading them; nothing where it is none."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive, archive.open("xl/workbook.xml") as stream:
            return tuple(unescape(title) for title in _TITLE.findall(stream.read(_INDEX).decode(errors="replace")))
    except (zipfile.BadZipFile, zlib.error, KeyError, NotImplementedError, RuntimeError, EOFError, OSError, ValueError):
        return ()


def _refused(content: bytes, most: Most) -> FaultCode | None:
    if content.startswith(_OLE):
        return "locked_workbook" if _LOCKED in content else "old_workbook"
    if len(content) > MOST_BYTES:
        return "too_large"
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _looked_through(archive, most)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError):
        return "no_workbook"


def _parsed(content: bytes) -> Opened | FaultCode:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what the library cannot keep: pictures of a rare kind and the like
            workbook = openpyxl.load_workbook(io.BytesIO(content), rich_text=True)
            if not workbook.worksheets:
                return "no_workbook"
            if any(
                row > LAST_ROW or column > LAST_COLUMN for sheet in workbook.worksheets for row, column in cells(sheet)
            ):
                return "too_large"
            counted = any(cell.data_type == "f" for sheet in workbook.worksheets for cell in cells(sheet).values())
            results = openpyxl.load_workbook(io.BytesIO(content), data_only=True) if counted else None
    except Exception:  # noqa: BLE001 - the library raises whatever it stumbles over; to the sender it is one thing
        return "no_workbook"
    return Opened(workbook, results)


def cells(sheet: Any) -> dict[tuple[int, int], Any]:
    """Return the cells that the file names, by row and column."""
    found: dict[tuple[int, int], Any] = sheet._cells  # noqa: SLF001 - iter_rows makes every empty cell between them
    return found


def _looked_through(archive: zipfile.ZipFile, most: Most) -> FaultCode | None:
    parts = archive.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > most.unpacked:
        return "too_large"
    if "[Content_Types].xml" not in archive.namelist():
        return "no_workbook"
    count = _Count(most)
    for part in parts:
        with archive.open(part) as stream:
            if fault := count.fault(stream):
                return fault
    return None


class _Count:
    """What was counted in all parts so far."""

    def __init__(self, most: Most) -> None:
        self.most = most
        self.elements = 0
        self.cells = 0
        self.rows = 0
        self.ranges = 0
        self.declares = False

    def fault(self, stream: Any) -> FaultCode | None:
        """Count one part; return why the workbook is not to be parsed, if so. A part may be no XML, like a picture."""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = self._element
        parser.StartDoctypeDeclHandler = self._doctype
        try:
            while chunk := stream.read(_CHUNK):
                parser.Parse(chunk)
                if self.declares:
                    return "no_workbook"
                if self._many():
                    return "too_large"
        except expat.ExpatError:
            pass  # so far it is counted, and the library's parser comes no further
        return None

    def _many(self) -> bool:
        return (
            self.elements > self.most.elements
            or self.cells > self.most.cells
            or self.rows > self.most.rows
            or self.ranges > MOST_RANGES
        )

    def _doctype(self, *_: object) -> None:
        """No office program writes one; entities that unfold each other stand in it."""
        self.declares = True

    def _element(self, name: str, attributes: dict[str, str]) -> None:
        self.elements += 1
        self.ranges += attributes.get("sqref", "").count(" ")
        match name.rpartition(" ")[2]:
            case "c":
                self.cells += 1
            case "row":
                self.rows += 1
            case "mergeCell" | "hyperlink":
                self.ranges += _size(attributes.get("ref", ""))
            case _:
                pass


def _size(ref: str) -> int:
    """Return how many cells a range has: "A1:C2" six. One that cannot be read counts as one."""
    found = _RANGE.fullmatch(ref.strip().upper())
    if found is None:
        return 1
    begin, top, end, bottom = found.groups()
    return (abs(_column(end) - _column(begin)) + 1) * (abs(int(bottom) - int(top)) + 1)


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
