"""The same photos and paragraphs in two nominations are found, and told as far as one may see."""

from dataclasses import replace

from sqlalchemy import update

from conversations.model import Json
from conversations.queries import CopiedStories, Elsewhere, PhotoTwinsOf
from conversations.traces import paragraphs
from storage import files, nominations, traces
from storage.database import Database, Transaction
from storage.files import FileRow
from storage.nominations import Filing
from storage.tables import nominations as table
from tests.storage.province import NOW, Province, a_nomination

PRINT = 0x1234_5678_9ABC_DEF0 - 2**64 // 8
STORY = "Năm 2018 gia đình là hộ cận nghèo, đất đồi dốc, trồng sắn không đủ ăn, nay mỗi năm bán mười hai tấn na."


async def file(conn: Transaction, province: Province, draft: int, photos: list[str], story: str = "") -> int:
    pictures: Json = [{"sha256": sha256, "mime": "image/jpeg", "size": 1, "name": ""} for sha256 in photos]
    answers: dict[str, Json] = {"photos": pictures, "story.method": story}
    one = replace(a_nomination(draft, province.round), answers=answers)
    (row_id,) = (await nominations.file(conn, [Filing(province.lan, one, NOW)])).values()
    return row_id


async def photos_are_known(conn: Transaction, **prints: int | None) -> None:
    rows = [FileRow(sha256, "image/jpeg", 1, NOW, None, known) for sha256, known in prints.items()]
    await files.record(conn, rows)


async def test_the_same_photo_and_a_near_one(database: Database, province: Province) -> None:
    """The near one differs in four bits; one that differs in many is another photo, though a quarter is the same."""
    async with database.write() as conn:
        await photos_are_known(conn, same=PRINT, near=PRINT ^ 0b1111, other=PRINT ^ 0xFFFF, blank=None)
        mine = await file(conn, province, 1, ["same", "blank"])
        near = await file(conn, province, 2, ["near"])
        both = await file(conn, province, 3, ["same", "blank", "near"])
        await file(conn, province, 4, ["other"])
        query = PhotoTwinsOf(("same", "blank"), province.van_nham, mine)
        found = (await traces.photos(conn, [query]))[query]
    subject, by = "Hộ ông Triệu Văn Ba", "Hoàng Thị Lan"
    assert found == (Elsewhere(both, 2, 2026, subject, by), Elsewhere(near, 1, 2026, subject, by))


async def test_a_story_that_was_copied(database: Database, province: Province) -> None:
    """A stranger to the unit is told that there is another file, and not whose."""
    async with database.write() as conn:
        mine = await file(conn, province, 1, [], STORY)
        theirs = await file(conn, province, 2, [], STORY.replace("mười hai", "ba"))
        gone = await file(conn, province, 3, [], STORY)
        await conn.execute(update(table).where(table.c.id == gone).values(stage="withdrawn"))
        told = paragraphs({"story.x": STORY})
        above, beside = (CopiedStories(told, unit, mine) for unit in (province.province, province.huu_lien))
        found = await traces.stories(conn, [above, beside])
    assert found[above] == (Elsewhere(theirs, 1, 2026, "Hộ ông Triệu Văn Ba", "Hoàng Thị Lan"),)
    assert found[beside] == (Elsewhere(theirs, 1, 2026),)
