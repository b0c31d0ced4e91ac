"""Running a flow over the answers it has: where it stands, what stands before it, how far it is to the end.

Nothing else in the house knows where a conversation stands. This module must not change anything.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from conversations.answers.question import Misfit, Question, Reader
from conversations.flow import Finish, Flow, Given, Scene
from conversations.model import Json
from conversations.texts import Text

MAX_QUESTIONS = 150
"""Of one flow. More means that a flow asks in a circle."""
_NONE = object()


class Endless(Exception):
    """A flow asked more than MAX_QUESTIONS questions. Please look for a loop whose end depends on no answer."""


@dataclass(slots=True)
class Spot:
    """Where a flow stands: at `question`, or at its end with `finish`. `path` is what was answered before it.

    The `flow` itself waits there: it can be followed further. `answers` are its own, and grow when it is.
    """

    path: tuple[Given, ...]
    question: Question[Any] | None
    finish: Finish | None
    flow: Flow
    scene: Scene
    answers: dict[str, Json]
    counted: int | None = None

    @property
    def listed(self) -> tuple[Given, ...]:
        """The answers that a summary card shows, in the order of their numbers."""
        return tuple(given for given in self.path if given.question.listed)

    @property
    def ahead(self) -> int:
        """How many questions come after this one. The flow is followed to its end for that."""
        if self.counted is None:
            self.counted = _ahead(self.flow, self.question, self.scene) if self.question else 0
        return self.counted

    def go_on(self, raw: Json) -> "Spot":
        """Return where the flow stands when its question is answered: what a replay would find, without it."""
        if self.question is None or self.counted is not None:
            raise ValueError("This flow has run to its end. Either call go_on before ahead, or replay it.")
        self.answers[self.question.key] = raw
        return _onward(self.flow, self.question, None, self.scene, self.answers)


def replay(flow: Flow, answers: dict[str, Json], revisit: str | None, scene: Scene) -> Spot:
    """Run `flow` until a question has no fitting answer, or is the one to `revisit`, or until its end.

    `answers` are those that the scene holds as recorded. They must not be changed by anybody else from now on.
    """
    return _onward(flow, None, revisit, scene, answers)


def _onward(
    flow: Flow, question: Question[Any] | None, revisit: str | None, scene: Scene, answers: dict[str, Json]
) -> Spot:
    path, given = scene.path, scene.given
    try:
        question = question or next(flow)
        while question.key != revisit and (value := _fitting(question, answers)) is not _NONE:
            path.append(Given(question, value))
            given[question.key] = answers[question.key]
            if len(path) > MAX_QUESTIONS:
                raise Endless(question.key)
            question = flow.send(value)
    except StopIteration as end:
        return Spot(tuple(path), None, end.value, flow, scene, answers)
    return Spot(tuple(path), question, None, flow, scene, answers)


def labels_ahead(spot: Spot) -> tuple[Text, ...]:
    """Return what is still to be answered, by what it is called. The flow is followed to its end for that."""
    if spot.question is None:
        return ()
    labels = [spot.question.label]
    _follow(spot.flow, spot.question, spot.scene, labels)
    return tuple(labels)


def _fitting(question: Question[Any], answers: Mapping[str, Json]) -> Any:
    if question.key not in answers:
        return _NONE
    try:
        return question.load(answers[question.key])
    except Misfit:
        return _NONE


def _ahead(flow: Flow, question: Question[Any], scene: Scene) -> int:
    """Count the questions after `question`, taking the answers there are and samples for the others."""
    return _follow(flow, question, scene, [])


def _follow(flow: Flow, question: Question[Any], scene: Scene, labels: list[Text]) -> int:
    """Count the questions after `question`; `labels` gets what those are called that have no answer yet."""
    reader: Reader = scene.reader
    reader.ahead = True
    count = 0
    try:
        while count < MAX_QUESTIONS:
            value = _fitting(question, scene.recorded)
            if value is _NONE:
                value = question.sample()
            scene.given[question.key] = question.dump(value)
            scene.path.append(Given(question, value))
            question = flow.send(value)
            asked = not question.answers_itself(reader)
            count += asked
            if asked and question.listed and _fitting(question, scene.recorded) is _NONE:
                labels.append(question.label)
    except StopIteration:
        pass
    finally:
        reader.ahead = False
        flow.close()
    return count
