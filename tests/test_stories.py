"""The golden stories: each file of tests/stories/ is told again, with a real database, and must read the same."""

from pathlib import Path

import pytest

from tests.story import played

FILES = sorted((Path(__file__).parent / "stories").glob("*.txt"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
async def test_story(path: Path, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    before = path.read_text(encoding="utf-8")
    now = await played(before, tmp_path)
    if request.config.getoption("--update-transcripts"):
        path.write_text(now, encoding="utf-8")
        return
    assert now == before, f"{path.name} reads differently now; if it is better so: pytest --update-transcripts, read it"
