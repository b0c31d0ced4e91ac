"""The officer of officer_script.py at the page, on a phone: taps whatever can be tapped, types the rest."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from playwright.async_api import Locator, expect

from tests.e2e.officer_script import NO_TICK, Act
from tests.e2e.process import PATIENCE
from tests.e2e.web_officer import Officer

MILLISECONDS = 1000 * PATIENCE


@dataclass(frozen=True)
class Thumb:
    """An officer, and the photos on his phone."""

    officer: Officer
    photos: tuple[Path, ...] = ()

    @property
    def newest(self) -> Locator:
        """The bot's newest bubble."""
        return self.officer.page.locator("#items > .bot").last

    async def sees(self, act: Act) -> None:
        """Wait until it is asked for this, and see that the question stands on the screen."""
        await expect(self.newest).to_contain_text(act.asked, timeout=MILLISECONDS)
        await expect(self.newest.locator(".tick[aria-pressed=true]")).to_have_count(act.ticks)
        await expect(self.newest).to_be_in_viewport()

    async def does(self, act: Act) -> None:
        """Answer."""
        if act.photos:
            await self.officer.sends(*self.photos)
        elif act.picks == (NO_TICK,):
            await self._ticks_all()
        elif act.picks:
            for part in act.picks:
                await self.newest.get_by_role("button", name=part).first.click()
        else:
            await self.officer.says(act.typed)

    async def nominates(self, acts: Sequence[Act]) -> None:
        """Do one act after the other."""
        for act in acts:
            await self.sees(act)
            await self.does(act)

    async def _ticks_all(self) -> None:
        for tick in await self.newest.locator(".tick").all():
            await tick.click()
