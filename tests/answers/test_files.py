"""Photos and papers, one by one or several at once."""

import pytest

from conversations.answers.files import Files
from conversations.answers.money import Money
from conversations.answers.question import Partial, Refusal
from conversations.model import BadFile, Json, KeptFile, SentFiles, SentOther
from tests.answers.asking import READER, Got, Half, No, does, says, shown, taps

PROOF = Files(key="proof", name="proof", least=2, most=3)
LATER = Files(key="proof", name="proof", optional=True)
A, B, C, D = (KeptFile(letter * 64, "image/jpeg", 1_000, f"{letter}.jpg") for letter in "abcd")


def _after(*files: KeptFile) -> Json:
    reading = PROOF.read(SentFiles(files), None, READER)
    assert isinstance(reading, Partial)
    return reading.kept


def test_files_add_up() -> None:
    half = does(PROOF, SentFiles((B,)), _after(A))
    assert half == Half(_after(A, B))
    assert isinstance(half, Half)
    assert taps(PROOF, "done", half.kept) == Got((A, B))
    assert says(PROOF, "xong", half.kept) == Got((A, B))
    assert says(PROOF, "xong ạ", half.kept) == Got((A, B))


def test_the_same_file_twice_is_one() -> None:
    assert does(PROOF, SentFiles((A, B, A)), _after(A)) == Half(_after(A, B))


def test_too_many_leave_what_was_there() -> None:
    assert does(PROOF, SentFiles((C, D)), _after(A, B)) == No("files.most")
    assert does(PROOF, SentFiles((C,)), _after(A, B)) == Half(_after(A, B, C))


def test_damaged_ones_are_left_out() -> None:
    assert does(PROOF, SentFiles((A, BadFile("x.exe", "wrong_kind"))), _after(B)) == Half(_after(B, A))
    assert does(PROOF, SentFiles((BadFile("x.exe", "wrong_kind"),))) == No("files")
    assert does(PROOF, SentFiles((BadFile("x.exe", "wrong_kind"),)), _after(A)) == No("files.more")


XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BOOK = KeptFile("e" * 64, XLSX, 1_000, "thu chi.xlsx")
PAPER = KeptFile("f" * 64, "application/pdf", 1_000, "")


def test_a_kind_that_is_not_asked_for_is_left_out_and_named() -> None:
    reading = PROOF.read(SentFiles((A, BOOK, PAPER)), None, READER)
    assert isinstance(reading, Partial)
    assert reading.kept == _after(A, PAPER), "the good ones of the album were lost"
    assert [shown(text) for text in reading.say] == [
        "Câu này chỉ nhận ảnh và PDF, nên chưa nhận “thu chi.xlsx”; các tệp còn lại đã nhận."
    ]


def test_only_a_kind_that_is_not_asked_for_is_refused() -> None:
    reading = PROOF.read(SentFiles((BOOK, BOOK)), _after(A), READER)
    assert isinstance(reading, Refusal)
    assert shown(reading.why) == "Câu này chỉ nhận ảnh và PDF, nên chưa nhận “thu chi.xlsx”. Anh/chị gửi lại giúp."
    nameless = PROOF.read(SentFiles((KeptFile("e" * 64, XLSX, 1),)), None, READER)
    assert isinstance(nameless, Refusal)
    assert "chưa nhận tệp vừa gửi." in shown(nameless.why)


def test_what_is_left_out_does_not_count() -> None:
    assert does(PROOF, SentFiles((C, BOOK)), _after(A, B)) == Half(_after(A, B, C))


def test_a_question_may_ask_for_a_workbook() -> None:
    workbook = Files(key="plan", name="plan", takes=(XLSX,))
    assert isinstance(does(workbook, SentFiles((BOOK,))), Half)
    refused = workbook.read(SentFiles((A,)), None, READER)
    assert isinstance(refused, Refusal)
    assert shown(refused.why) == "Câu này chỉ nhận Excel (.xlsx), nên chưa nhận “a.jpg”. Anh/chị gửi lại giúp."


def test_too_few_are_not_done() -> None:
    assert taps(PROOF, "done", _after(A)) == No("stale")
    assert says(PROOF, "xong", _after(A)) == No("files.more")


@pytest.mark.parametrize("typed", ["abc", "😀", "xong", "không có"])
def test_a_text_instead_gets_a_sentence(typed: str) -> None:
    assert says(PROOF, typed) == No("files")


@pytest.mark.parametrize("typed", ["chưa có", "bỏ qua", "không có", "không", "chua co", "gửi sau", "bổ sung sau"])
def test_they_may_come_later_where_that_is_allowed(typed: str) -> None:
    assert says(LATER, typed) == Got(())
    assert taps(LATER, "skip") == Got(())


def test_a_file_where_none_is_asked_and_other_things() -> None:
    assert does(Money(key="m", name="m"), SentFiles((A,))) == No("no_files")
    assert does(PROOF, SentOther("sticker")) == No("other")


def test_a_card_counts_them() -> None:
    assert shown(PROOF.show((A, B))) == "2 tệp"
    assert shown(LATER.show(())) == "chưa có"


@pytest.mark.parametrize("raw", [None, [], [{}], ["a"], [{"sha256": "a", "mime": "b", "size": "c", "name": "d"}]])
def test_what_does_not_fit_is_asked_anew(raw: Json) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - Misfit is a ValueError without a message
        PROOF.load(raw)
