"""Every place of every plan can be opened by taps, in both languages, and fits into one message of any door."""

from collections.abc import Iterator
from typing import Any

import pytest

from bot.channels.base import Capabilities
from bot.channels.telegram.keyboard import keyboard
from conversations.answers.paged import MORE
from conversations.answers.question import Question, Read, Reader
from conversations.asking import WaysOut, compose
from conversations.flow import Scene
from conversations.flows import FLOWS
from conversations.model import LOCALES, Json, Locale, Message, Person, Said
from conversations.replay import Spot, replay
from conversations.state import Frame
from conversations.texts import Joined, Phrase
from tests.talk import BEGIN, CATALOGUE, LAN, PLANS, RENDERER, Everything, Talk

LONGEST = 3_500
"""Characters of one message, below what any door takes."""
MOST_BUTTONS = 9
DOORS = (Capabilities(), Capabilities(buttons=False, edits=False))


def standing(answers: dict[str, Json], locale: Locale, person: Person | None) -> tuple[Spot, Reader]:
    reader = Reader(BEGIN.date(), Everything(Talk().fact), CATALOGUE.words(locale))
    scene = Scene(person, BEGIN, PLANS, reader, {}, {}, [], answers, 0, ())
    return replay(FLOWS["plans"].run(scene), answers, None, scene), reader


def places(locale: Locale, person: Person | None) -> Iterator[tuple[Spot, Question[Any], Json, Reader]]:
    """Yield every place, with what is kept there (the page of a list), by following every button."""
    waiting: list[dict[str, Json]] = [{}]
    while waiting:
        answers = waiting.pop()
        spot, reader = standing(dict(answers), locale, person)
        question = spot.question
        if question is None:
            assert spot.finish is not None
            assert spot.finish.then is not None
            continue
        if question.name == "search":
            continue
        for kept in pages(question, reader):
            yield spot, question, kept, reader
            more = {MORE} if kept is not None else set()
            waiting += [
                {**answers, question.key: option.id}
                for option in question.options(kept, reader)
                if option.id not in more
            ]


def pages(question: Question[Any], reader: Reader) -> Iterator[Json]:
    listed = len(getattr(question, "choices", ()))
    shown = [option for option in question.options(0, reader) if option.id != MORE]
    yield from range(-(-listed // len(shown))) if len(shown) < listed and question.name != "leaf" else (None,)


def keys_of(value: Any) -> Iterator[str]:
    match value:
        case Phrase(key=key, args=args):
            yield key
            for arg in args.values():
                yield from keys_of(arg)
        case Joined(parts=parts):
            for part in parts:
                yield from keys_of(part)
        case _:
            pass


def asked(spot: Spot, question: Question[Any], kept: Json, reader: Reader) -> Message:
    frame = Frame("plans", answers={}, kept=kept)
    return compose(spot, question, frame, reader, WaysOut(back=True, menu=True, browse=True))


@pytest.mark.parametrize("person", [LAN, None], ids=["officer", "stranger"])
@pytest.mark.parametrize("locale", LOCALES)
def test_every_place_can_be_read(locale: Locale, person: Person | None) -> None:
    seen: set[str] = set()
    for spot, question, kept, reader in places(locale, person):
        message = asked(spot, question, kept, reader)
        texts = (*message.body, *(button.label for button in message.buttons))
        assert {key for text in texts for key in keys_of(text)} <= CATALOGUE.keys(locale)
        for can in DOORS:
            bubble = RENDERER.bubble(message, locale, can)
            assert len(bubble.plain()) <= LONGEST
            assert keyboard(bubble) or not can.buttons
        assert len(message.buttons) <= MOST_BUTTONS
        assert typed_is_tapped(question, kept, reader)
        seen |= {text for text in map(reader.words, message.body) if text.startswith("“")}
    for plan in PLANS.values():
        for criterion in (*plan.general, *(c for field in plan.fields for c in field.criteria)):
            assert any(criterion.text in text for text in seen), criterion.id


def typed_is_tapped(question: Question[Any], kept: Json, reader: Reader) -> bool:
    """Whether the number of each button does what the button does."""
    options = question.options(kept, reader)
    for number, option in enumerate(options, 1):
        reading = question.read(Said(str(number)), kept, reader)
        if option.id != MORE and isinstance(reading, Read) and reading.value != option.id:
            return False
    return True
