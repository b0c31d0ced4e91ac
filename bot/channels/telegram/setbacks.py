"""Calls that must succeed before anything goes on, made again and again, with a clear word in the log each time."""

import asyncio
import logging
from collections.abc import Mapping
from typing import Any

from bot.channels.telegram.wire import PATIENCE, Answer, LostError, UnreachableError, Wire

FIRST_PAUSE, LONGEST_PAUSE = 1.0, 60.0  # seconds between attempts

log = logging.getLogger(__name__)


async def patiently(wire: Wire, method: str, parameters: Mapping[str, Any], patience: float = PATIENCE) -> Any:
    """Return the result, however long it takes until there is one."""
    pause = FIRST_PAUSE
    while True:
        try:
            answer = await wire.call(method, parameters, patience)
        except (UnreachableError, LostError) as error:
            wait = pause
            log.warning("telegram: %s: no answer (%s); again in %.0f s", method, error, wait)
        else:
            if answer.ok:
                return answer.result
            wait = max(pause, answer.retry_after)
            log.error("telegram: %s: %s; again in %.0f s", method, explain(answer), wait)
        await asyncio.sleep(wait)
        pause = min(2 * pause, LONGEST_PAUSE)


def explain(answer: Answer) -> str:
    """Return what went wrong and what to do about it."""
    said = f"{answer.status} {answer.description}"
    match answer.status:
        case 401 | 404:
            return f"Telegram does not know this token ({said}). Please check TELEGRAM_TOKEN"
        case 409:
            return f"another program receives with this token ({said}). Please stop it: only one may"
        case _:
            return said
