"""What waits for a decision in the demo: its officers say it line by line, as anybody does, so nothing is made up that
the house itself would not have let through. Only invented people stand here.
"""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from PIL import Image, ImageDraw

from bot.channels.base import Capabilities, Inbound
from bot.demo import desk_of_leader
from bot.running import App
from bot.transaction import work
from conversations.model import Event, KeptFile, Said, SentFiles
from conversations.queries import UnitsNamed
from storage import contacts, people, units
from storage.database import Transaction

DOOR = "demo"
"""The channel of the demo's own officers. It pulls, so nothing that is said to them is sent anywhere."""
CAN = Capabilities(buttons=False, edits=False, pulls=True)
PHOTO = "📷"
"""In place of a line: the officer sends a photo."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """Who says it (a body of the first commune), as whom, and his lines. `{0}`–`{2}` are the three last years."""

    body: str
    name: str
    call: str
    lines: tuple[str, ...]


SPOKEN: tuple[Spoken, ...] = (
    Spoken(
        "Hội Nông dân", "Nông Thị Sen", "chị Sen",
        (
            "/moi", "đã biết và đồng ý", "hữu lũng", "kinh tế", "Lục Văn Hinh", "1982", "thôn Bến Cốn",
            "{0}: 180tr, {1}: 210tr, {2}: 240tr", "{0} {1}", "xong", "tất cả", "xong", "tất cả", "xong",
            "không", PHOTO, "xong", "Năm 2018 gia đình là hộ cận nghèo, trông vào hai sào sắn.",
            "Chuyển 2 ha sắn sang na rải vụ, học cắt tỉa ở hội.", "Mỗi năm bán 12 tấn na, giúp ba hộ cây giống.",
            "Làm từng ít một, ghi chép đầy đủ.", "hồ sơ đúng rồi, gửi", "tôi cam đoan",
        ),
    ),
    Spoken(
        "Hội Liên hiệp Phụ nữ", "Lý Thị Kim", "chị Kim",
        (
            "/moi", "đã biết và đồng ý", "hữu lũng", "người nghèo", "một tập thể", "Chi hội Phụ nữ thôn Phổng",
            "Hoàng Thị Liễu", "45", "thôn Phổng", "mười lăm triệu", "7 hộ", "tất cả", "xong", "tất cả", "xong",
            "không", PHOTO, "xong", "Thôn có 11 hộ nghèo, phần lớn là phụ nữ nuôi con một mình.",
            "Nuôi lợn tiết kiệm, cho vay không lãi, chị khá kèm chị khó.", "Bảy hộ thoát nghèo trong ba năm.",
            "Giúp vốn phải đi cùng giúp cách làm.", "hồ sơ đúng rồi, gửi", "tôi cam đoan",
        ),
    ),
    Spoken(
        "Đoàn Thanh niên", "Vi Văn Páo", "anh Páo",
        (
            "/moi", "đã biết và đồng ý", "hữu lũng", "kinh tế", "Triệu Văn Minh", "1996", "thôn Đồng Mỏ",
            "{0}: 60tr, {1}: 95tr, {2}: 130tr", "{0} {1}", "xong", "tất cả", "xong", "tất cả", "xong",
            "không", PHOTO, "xong", "Đi làm công ty bốn năm, về quê với ít vốn dành dụm.",
            "Nuôi ong trên đồi keo, bán mật qua mạng, mỗi chai có tem.", "Từ 20 đàn lên 85 đàn, ba bạn trẻ cùng làm.",
            "Bán được hàng rồi hãy thêm đàn.", "hồ sơ đúng rồi, gửi", "tôi cam đoan",
        ),
    ),
)  # fmt: skip


async def file_examples(app: App) -> None:
    """Let the officers speak, each once: whoever said it all already says nothing more."""
    now = app.clock.now()
    async with app.database.read() as conn:
        known = await contacts.find(conn, {(DOOR, spoken.body) for spoken in SPOKEN})
    todo = [spoken for spoken in SPOKEN if (DOOR, spoken.body) not in known]
    kept = [await app.house.keep(_drawn(n), "mo-hinh.jpg") for n, _ in enumerate(todo)]
    photos = [photo for photo in kept if isinstance(photo, KeptFile)]
    if not todo or len(photos) < len(todo):  # the disk is full; a demo can wait
        return
    years = [str(now.year - back) for back in (2, 1, 0)]
    async with app.database.write() as conn:
        await _seat(conn, todo, now)
        lines = [said for spoken, photo in zip(todo, photos, strict=True) for said in _said(spoken, years, photo, now)]
        await work(app.parts, conn, lines, now)


async def _seat(conn: Transaction, todo: Sequence[Spoken], now: datetime) -> None:
    """Give every officer a person behind his door."""
    desk = await desk_of_leader(conn, now.date())
    query = UnitsNamed(desk, "", level="association")
    bodies = {unit.name: unit.id for unit in (await units.children(conn, [query], now.date()))[query]}
    seats = await contacts.resolve(conn, [(DOOR, spoken.body, "") for spoken in todo])
    for spoken in todo:
        unit = next(bodies[name] for name in bodies if name.startswith(spoken.body))
        new = people.NewPerson(spoken.name, spoken.call, unit, frozenset({"officer"}))
        (person,) = await people.create(conn, [new], now)
        await contacts.bind(conn, seats[DOOR, spoken.body].id, person)


def _said(spoken: Spoken, years: list[str], photo: KeptFile, now: datetime) -> Iterator[Inbound]:
    for n, line in enumerate(spoken.lines):
        event: Event = SentFiles((photo,)) if line == PHOTO else Said(line.format(*years))
        yield Inbound(DOOR, f"{spoken.body} {n}", spoken.body, event, now)


def _drawn(n: int) -> bytes:
    """Hills, a field and the sun, each time elsewhere: plainly no photo of anybody's, and no two alike."""
    picture = Image.new("RGB", (800, 600), "#bfe3f5")
    draw = ImageDraw.Draw(picture)
    draw.ellipse((600 - 250 * n, 60, 700 - 250 * n, 160), fill="#f7d154")
    draw.polygon(
        [(0, 420 - 90 * n), (260, 200 + 120 * n), (520, 400 - 150 * n), (800, 260 + 90 * n), (800, 600), (0, 600)],
        fill="#7fb069",
    )
    for row in range(440, 600, 28):
        draw.line((0, row, 800, row - 40), fill="#4f7f3c", width=10)
    written = io.BytesIO()
    picture.save(written, "JPEG", quality=80)
    return written.getvalue()
