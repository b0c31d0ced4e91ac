"""A person at the web chat in a real browser, who speaks like one: enters, says, taps, ticks, sends, reads."""

import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, async_playwright, expect

PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
DESK: dict[str, Any] = {"viewport": {"width": 1024, "height": 768}}
SWITCHES = """
    --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking
    --disable-component-update --disable-sync
""".split()


class NoBrowserError(RuntimeError):
    """These tests need a real browser. Please run `make test`, or name one: CHROMIUM=/path/to/chromium."""


def find_browser() -> str:
    """Return the path of the browser to test with."""
    found = shutil.which(os.environ.get("CHROMIUM") or "chromium")
    if found is None:
        raise NoBrowserError(NoBrowserError.__doc__)
    return found


@asynccontextmanager
async def open_browser() -> AsyncIterator[Browser]:
    """Start the browser."""
    async with async_playwright() as play:
        browser = await play.chromium.launch(executable_path=find_browser(), args=SWITCHES)
        try:
            yield browser
        finally:
            await browser.close()


@asynccontextmanager
async def officer_at(address: str, **device: Any) -> AsyncIterator["Officer"]:
    """Open `address` on a phone (or another `device`); complains of every error that the page's console shows."""
    async with open_browser() as browser:
        context = await browser.new_context(**(PHONE | device), locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh")
        context.set_default_timeout(10_000)
        officer = Officer(await context.new_page(), context)
        officer.page.on("pageerror", lambda error: officer.errors.append(str(error)))
        officer.page.on("console", officer.listen)
        await officer.page.goto(address)
        yield officer
        assert officer.errors == []


@dataclass
class Officer:
    """The person, his page, and what went wrong on it."""

    page: Page
    context: BrowserContext
    errors: list[str] = field(default_factory=list)
    meant: list[str] = field(default_factory=lambda: ["ERR_INTERNET_DISCONNECTED"])

    def listen(self, message: ConsoleMessage) -> None:
        """Note an error on the console, unless it is meant."""
        if message.type in ("error", "warning") and not any(part in message.text for part in self.meant):
            self.errors.append(message.text)

    def errors_are_meant(self, *parts: str) -> None:
        """Pass over errors with one of these texts: the test causes them."""
        self.meant += parts

    async def enters(self, code: str) -> None:
        """Type a code on the entry card."""
        await self.page.fill("#code", code)
        await self.page.click("#entry-form [type=submit]")
        await self.page.wait_for_selector("#chat:not([hidden])")

    async def says(self, text: str) -> None:
        """Type an answer and send it."""
        await self.page.fill("#answer", text)
        await self.page.click("#send")

    async def taps(self, label: str) -> None:
        """Tap the newest button with exactly this label."""
        await self.key(label).click()

    async def sends(self, *paths: str | Path) -> None:
        """Choose files and send them as one answer."""
        await self.page.set_input_files("#files", [str(path) for path in paths])
        await expect(self.page.locator("#tray .shot")).to_have_count(len(paths))
        await self.page.click("#tray .primary")

    async def reads(self, text: str) -> Locator:
        """Wait until the newest bubble of the bot holds `text`; return it."""
        newest = self.page.locator("#items > .bot").last
        await expect(newest).to_contain_text(text)
        return newest

    async def said(self, text: str) -> Locator:
        """Wait until the person's newest bubble holds `text`; return it."""
        newest = self.page.locator("#talk .own").last
        await expect(newest).to_contain_text(text)
        return newest

    def key(self, label: str) -> Locator:
        """Return the newest button with this label."""
        return self.page.get_by_role("button", name=label, exact=True).last

    async def own_words(self) -> list[str]:
        """Return everything that the person said, as the page shows it."""
        cards = await self.page.locator("#talk .own .card").all_inner_texts()
        return [card.split("\n", 1)[-1].strip() for card in cards]
