"""python -m bot [run] | chat [PERSONA] | plans check FILE | plans export | journal verify | replay ID.

The work is elsewhere.
"""

import argparse
import asyncio
import importlib
import json
import logging
import sys
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

from bot.app import TOP, opened, run
from bot.catalogue import Catalogue
from bot.channels.console import Console
from bot.clock import Clock
from bot.journal_check import checked as journal_checked
from bot.plan_check import checked, good
from bot.plan_export import exported
from bot.replay import replay
from bot.settings import Settings, SettingsError, read_settings
from conversations.plans.loader import load_plans


def main() -> int:
    """Run the command that was given; return the exit code."""
    wanted = _arguments()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s", stream=sys.stderr)
    logging.getLogger("apscheduler").setLevel(logging.WARNING)
    logging.getLogger("aiogram").setLevel(logging.WARNING)
    logging.getLogger("alembic").setLevel(logging.WARNING)
    try:
        settings = read_settings()
    except SettingsError as error:
        print(error, file=sys.stderr)
        return 2
    match wanted.command:
        case "chat":
            return _run(_chat(settings, wanted.persona))
        case "plans" if wanted.what == "export":
            return _export_plans()
        case "plans":
            return _check_plan(wanted.file, wanted.source)
        case "journal":
            return _run(_check_journal(settings))
        case "replay":
            return _run(replay(settings, wanted.id))
        case _:
            return _run(run(settings, lambda text: print(text, flush=True)))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bot", description="Nêu Gương: nominate people worth following.")
    commands = parser.add_subparsers(dest="command")
    commands.add_parser("run", help="serve (the default)")
    chat = commands.add_parser("chat", help="talk on the console, without buttons")
    chat.add_argument(
        "persona", nargs="?", default="demo-officer", help="a code; with DEMO=1 demo-officer, demo-leader, demo-admin"
    )
    plans = commands.add_parser("plans", help="look after plan files").add_subparsers(dest="what", required=True)
    check = plans.add_parser("check", help="check one plan file, TOML or Excel")
    check.add_argument("file", type=Path)
    check.add_argument("--source", type=Path, help="the official text, to look the quotations up in")
    plans.add_parser("export", help="print the plans of the house as JSON")
    journal = commands.add_parser("journal", help="look after the journal").add_subparsers(dest="what", required=True)
    journal.add_parser("verify", help="look whether it is whole: exit code 0 or 1, and one sentence")
    commands.add_parser("replay", help="run a failed message again").add_argument("id", type=int)
    return parser.parse_args()


def _run(work: Coroutine[Any, Any, int | None]) -> int:
    """Run `work` on uvloop, which is faster but does not exist on Windows."""
    loop = importlib.import_module("uvloop").new_event_loop if sys.platform != "win32" else None
    with asyncio.Runner(loop_factory=loop) as runner:
        return runner.run(work) or 0


async def _chat(settings: Settings, persona: str) -> None:
    clock, catalogue = Clock(settings.timezone), Catalogue(TOP / "locales")
    logging.getLogger().setLevel(logging.WARNING)
    console = Console(persona, clock.now, settings.data / "papers")
    async with opened(settings, (console,), clock, catalogue) as app:
        await console.run(app.house)


def _check_plan(path: Path, source: Path | None) -> int:
    """Tell every fault of a plan's file, or what is in it."""
    catalogue = Catalogue(TOP / "locales")
    plan, faults = checked(path, source, catalogue)
    for fault in faults:
        print(catalogue.say("vi", fault.sentence), file=sys.stderr)
    if plan is None or faults:
        return 1
    print(catalogue.say("vi", good(path, plan)))
    return 0


async def _check_journal(settings: Settings) -> int:
    """Tell whether the journal is whole, or where it breaks."""
    good, told = await journal_checked(settings)
    print(Catalogue(TOP / "locales").say("vi", told))
    return 0 if good else 1


def _export_plans() -> int:
    """Print the plans as JSON."""
    plans = load_plans(TOP / "conversations" / "plans")
    print(json.dumps(exported(plans.values()), ensure_ascii=False, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
