"""What happened with a file, told in sentences: runs as one, changes one by one, nothing hidden from its readers."""

from datetime import timedelta

import pytest

from conversations.answers.question import Reader
from conversations.flow import Scene
from conversations.flows.history import MOST_NAMED, told
from conversations.flows.labels import labels_of
from conversations.model import Filed, Json, Viewed
from conversations.queries import DossierById, Happened
from tests.talk import BEGIN, CATALOGUE, HUNG, LAN, PLANS, TOP, Everything, Talk
from tests.transcript import _step as act
from tests.transcript import script_of

SMOOTH = TOP / "tests" / "transcripts" / "smooth.txt"
MINUTE = timedelta(minutes=1)
LABELS = {"subject": "Họ tên", "born": "Ngày sinh", **{f"q{n}": f"Câu {n}" for n in range(20)}}


def happened(act: str, minutes: int = 0, by: int = 1, **detail: Json) -> Happened:
    return Happened(BEGIN + minutes * MINUTE, by, {1: LAN.name, 2: HUNG.name}.get(by, ""), act, detail)


def answered(key: str, value: str, minutes: int = 0) -> Happened:
    return happened("answered", minutes, key=key, value=value)


def a_scene(talk: Talk) -> Scene:
    reader = Reader(talk.now.date(), Everything(talk.fact), CATALOGUE.words("vi"))
    return Scene(talk.person, talk.now, PLANS, reader, {}, {}, [], {}, 0, ())


def sentences(*rows: Happened, days: int = 0) -> list[str]:
    """What is told of `rows`, which come oldest first."""
    talk = Talk(now=BEGIN + timedelta(days=days))
    return [CATALOGUE.say("vi", text) for text in told(rows[::-1], LABELS, a_scene(talk))]


def test_first_answers_on_end_are_told_as_one() -> None:
    rows = [answered("subject", "a"), answered("born", "b", 3)]
    assert sentences(*rows) == ["21/11 09:00–09:03 chị Lan trả lời 2 câu: Họ tên và Ngày sinh."]


def test_a_change_is_told_by_itself_and_the_same_again_is_none() -> None:
    rows = [answered("born", "a"), answered("born", "a", 1), answered("born", "b", 2), answered("born", "a", 3)]
    assert sentences(*rows) == [
        "21/11 09:03 chị Lan đổi câu Ngày sinh.",
        "21/11 09:02 chị Lan đổi câu Ngày sinh.",
        "21/11 09:00 chị Lan trả lời 1 câu: Ngày sinh.",
    ]


def test_a_long_run_names_some_and_counts_the_rest() -> None:
    (one,) = sentences(*(answered(f"q{n}", "a") for n in range(20)))
    assert f"Câu {MOST_NAMED - 1} và {20 - MOST_NAMED} câu nữa" in one


def test_what_the_plan_knows_no_more_is_named_together() -> None:
    assert sentences(answered("subject", "a"), answered("gone", "b"), answered("lost", "c")) == [
        "21/11 09:00 chị Lan trả lời 3 câu: Họ tên và câu nay không còn hỏi."
    ]


def test_ways_on_are_not_told() -> None:
    assert sentences(answered("review", "go"), answered("review", "criteria")) == []


def test_reading_several_times_on_end_is_told_once_and_by_whom() -> None:
    rows = [happened("viewed", at, by) for at, by in ((0, 2), (5, 2), (7, 1), (9, 2))]
    assert sentences(*rows) == [
        "21/11 09:09 Hoàng Văn Hùng mở xem hồ sơ.",
        "21/11 09:07 chị Lan mở xem hồ sơ.",
        "21/11 09:00–09:05 Hoàng Văn Hùng mở xem hồ sơ.",
    ]


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (happened("filed", stage="submitted"), "chị Lan gửi hồ sơ."),
        (happened("filed", stage="nurturing"), "chị Lan đưa hồ sơ vào bồi dưỡng."),
        (happened("paper", by=2), "Hoàng Văn Hùng tải tệp của hồ sơ."),
        (happened("photo", by=9), "người chưa rõ tên xem ảnh, giấy tờ của hồ sơ."),
        (happened("refused", by=2), "Hoàng Văn Hùng định làm một việc với hồ sơ nhưng không có quyền."),
        (happened("message", state="dead"), "một tin về hồ sơ gửi chị Lan chưa chắc đã đến nơi."),
        (happened("something-new", by=2), "Hoàng Văn Hùng làm một việc khác với hồ sơ."),
    ],
)
def test_everything_else_has_its_sentence(row: Happened, sentence: str) -> None:
    assert sentences(row) == [f"21/11 09:00 {sentence}"]


def test_that_a_message_arrived_is_no_news() -> None:
    assert sentences(happened("message", state="sent")) == []


def test_another_year_is_named() -> None:
    assert sentences(happened("viewed"), days=60) == ["21/11/2026 09:00 chị Lan mở xem hồ sơ."]


def nominated() -> Talk:
    """Somebody who has sent a file."""
    talk = Talk()
    for line in script_of(SMOOTH).splitlines():
        if line and not line.startswith(("#", "|")):
            act(talk, line)
    assert any(isinstance(deed, Filed) for deed in talk.deeds), talk.last
    return talk


def test_every_question_of_a_file_is_known_by_its_label() -> None:
    talk = nominated()
    dossier = talk.fact(DossierById(1))
    keys = {one.key for one in talk.recorded} - {"review", "review.all"}
    assert keys - labels_of(dossier, a_scene(talk)).keys() == set()
    assert labels_of(dossier, a_scene(talk))["subject"] != labels_of(dossier, a_scene(talk))["born"]


@pytest.mark.parametrize("words", ["lịch sử", "Ai sửa gì, khi nào?", "ai sua", "history", "/lichsu", "/history"])
def test_it_is_asked_for_in_words(words: str) -> None:
    talk = nominated()
    for said in ("hồ sơ", "1", words):
        talk.says(said)
    assert "gửi hồ sơ" in talk.last
    assert isinstance(talk.deeds[-1], Viewed)


def test_without_an_open_file_the_files_are_offered() -> None:
    talk = nominated()
    talk.says("lịch sử")
    assert talk.asks() == "file"


def test_what_was_half_ticked_is_still_there_afterwards() -> None:
    talk = Talk()
    for text in ("/moi", "đồng ý", "huu lung", "kinh te", "Hoàng Văn Thắng", "1979", "1", "180tr 210tr 240tr"):
        talk.says(text)
    talk.taps("Năm 2024")
    talk.says("lịch sử")
    assert "trả lời" in talk.last
    talk.taps("on")
    assert [key.ticked for key in talk.bubbles[-1][1].keys][:2] == [True, False]


def test_who_may_not_read_the_file_is_told_nothing() -> None:
    """The list is what is looked at at every step: whoever is not shown the file in it finds it gone."""
    talk = nominated()
    talk.gives_way_to(HUNG)
    for said in ("hồ sơ", "1"):
        talk.says(said)
    talk.filed.clear()
    talk.taps("Ai làm gì")
    assert "Hồ sơ này không còn nữa" in talk.last
    assert "Thắng" not in talk.last
