"""The golden conversations: each file of tests/transcripts/ is played again and must read the same.

In plans/ stands one nomination for every plan of the house and every kind of subject that it takes, by name.
"""

import re
from itertools import takewhile
from pathlib import Path

import pytest

from tests.talk import PLANS
from tests.transcript import played, script_of

FOLDER = Path(__file__).parent / "transcripts"
FILES = sorted(FOLDER.rglob("*.txt"))
WANTED = {
    "smooth", "edit_in_the_middle", "back", "wrong_inputs", "resume_after_40_days", "not_met_nurture", "two_drafts",
    "language_switch", "words_only", "browse_plan", "browse_in_a_draft", "search", "advise", "people", "import_people",
    "transferred", "joining_by_phone", "journal",
}  # fmt: skip
"""What issue and product promise to show; a file may not be dropped quietly."""

MARKS = ("|    ✅", "|    ❌", "|    ⚠", "|    ⏳", "|    ⚖")
"""What a finding on the card begins with."""


def test_all_promised_transcripts_are_there() -> None:
    missing = WANTED - {path.stem for path in FILES}
    assert not missing, f"write tests/transcripts/{sorted(missing)}"


def test_every_plan_is_nominated_under_with_every_kind() -> None:
    wanted = {f"{plan.id}-{kind}" for plan in PLANS.values() for field in plan.fields for kind in field.kinds}
    missing = wanted - {path.stem for path in (FOLDER / "plans").glob("*.txt")}
    assert not missing, f"write tests/transcripts/plans/{sorted(missing)}"


@pytest.mark.parametrize("path", [path for path in FILES if path.parent.name == "plans"], ids=lambda path: path.stem)
def test_a_nomination_is_filed_and_its_whole_card_was_read(path: Path) -> None:
    lines = script_of(path).splitlines()
    assert lines[-1].startswith(("| ⇒ submitted: ", "| ⇒ nurturing: "))
    tapped = next(at for at, line in enumerate(lines) if line.startswith(("[Xem hết", "[See all")))
    answer = list(takewhile(lambda line: line.startswith("|"), lines[tapped + 1 :]))
    promised = re.findall(r"\d+", answer[0])
    assert promised == [str(sum(line.startswith(MARKS) for line in answer))]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_transcript(path: Path, request: pytest.FixtureRequest) -> None:
    before = script_of(path)
    now = played(before)
    if request.config.getoption("--update-transcripts"):
        path.write_text(now, encoding="utf-8")
        return
    assert now == before, f"{path.name} reads differently now; if it is better so: pytest --update-transcripts, read it"
