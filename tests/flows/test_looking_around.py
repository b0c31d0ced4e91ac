"""Looking around in the plans, from wherever one is: what it opens above, where back leads, what a nomination gets."""

import pytest

from conversations.flow import Start
from conversations.flows.nominate import WORDING
from conversations.stack import complete, uncover
from conversations.state import Frame, State
from conversations.words import Command, sought
from tests.talk import PLANS, Talk, rounds_of


def talking() -> Talk:
    return Talk(rounds=tuple(round_ for round_ in rounds_of(PLANS) if round_.plan_id == "huu-lung"))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("tìm hộ nghèo", "hộ nghèo"),
        ("Tim  ho ngheo", "ho ngheo"),
        ("timf hooj ngheof", "hooj ngheof"),
        ("tìm kiếm hộ nghèo", "hộ nghèo"),
        ("search start-up", "start-up"),
    ],
)
def test_a_search_is_typed(text: str, words: str) -> None:
    assert sought(" ".join(text.split())) == Command("search", words)


@pytest.mark.parametrize("text", ["tìm", "tìm ", "tìm kiếm", "timbuktu có gì", "hội viên", ""])
def test_what_is_no_search(text: str) -> None:
    assert sought(text.strip()) is None


def test_a_name_that_begins_like_a_search_is_a_name() -> None:
    talk = talking()
    for text in ("/moi", "đồng ý", "y tế", "tập thể", "Tìm lại tuổi xuân"):
        talk.says(text)
    assert talk.asks() == "head"


def test_back_leads_up_and_at_last_to_the_question() -> None:
    talk = talking()
    for text in ("/moi", "đồng ý", "/kehoach", "1", "1", "quay lại", "sửa"):
        talk.says(text)
    assert talk.asks() == "plan"
    assert "Lần trước" not in talk.last
    talk.says("quay lại")
    assert talk.asks() == "field"


def test_what_was_opened_is_forgotten_on_the_way_up() -> None:
    talk = talking()
    for text in ("/kehoach", "1", "1", "5", "1", "quay lại", "quay lại", "quay lại", "1"):
        talk.says(text)
    assert talk.asks() == "field"


def test_a_second_search_takes_the_place_of_the_first() -> None:
    talk = talking()
    for text in ("/kehoach", "1", "tìm khởi nghiệp", "tìm giúp hộ nghèo", "quay lại"):
        talk.says(text)
    assert talk.asks() == "part"


def test_a_nomination_begins_with_what_was_read() -> None:
    talk = talking()
    for text in ("/kehoach", "1", "1", "vì người nghèo", "hộ gia đình", "đề cử"):
        talk.says(text)
    assert talk.asks() == f"consent.{WORDING}"
    talk.says("đồng ý")
    assert talk.asks() == "subject"
    talk.says("sửa 2")
    assert talk.asks() == "field"


def test_who_may_not_nominate_is_not_invited_to() -> None:
    talk = talking()
    talk.person = None
    for text in ("/kehoach", "3", "1", "vì người nghèo"):
        talk.says(text)
    assert "Đề cử" not in " ".join(key.label for key in talk.bubbles[-1][1].keys)


DRAFT = Frame("nominate", answers={"round": "3"}, draft=1, kept=["?"])
ABOVE = Frame("plans")


def test_a_waiting_draft_takes_the_answers_over() -> None:
    state = State(stack=(DRAFT, ABOVE), asked=4)
    done = complete(state, Start("nominate", answers={"round": "3", "field": "y-te"}))
    assert done is not None
    assert done.stack == (Frame("nominate", answers={"round": "3", "field": "y-te"}, draft=1),)


@pytest.mark.parametrize(
    ("stack", "answers"),
    [
        ((DRAFT,), {"round": "1", "field": "y-te"}),
        ((DRAFT,), {"round": "3"}),
        ((ABOVE,), {"round": "3"}),
        ((), {"round": "3"}),
        ((Frame("other", draft=2),), {"round": "3"}),
    ],
)
def test_otherwise_a_new_one_begins(stack: tuple[Frame, ...], answers: dict[str, str]) -> None:
    assert complete(State(stack=stack), Start("nominate", answers=answers)) is None


def test_a_draft_is_uncovered() -> None:
    state = uncover(State(stack=(ABOVE, DRAFT, ABOVE, ABOVE)))
    assert state is not None
    assert state.stack == (ABOVE, DRAFT)
    assert uncover(State(stack=(ABOVE,))) is None
