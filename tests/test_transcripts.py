"""The golden conversations: each file of tests/transcripts/ is played again and must read the same."""

from pathlib import Path

import pytest

from tests.transcript import played, script_of

FOLDER = Path(__file__).parent / "transcripts"
FILES = sorted(FOLDER.glob("*.txt"))
WANTED = {
    "smooth", "edit_in_the_middle", "back", "wrong_inputs", "resume_after_40_days", "not_met_nurture", "two_drafts",
    "language_switch", "words_only", "browse_plan", "browse_in_a_draft", "search", "advise",
}  # fmt: skip
"""What issue and product promise to show; a file may not be dropped quietly."""


def test_all_promised_transcripts_are_there() -> None:
    missing = WANTED - {path.stem for path in FILES}
    assert not missing, f"write tests/transcripts/{sorted(missing)}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_transcript(path: Path, request: pytest.FixtureRequest) -> None:
    before = script_of(path)
    now = played(before)
    if request.config.getoption("--update-transcripts"):
        path.write_text(now, encoding="utf-8")
        return
    assert now == before, f"{path.name} reads differently now; if it is better so: pytest --update-transcripts, read it"
