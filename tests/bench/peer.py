"""The same form as people usually write it: aiogram's Dispatcher, FSM and RedisStorage; nothing of ours.

`python -m tests.bench.peer FORM REDIS API HOST:PORT SECRET`. It asks the questions of FORM in the same words with the
same buttons, keeps each answer, and amends the asked message where ours does. It checks no answer. It is tuned like
ours: uvloop, a calmed garbage collector, async filters, a large pool, keyboards built once.
"""

import asyncio
import gc
import json
import sys
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import uvloop
from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.filters import Command, CommandStart, StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State
from aiogram.fsm.storage.redis import RedisStorage
from aiogram.types import CallbackQuery, InlineKeyboardMarkup, Message, MessageEntity
from aiogram.webhook.aiohttp_server import SimpleRequestHandler
from aiohttp import web

POOL = 2_000
"""Connections to Redis; with the usual 100, aiogram drops updates of 500 chats at once."""
TOKEN = "42:peer"
Handler = Callable[..., Awaitable[Any]]


@dataclass(frozen=True, slots=True)
class Said:
    """Something that the bot says, ready to be sent."""

    amends: bool
    text: str
    entities: list[MessageEntity] | None
    markup: InlineKeyboardMarkup | None


def read_form(path: Path) -> list[tuple[str, list[Said]]]:
    """Return for each step how it is done, "text" or "tap", and what is said then."""
    return [(step["how"], [_said(raw) for raw in step["calls"]]) for step in json.loads(path.read_text())]


def _said(raw: dict[str, Any]) -> Said:
    entities = [MessageEntity.model_validate(entity) for entity in raw["entities"] or []]
    markup = InlineKeyboardMarkup.model_validate(raw["reply_markup"]) if raw["reply_markup"] else None
    return Said(raw["verb"] == "edit", raw["text"], entities or None, markup)


def dispatcher_of(form: list[tuple[str, list[Said]]], storage: RedisStorage) -> Dispatcher:
    """Return the dispatcher with one state and one handler for each question."""
    dispatcher = Dispatcher(storage=storage)
    states = [State(f"question{n}", group_name="form") for n in range(1, len(form))]
    amended = [how == "text" and said[0].amends for how, said in form[1:]] + [False]

    async def start(message: Message) -> None:
        await message.answer("Chào anh/chị!")

    async def begin(message: Message, state: FSMContext, bot: Bot) -> None:
        await state.clear()
        await state.set_state(states[0])
        await say(bot, message.chat.id, 0, form[0][1])

    dispatcher.message.register(start, CommandStart())
    dispatcher.message.register(begin, Command("moi"))
    for n, (how, said) in enumerate(form[1:], 1):
        following = states[n] if n < len(states) else None
        if how == "tap":
            dispatcher.callback_query.register(
                _tapped(n, said, following, remember=amended[n]), StateFilter(states[n - 1])
            )
        else:
            dispatcher.message.register(_typed(n, said, following, remember=amended[n]), StateFilter(states[n - 1]))
    return dispatcher


def _typed(n: int, said: list[Said], following: State | None, *, remember: bool) -> Handler:
    async def handle(message: Message, state: FSMContext, bot: Bot) -> None:
        data = await state.update_data({f"answer{n}": message.text})
        await state.set_state(following)
        sent = await say(bot, message.chat.id, data.get("asked", 0), said)
        if remember:
            await state.update_data(asked=sent)

    return handle


def _tapped(n: int, said: list[Said], following: State | None, *, remember: bool) -> Handler:
    async def handle(query: CallbackQuery, state: FSMContext, bot: Bot) -> Any:
        assert query.message is not None, "a button without its message"
        await state.update_data({f"answer{n}": query.data})
        await state.set_state(following)
        sent = await say(bot, query.message.chat.id, query.message.message_id, said)
        if remember:
            await state.update_data(asked=sent)
        return query.answer()

    return handle


async def say(bot: Bot, chat: int, asked: int, said: list[Said]) -> int:
    """Amend and send; return the id of the last message."""
    for one in said:
        if one.amends:
            await bot.edit_message_text(one.text, None, chat, asked, entities=one.entities, reply_markup=one.markup)
        else:
            asked = (await bot.send_message(chat, one.text, entities=one.entities, reply_markup=one.markup)).message_id
    return asked


async def main() -> None:
    """Serve until told to stop."""
    form, redis, api, address, secret = sys.argv[1:]
    storage = RedisStorage.from_url(redis, connection_kwargs={"max_connections": POOL})
    bot = Bot(TOKEN, session=AiohttpSession(api=TelegramAPIServer.from_base(api), limit=POOL))
    dispatcher = dispatcher_of(read_form(Path(form)), storage)
    app = web.Application()
    SimpleRequestHandler(dispatcher, bot, secret_token=secret).register(app, path="/telegram")
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    host, _, port = address.partition(":")
    await web.TCPSite(runner, host, int(port)).start()
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)
    await bot.set_webhook(f"http://{address}/telegram", secret_token=secret, max_connections=100)
    await asyncio.Event().wait()


if __name__ == "__main__":
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as loop:
        loop.run(main())
