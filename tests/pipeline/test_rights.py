"""Everybody at every door to a nomination: by menu, by command, by link, by forged button, and in the transaction.

Who may is written out by hand here. Whoever may not is told so in a sentence, and nothing is changed.
"""

import pytest
from sqlalchemy import delete

from bot.contests import contest
from bot.deeds import do
from conversations.model import CoNominated, Decided, Recused, Tapped
from storage import people
from storage.tables import comments, roles
from tests.pipeline.desks import filed, last_of
from tests.pipeline.town import (
    ADMIN,
    DECIDE,
    EVERYBODY,
    KEPT,
    NOMINATE,
    READ,
    VOTE,
    Town,
    those,
)

NO_RIGHT, NOT_YOURS = "Việc này dành cho người thẩm định và lãnh đạo", "Hồ sơ này đang ở đơn vị khác"
MENU = {
    "review": DECIDE,
    "new": NOMINATE,
    "rounds": ADMIN,
    "people": ADMIN,
}
"""What stands in the main menu, and for whom."""
COMMANDS = {
    "/xet": (those("reviewer", "leader"), NO_RIGHT),
    "/hoidong": (those("council", "leader"), "Việc này dành cho thành viên hội đồng"),
    "/dot": (those("admin", "leader"), "chỉ quản trị viên"),
    "/themkehoach": (ADMIN, "chỉ quản trị viên"),
    "/nguoi": (ADMIN, "chỉ quản trị viên"),
    "/nhapdanhsach": (ADMIN, "chỉ quản trị viên"),
    "/moi": (NOMINATE, "không lập hồ sơ đề cử"),
}
"""Whom a command lets in, and what the others read."""
LINKS = {
    "review": (DECIDE, (NO_RIGHT, NOT_YOURS), "decide"),
    "fix": (set[str](), ("không phải của anh/chị",), "fix"),
    "files": (READ, ("Hồ sơ này không còn nữa",), "read"),
    "vote": (VOTE, ("của hội đồng đơn vị khác",), "vote"),
    "nurture": (set[str](), ("do người khác theo dõi",), "nurture"),
    "consent": (set[str](), ("do người khác theo dõi",), "consent"),
}
"""Of those who did not nominate: whom a link lets in, what the others read, and as what it is written down."""
ACTS = ("forward", "recognise", "return", "nurture", "decline", "rank", "comment", "recuse")


async def test_the_menu_offers_what_one_may(town: Town) -> None:
    for who in EVERYBODY:
        await town.hears(who, "/menu")
        offered = town.offered(who)
        for button, able in MENU.items():
            assert (button in offered) == (who in able), (who, button)


@pytest.mark.parametrize("command", COMMANDS)
async def test_commands_refuse_in_words(town: Town, command: str) -> None:
    able, refused = COMMANDS[command]
    before = await town.rows()
    for who in EVERYBODY:
        says = await town.hears(who, command)
        assert says, who
        assert (refused not in says) == (who in able), (who, says)
    assert await town.rows() == before


async def test_the_queue_is_that_of_ones_own_desk(town: Town) -> None:
    for who in those("reviewer", "leader"):
        says = await town.hears(who, "/xet")
        assert ("Có 1 hồ sơ chờ anh/chị" if who in DECIDE else "Không còn hồ sơ nào chờ") in says, who


@pytest.mark.parametrize("link", LINKS)
async def test_links_refuse_in_words_and_in_the_journal(town: Town, link: str) -> None:
    able, refused, what = LINKS[link]
    await town.opens_vote()
    before = await town.rows()
    for who in EVERYBODY:
        says = await town.hears(who, Tapped(0, f"@{link}:{town.nomination}"))
        assert any(words in says for words in refused) == (who not in able), (who, says)
        assert await town.refusals(who) == ([] if who in able else [what]), who
        assert who in DECIDE | able or not town.offered(who) & set(ACTS), who
    assert await town.rows() == before


async def test_what_a_file_offers_is_what_one_may(town: Town) -> None:
    for who in EVERYBODY:
        await town.hears(who, Tapped(0, f"@files:{town.nomination}"))
        assert ("review" in town.offered(who)) == (who in DECIDE), who
        assert ("remark" in town.offered(who)) == (who in READ - DECIDE), who
        assert not town.offered(who) & {"fix", "visit", "followed"}, who


async def test_a_link_that_there_is_not_opens_nothing(town: Town) -> None:
    before = await town.rows()
    for who in EVERYBODY:
        for forged in ("remark", "decided", "dossier", "extension", "visit", "follow", "ballot"):
            assert "Nút này thuộc tin cũ" in await town.hears(who, Tapped(0, f"@{forged}:1")), (who, forged)
        for forged in ("@review:x", "@review:999999", "@files:999999", "@vote:999999", "@consent:999999"):
            assert await town.hears(who, Tapped(0, forged)), (who, forged)
        assert await town.refusals(who) == [], who
    assert await town.rows() == before


async def test_forged_buttons_do_nothing(town: Town) -> None:
    """A button of somebody else's card, tapped under every message that one has, and under none."""
    before = await town.rows()
    for who in EVERYBODY:
        if who in DECIDE:
            continue
        for opened in ("/menu", "/xet", "/hoso", f"@review:{town.nomination}"):
            await town.hears(who, Tapped(0, opened) if opened.startswith("@") else opened)
            for act in ACTS:
                says = await town.hears(who, town.tap(who, f"{act}.1"))
                assert "Lựa chọn này không còn nữa" in says, (who, opened, act, says)
        for choice in ("forward.1", "undo", "next"):
            assert await town.hears(who, Tapped(0, choice)), (who, choice)
    assert await town.rows() == before


async def test_who_may_decide_is_offered_no_way_that_there_is_not(town: Town) -> None:
    """Recognising belongs to the last station, ranking to where no place is left; and a card grows old."""
    who = "leader.own"
    await town.hears(who, Tapped(0, f"@review:{town.nomination}"))
    before = await town.rows()
    for choice in ("recognise.1", "rank.1", "forward.2", "forward.0", "forward", "propagate.1"):
        assert "Lựa chọn này không còn nữa" in await town.hears(who, town.tap(who, choice)), choice
    assert await town.rows() == before
    assert "Đã chuyển hồ sơ" in await town.hears(who, town.tap(who, "forward.1"))


async def test_a_right_that_is_gone_is_gone_at_once(town: Town) -> None:
    """The card was still open when the role was taken away."""
    who = "reviewer.own"
    await town.hears(who, Tapped(0, f"@review:{town.nomination}"))
    ref = last_of(town.story.door, who).bubble.ref
    async with town.story.app.database.write() as conn:
        await conn.execute(delete(roles).where(roles.c.person_id == town.cast[who].id))
    before = await town.rows()
    says = await town.hears(who, Tapped(ref, "forward.1"))
    assert NO_RIGHT in says, says
    assert await town.rows() == before


async def test_the_front_comments_and_nothing_else(town: Town) -> None:
    who = "observer.own"
    await town.hears(who, Tapped(0, f"@files:{town.nomination}"))
    await town.hears(who, town.tap(who, "remark"))
    before = await town.rows()
    assert "Đã ghi ý kiến" in await town.hears(who, "Bà con đều công nhận.")
    after = await town.rows()
    at = KEPT.index(comments)
    assert len(after[at]) == len(before[at]) + 1
    assert [*after[:at], *after[at + 1 :]] == [*before[:at], *before[at + 1 :]]


async def test_nobody_decides_about_his_own(town: Town) -> None:
    """Nor about what he has a part in, or stands behind, though he is at the right desk."""
    story, leader, reviewer = town.story, town.cast["leader.own"], town.cast["reviewer.own"]
    mine = await filed(story, "hung", town.round, 2)
    async with story.app.database.write() as conn:
        hung = next(person for person in (await people.by_ids(conn, range(1, 20))).values() if "Hùng" in person.name)
        binh = next(person for person in (await people.by_ids(conn, range(1, 20))).values() if "Bình" in person.name)
        desk = hung.unit_id
        await do(story.app.parts.plans.house, conn, leader, Recused(mine, "anh em"), story.clock.now())
        await do(story.app.parts.plans.house, conn, binh, CoNominated(mine), story.clock.now())
        for person, done in ((hung, False), (leader, False), (binh, False), (reviewer, True)):
            deed = Decided(mine, 1, "decline", desk, desk, 0, reason="late")
            assert await contest(conn, person, deed, story.clock.now()) == done, person.name
    says = {who: await town.hears(who, Tapped(0, f"@review:{mine}")) for who in ("hung", "leader.own", "binh")}
    assert all("đã được xử lý" in said for said in says.values()), says
