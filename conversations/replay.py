"""Running a flow over the answers it has: where it stands, what stands before it, how far it is to the end.

Nothing else in the house knows where a conversation stands. This module must not change anything.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from conversations.answers.question import Misfit, Question, Reader
from conversations.flow import Finish, Flow, Given, Scene
from conversations.model import Json

MAX_QUESTIONS = 150
"""Of one flow. More means that a flow asks in a circle."""
_NONE = object()


class Endless(Exception):
    """A flow asked more than MAX_QUESTIONS questions. Please look for a loop whose end depends on no answer."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a flow stands: at `question`, or at its end with `finish`. `path` is what was answered before it."""

    path: tuple[Given, ...]
    question: Question[Any] | None
    finish: Finish | None
    ahead: int

    @property
    def listed(self) -> tuple[Given, ...]:
        """The answers that a summary card shows, in the order of their numbers."""
        return tuple(given for given in self.path if given.question.listed)


def replay(flow: Flow, answers: Mapping[str, Json], revisit: str | None, scene: Scene, *, count: bool) -> Spot:
    """Run `flow` until a question has no fitting answer, or is the one to `revisit`, or until its end.

    With `count` the way is followed further with sample values, to tell how many questions are ahead.
    """
    path, given = scene.path, scene.given
    path.clear()
    given.clear()
    try:
        question = next(flow)
        while question.key != revisit and (value := _fitting(question, answers)) is not _NONE:
            path.append(Given(question, value))
            given[question.key] = answers[question.key]
            if len(path) > MAX_QUESTIONS:
                raise Endless(question.key)
            question = flow.send(value)
    except StopIteration as end:
        return Spot(tuple(path), None, end.value, 0)
    way = tuple(path)
    return Spot(way, question, None, _ahead(flow, question, answers, scene) if count else 0)


def _fitting(question: Question[Any], answers: Mapping[str, Json]) -> Any:
    if question.key not in answers:
        return _NONE
    try:
        return question.load(answers[question.key])
    except Misfit:
        return _NONE


def _ahead(flow: Flow, question: Question[Any], answers: Mapping[str, Json], scene: Scene) -> int:
    """Count the questions after `question`, taking the answers there are and samples for the others."""
    reader: Reader = scene.reader
    reader.ahead = True
    count = 0
    try:
        while count < MAX_QUESTIONS:
            value = _fitting(question, answers)
            if value is _NONE:
                value = question.sample()
            scene.given[question.key] = question.dump(value)
            scene.path.append(Given(question, value))
            question = flow.send(value)
            count += not question.answers_itself(reader)
    except StopIteration:
        pass
    finally:
        reader.ahead = False
        flow.close()
    return count
