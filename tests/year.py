"""A whole year of a round of each plan, by the clock alone: every reminder that is sent to every role, day by day.

In it a little happens, so that the rest is seen, too: one nomination waits at its desk until it is forwarded and at
last recognised, one is returned and never mended, and a council has a silent member.
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from pathlib import Path
from typing import NamedTuple

from bot.contests import contest
from bot.deeds import do
from conversations.council import Share
from conversations.model import Decided, Deed, Json, RoundKept, VoteOpened
from conversations.model.effects import Contested
from conversations.plans.rules import Limit, Rules
from storage import nominations, people
from storage.nominations import Filing
from tests.passing import passes
from tests.storage.province import a_nomination
from tests.story import CAST, Story, told
from tests.talk import VIETNAM


class Year(NamedTuple):
    """The year in which a plan is at work, and the days that an admin named for what the plan dates by an occasion."""

    year: int
    days: tuple[tuple[str, date], ...] = ()


YEARS = {
    "bac-kan": Year(2023),
    "khanh-hoa-bdt": Year(2023, (("binh-xet", date(2023, 12, 15)),)),
    "huu-lung": Year(2025, (("so-ket-nam", date(2025, 12, 12)),)),
    "quang-nam": Year(2027),
    "nam-dinh": Year(2023, (("tuyen-duong-co-so", date(2023, 12, 20)),)),
}
ROLES = {
    "officer": "cán bộ", "reviewer": "thẩm định", "leader": "lãnh đạo", "admin": "quản trị", "council": "hội đồng",
    "observer": "theo dõi",
}  # fmt: skip
WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật")
PROVINCE, COMMUNE, OTHER = 1, 2, 3


@dataclass
class Acting:
    """The people of the story, doing what no conversation is needed for here."""

    story: Story
    plan: str
    round: int = 1

    async def does(self, who: str, deed: Deed) -> None:
        """Do a deed as a transaction does."""
        number = 1 + list(CAST).index(who)
        parts, now = self.story.app.parts, self.story.clock.now()
        async with self.story.app.database.write() as conn:
            person = (await people.by_ids(conn, [number]))[number]
            if isinstance(deed, Contested):
                assert await contest(conn, person, deed, now), deed
            assert not (await do(parts.plans.house, conn, person, deed, now)).refused

    async def files(self, who: str, draft: int, subject: str, desk: int) -> None:
        """File a nomination that waits at a desk."""
        number = 1 + list(CAST).index(who)
        plan = self.story.app.parts.plans.house[self.plan]
        filed = replace(
            a_nomination(draft, self.round, subject), plan_id=plan.id, plan_version=plan.version,
            field_id=plan.fields[0].id, card=[], desk_id=desk,
        )  # fmt: skip
        async with self.story.app.database.write() as conn:
            person = (await people.by_ids(conn, [number]))[number]
            await nominations.file(conn, [Filing(person, filed, self.story.clock.now())])


def acts(of: Year) -> dict[date, Callable[[Acting], Awaitable[None]]]:
    """What happens on which day."""
    before, year = of.year - 1, of.year
    members = tuple(1 + list(CAST).index(who) for who in ("tho", "duc"))
    half = Share(1, 2)
    vote = VoteOpened(COMMUNE, 1, (1,), members, half, half, "present", True, date(before, 12, 20))
    return {
        date(before, 12, 1): lambda play: play.files("lan", 1, "Hộ ông Triệu Văn Ba", COMMUNE),
        date(before, 12, 13): lambda play: play.does("hung", vote),
        date(before, 12, 22): lambda play: play.does("hung", Decided(1, 1, "forward", COMMUNE, PROVINCE, 1)),
        date(year, 1, 5): lambda play: play.files("sen", 2, "Hộ bà Hoàng Thị Mến", OTHER),
        date(year, 1, 6): lambda play: play.does(
            "mai", Decided(2, 1, "return", OTHER, OTHER, 0, note="Thiếu ảnh", remarks={"files": "Thiếu ảnh mô hình"})
        ),
        date(year, 3, 1): lambda play: play.does("minh", Decided(1, 2, "recognise", PROVINCE, PROVINCE, 1)),
    }


@asynccontextmanager
async def opened_round(plan: str, folder: Path) -> AsyncIterator[Acting]:
    """Open the house on the day on which an admin opens the round."""
    of = YEARS[plan]
    async with told(folder) as story:
        play = Acting(story, plan)
        story.clock.moment = datetime(of.year - 1, 11, 1, 9, 0, tzinfo=VIETNAM)
        rules: Json = Rules(mark="của đợt này", limits=(Limit("commune", "", 2, None),), days=of.days).to_json()
        opens, closes = date(of.year - 1, 11, 1), date(of.year, 2, 12)
        name, years = f"Đợt {of.year}", (of.year - 3, of.year - 2, of.year - 1)
        await play.does("ha", RoundKept(0, plan, PROVINCE, name, of.year, opens, closes, years, rules, {}))
        yield play


async def calendar(plan: str, folder: Path) -> str:
    """Return every reminder of the year."""
    of = YEARS[plan]
    lines: list[str] = []
    async with opened_round(plan, folder) as play:
        for day, act in [*sorted(acts(of).items()), (date(of.year, 12, 31), None)]:
            async for at in passes(play.story.app, play.story.clock, datetime.combine(day, time(17), VIETNAM)):
                lines += _said(play.story, at)
            if act is not None:
                await act(play)
    return "\n".join(lines) + "\n"


def _said(story: Story, at: datetime) -> list[str]:
    """What was said since the last time: who got the same stands together."""
    new, story.read = story.door.posts[story.read :], len(story.door.posts)
    same: dict[tuple[str, ...], list[str]] = {}
    for post in new:
        rows = [row for row in post.bubble.plain().split("\n") if row.strip()]
        same.setdefault(tuple(rows[1:]), []).append(post.address)
    lines = [f"{WEEKDAYS[at.weekday()]} {at:%d/%m/%Y, %H:%M}"] if same else []
    for text, who in same.items():
        lines += [f"  {', '.join(f'{one} ({_post(one)})' for one in who)}", *(f"    {row}" for row in text)]
    return [*lines, ""] if lines else []


def _post(who: str) -> str:
    _, _, unit, role = CAST[who]
    return f"{ROLES[role]}, {unit}"
