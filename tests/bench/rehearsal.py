"""Walks once through a nomination of ours, answering whatever is asked, and writes down what is done and what comes
of it: the script of every chat, and the form that the peer has to ask in the same words.
"""

import asyncio
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from tests.bench.chats import Chat, Step
from tests.bench.names import FAMILIES, GIVEN_MALE

QUIET = 0.3
"""Seconds after which nothing more comes of a step; only waited for here, never while measuring."""
MOST_STEPS = 60
BEGIN, CODE = "/moi", "/start demo-officer"
STORY = "Chuyển 2 ha sắn sang na rải vụ, cắt tỉa theo lớp kỹ thuật của Hội; mỗi năm bán 12 tấn, thuê 4 lao động."
ANSWERS: tuple[tuple[str, str], ...] = (
    ("Họ tên", "Hoàng Văn Thắng"),
    ("Sinh ngày", "15/2/1979"),
    ("từng năm", "180tr 210tr 240tr"),
    ("Hoàn cảnh:|Cách làm:|Kết quả:|Bài học:", STORY),
)
"""A part of the question, and what is typed. Else a button is tapped; where there is none, it asks for a number."""
NUMBER, ALL, DONE = "4", "tất cả", "Xong"
YEAR = r"(?m)^☐ Năm (\d{4})$"
PREFERRED = ("huyện Hữu", "Một người")
"""Parts of the buttons that lead to a form of usual length; else the first is tapped."""


NAMES = [name.partition(":")[0] for name in FAMILIES.split()]
OTHERS: dict[str, Callable[[int], str]] = {
    "Hoàng Văn Thắng": lambda n: f"{NAMES[n % len(NAMES)]} Văn {GIVEN_MALE[n % 41]} {GIVEN_MALE[n % 53]}",
    "15/2/1979": lambda n: f"{1 + n % 28}/{1 + n % 12}/{1950 + n % 50}",
}
"""What the rehearsal said of whom it nominated -> what is said of the n-th; no two of them are taken for one."""


@dataclass(frozen=True, slots=True)
class Form:
    """`join` brings a newcomer in, `steps` is one nomination; `calls` is what the bot said after each of these."""

    join: tuple[Step, ...]
    steps: tuple[Step, ...]
    calls: tuple[tuple[dict[str, Any], ...], ...]

    def about(self, n: int) -> tuple[Step, ...]:
        """Return the nomination of the n-th person: of the same one it would be asked whether he is that."""
        return tuple(replace(step, text=OTHERS[step.text](n)) if step.text in OTHERS else step for step in self.steps)

    def scripts(self, numbers: Iterator[int]) -> Iterator[tuple[Step, ...]]:
        """Yield one nomination after the other, each of somebody else."""
        for n in numbers:
            yield self.about(n)


async def rehearse(chat: Chat) -> Form:
    """Join, nominate, and return the script."""
    join, _ = await _done(chat, Step(CODE))
    steps, calls = [], []
    wanted = Step(BEGIN)
    for _ in range(MOST_STEPS):
        step, said = await _done(chat, wanted)
        steps.append(step)
        calls.append(said)
        if step.text != BEGIN and "Đề cử mới" in str(said[-1]["reply_markup"]):
            return Form((join,), tuple(steps), tuple(calls))
        wanted = _answer(chat)
    raise RuntimeError(f"The form does not end; it came to: {calls[-1][-1]['text']}")


async def _done(chat: Chat, step: Step) -> tuple[Step, tuple[dict[str, Any], ...]]:
    """Do it and wait until nothing more comes; return it with how much came."""
    chat.calls.clear()
    await chat.posts(step)
    heard = -1
    while heard < len(chat.calls) or not chat.calls:
        heard = len(chat.calls)
        await asyncio.sleep(QUIET)
    sends = sum(call.verb == "send" for call in chat.calls)
    said = tuple(
        {
            "verb": call.verb,
            "text": call.text,
            "entities": call.read("entities"),
            "reply_markup": call.read("reply_markup"),
        }
        for call in chat.calls
    )
    return Step(step.text, step.tap, sends, len(said) - sends), said


def _answer(chat: Chat) -> Step:
    """Return what somebody would do who sees the last message."""
    assert chat.shown is not None, "nothing was shown"
    question = "".join(part for part in chat.shown.text.split("\n\n") if not part.startswith("✔"))
    keys = [key for row in chat.shown.read("reply_markup")["inline_keyboard"] for key in row]
    choices = [(key["callback_data"].partition(":")[2], key["text"]) for key in keys]
    labels = [label for _, label in choices]
    if any(label.startswith("☑") for label in labels):
        return Step(tap=choices[labels.index(DONE)][0])
    if any(label.startswith("☐") for label in labels):
        return Step(" ".join(re.findall(YEAR, "\n".join(labels))) or ALL)
    answers = [(choice, label) for choice, label in choices if not choice.startswith("!")]
    if not answers:
        return Step(next((text for part, text in ANSWERS if re.search(part, question)), NUMBER))
    liked = [choice for choice, label in answers if any(part in label for part in PREFERRED)]
    return Step(tap=(liked or [answers[0][0]])[0])
