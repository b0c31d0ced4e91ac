"""A flow that goes on from where it waits stands where a replay would: in every golden conversation."""

from pathlib import Path

import pytest

from conversations.engine import Step
from conversations.replay import Spot, replay
from tests.transcript import played

TRANSCRIPTS = Path(__file__).parent / "transcripts"
found_before = Step.spot


@pytest.fixture
def compared(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Replay anew beside every spot that a step finds; collect the keys of the questions."""
    keys: list[str] = []

    def spot(step: Step, *, whole: bool = False) -> Spot:
        found = found_before(step, whole=whole)
        if found.counted is None and not whole:
            anew = _anew(step)
            assert (found.path, found.question, found.finish) == (anew.path, anew.question, anew.finish)
            assert (found.scene.given, found.answers) == (anew.scene.given, anew.answers)
            keys.append(found.question.key if found.question else "")
        return found

    monkeypatch.setattr(Step, "spot", spot)
    return keys


def _anew(step: Step) -> Spot:
    frame = step.top
    answers = dict(frame.answers)
    scene = step.scene(frame, answers)
    return replay(step.kind(frame).run(scene), answers, frame.revisit, scene)


@pytest.mark.parametrize("path", sorted(TRANSCRIPTS.glob("*.txt")), ids=lambda path: path.stem)
def test_going_on_is_replaying(path: Path, compared: list[str]) -> None:
    played(path.read_text(encoding="utf-8"))
    assert len(compared) > 2
