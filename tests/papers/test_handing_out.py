"""A question and an end hand papers out; once, in the words of the person, and fitted to the door."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from bot.channels.base import Bubble, Capabilities, bubble_from_json, bubble_to_json
from conversations.answers.choice import Choice
from conversations.answers.files import Files
from conversations.answers.number import Number
from conversations.answers.question import Option
from conversations.flow import Finish, Flow, FlowKind, Scene
from conversations.flows import FLOWS
from conversations.model import Entered, Message, Opened, Paper
from tests.talk import RENDERER, Talk
from tests.transcript import played

EMPTY = Paper("plan_template", "Mẫu kế hoạch.xlsx")
FILLED = Paper("plan", "Kế hoạch 458/KH-UBND.xlsx", "002-huu-lung@1")
TWO = (Option("one", "Một"), Option("two", "Hai"))

Talking = Callable[[Callable[[Scene], Flow]], Talk]


@pytest.fixture
def talking(monkeypatch: pytest.MonkeyPatch) -> Talking:
    """Begins the flow that is given, in the place of the menu."""

    def begin(flow: Callable[[Scene], Flow], **talk: Any) -> Talk:
        monkeypatch.setitem(FLOWS, "menu", FlowKind("menu", flow))
        talker = Talk(**talk)
        talker.does(Opened())
        return talker

    return begin


def members(scene: Scene) -> Flow:
    """Ask one thing, with the empty workbook; hand out the filled one, and begin again."""
    yield from Number(key="members", name="members", least=1, most=9, papers=(EMPTY,))
    return Finish(say=("Xong.",), papers=(FILLED,))


def names(bubble: Bubble) -> list[str]:
    return [paper.name for paper in bubble.papers]


def test_a_question_brings_its_papers_once(talking: Talking) -> None:
    talk = talking(members)
    assert names(talk.bubbles[-1][1]) == ["Mẫu kế hoạch.xlsx"]
    for nonsense in ("abc", "?", "99"):
        ((verb, bubble),) = talk.says(nonsense)
        assert (verb, names(bubble)) == ("send", []), f"the paper came again after {nonsense!r}"
    talk.waits(days=4)
    ((_, bubble),) = talk.says("4")
    assert names(bubble) == ["Mẫu kế hoạch.xlsx"], "after a long silence it is out of sight"


def test_what_an_end_hands_out_comes_with_the_next_question(talking: Talking) -> None:
    talk = talking(members)
    ((_, bubble),) = talk.says("4")
    assert "Xong." in bubble.plain()
    assert names(bubble) == ["Kế hoạch 458-KH-UBND.xlsx", "Mẫu kế hoạch.xlsx"]
    assert [paper.ref for paper in bubble.papers] == ["002-huu-lung@1", ""]


def test_an_end_that_hands_over_to_somebody_keeps_its_papers(talking: Talking) -> None:
    def enter(scene: Scene) -> Flow:
        yield from Number(key="members", name="members", least=1, most=9)
        return Finish(say=("Xong.",), deeds=(Entered("ABCD"),), papers=(FILLED,))

    ((_, bubble),) = talking(enter).says("4")
    assert bubble.plain().endswith("Xong.")
    assert names(bubble) == ["Kế hoạch 458-KH-UBND.xlsx"]


def test_files_do_not_bring_the_paper_again(talking: Talking) -> None:
    def proof(scene: Scene) -> Flow:
        yield from Files(key="proof", name="proof", papers=(EMPTY,))
        return Finish()

    talk = talking(proof)
    for sent in ("anh.jpg", "too_big:phim.mov"):
        ((_, bubble),) = talk.sends(sent)
        assert names(bubble) == []


def test_an_answered_question_keeps_its_papers(talking: Talking) -> None:
    def kind(scene: Scene) -> Flow:
        yield from Choice(key="kind", name="kind", choices=TWO, papers=(EMPTY,))
        return Finish(say=("Xong.",))

    talk = talking(kind)
    (verb, bubble), _ = talk.says("1")
    assert (verb, names(bubble)) == ("amend", ["Mẫu kế hoạch.xlsx"]), "the page would take the link away"


MESSAGE = Message(body=("Đây ạ.",), papers=(EMPTY, FILLED))


def test_where_no_papers_are_taken_a_sentence_says_where_to_get_them() -> None:
    bubble = RENDERER.bubble(MESSAGE, "vi", Capabilities(papers=False))
    assert (bubble.papers, bubble.unavailable) == ((), ())
    assert bubble.plain() == (
        "Đây ạ.\n\nỞ đây không nhận được tệp “Mẫu kế hoạch.xlsx” và “Kế hoạch 458-KH-UBND.xlsx”."
        " Anh/chị gõ /ketnoi lấy mã, rồi mở trang web hoặc Telegram bằng mã đó để tải giúp."
    )
    silent = replace(MESSAGE, papers=())
    assert RENDERER.bubble(silent, "vi", Capabilities(papers=False)).plain() == "Đây ạ."


def test_a_paper_that_cannot_be_had_is_named_in_the_language_of_the_person() -> None:
    bubble = RENDERER.bubble(MESSAGE, "en", Capabilities())
    assert bubble.without(["Mẫu kế hoạch.xlsx"]).plain() == (
        "Đây ạ.\n\nThe file “Mẫu kế hoạch.xlsx” cannot be had just now. Please try again in a few minutes."
    )
    assert bubble.without([]) is bubble


def test_the_outbox_keeps_papers_and_reads_what_it_kept_before_there_were_any() -> None:
    bubble = RENDERER.bubble(MESSAGE, "vi", Capabilities())
    raw = bubble_to_json(bubble)
    assert bubble_from_json(raw) == bubble
    for name in ("papers", "unavailable"):
        del raw[name]
    assert bubble_from_json(raw) == replace(bubble, papers=(), unavailable=())


def test_a_transcript_shows_papers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(FLOWS, "menu", FlowKind("menu", members))
    rows = played("(mở)\n").splitlines()
    assert "|    📄 Mẫu kế hoạch.xlsx" in rows
