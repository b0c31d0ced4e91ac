"""A complete small plan, and the means to spoil it: what the loader's tests feed it with."""

from pathlib import Path

SMALL = """\
schema = 1
id = "small"
issuer = "UBND xã"
title = "Kế hoạch nhỏ"
short = "Kế hoạch nhỏ"
source = "small.txt"
begins = 2021-01-01
ends = 2025-12-31

[[terms]]
id = "goats"
sort = "number"
words = "số dê"

[[general]]
id = "general.1"
clause = "II"
text = "là nhân tố nổi trội"
check = { kind = "judged" }

[[fields]]
id = "farm"
title = "Chăn nuôi"
quote = "Điển hình trong chăn nuôi"
clause = "II.1"
kinds = ["household", "individual"]

[[fields.groups]]
id = "hill"
title = "Vùng cao"

[[fields.criteria]]
id = "farm.1"
groups = ["hill"]
text = "đàn dê năm sau nhiều hơn năm trước"
check = { kind = "rising", series = ["goats"] }

[[fields.criteria]]
id = "farm.2"
kinds = ["household"]
text = '''
không thả rông
gia súc'''
check = { kind = "negative" }

[[quotas]]
id = "farm"
who = "Hội Nông dân"
least = 2
per = "year"
counts = "điển hình"
field = "farm"
clause = "II.1"
quote = "ít nhất 02 điển hình/năm"

[[milestones]]
id = "send"
what = "Gửi danh sách"
who = "Các thôn"
when = "trước ngày 15/02"
recurring = true
clause = "III"
quote = "gửi danh sách trước ngày 15/02"
"""


def write(folder: Path, old: str = "", new: str = "", name: str = "small.toml") -> Path:
    """Write the small plan with `old` replaced once by `new`, and return the file."""
    assert old in SMALL, f"the small plan does not contain {old!r}"
    path = folder / name
    path.write_text(SMALL.replace(old, new, 1), encoding="utf-8")
    return path


def line_of(text: str, spoilt: Path) -> int:
    """Return the line of the spoilt file that begins with `text`."""
    lines = spoilt.read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, start=1) if line.startswith(text))
