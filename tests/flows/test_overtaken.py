"""Somebody else files the same person while a draft is open: nothing typed for one question is taken by another."""

from dataclasses import replace

import pytest

from conversations.model import Filed, Opened, Said, Tapped
from tests.talk import MAI, Talk, rounds_of
from tests.talk import PLANS as ALL

WHO = ("/moi", "đồng ý", "mô hình phát triển kinh tế", "Hoàng Văn Thắng", "15/2/79", "thôn Toàn Tâm")
ONLY_HERE = "có một việc mới cần hỏi"


def filing(talk: Talk) -> Filed:
    """Return what Mai sends: the person whom Lan writes about."""
    answers = {key: talk.state["stack"][-1]["answers"][key] for key in ("subject", "born", "place")}
    return Filed(1, "submitted", talk.rounds[0].id, "huu-lung", 1, "kinh-te-nong-dan", "individual",
                 "Hoàng Văn Thắng", answers, [], {"findings": []})  # fmt: skip


@pytest.fixture
def talk() -> Talk:
    talk = Talk(rounds=tuple(round_ for round_ in rounds_of(ALL) if round_.plan_id == "huu-lung"))
    for text in WHO:
        talk.says(text)
    return talk


def answers(talk: Talk) -> dict[str, object]:
    found: dict[str, object] = talk.state["stack"][-1]["answers"]
    return found


def test_a_number_for_the_old_question_does_not_answer_the_new_one(talk: Talk) -> None:
    before, asked = answers(talk), talk.asks()
    talk.filed.add(MAI, filing(talk), talk.now)
    talk.says("1")
    assert ONLY_HERE in talk.last
    assert talk.asks() == "twin.1"
    assert answers(talk) == before
    talk.says("2")
    talk.says("khác gia đình")
    assert talk.asks() == asked


def test_a_doubt_does_not_outlive_its_question(talk: Talk) -> None:
    talk.says("24 180tr 25 210tr 26 1ty2")
    assert "Tôi hiểu là" in talk.last
    asked = talk.open
    assert asked
    talk.filed.add(MAI, filing(talk), talk.now)
    talk.does(Tapped(asked.ref, asked.buttons[0].choice))
    assert ONLY_HERE in talk.last
    assert talk.asks() == "twin.1"


def test_what_was_ticked_is_still_ticked_afterwards(talk: Talk) -> None:
    talk.says("180tr 210tr 240tr")
    talk.taps("Năm 2024")
    talk.filed.add(MAI, filing(talk), talk.now)
    talk.taps("Năm 2025")
    assert ONLY_HERE in talk.last
    talk.says("người khác")
    talk.says("khác nơi ở")
    ticks = [button.ticked for button in talk.open.buttons[:2]] if talk.open else []
    assert ticks == [True, False]


def test_a_draft_that_is_taken_up_later_asks_first(talk: Talk) -> None:
    theirs = filing(talk)
    talk.says("24 180tr 25 210tr 26 1ty2")
    talk.says("lưu")
    talk.filed.add(MAI, theirs, talk.now)
    talk.says("/tiep")
    assert talk.asks() == "twin.1"
    assert ONLY_HERE not in talk.last


@pytest.mark.parametrize("word", ["lưu", "/menu", "/hoso"])
def test_one_may_leave_all_the_same(talk: Talk, word: str) -> None:
    talk.filed.add(MAI, filing(talk), talk.now)
    talk.does(Said(word))
    assert ONLY_HERE not in talk.last
    assert not talk.asks().startswith("twin")


def test_looking_again_shows_the_new_question(talk: Talk) -> None:
    talk.filed.add(MAI, replace(filing(talk), field_id="khoi-nghiep"), talk.now)
    talk.does(Opened())
    talk.says("xin chào")
    assert talk.asks() == "twin.1"
