"""Everybody at every door to a nomination: by menu, by command, by link, by forged button, and in the transaction.

Who may is written out by hand here. Whoever may not is told so in a sentence, and nothing is changed.
"""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest
from sqlalchemy import delete, select

from bot.contests import contest
from bot.deeds import do
from conversations.model import Commented, Decided, Event, Extended, Person, Ranked, Recused, Role, Tapped
from storage import contacts, people
from storage.people import NewPerson
from storage.tables import comments, decisions, extensions, nominations, places, recusals, roles, units
from tests.pipeline.desks import a_round_with, does, filed, last_of
from tests.story import Story, told

AT = {
    "own": "xã Vân Nham",
    "below": "Hội Nông dân xã Vân Nham",
    "above": "tỉnh Mẫu Sơn",
    "other": "xã Hữu Liên",
}
"""Where somebody is, seen from the desk of Vân Nham, at which the nomination lies."""
EVERYBODY = [f"{role}.{place}" for role in get_args(Role) for place in AT]
DECIDE = {"reviewer.own", "leader.own"}
RECUSE = DECIDE | {"council.own"}
READ = {
    f"{role}.{place}" for role in ("reviewer", "council", "leader", "admin", "observer") for place in ("own", "above")
} | {f"{role}.below" for role in ("reviewer", "council", "leader", "admin", "observer")}
"""The farmers' association sent it, so those who read there read it too."""
EXTEND = {"leader.own", "leader.above", "admin.own", "admin.above"}
NOMINATE = {f"{role}.{place}" for role in ("officer", "reviewer", "leader", "admin") for place in AT}
ADMIN = {f"admin.{place}" for place in AT}
KEPT = (nominations, decisions, comments, recusals, places, extensions)
NO_RIGHT, NOT_YOURS = "Việc này dành cho người thẩm định và lãnh đạo", "Hồ sơ này đang ở đơn vị khác"
ACTS = ("forward", "recognise", "return", "nurture", "decline", "rank", "comment", "recuse")


@dataclass
class Town:
    """The house with everybody in it, and one nomination that waits."""

    story: Story
    cast: dict[str, Person]
    nomination: int
    round: int

    async def hears(self, who: str, event: Event | str) -> str:
        """Do something; return what is read then."""
        before = len(self.story.door.posts)
        handled = await does(self.story, who, event)
        news = [post.bubble.plain() for post in self.story.door.posts[before:] if post.address == who]
        return "\n".join([handled.toast, *news]).strip()

    def tap(self, who: str, choice: str) -> Tapped:
        """A button, there or not, under the last message that somebody got."""
        return Tapped(last_of(self.story.door, who).bubble.ref, choice)

    def offered(self, who: str) -> set[str]:
        """What the buttons of somebody's last message stand for, without versions."""
        return {key.data.partition(".")[0] for key in last_of(self.story.door, who).bubble.keys}

    async def rows(self) -> list[Any]:
        """Everything that an act could change."""
        async with self.story.app.database.read() as conn:
            return [[tuple(row) for row in (await conn.execute(select(table))).all()] for table in KEPT]


@pytest.fixture
async def town(address: str, tmp_path: Path) -> AsyncIterator[Town]:
    async with told(tmp_path, address) as story:
        async with story.app.database.write() as conn:
            ids = {row.name: row.id for row in await conn.execute(select(units.c.id, units.c.name))}
            new = [
                NewPerson(who, who, ids[AT[place]], frozenset({role}))  # type: ignore[arg-type]  # cut out of EVERYBODY
                for who in EVERYBODY
                for role, place in [who.split(".")]
            ]
            known = await people.by_ids(conn, await people.create(conn, new, story.clock.now()))
            cast = {person.name: person for person in known.values()}
            for who, person in cast.items():
                contact = (await contacts.resolve(conn, [("hand", who, "")]))["hand", who]
                await contacts.bind(conn, contact.id, person.id)
        round_id = await a_round_with(story.app, most=1)
        yield Town(story, cast, await filed(story, "lan", round_id, 1), round_id)


async def test_the_menu_offers_what_one_may(town: Town) -> None:
    for who in EVERYBODY:
        await town.hears(who, "/menu")
        offered = town.offered(who)
        assert ("review" in offered) == (who in DECIDE), who
        assert ("new" in offered) == (who in NOMINATE), who
        assert ("rounds" in offered) == (who in ADMIN), who


async def test_commands_refuse_in_words(town: Town) -> None:
    before = await town.rows()
    for who in EVERYBODY:
        says = await town.hears(who, "/xet")
        if who in DECIDE:
            assert "Có 1 hồ sơ chờ anh/chị" in says, who
        else:
            decides = who.startswith(("reviewer", "leader"))  # at a desk of their own, where nothing waits
            assert ("Không còn hồ sơ nào chờ" if decides else NO_RIGHT) in says, who
        for command in ("/dot", "/themkehoach"):
            assert ("chỉ quản trị viên" in await town.hears(who, command)) == (who not in ADMIN), (who, command)
        says = await town.hears(who, "/moi")
        assert ("consent" in says or "đồng ý" in says) == (who in NOMINATE), (who, says)
    assert await town.rows() == before


async def test_links_refuse_in_words(town: Town) -> None:
    before = await town.rows()
    for who in EVERYBODY:
        says = await town.hears(who, Tapped(0, f"@review:{town.nomination}"))
        if who in DECIDE:
            assert {"forward", "return", "decline"} <= town.offered(who), who
        else:
            decides = who.startswith(("reviewer", "leader"))
            assert (NOT_YOURS if decides else NO_RIGHT) in says, who
            assert not town.offered(who) & set(ACTS), who
        assert "không phải của anh/chị" in await town.hears(who, Tapped(0, f"@fix:{town.nomination}")), who
        says = await town.hears(who, Tapped(0, f"@files:{town.nomination}"))
        assert ("Hồ sơ này không còn nữa" in says) == (who not in READ), who
        assert ("remark" in town.offered(who)) == (who in READ - DECIDE), who
        for forged in (f"@remark:{town.nomination}", f"@decided:{town.nomination}", "@review:x", "@review:999999"):
            assert await town.hears(who, Tapped(0, forged)), (who, forged)
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


async def test_the_transaction_asks_once_more(town: Town) -> None:
    """Even a deed that no flow would have let through: everybody tries everything, each time on the untouched file."""
    id_, story = town.nomination, town.story
    async with story.app.database.read() as conn:
        desk = (await conn.execute(select(nominations.c.desk_id).where(nominations.c.id == id_))).scalar_one()
    deeds: dict[str, tuple[Decided | Ranked | Commented | Recused | Extended, set[str]]] = {
        "decide": (Decided(id_, 1, "decline", desk, desk, 0, reason="late"), DECIDE),
        "rank": (Ranked(id_, 1, desk, 1), DECIDE),
        "comment": (Commented(id_, "Tôi biết hộ này."), READ),
        "recuse": (Recused(id_, "anh em"), RECUSE),
        "extend": (Extended(town.round, desk, date(2027, 3, 1), "mưa lũ"), EXTEND),
    }
    untouched = await town.rows()
    for action, (deed, able) in deeds.items():
        for who, person in town.cast.items():
            async with story.app.database.write() as conn:
                if isinstance(deed, Decided | Ranked):
                    await contest(conn, person, deed, story.clock.now())
                else:
                    await do(story.app.parts.plans.house, conn, person, deed, story.clock.now())
                now = [[tuple(row) for row in (await conn.execute(select(table))).all()] for table in KEPT]
                await conn.rollback()
            assert (now != untouched) == (who in able), (action, who)
    assert await town.rows() == untouched


async def test_nobody_decides_about_his_own(town: Town) -> None:
    """Nor about what he has a part in, though he is at the right desk."""
    story, leader, reviewer = town.story, town.cast["leader.own"], town.cast["reviewer.own"]
    mine = await filed(story, "hung", town.round, 2)
    async with story.app.database.write() as conn:
        hung = next(person for person in (await people.by_ids(conn, range(1, 20))).values() if "Hùng" in person.name)
        desk = hung.unit_id
        await do(story.app.parts.plans.house, conn, leader, Recused(mine, "anh em"), story.clock.now())
        for person, done in ((hung, False), (leader, False), (reviewer, True)):
            deed = Decided(mine, 1, "decline", desk, desk, 0, reason="late")
            assert await contest(conn, person, deed, story.clock.now()) == done
    says = {who: await town.hears(who, Tapped(0, f"@review:{mine}")) for who in ("hung", "leader.own")}
    assert all("đã được xử lý" in said for said in says.values()), says
