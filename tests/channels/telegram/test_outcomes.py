"""Every row of the table of outcomes, provoked at the fake server, through the door's client and through that for many.

Both are the real thing: aiogram's connections, and python-telegram-bot's `ExtBot` with its rate limiter.
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, replace

import pytest

from bot.channels.base import Blocked, Bubble, Delivered, Later, Outcome, Paragraph, Post, Refused, Span, Unsure
from bot.channels.telegram import Telegram, sending
from bot.channels.telegram.outcomes import TABLE, rule_for
from bot.channels.telegram.wire import Answer
from tests.channels.telegram.conftest import NOON
from tests.fakes.telegram import DROPPED, FORBIDDEN, SERVER_ERROR, SILENT, TOKEN, FakeTelegram, Fault, flood

SAID = Bubble((Paragraph("body", (Span("Thông báo của xã"),)),), ref=9)
MENDED = Bubble((Paragraph("body", (Span("Đính chính: thông báo của xã"),)),), ref=9)
SEND = Post(1, "5001", "send", SAID)
AMEND = Post(2, "5001", "amend", MENDED, "2")
PAGE = b"<html>proxy</html>"
NO_ANSWER = "not an answer of the Bot API"


@dataclass(frozen=True)
class Row:
    """One way to provoke a rule. Names of exceptions differ between the clients, so they are not compared."""

    rule: str
    expected: Outcome
    fault: Fault | None = None
    post: Post = SEND
    token: str = TOKEN
    reachable: bool = True
    arrives: int = 0
    """How many more of the bot's messages stand in the chat, or were changed."""


ROWS = (
    Row("taken", Delivered("3"), arrives=1),
    Row("taken", Delivered("2"), post=AMEND, arrives=1),
    Row("unchanged", Delivered("2"), post=replace(AMEND, bubble=SAID)),
    Row("too fast", Later(7, "429 Too Many Requests: retry after 7"), flood(7)),
    Row("too fast", Later(5, f"429 {NO_ANSWER}"), Fault(page=(429, PAGE))),
    Row("too fast", Later(7, "429 Too Many Requests: retry after 7"), flood(7), post=AMEND),
    Row("closed", Blocked("403 Forbidden: bot was blocked by the user"), FORBIDDEN),
    Row("unknown token", Later(60, "401 Unauthorized"), token="4217:of-another-bot"),
    Row("unknown token", Later(60, "404 Not Found"), token="4217:mis.typed"),
    Row("unwell", Later(5, "500 Internal Server Error"), SERVER_ERROR),
    Row("unwell", Later(5, f"502 {NO_ANSWER}"), Fault(page=(502, PAGE))),
    Row("never", Refused("400 Bad Request: chat not found"), post=replace(SEND, address="404")),
    Row("never", Refused("400 Bad Request: message to edit not found"), post=replace(AMEND, message_id="99")),
    Row("never", Refused(f"413 {NO_ANSWER}"), Fault(page=(413, PAGE))),
    Row("unreachable", Later(5, ""), reachable=False),
    Row("unreachable", Later(5, ""), post=AMEND, reachable=False),
    Row("a change that was lost", Later(5, ""), DROPPED, post=AMEND, arrives=1),
    Row("a change that was lost", Later(5, ""), SILENT, post=AMEND, arrives=1),
    Row("lost", Unsure(""), DROPPED, arrives=1),
    Row("lost", Unsure(""), SILENT, arrives=1),
    Row("no answer of Telegram's", Unsure(f"200 {NO_ANSWER}"), Fault(page=(200, PAGE))),
    Row("no answer of Telegram's", Unsure(f"302 {NO_ANSWER}"), Fault(page=(302, b""))),
)
Sends = Callable[[Post], Awaitable[Outcome]]
Opens = Callable[[str, str], Sends]


@pytest.fixture(params=["aiogram", "python-telegram-bot"])
async def opens(request: pytest.FixtureRequest) -> AsyncIterator[Opens]:
    """Opens a door and gives that of its two clients that the test is about."""
    doors: list[Telegram] = []

    def open_(token: str, url: str) -> Sends:
        doors.append(Telegram(token, url, lambda: NOON))
        return doors[-1].send if request.param == "aiogram" else doors[-1].bulk.send

    yield open_
    for door in doors:
        await door.close()


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.rule}-{row.post.verb}-{row.fault and row.fault.page}")
async def test_a_row(
    telegram: FakeTelegram, opens: Opens, row: Row, monkeypatch: pytest.MonkeyPatch, unused_tcp_port: int
) -> None:
    monkeypatch.setattr(sending, "PATIENCE", 0.5)
    lan = telegram.user(5001)
    await lan.says("chào")
    assert await opens(TOKEN, telegram.url)(SEND) == Delivered("2")
    if row.fault:
        telegram.fail("editMessageText" if row.post.verb == "amend" else "sendMessage", row.fault)
    before = lan.chat.changes
    url = telegram.url if row.reachable else f"http://127.0.0.1:{unused_tcp_port}"
    outcome = await opens(row.token, url)(row.post)
    if isinstance(row.expected, Later | Unsure) and not row.expected.reason:
        assert isinstance(outcome, Later | Unsure)
        assert outcome.reason
        outcome = replace(outcome, reason="")
    assert outcome == row.expected
    assert lan.chat.changes - before == row.arrives


def test_every_row_of_the_table_is_tried() -> None:
    assert [rule.name for rule in TABLE if rule.name not in {row.rule for row in ROWS}] == []
    assert {row.rule for row in ROWS} <= {rule.name for rule in TABLE}


def test_the_first_row_that_fits_counts() -> None:
    assert rule_for(Answer(200, ok=True)).name == "taken"
    unchanged = Answer(400, description="Bad Request: message is not modified: …")
    assert rule_for(unchanged, "31").name == "unchanged"
    assert rule_for(unchanged).name == "never"
