"""How the open question looks: its message, with read-back, buttons, controls and progress.

Pure composition: nothing is read and nothing decided here.
"""

from dataclasses import dataclass
from typing import Any

from conversations.answers.question import Option, Question, Reader
from conversations.controls import CONTROL, control, up
from conversations.model import Button, Line, Message
from conversations.replay import Spot
from conversations.state import Frame
from conversations.texts import Text, phrase, text_from_json

Q = Question[Any]


@dataclass(frozen=True, slots=True)
class WaysOut:
    """Which controls lead away from the open question: back (in a flow to `browse`: up), to the menu."""

    back: bool
    menu: bool
    browse: bool


def compose(spot: Spot, question: Q, frame: Frame, reader: Reader, out: WaysOut) -> Message:
    """Return the message that asks `question`."""
    options = question.options(frame.kept, reader)
    at = 1 + sum(not given.question.answers_itself(reader) for given in spot.path)
    old = (phrase("revisit.before", answer=_old(question, frame)),) if frame.revisit and not question.lists else ()
    return Message(
        body=(*question.lead, *old, *question.prompt(frame.kept, reader)),
        lines=_lines(spot, reader) if question.lists else (),
        buttons=tuple(_button(option) for option in options),
        first=1 if question.numbered and not question.lists else 0,
        controls=_controls(frame, out),
        progress=(at, at + spot.ahead) if frame.draft else None,
        entry=question.entry,
        papers=question.papers,
        phone="ask" if question.asks_phone else "",
    )


def compose_doubt(question: Q, frame: Frame) -> Message:
    """Return the message that has a doubtful reading confirmed, or put right in part."""
    doubt = frame.doubt or {}
    value = question.load(doubt["value"])
    why = tuple(text_from_json(raw) for raw in doubt["why"])
    parts = tuple(
        Button(f"{CONTROL}part:{part.id}", phrase("doubt.part", part=part.label)) for part in question.parts(value)
    )
    return Message(
        body=(phrase("doubt.understood"), *question.detail(value), *why),
        buttons=(Button(f"{CONTROL}yes", phrase("doubt.yes")), *parts, Button(f"{CONTROL}no", phrase("doubt.no"))),
        controls=(control("back"), control("save")),
        entry=question.entry,
    )


def compose_answered(question: Q, value: Any, shown: tuple[Text, ...] = (), *, ref: int) -> Message:
    """Return what stands in place of an answered question: what it was about, and what was answered.

    `shown` is what stood above the question and is still to be read. Its papers stay.
    """
    said = phrase("read.back", label=question.label, answer=question.show(value))
    return Message(body=(*shown, said), papers=question.papers, ref=ref)


def read_back(question: Q, value: Any) -> tuple[Text, ...]:
    """Return what was understood of a typed answer, for the head of the next message."""
    detail = question.detail(value)
    if len(detail) == 1:
        return (phrase("read.back", label=question.label, answer=detail[0]),)
    return (phrase("read.back.lines", label=question.label), *detail)


def _old(question: Q, frame: Frame) -> Text:
    return question.show(question.load(frame.answers[question.key]))


def _button(option: Option) -> Button:
    return Button(option.id, option.label, option.ticked)


def _lines(spot: Spot, reader: Reader) -> tuple[Line, ...]:
    """Return the answers of a summary; one that could not be another way has nothing to edit."""
    return tuple(
        Line(
            number,
            given.question.label,
            given.question.show(given.value),
            "" if given.question.answers_itself(reader) else f"{CONTROL}edit:{number}",
        )
        for number, given in enumerate(spot.listed, 1)
    )


def _controls(frame: Frame, out: WaysOut) -> tuple[Button, ...]:
    keep = (control("keep"),) if frame.revisit else ()
    back = (up() if out.browse else control("back"),) if out.back else ()
    if frame.draft:
        return (*keep, *back, control("save"), control("hint"))
    return (*keep, *back, *((control("menu"),) if out.menu else ()))
