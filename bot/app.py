"""The composition root: every object is built once, here, and the doors are named in one tuple. No logic."""

import asyncio
import gc
import logging
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import cast

from bot.broadcasting import Broadcaster
from bot.bulk_call import BulkCall
from bot.bulk_sender import BulkSender, Terms
from bot.catalogue import FIRST, Catalogue
from bot.channels.base import Channel
from bot.channels.telegram import Limits, Telegram, Webhook
from bot.channels.web import WebChat
from bot.clock import Clock
from bot.demo import furnish
from bot.demo_files import CAN, DOOR, file_examples
from bot.evidence import Evidence
from bot.first_admin import admit_first_admin
from bot.house import OpenHouse, Rooms
from bot.ids import hash_code, hash_phone, new_code, new_holder, phone_key
from bot.intake import Intake
from bot.metrics import Metrics
from bot.papers.ledger import LedgerPapers
from bot.papers.making import PaperMaker
from bot.papers.plan_papers import PlanPapers
from bot.papers.plan_workbook import PlanWorkbook
from bot.papers.progress_picture import ProgressPictures
from bot.papers.roster_papers import RosterPapers
from bot.papers.roster_workbook import RosterWorkbook
from bot.pipeline import Pipeline
from bot.reminders import Reminders
from bot.render import Renderer
from bot.running import App
from bot.scheduler import Heartbeat
from bot.sender import Sender
from bot.server import Linked, serve
from bot.settings import Settings
from bot.shelf import Shelf
from bot.transaction import Parts
from conversations.flows import FLOWS
from conversations.model import Locale
from conversations.plans.loader import load_plans
from storage import inbox, invites, outbox, sessions, timers
from storage.database import Database, open_database
from storage.files import FileStore
from storage.migrate import upgrade

MENU = (
    "menu", "moi", "hoso", "tiep", "kehoach", "tim", "goiy", "ngonngu", "trogiup", "huy", "ketnoi",
    "xet", "dot", "themkehoach", "lichsu", "nguoi", "nhapdanhsach", "hoidong", "boiduong", "guong",
    "donvi", "tiendo", "thongbao", "danhan", "nhac",
)  # fmt: skip
"""The commands in the menu of a chat, in Telegram's alphabet."""
LAST_WORDS = 10.0
"""Seconds that the end of the process waits for what is still being sent."""
TOP = Path(__file__).parent.parent
PLANS = TOP / "conversations" / "plans"
_log = logging.getLogger(__name__)


def doors_of(settings: Settings, catalogue: Catalogue, clock: Clock) -> tuple[Channel, ...]:
    """Return the doors that the settings open. Adding one: a file in channels/ and a line here."""
    address = settings.public_url or f"http://{settings.host}:{settings.port}"
    web_chat = WebChat(catalogue.word, clock.now, address=address, secure_cookies=address.startswith("https://"))
    telegram = _telegram(settings, catalogue, clock) if settings.telegram_token else None
    return tuple(door for door in (web_chat, telegram) if door is not None)


def _telegram(settings: Settings, catalogue: Catalogue, clock: Clock) -> Telegram:
    """Return the door that is called where the world can reach us, else polls."""
    public = settings.public_url
    return Telegram(
        settings.telegram_token,
        settings.telegram_api_url,
        clock.now,
        webhook=Webhook(public, settings.telegram_webhook_secret) if public else None,
        commands={
            language: [(name, catalogue.word(f"command.{name}", locale)) for name in MENU]
            for language, locale in (("", FIRST), ("en", "en"))
        },
        limits=Limits(settings.telegram_rate, settings.telegram_chat_rate, settings.telegram_headroom),
    )


@asynccontextmanager
async def opened(
    settings: Settings, doors: Sequence[Channel], clock: Clock, catalogue: Catalogue, *, on_time: bool = True
) -> AsyncIterator[App]:
    """Build everything, bring the database up to date, run; close in the opposite order.

    Without `on_time` it reminds and announces only when it is told to: where the clock is somebody's to set.
    """
    settings.data.mkdir(parents=True, exist_ok=True)
    await upgrade(settings.database_url)
    database = open_database(settings.database_url)
    app = _built(settings, doors, clock, catalogue, database)
    async with database.write() as conn:
        if settings.demo:
            await furnish(conn, await app.parts.plans.current(conn), clock.now())
        await admit_first_admin(conn, settings.admin_code, clock.now())
        if not settings.demo:  # whose rounds are made anew for whoever looks around
            await timers.watch_rounds(conn, clock.now())
    if settings.demo:
        await file_examples(app)
    _calm_the_collector()
    heartbeat = Heartbeat(
        sweep=app.sender.sweep,
        announce=app.broadcaster.beat if on_time else None,
        remind=app.reminders.beat if on_time else None,
        count=lambda: _count(app),
        tidy=lambda: _tidy(app),
    )
    workers = [asyncio.create_task(app.pipeline.run()), asyncio.create_task(app.sender.run())]
    workers += [asyncio.create_task(bulk.run()) for bulk in app.bulk]
    heartbeat.start()
    try:
        yield app
    finally:
        await heartbeat.stop()
        for worker in workers:
            worker.cancel()
        await asyncio.gather(*workers, return_exceptions=True)
        await asyncio.wait_for(asyncio.gather(app.sender.drain(), *(bulk.drain() for bulk in app.bulk)), LAST_WORDS)
        for door in doors:
            await door.close()
        await database.close()


def _built(settings: Settings, doors: Sequence[Channel], clock: Clock, catalogue: Catalogue, database: Database) -> App:
    channels = {door.name: door for door in doors}
    metrics, rooms = Metrics(), Rooms()
    parts = Parts(
        database=database,
        plans=Shelf(load_plans(PLANS)),
        flows=FLOWS,
        renderer=Renderer(catalogue),
        can={name: door.can for name, door in channels.items()} | ({DOOR: CAN} if settings.demo else {}),
        hash_code=hash_code,
        new_code=new_code,
        locale=cast("Locale", settings.locale),
        hash_phone=partial(hash_phone, phone_key(settings.data / "phone.key")),
        links=partial(_links, doors),
    )
    store = FileStore(settings.data / "files")
    plans = PlanPapers(PLANS, parts.plans, PlanWorkbook(catalogue))
    book = RosterWorkbook(catalogue, parts.hash_phone)
    rosters = RosterPapers(database, store, book, catalogue, clock, parts.links)
    papers = PaperMaker(
        store,
        {
            "plan": plans.plan,
            "plan_template": plans.template,
            "roster_template": rosters.template,
            "roster_marked": rosters.marked,
            "invites": rosters.invites,
            "progress": ProgressPictures(catalogue).picture,
            "ledger": LedgerPapers(database, catalogue, clock).ledger,
        },
    )
    sender = Sender(database, channels, clock, metrics, papers)
    pipeline = Pipeline(parts, clock, metrics, (sender.offer, rooms.wake))
    house = OpenHouse(database, pipeline, Intake(Evidence(store), plans, rosters), papers, rooms, clock)
    bulk = tuple(
        BulkSender(database, door.bulk, clock, BulkCall(database, door.bulk, papers), Terms(new_holder()), metrics)
        for door in doors
        if isinstance(door, Telegram)
    )
    slowly = {door.name for door in doors if isinstance(door, Telegram)}
    broadcaster = Broadcaster(database, parts.renderer, parts.can, slowly, clock, (sender.offer, rooms.wake))
    reminders = Reminders(database, parts.plans, parts.can, clock, pipeline.take)
    return App(settings, database, parts, pipeline, house, sender, bulk, broadcaster, metrics, clock, reminders)


async def run(settings: Settings, tell: Callable[[str], None]) -> None:
    """Serve until the process is told to stop; `tell` is told where."""
    clock, catalogue = Clock(settings.timezone), Catalogue(TOP / "locales")
    doors = doors_of(settings, catalogue, clock)
    async with opened(settings, doors, clock, catalogue) as app:
        await serve(app, doors, tell)


def _links(doors: Sequence[Channel], code: str) -> tuple[str, ...]:
    """Return the addresses under which a code opens a door."""
    return tuple(link for door in doors if isinstance(door, Linked) and (link := door.link(code)))


def _calm_the_collector() -> None:
    """What is there after start-up stays: looking through it again and again makes pauses of over 100 ms."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


async def _count(app: App) -> None:
    async with app.database.read() as conn:
        app.metrics.waiting(await outbox.counts(conn), await inbox.count_failed(conn))


async def _tidy(app: App) -> None:
    async with app.database.write() as conn:
        yesterday = app.clock.now() - timedelta(days=1)
        await sessions.sweep(conn, yesterday)
        await invites.forget_wrong(conn, yesterday)
        if not app.settings.demo:
            await timers.watch_rounds(conn, app.clock.now())
