"""Walks the registry: whatever comes, every kind of question gives a reading, and what it keeps it loads again."""

import json
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conversations.answers import KINDS
from conversations.answers.question import Misfit, Partial, Question, Read, Refusal
from conversations.model import (
    BadFile,
    Event,
    Json,
    KeptFile,
    Opened,
    OtherKind,
    Said,
    SentFiles,
    SentOther,
    Tapped,
)
from conversations.texts import Phrase, Text
from tests.answers.asking import CATALOGUE, READER
from tests.answers.kinds import EXAMPLES, Example

WORDS = """
    1 2 24 2024 180 1,2 1.200 0 -5 năm nam tỷ ty rưỡi triệu tr k trăm mươi chục linh nửa vài khoảng từ đến - / : , . ;
    và m2 ha sào mẫu công đồng đ ngày tháng sinh có không dạ xong bỏ qua tất cả hooj ddinhf tuổi 0912345678 ( ) * { }
""".split()
NASTY = (
    "", " ", "\x00", "\u202e", "\u200b", "😀", "👨\u200d👩\u200d👧", "a\u0301" * 50, "١٢٣", "²", "½", "Ⅻ", "㎡", "İ",
    "ß", "𝟙𝟚", "9" * 4_000, "1 " * 2_000, "năm " * 900, "24 " * 1_000, "tỷ " * 900, "(" * 3_000, "-" * 3_000,
    "1,2." * 900, "a" * 10_000, "{name}", "{0}", "%s", "*", "\ud800", "-0", "1e9", "0x10", "1/0", "--1", "NaN", "null",
    "<b>", "'; --", "/start", "1 " * 39, "1 tr " * 19, "24 " * 12 + "180tr", "1 tỷ " * 19, "180, " * 30, "180,210,240,",
)  # fmt: skip
typed = st.one_of(
    st.text(max_size=60),
    st.text(alphabet=st.characters(codec=None), max_size=20),
    st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join),
    st.lists(st.sampled_from(WORDS), max_size=10).map("".join),
    st.sampled_from(NASTY),
)
files = st.lists(
    st.one_of(
        st.builds(
            KeptFile, st.sampled_from(("a" * 64, "b" * 64)), st.just("image/png"), st.integers(0, 9), st.just("")
        ),
        st.builds(BadFile, st.text(max_size=5), st.sampled_from(("too_big", "damaged"))),
    ),
    max_size=30,
)
events = st.one_of(
    typed.map(Said),
    st.builds(
        Tapped, st.integers(), st.text(max_size=9) | st.sampled_from(("done", "skip", "clear", "one", "bac", "101"))
    ),
    files.map(lambda some: SentFiles(tuple(some))),
    st.sampled_from(get_args(OtherKind)).map(SentOther),
    st.just(Opened()),
)
kept_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text() | st.sampled_from(("2024", "text", "name")), inner),
)
EACH = pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: type(example.question).__name__)


def keys_of(text: Text) -> set[str]:
    """Return the keys of every sentence in `text`."""
    if not isinstance(text, Phrase):
        return set()
    return {text.key}.union(*(keys_of(arg) for arg in text.args.values() if isinstance(arg, Phrase)))


def check(question: Question[Any], kept: Json, event: Event) -> None:
    """Let `event` happen: a reading comes of it that can be kept, shown, and told in both languages."""
    reading = question.read(event, kept, READER)
    said: tuple[Text, ...] = ()
    match reading:
        case Read(value=value, doubt=doubt):
            assert question.load(json.loads(json.dumps(question.dump(value)))) == value
            said = (question.show(value), *question.detail(value), *doubt)
            assert all(part.id for part in question.parts(value))
        case Partial(kept=left, say=say):
            assert json.loads(json.dumps(left)) == left
            said = (*say, *question.prompt(left, READER), *(o.label for o in question.options(left, READER)))
        case Refusal(why=why):
            said = (why,)
    for key in set[str]().union(*map(keys_of, said)) - {"ask.q", "ask.q.label"}:
        assert key in CATALOGUE.keys("vi"), key
        assert key in CATALOGUE.keys("en"), key


def test_every_kind_has_an_example() -> None:
    missing = set(KINDS) - {type(example.question) for example in EXAMPLES}
    assert not missing, f"give {missing} an Example in tests/answers/kinds.py"
    assert {type(example.question) for example in EXAMPLES} <= set(KINDS)


@EACH
@given(event=events, data=st.data())
def test_whatever_comes_gives_a_reading(example: Example, event: Event, data: st.DataObject) -> None:
    check(example.question, data.draw(st.sampled_from(example.kept)), event)


@EACH
@pytest.mark.parametrize("text", NASTY, ids=lambda text: ascii(text[:12]))
def test_nasty_texts_give_a_reading(example: Example, text: str) -> None:
    for kept in example.kept:
        check(example.question, kept, Said(text))


@EACH
def test_what_is_kept_is_loaded_again(example: Example) -> None:
    question = example.question
    for value in (*example.values, question.sample()):
        assert question.load(json.loads(json.dumps(question.dump(value)))) == value
        reopened = question.reopen(value)
        assert json.loads(json.dumps(reopened)) == reopened


@EACH
def test_what_does_not_fit_is_asked_anew(example: Example) -> None:
    for raw in example.misfits:
        with pytest.raises(Misfit):
            example.question.load(raw)


@EACH
@settings(max_examples=25)
@given(raw=kept_json)
def test_anything_kept_fits_or_is_a_misfit(example: Example, raw: Json) -> None:
    try:
        value = example.question.load(raw)
    except Misfit:
        return
    assert example.question.load(example.question.dump(value)) == value


@EACH
def test_options_fit_into_a_button(example: Example) -> None:
    for kept in example.kept:
        options = example.question.options(kept, READER)
        ids = [option.id for option in options]
        assert len(set(ids)) == len(ids)
        assert all(id_.isascii() and 0 < len(id_) <= 40 for id_ in ids)
        for option in options:
            check(example.question, kept, Tapped(1, option.id))
            check(example.question, kept, Said(READER.words(option.label)))


@EACH
def test_a_part_is_put_right_alone(example: Example) -> None:
    question = example.question
    for value in example.values:
        for part in question.parts(value):
            left = question.without(value, part.id)
            assert not isinstance(question.read(Opened(), left, READER), Read)
            assert left != question.dump(value)
