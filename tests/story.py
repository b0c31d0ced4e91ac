"""Stories with several people at once, through the whole house with a real database: who says what, and who reads what.

# what this story shows
@round=huu-lung most=1   a round of this plan for the province; each commune has so many places (0: no limit)
@round=huu-lung most=3 least=2   and each has to bring forward two of them
@round=huu-lung year=2028   the round of another year
@round=huu-lung least=2  each commune has to bring forward so many
@seconds=61  @days=3     time passes, and nobody is reminded of anything meanwhile
@to=2027-02-01 09:00     time passes until then, and whoever is to be reminded is
@at=2027-02-01 09:00     the clock is set to then: the machine was down; at once it looks what is due
lan: > gõ như thế này    typed by Lan; " ⏎ " is a new line
hung: [Chuyển]           tapped by Hùng, by the beginning of its label, in whatever message of his has it last
lan: {anh.jpg}           sent
hoa: (bấm @fix:1)        a button that she was never shown, forged
lan: (đề cử Hoàng Văn Thắng)   Lan nominates this farmer; only the end is shown
sen: (đề cử Vi Văn Páo, thôn Là Ba)   the same of another village than thôn Toàn Tâm
lan: (bồi dưỡng Vi Văn Páo)    Lan keeps this farmer, who has no photo yet, for nurturing; only the end is shown
| hung ✎ an announcement that is changed where it stands
| hung 🤖 what is read follows, every line after a bar, with who reads it; `pytest --update-transcripts` writes it anew
"""

import io
import random
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from PIL import Image

from bot.app import TOP, opened
from bot.catalogue import Catalogue
from bot.channels.base import Bubble, Inbound, Key, Paragraph, Post, Span
from bot.clock import Clock
from bot.running import App
from bot.settings import read_settings
from conversations.announcement import ASIDE
from conversations.answers.folding import fold
from conversations.model import Event, Role, Said, SentFiles, Tapped
from conversations.plans.rules import Limit, Rules
from storage import contacts, people, rounds, timers, units
from storage.database import Transaction
from tests.passing import passes
from tests.pipeline.door import HandDoor
from tests.talk import VIETNAM

CATALOGUE = Catalogue(TOP / "locales")
BEGIN = datetime(2026, 11, 23, 8, 0, tzinfo=VIETNAM)
CAST: dict[str, tuple[str, str, str, Role]] = {
    "lan": ("Nông Thị Lan", "chị Lan", "Hội Nông dân xã Vân Nham", "officer"),
    "hoa": ("Vi Thị Hoa", "chị Hoa", "Đoàn Thanh niên xã Vân Nham", "officer"),
    "hung": ("Hoàng Văn Hùng", "anh Hùng", "xã Vân Nham", "leader"),
    "binh": ("Lý Văn Bình", "anh Bình", "xã Vân Nham", "reviewer"),
    "mai": ("Triệu Thị Mai", "chị Mai", "xã Hữu Liên", "reviewer"),
    "thao": ("Lý Thị Thảo", "chị Thảo", "xã Vân Nham", "observer"),
    "minh": ("Vi Thị Minh", "chị Minh", "tỉnh Mẫu Sơn", "leader"),
    "ha": ("Lương Thu Hà", "chị Hà", "tỉnh Mẫu Sơn", "admin"),
    "tho": ("Lâm Văn Thọ", "ông Thọ", "xã Vân Nham", "council"),
    "duc": ("Nông Văn Đức", "anh Đức", "xã Vân Nham", "council"),
    "yen": ("Hứa Thị Yến", "chị Yến", "xã Vân Nham", "council"),
    "quy": ("Chu Văn Quý", "anh Quý", "xã Vân Nham", "council"),
    "nga": ("Mã Thị Nga", "chị Nga", "xã Vân Nham", "council"),
    "sen": ("Hà Thị Sen", "chị Sen", "xã Hữu Liên", "officer"),
}
NOMINATION = (
    "/moi", "[Đã biết", "> kinh te", "> {name}", "> 1979", "[{village}", "> 24 180tr 25 210tr 26 240tr",
    "> 2024 2025", "[Năm 2026", "> xong", "> tất cả", "> xong", "> tất cả", "> xong", "[Không", "{{mo-hinh.jpg}}",
    "> xong", "> Năm 2018 gia đình là hộ cận nghèo.", "> Chuyển 2 ha sắn sang na rải vụ.", "> Mỗi năm bán 12 tấn na.",
    "> Làm từng ít một, ghi chép đầy đủ.", "[Hồ sơ đúng rồi", "[Tôi cam đoan",
)  # fmt: skip
NURTURED = (*NOMINATION[:8], *NOMINATION[9:15], "> bỏ qua", *NOMINATION[17:21], "[Đưa vào diện")
"""The same without this year's title and without a photo."""

NUMBER = re.compile(r"^\d+\. (?:#\d+ )?")
"""Before a label that stands in a list of its own."""


class StoryClock(Clock):
    """A clock that only the story moves."""

    def __init__(self) -> None:
        super().__init__("Asia/Ho_Chi_Minh")
        self.moment = BEGIN

    def now(self) -> datetime:
        """Return the story's moment."""
        return self.moment


@dataclass
class Story:
    """The house, its door, and how many posts were read so far."""

    app: App
    door: HandDoor
    clock: StoryClock
    read: int = 0
    said: int = 0

    async def plays(self, line: str) -> list[str]:
        """Do one line; return what is read then."""
        if line.startswith("@"):
            return [*(await self._direct(line[1:].strip())), *self._reads()]
        who, _, what = line.partition(": ")
        for begin, steps in (("(đề cử ", NOMINATION), ("(bồi dưỡng ", NURTURED)):
            if what.startswith(begin):
                return await self._tells(who, steps, what.removeprefix(begin).removesuffix(")"))
        await self._does(who, what)
        return self._reads()

    async def _tells(self, who: str, steps: tuple[str, ...], whom: str) -> list[str]:
        name, _, village = whom.partition(", ")
        for step in steps:
            await self._does(who, step.format(name=name, village=village or "thôn Toàn Tâm"))
        return self._reads()[-1:]

    async def _does(self, who: str, what: str) -> None:
        self.said += 1
        self.clock.moment += timedelta(seconds=1)
        inbound = Inbound("hand", f"s{self.said}", who, await self.event(who, what), self.clock.now())
        (handled,) = await self.app.house.take([inbound])
        await self._settles()
        if handled.toast:
            self.door.posts.append(Post(0, who, "send", _toast(handled.toast)))

    async def _settles(self) -> None:
        """Let everything be sent, and announcements that are due with it."""
        await self.app.broadcaster.beat()
        await self.app.sender.drain()
        await self.app.broadcaster.beat()

    async def event(self, who: str, what: str) -> Event:
        """What somebody says, taps or sends."""
        if what.startswith("["):
            ref, key = self._key(who, what.strip("[]"))
            return Tapped(ref, key.data)
        if what.startswith("(bấm "):
            return Tapped(0, what.removeprefix("(bấm ").removesuffix(")"))
        if what.startswith("{"):
            names = [name.strip() for name in what.strip("{}").split(",")]
            return SentFiles(tuple([await self.app.house.keep(_photo(name), name) for name in names]))
        return Said(what.removeprefix("> ").replace(" ⏎ ", "\n"))

    def _key(self, who: str, label: str) -> tuple[int, Key]:
        for post in reversed(self.door.posts):
            for key in post.bubble.keys:
                if post.address == who and fold(NUMBER.sub("", key.label)).startswith(fold(label)):
                    return post.bubble.ref, key
        raise AssertionError(f"{who} has no button {label!r}; the last message: {self.door.texts(who)[-1:]}")

    def _reads(self) -> list[str]:
        new, self.read = self.door.posts[self.read :], len(self.door.posts)
        return ["\n".join(_rows(post)) for post in new if post.verb == "send" or post.bubble.ref > ASIDE]

    async def _direct(self, directive: str) -> list[str]:
        name, _, value = directive.partition("=")
        match name:
            case "seconds":
                self.clock.moment += timedelta(seconds=int(value))
                await self._settles()
            case "days":
                self.clock.moment += timedelta(days=int(value))
                await self._settles()
            case "round":
                plan_id, *more = value.split()
                numbers = {name: int(number) for name, _, number in (part.partition("=") for part in more)}
                async with self.app.database.write() as conn:
                    await _open_round(conn, plan_id, **numbers)
                    await timers.watch_rounds(conn, self.clock.now())
            case "to":
                return [row async for row in self._until(datetime.fromisoformat(value).replace(tzinfo=VIETNAM))]
            case "at":
                self.clock.moment = datetime.fromisoformat(value).replace(tzinfo=VIETNAM)
                return [row async for row in self._until(self.clock.moment)]
            case _:
                raise ValueError(f"a story has no directive {directive!r}")
        return []

    async def _until(self, moment: datetime) -> AsyncIterator[str]:
        """What is read while time passes, each time with the day and the hour."""
        async for at in passes(self.app, self.clock, moment):
            if rows := self._reads():
                yield f"── {at:%a %d/%m/%Y, %H:%M}"
                for row in rows:
                    yield row


@asynccontextmanager
async def told(folder: Path, address: str = "") -> AsyncIterator[Story]:
    """Open a house with the cast in it."""
    clock, door = StoryClock(), HandDoor()
    settings = read_settings({"DATA": str(folder), "DATABASE_URL": address, "DEMO": "0"})
    async with opened(settings, (door,), clock, CATALOGUE, on_time=False) as app:
        async with app.database.write() as conn:
            await _furnish(conn, clock.now())
        yield Story(app, door, clock)


async def played(script: str, folder: Path) -> str:
    """Return the story as it is told today."""
    out: list[str] = []
    async with told(folder) as story:
        for line in script.splitlines():
            if line.startswith("|"):
                continue
            out.append(line)
            if line.strip() and not line.startswith("#"):
                out += [f"| {row}".rstrip() for rows in await story.plays(line) for row in rows.split("\n")]
    return "\n".join(out).rstrip() + "\n"


async def _furnish(conn: Transaction, now: datetime) -> None:
    (province,) = await units.add(conn, [units.NewUnit("tỉnh Mẫu Sơn", "province")])
    communes = await units.add(
        conn, [units.NewUnit(name, "commune", province) for name in ("xã Vân Nham", "xã Hữu Liên")]
    )
    below = [
        units.NewUnit(f"{body} xã Vân Nham", "association", communes[0]) for body in ("Hội Nông dân", "Đoàn Thanh niên")
    ]
    below += [units.NewUnit(name, "village", communes[0]) for name in ("thôn Đồng Mỏ", "thôn Toàn Tâm")]
    below += [units.NewUnit(name, "village", communes[1]) for name in ("thôn Là Ba", "thôn Lân Châu")]
    ids = dict(zip([unit.name for unit in below], await units.add(conn, below), strict=True))
    ids |= {"tỉnh Mẫu Sơn": province, "xã Vân Nham": communes[0], "xã Hữu Liên": communes[1]}
    rows = [people.NewPerson(name, call, ids[unit], frozenset({role})) for name, call, unit, role in CAST.values()]
    for who, person_id in zip(CAST, await people.create(conn, rows, now), strict=True):
        contact = (await contacts.resolve(conn, [("hand", who, "")]))["hand", who]
        await contacts.bind(conn, contact.id, person_id)


async def _open_round(conn: Transaction, plan_id: str, most: int = 0, year: int = 2027, least: int = 0) -> None:
    rules = Rules(
        mark="của đợt này", limits=(Limit("commune", "", least or None, most or None),) if most or least else ()
    )
    opens, closes, years = date(year - 1, 11, 1), date(year, 2, 12), (year - 3, year - 2, year - 1)
    row = rounds.NewRound(plan_id, 1, f"Đợt {year} – {plan_id}", year, opens, closes, years, rules.to_json())
    await rounds.add(conn, [row])


def _toast(text: str) -> Bubble:
    return Bubble((Paragraph("note", (Span(f"({text})"),)),))


def _label(key: Key) -> str:
    return key.label if key.ticked is None else f"{'☑' if key.ticked else '☐'} {key.label}"


def _photo(name: str) -> bytes:
    """A photo that is always the same under this name, and like no other."""
    squares = Image.frombytes("RGB", (9, 9), random.Random(name).randbytes(9 * 9 * 3))
    out = io.BytesIO()
    squares.resize((360, 360)).save(out, "JPEG")
    return out.getvalue()


def _rows(post: Post) -> list[str]:
    text = post.bubble.plain().split("\n")
    text += [f"📄 {paper.name}" for paper in post.papers]
    keys = [key for key in post.bubble.keys if key.role == "answer"]
    buttons = " ".join(f"[{_label(key)}]" for key in keys)
    tail = [f"    {buttons}"] if buttons else []
    mark = "🤖" if post.verb == "send" else "✎"
    return [f"{post.address} {mark} {text[0]}", *(f"    {row}".rstrip() for row in text[1:]), *tail]
