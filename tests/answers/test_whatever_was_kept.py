"""A partial answer of another time may be kept under a question: it is asked on, and never breaks."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conversations.answers.question import Partial, Read
from conversations.model import Event, Json, KeptFile, Said, SentFiles, Tapped
from tests.answers.asking import READER, shown
from tests.answers.kinds import EXAMPLES, Example

WORDS = ("typed", "text", "guessed", "2024", "2025", "sha256", "one", "three", "3 sào", "đồng", "doubt.millions", "")
PHOTO = KeptFile("a" * 64, "image/jpeg", 1, "a.jpg")
leaves = st.none() | st.booleans() | st.integers() | st.sampled_from(WORDS) | st.text(max_size=5)
kept_before = st.recursive(
    leaves,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(WORDS), inner, max_size=4),
    max_leaves=6,
)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: type(example.question).__name__)
@settings(max_examples=40)
@given(kept=kept_before, typed=st.sampled_from(("xong", "1", "180tr", "3 sào", "Đồng Mỏ", "2024: 5", "bắc", "😀")))
def test_it_is_asked_on(example: Example, kept: Json, typed: str) -> None:
    question = example.question
    options = question.options(kept, READER)
    assert all(option.id.isascii() and 0 < len(option.id) <= 40 for option in options)
    assert all(shown(line) for line in question.prompt(kept, READER))
    events: tuple[Event, ...] = (Said(typed), SentFiles((PHOTO,)), *(Tapped(1, option.id) for option in options))
    for event in events:
        reading = question.read(event, kept, READER)
        if isinstance(reading, Read):
            assert question.load(question.dump(reading.value)) == reading.value
        elif isinstance(reading, Partial):
            assert json.loads(json.dumps(reading.kept)) == reading.kept
            question.options(reading.kept, READER)
