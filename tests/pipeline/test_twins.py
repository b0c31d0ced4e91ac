"""Two officers nominate the same person through the whole house: at the same moment, and one a minute later."""

import io

from PIL import Image, ImageDraw
from sqlalchemy import select

from conversations.model import KeptFile, SentFiles
from storage.tables import co_nominators, nominations
from tests.pipeline.conftest import Bench

PHOTOS = SentFiles((KeptFile("ab" * 32, "image/jpeg", 1, "a.jpg"), KeptFile("cd" * 32, "image/jpeg", 1, "b.jpg")))
WHO = (
    "/start demo-officer", "/moi", "đồng ý", "huyện hữu lũng", "mô hình phát triển kinh tế",
    "Hoàng Văn Thắng", "15/2/79", "thôn Đồng Mỏ",
)  # fmt: skip
FILLED = (
    "180tr 210tr 240tr", "tất cả", "xong", "tất cả", "xong", "tất cả", "xong", "không", PHOTOS, "xong",
    "Trước chỉ trồng sắn, không đủ ăn.", "Chuyển sang na rải vụ, học kỹ thuật.",
    "Thuê bốn lao động trong thôn.", "Làm từng ít một, ghi chép đầy đủ.", "gửi",
)  # fmt: skip
SWORN = "tôi cam đoan"


async def filed(bench: Bench) -> list[tuple[str, int]]:
    async with bench.app.database.read() as conn:
        rows = await conn.execute(select(nominations.c.subject, nominations.c.person_id).order_by(nominations.c.id))
        return [(row.subject, row.person_id) for row in rows]


async def test_sent_at_the_same_moment_both_stay_and_each_shows_the_other(bench: Bench) -> None:
    """Neither could be asked about the other, so nothing was decided: two files, and a flag in both."""
    for who in ("1", "2"):
        await bench.does(*WHO, *FILLED, who=who)
    await bench.app.house.take([bench.inbound(SWORN, who) for who in ("1", "2")])
    await bench.sent()
    made = await filed(bench)
    assert [name for name, _ in made] == ["Hoàng Văn Thắng"] * 2
    assert made[0][1] != made[1][1]
    for who in ("1", "2"):
        await bench.does("/hoso", "1", who=who)
        assert "👥 Có hồ sơ gần giống: Hoàng Văn Thắng, sinh 1979, thôn Đồng Mỏ" in bench.door.texts(who)[-1]


async def test_what_was_sent_a_minute_ago_is_asked_about_at_once(bench: Bench) -> None:
    """The second officer stands at the end of her draft when the first one sends; she is asked before she can send."""
    for who in ("1", "2"):
        await bench.does(*WHO, *FILLED, who=who)
    await bench.does(SWORN, who="1")
    await bench.does(SWORN, who="2")
    assert "Có phải cùng một người không?" in bench.door.texts("2")[-1]
    assert len(await filed(bench)) == 1
    await bench.does("cùng người", "đứng tên", who="2")
    assert "đã cùng đứng tên đề cử Hoàng Văn Thắng" in bench.door.texts("2")[-1]
    assert len(await filed(bench)) == 1
    async with bench.app.database.read() as conn:
        assert len((await conn.execute(select(co_nominators))).all()) == 1


async def test_a_reader_sees_that_a_photo_stands_elsewhere(bench: Bench) -> None:
    """A real photo, and the same one after somebody made it smaller: two files, one print."""
    first, again = picture(), picture()
    again.thumbnail((500, 500))
    for who, name, shown in (("1", "Hoàng Văn Thắng", first), ("2", "Triệu Thị Mùi", again)):
        out = io.BytesIO()
        shown.save(out, "JPEG", quality=60)
        kept = await bench.app.house.keep(out.getvalue(), "anh.jpg")
        assert isinstance(kept, KeptFile)
        sent = SentFiles((kept, KeptFile(who * 64, "image/jpeg", 1, "b.jpg")))
        steps = (name if step == WHO[5] else sent if step is PHOTOS else step for step in (*WHO, *FILLED, SWORN))
        await bench.does(*steps, who=who)
    await bench.does("/start demo-leader", "/hoso", "1", who="3")
    assert "📷 1 ảnh, giấy tờ cũng có trong hồ sơ Hoàng Văn Thắng do" in bench.door.texts("3")[-1]
    await bench.does("/hoso", "1", who="2")
    assert "📷" not in bench.door.texts("2")[-1]


def picture() -> Image.Image:
    """Draw something of which a print can be taken."""
    made = Image.new("RGB", (1200, 900), (200, 210, 240))
    draw = ImageDraw.Draw(made)
    for at in range(12):
        draw.ellipse(
            (at * 97, at * 61 % 700, at * 97 + 240, at * 61 % 700 + 300), fill=(at * 19, 255 - at * 20, at * 7)
        )
    return made
