"""Calls through python-telegram-bot's `ExtBot` and its rate limiter; answers as `Wire` gives them.

The limiter repeats nothing (`max_retries=0`): its pause after a 429 is ended early by any other call, and a process
that dies while it sleeps would forget the message. A 429 goes back into the outbox instead. (The client costs 2 ms of
CPU a call, seven times the door's; at thirty a second that does not matter.)
"""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping
from contextvars import ContextVar
from typing import Any

import httpx
from telegram import InputFile
from telegram.error import TelegramError
from telegram.ext import AIORateLimiter, ExtBot
from telegram.request import HTTPXRequest

from bot.channels.base import Enclosure
from bot.channels.telegram.wire import CONNECT, Answer, LostError, UnreachableError, read_answer

NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol)
REMEMBERED = 200
"""Files of which Telegram's own id is remembered."""
WRONG_ID = 400

log = logging.getLogger(__name__)
_heard: ContextVar[list[Answer]] = ContextVar("heard")

FileKey = tuple[str, str, str, int]


class RefusedError(TelegramError):
    """Telegram said no; what it said was heard."""


class _Listening(HTTPXRequest):
    """Keeps what Telegram answered, word for word: the client's own errors (`RetryAfter`, `Forbidden` …) tell less."""

    async def do_request(self, *args: Any, **options: Any) -> tuple[int, bytes]:
        status, body = await super().do_request(*args, **options)
        answer = read_answer(status, body)
        _heard.get().append(answer)
        if not answer.ok:
            raise RefusedError(answer.description)
        return status, body


class BulkWire:
    """Makes calls with one token."""

    def __init__(self, token: str, api_url: str, rate: int, connections: int) -> None:
        logging.getLogger("httpx").setLevel(logging.WARNING)  # below it tells the addresses, and so the token
        self._request = _Listening(connections, connect_timeout=CONNECT, pool_timeout=CONNECT)
        self._bot: ExtBot[int] = ExtBot(
            token,
            base_url=f"{api_url}/bot",
            request=self._request,
            get_updates_request=self._request,  # never used: this client receives nothing
            rate_limiter=AIORateLimiter(overall_max_rate=rate, group_max_rate=0, max_retries=0),
        )
        self._files: OrderedDict[FileKey, str] = OrderedDict()
        self._uploading = asyncio.Lock()
        self._calls: Mapping[str, Callable[..., Awaitable[object]]] = {
            "sendMessage": self._bot.send_message,
            "sendPhoto": self._bot.send_photo,
            "sendDocument": self._bot.send_document,
            "editMessageText": self._bot.edit_message_text,
            "editMessageCaption": self._bot.edit_message_caption,
        }

    async def call(self, method: str, parameters: Mapping[str, Any], patience: float) -> Answer:
        """Return the answer, also where it is a refusal; raises UnreachableError or LostError where there is none."""
        # Whatever is not required goes in as it was drawn, not built of the client's objects once more.
        own = {name: parameters[name] for name in ("chat_id", "text", "message_id") if name in parameters}
        drawn = {name: value for name, value in parameters.items() if name not in own}
        return await self._answered(self._calls[method](**own, **_patient(patience), api_kwargs=drawn), patience)

    async def upload(
        self, method: str, fields: Mapping[str, str], file: tuple[str, Enclosure], patience: float
    ) -> Answer:
        """Call with a file, given as (parameter, file); it is sent up once, and named by Telegram's id from then on."""
        name, enclosure = file
        key = (method, enclosure.name, enclosure.mime, hash(enclosure.content))
        async with self._uploading:
            if key not in self._files:
                content = InputFile(enclosure.content, filename=enclosure.name)
                return self._learnt(key, name, await self._with(method, fields, {name: content}, patience))
        answer = await self._with(method, fields, {name: self._files[key]}, patience)
        if answer.status != WRONG_ID:
            return answer
        self._files.pop(key, None)  # another refusal than that of the id comes again
        content = InputFile(enclosure.content, filename=enclosure.name)
        return self._learnt(key, name, await self._with(method, fields, {name: content}, patience))

    async def close(self) -> None:
        """Let go of connections."""
        await self._request.shutdown()

    async def _with(self, method: str, fields: Mapping[str, str], file: dict[str, Any], patience: float) -> Answer:
        said = {name: value for name, value in fields.items() if name != "chat_id"}
        call = self._calls[method](fields["chat_id"], **file, **_patient(patience), api_kwargs=said)
        return await self._answered(call, patience)

    async def _answered(self, call: Awaitable[object], patience: float) -> Answer:
        heard: list[Answer] = []
        mine = _heard.set(heard)
        try:
            async with asyncio.timeout(patience):
                await call
        except TimeoutError:
            raise LostError("TimeoutError") from None
        except TelegramError as error:
            if not heard:
                raise _lost(error) from None
        except (AttributeError, KeyError, TypeError, ValueError):
            if not heard:  # else Telegram took it, and only what it said in return is odd
                raise
        finally:
            _heard.reset(mine)
        return heard[-1]

    def _learnt(self, key: FileKey, name: str, answer: Answer) -> Answer:
        """Remember what Telegram calls a file that it has taken."""
        said = answer.result.get(name) if answer.ok and isinstance(answer.result, dict) else None
        last = said[-1] if isinstance(said, list) and said else said  # of a photo it tells several sizes
        if isinstance(last, dict) and isinstance(last.get("file_id"), str):
            self._files[key] = last["file_id"]
            if len(self._files) > REMEMBERED:
                self._files.popitem(last=False)
        return answer


def _patient(seconds: float) -> dict[str, float]:
    return {"read_timeout": seconds, "write_timeout": seconds}


def _lost(error: TelegramError) -> UnreachableError | LostError:
    """Return whether the call went out; the name of what happened, for the client's own words may hold an address."""
    cause = error.__cause__
    name = type(cause or error).__name__
    return UnreachableError(name) if isinstance(cause, NOT_SENT) else LostError(name)
