"""Makes the pictures of README.md from the running program: python -m tests.e2e.pictures. Look at what it made.

An emoji font has to be installed (Debian: fonts-noto-color-emoji), or the marks of the criteria card are empty boxes.
"""

import asyncio
import io
import tempfile
from dataclasses import replace
from pathlib import Path

from PIL import Image

from bot.demo_files import SPOKEN
from tests.e2e.officer_script import ENTRY, SCRIPT, THIS_YEAR, Act, photos, sentence
from tests.e2e.process import TOP, running
from tests.e2e.thumb import Thumb
from tests.e2e.web_officer import Officer, officer_at

PICTURES = TOP / "docs" / "pictures"
COLOURS = 256
MOST_BYTES = 150_000
REVIEW = SCRIPT[-2]
TITLES = next(at for at, act in enumerate(SCRIPT) if f"Năm {THIS_YEAR - 2}" in act.picks)
GAP = (f"Năm {THIS_YEAR - 2}", f"Năm {THIS_YEAR} đang chờ")


class TooBigError(Exception):
    """A picture weighs too much for a README. Please lower COLOURS, or show less."""


async def take(officer: Officer, name: str) -> None:
    """Put what the phone shows into docs/pictures/, small."""
    await officer.page.wait_for_timeout(600)  # until nothing moves any more
    shot = Image.open(io.BytesIO(await officer.page.screenshot())).convert("RGB")
    path = PICTURES / f"{name}.png"
    shot.quantize(COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(path, optimize=True)
    if path.stat().st_size > MOST_BYTES:
        raise TooBigError(path)


async def show(thumb: Thumb) -> None:
    """Nominate with a title missing: the card says so, one tap mends it, then the file is complete."""
    officer, titles = thumb.officer, SCRIPT[TITLES]
    await thumb.nominates([*SCRIPT[:TITLES], replace(titles, picks=GAP)])
    await thumb.sees(Act(titles.asked, ticks=2))
    await take(officer, "question")
    await thumb.nominates([replace(SCRIPT[TITLES + 1], ticks=2), *SCRIPT[TITLES + 2 : -2]])
    await thumb.sees(REVIEW)
    await take(officer, "card")
    await thumb.newest.get_by_role("button", name=sentence("review.mend", what=""), exact=False).first.click()
    await thumb.newest.get_by_role("button", name=f"Năm {THIS_YEAR - 1}").click()
    await thumb.does(SCRIPT[TITLES + 1])
    await thumb.sees(REVIEW)
    await thumb.newest.locator(".with-edit").last.scroll_into_view_if_needed()
    await officer.page.locator("#log").evaluate("log => { log.scrollTop = log.scrollHeight; }")
    await take(officer, "summary")


async def show_leader(officer: Officer) -> None:
    """Open what waits: the card that a leader decides by, then the photos beside what they prove."""
    thumb = Thumb(officer)
    await thumb.sees(Act(sentence("ask.menu")))
    await thumb.newest.get_by_role("button", name=sentence("menu.review", n=len(SPOKEN))).first.click()
    await thumb.newest.get_by_role("button", name=SPOKEN[0].lines[4]).first.click()
    await thumb.sees(Act(sentence("ask.review.act")))
    await take(officer, "decide")
    await thumb.newest.get_by_role("button", name=sentence("files.evidence", n=1)).click()
    await thumb.newest.get_by_role("img").wait_for()
    await take(officer, "evidence")


async def main() -> None:
    """Start the program, nominate and decide, and take the pictures on the way."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        paths = tuple(Path(folder) / f"{number}.jpg" for number in range(len(photos())))
        for path, content in zip(paths, photos(), strict=True):
            path.write_bytes(content)
        async with (
            running(Path(folder) / "data") as program,
            officer_at(f"{program.address}/v/{ENTRY}", device_scale_factor=2) as officer,
        ):
            await show(Thumb(officer, paths))
            async with officer_at(f"{program.address}/v/demo-leader", device_scale_factor=2) as leader:
                await show_leader(leader)


if __name__ == "__main__":
    asyncio.run(main())
