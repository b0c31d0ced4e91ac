"""A leader's picture: every letter of every name is there, the bars are as long as the numbers, and it fits a phone."""

import io
import json

import pytest
from PIL import Image

from bot.app import TOP
from bot.catalogue import Catalogue
from bot.papers.naming import mime_of
from bot.papers.progress_picture import DONE, ProgressPictures
from conversations.board import Progress
from conversations.chart import MOST_BARS, Bar, Chart, bars_of, chart_from_json, chart_to_json

PICTURES = ProgressPictures(Catalogue(TOP / "locales"))
RANGES = ((0xC0, 0xC4), (0xC8, 0xCB), (0xE0, 0xE4), (0x1EA0, 0x1EFA))
LETTERS = "ăâđêôơưĂÂĐÊÔƠƯ" + "".join(chr(code) for begin, end in RANGES for code in range(begin, end))
"""Every letter with which Vietnamese is written, beside the plain ones."""


def drawn(*bars: Bar, least: int = 2, title: str = "Đợt 2027 · tỉnh Mẫu Sơn") -> Image.Image:
    chart = Chart(title, "3/7 xã, phường đã đủ chỉ tiêu.", least, bars)
    return Image.open(io.BytesIO(PICTURES.picture(json.dumps(chart_to_json(chart))))).convert("RGB")


def longest(picture: Image.Image) -> int:
    """How many pixels the longest bar of what was brought forward has."""
    wanted = tuple(int(DONE[at : at + 2], 16) for at in (1, 3, 5))
    rows = ([picture.getpixel((x, y)) == wanted for x in range(picture.width)] for y in range(0, picture.height, 4))
    return max(sum(row) for row in rows)


def test_no_letter_is_missing() -> None:
    """A letter that the font lacks is a warning, and warnings are errors here."""
    drawn(*(Bar(LETTERS[at : at + 20], 1, 0, 1) for at in range(0, len(LETTERS), 20)), title=LETTERS[:40])


def test_a_bar_is_as_long_as_its_number() -> None:
    one, three = (drawn(Bar("xã Hữu Liên", 1, 0, 0), Bar("xã Vân Nham", n, 0, 0), Bar("c", 0, 3, 0)) for n in (1, 3))
    assert longest(three) == pytest.approx(3 * longest(one), rel=0.05)


@pytest.mark.parametrize("bars", [1, MOST_BARS])
def test_it_fits_a_phone(bars: int) -> None:
    picture = drawn(*(Bar(f"xã số {n}", n % 4, n % 3, n % 2) for n in range(bars)), title="Đợt 2027 – Kế hoạch " * 6)
    assert picture.width == 900
    assert picture.height < 2_000
    assert picture.getpixel((0, 0)) == (255, 255, 255)


def test_a_long_name_leaves_room_for_its_bar() -> None:
    name = "Hội Liên hiệp Phụ nữ xã Vân Nham và các chi hội trực thuộc ở mọi thôn"
    assert longest(drawn(Bar(name, 3, 0, 0))) > 300


def test_nothing_at_all_is_drawn_too() -> None:
    assert drawn(least=0).width == 900


def progress(unit_id: int, missing: int) -> Progress:
    return Progress(unit_id, f"xã {unit_id}", 1, 0, 0, 0, 1, 0, {"": missing} if missing else {})


def test_the_worst_come_first_and_no_more_than_can_be_told_apart() -> None:
    parts = tuple(progress(n, int(n in (5, 40))) for n in range(60))
    bars = bars_of(parts, (parts[40], parts[5]))
    assert [bar.name for bar in bars[:3]] == ["xã 40", "xã 5", "xã 0"]
    assert len(bars) == MOST_BARS
    chart = Chart("a", "b", 2, bars)
    assert chart_from_json(json.loads(json.dumps(chart_to_json(chart)))) == chart


def test_it_goes_as_a_picture() -> None:
    assert mime_of("Tiến độ 25-11-2026.png") == "image/png"
