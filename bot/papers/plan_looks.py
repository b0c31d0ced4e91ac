"""How a plan's workbook looks: the style of titles, explanations, cells and marks. Nothing is written here."""

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

_THIN = Side(style="thin", color="FFBFBFBF")

WRAPPED = Alignment(wrap_text=True, vertical="top")
FRAME = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
TITLE_FONT = Font(bold=True, color="FFFFFFFF")
TITLE_FILL = PatternFill("solid", fgColor="FF8B1A1A")
HELP_FONT = Font(italic=True, color="FF595959", size=9)
HELP_FILL = PatternFill("solid", fgColor="FFFBF3E4")
FIRST_FONT = Font(bold=True)
HEADING_FONT = Font(bold=True, size=14)
MARK_FILL = PatternFill("solid", fgColor="FFF9B4AE")
"""Of a cell with a fault; no program offers this very red, so that marking anew knows its own."""
REASON_FONT = Font(color="FFB00020")

TEXT_FORMAT = "@"
"""What is typed stays as it was typed: 1.10 is no number, 15/02 no day."""
DAY_FORMAT = "dd/mm/yyyy"
HELP_HEIGHT = 64
CONTENT_WIDTH = 90
REASON_WIDTH = 60
