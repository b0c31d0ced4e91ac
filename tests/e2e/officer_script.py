"""One nomination, act by act, and officers who carry it out: by typing, by tapping, by numbers on the console.

An officer does an act when he sees what it answers, as the bot's newest message. A question is known by its sentence
in locales/, a button by a part of its label.
"""

import asyncio
import io
import os
import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from pathlib import Path

from PIL import Image

from conversations.texts import Arg, phrase
from tests.e2e.process import PATIENCE, TOP
from tests.fakes.telegram import Seen, User
from tests.talk import CATALOGUE, VIETNAM

ENTRY = "demo-officer"
SUBJECT = "Hoàng Văn Thắng"
TICK, NO_TICK = "☑", "☐"
THIS_YEAR = datetime.now(VIETNAM).year
TITLES = (f"Năm {THIS_YEAR - 2}", f"Năm {THIS_YEAR - 1}", f"Năm {THIS_YEAR} đang chờ")


@dataclass(frozen=True, slots=True)
class Act:
    """What the officer does when `asked` stands in the newest message and `ticks` of its lines are ticked.

    He picks options by `picks`, each a part of a label, where he has buttons or numbers; else he types `typed`.
    """

    asked: str
    typed: str = ""
    picks: tuple[str, ...] = ()
    ticks: int = 0
    photos: bool = False

    def __str__(self) -> str:
        return f"{self.asked[:40]!r} with {self.ticks} ticks"

    def is_asked(self, text: str, labels: Iterable[str] = ()) -> bool:
        """Whether this stands in a message."""
        ticked = max(text.count(TICK), sum(label.startswith(TICK) for label in labels))
        return self.asked in text and ticked == self.ticks


def sentence(key: str, **args: Arg) -> str:
    """Return what stands in locales/."""
    return CATALOGUE.say("vi", phrase(key, **args))


def _ask(key: str, typed: str = "", *picks: str, **args: Arg) -> Act:
    return Act(sentence(f"ask.{key}", **args), typed, picks)


def _checklist(key: str, typed: str, picks: tuple[str, ...], ticks: int, **args: Arg) -> tuple[Act, Act]:
    asked = sentence(f"ask.criteria.{key}", **args)
    return Act(asked, typed, picks), Act(asked, "xong", (sentence("option.done"),), ticks)


SCRIPT = (
    _ask("menu", "đề cử mới", sentence("menu.new")),
    _ask("consent", "đồng ý", sentence("consent.yes")),
    _ask("round", "hữu lũng", "Hữu Lũng"),
    _ask("field", "nông dân", "Xây dựng mô hình phát triển kinh tế (nông dân)"),
    _ask("subject.individual", SUBJECT),
    _ask("born", "15/2/1979"),
    _ask("place", "toan tam", "thôn Toàn Tâm"),
    _ask("criteria.series.dong", "180, 210, 240 triệu", what="lợi nhuận của gia đình (đã trừ chi phí)"),
    *_checklist("title", "1 2 4", TITLES, 3, what="danh hiệu “Gia đình văn hóa”"),
    *_checklist("statements.general", "tất cả", (NO_TICK,), 13),
    *_checklist("statements.field", "tất cả", (NO_TICK,), 6),
    _ask("criteria.knockout", "không", "Không"),
    Act(sentence("ask.criteria.evidence"), photos=True),
    Act(sentence("files.have", n=2), "xong", (sentence("option.done"),)),
    _ask("story.background", "Năm 2018 gia đình là hộ cận nghèo, đất đồi dốc, trồng sắn không đủ ăn."),
    _ask("story.method", "Chuyển 2 ha sắn sang na rải vụ, cắt tỉa theo lớp kỹ thuật của Hội."),
    _ask("story.result", "Mỗi năm bán 12 tấn na, thuê 4 lao động, giúp 3 hộ cây giống."),
    _ask("story.lesson", "Làm từng ít một, ghi chép đầy đủ, liên kết để bán chung."),
    _ask("review", "gửi", sentence("review.go")),
    _ask("truth", "cam đoan", sentence("truth.sworn")),
)
DONE = Act(sentence("sent.done", name=SUBJECT, time="\n").partition("\n")[0])


@cache
def photos() -> tuple[bytes, bytes]:
    """Return two real photos."""
    first, second = io.BytesIO(), io.BytesIO()
    Image.linear_gradient("L").convert("RGB").save(first, "JPEG")
    Image.radial_gradient("L").convert("RGB").save(second, "JPEG")
    return first.getvalue(), second.getvalue()


def numbers_of(text: str, part: str) -> list[str]:
    """Return the numbers of the lines whose label contains `part`."""
    return re.findall(rf"^ *(?=.*{re.escape(part)})[{TICK}{NO_TICK}]? ?(\d+)\. ", text, re.MULTILINE)


@dataclass
class Typing:
    """An officer on Telegram who never taps."""

    user: User

    @property
    def newest(self) -> Seen:
        """The bot's newest message, as it looks now."""
        return self.user.reads()[-1]

    def is_asked(self, act: Act) -> bool:
        """Whether this is what the officer sees."""
        return bool(self.user.reads()) and act.is_asked(self.newest.text, self.newest.labels)

    async def enters(self) -> None:
        """Open the chat with the code of the demo."""
        await self.user.starts(ENTRY)

    async def sees(self, act: Act) -> None:
        """Wait until it is asked for this."""
        await self.user.waits(lambda: self.is_asked(act), PATIENCE)

    async def does(self, act: Act) -> None:
        """Answer."""
        if act.photos:
            await self.user.sends_album(photos())
        else:
            await self.user.says(act.typed)


class Tapping(Typing):
    """An officer on Telegram who taps wherever there are buttons."""

    async def does(self, act: Act) -> None:
        """Tap everything that is meant, without waiting in between."""
        newest = self.newest
        buttons = [button for part in act.picks for button in self._meant(newest, part)]
        for _, data in buttons:
            self.user.presses(data, newest.message_id)
        if not buttons:
            await super().does(act)

    @staticmethod
    def _meant(newest: Seen, part: str) -> list[tuple[str, str]]:
        """Return the buttons with this in their label, which may be cut: then the line of their number has it."""
        numbers = tuple(f"{number}. " for number in numbers_of(newest.text, part))
        buttons = [button for row in newest.buttons for button in row]
        meant = [(label, data) for label, data in buttons if part in label]
        meant = meant or [(label, data) for label, data in buttons if label.startswith(numbers)]
        assert meant, f"no button {part!r} among {newest.labels}"
        assert len(meant) == 1 or part == NO_TICK, f"{part!r} is said of several buttons of {newest.labels}"
        return meant


@dataclass
class Counting:
    """An officer at the console, a process of its own: a number for every choice, a path for every photo."""

    folder: Path
    read: list[str] = field(default_factory=list)
    _process: asyncio.subprocess.Process | None = None

    async def enters(self) -> None:
        """Start the console as somebody who has the code of the demo."""
        environ = {"PATH": os.environ["PATH"], "DATA": str(self.folder)}
        self._process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "chat", ENTRY, cwd=TOP, env=environ,
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
        )  # fmt: skip

    async def sees(self, act: Act) -> None:
        """Wait until it is asked for this; what stands in between is passed over."""
        assert self._process
        assert self._process.stdout
        before = len(self.read)
        async with asyncio.timeout(PATIENCE):
            while len(self.read) == before or not act.is_asked(self.read[-1]):
                message = (await self._process.stdout.readuntil(b"\n\n")).decode()
                self.read.append(message.replace("\n   ", "\n"))

    async def does(self, act: Act) -> None:
        """Type the numbers of what is meant, or the answer where nothing is numbered."""
        numbers = [number for part in act.picks for number in numbers_of(self.read[-1], part)]
        typed = " ".join(numbers) or act.typed
        if act.photos:
            paths = [self.folder.parent / f"{number}.jpg" for number in range(len(photos()))]
            for path, content in zip(paths, photos(), strict=True):
                path.write_bytes(content)
            typed = " ".join(f"@{path}" for path in paths)
        await self._write(f"{typed}\n")

    async def leaves(self) -> None:
        """End the input; the program ends with it."""
        assert self._process
        assert self._process.stdin
        self._process.stdin.close()
        assert await asyncio.wait_for(self._process.wait(), PATIENCE) == 0

    async def is_gone(self) -> None:
        """End the program where it still runs, for what is wrong stands elsewhere."""
        if self._process and self._process.returncode is None:
            self._process.kill()
            await self._process.wait()

    async def _write(self, line: str) -> None:
        assert self._process
        assert self._process.stdin
        self._process.stdin.write(line.encode())
        await self._process.stdin.drain()


async def nominate(officer: Typing | Counting, acts: Sequence[Act] = SCRIPT) -> None:
    """Do one act after the other until the file is sent."""
    await officer.enters()
    for act in acts:
        await officer.sees(act)
        await officer.does(act)
    await officer.sees(DONE)
