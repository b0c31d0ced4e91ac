"""Fetches a file from Telegram and gives it to the house. It must not look inside, nor hold many in memory at once."""

import asyncio
import io
import logging

from aiogram import Bot
from aiogram.exceptions import AiogramError, TelegramBadRequest
from aiohttp import ClientError

from bot.channels.base import House
from bot.channels.telegram.arrival import Upload
from conversations.model import BadFile, KeptFile

LIMIT = 20 * 1024 * 1024  # bytes that Telegram lets a bot download
AT_ONCE = 4
ATTEMPTS = 2
PATIENCE = 60  # seconds for one attempt

log = logging.getLogger(__name__)


class Files:
    """Downloads with one token, a few at a time."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._room = asyncio.Semaphore(AT_ONCE)

    async def fetch(self, upload: Upload, house: House) -> KeptFile | BadFile:
        """Return the kept file, or why it could not be had."""
        if upload.size > LIMIT:
            return BadFile(upload.name, "too_big")
        async with self._room:
            for _ in range(ATTEMPTS):
                try:
                    content = await self._download(upload.file_id)
                except TelegramBadRequest as error:
                    return BadFile(upload.name, "too_big" if "too big" in error.message else "unavailable")
                except (AiogramError, ClientError, OSError, TimeoutError) as error:
                    log.warning("telegram: a download failed: %s", type(error).__name__)  # its text holds the token
                else:
                    return await self._keep(content, upload.name, house)
        return BadFile(upload.name, "unavailable")

    async def _download(self, file_id: str) -> bytes:
        file = await self._bot.get_file(file_id, request_timeout=PATIENCE)
        content = io.BytesIO()
        await self._bot.download_file(file.file_path or "", content, timeout=PATIENCE)
        return content.getvalue()

    @staticmethod
    async def _keep(content: bytes, name: str, house: House) -> KeptFile | BadFile:
        return await house.keep(content, name) if len(content) <= LIMIT else BadFile(name, "too_big")
