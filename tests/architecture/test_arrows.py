"""Guards who may know whom: conversations <- storage <- bot, and each door of bot/channels/ only itself."""

import ast

import pytest

from tests.architecture.source import CODE, Module, belongs, modules, refuse, within

# What a package may import of ours.
ARROWS = {
    "conversations": ["conversations"],
    "storage": ["conversations", "storage"],
    "bot": ["conversations", "storage", "bot"],
}

# What a door may import of ours, beside its own package.
DOORS = "bot/channels"
NOT_DOORS = ["__init__.py", "base.py"]
DOOR_MAY_IMPORT = ["bot.channels.base", "conversations.model"]

# Which part of the house may import which package from outside.
OUTSIDERS = {
    "aiogram": "bot/channels",
    "aiohttp": "bot",
    "aiosqlite": "storage",
    "alembic": "storage",
    "apscheduler": "bot",
    "asyncpg": "storage",
    "babel": "bot",
    "openpyxl": "bot",
    "PIL": "bot",
    "prometheus_client": "bot",
    "sqlalchemy": "storage",
    "telegram": "bot/channels",
    "uvloop": "bot",
}

# conversations/ is pure. These modules cannot reach the network, a clock, chance or the environment.
PURE = """
    __future__ abc array base64 bisect calendar collections contextlib copy dataclasses datetime decimal difflib enum
    fractions functools graphlib hashlib heapq html importlib.resources inspect itertools json keyword math numbers
    operator pathlib re statistics string struct textwrap tomllib types typing unicodedata urllib.parse zlib
""".split()

# What only one file may touch; everybody else is handed the result.
ONE_READER = {
    "bot/settings.py": ["os.environ", "os.environb", "os.getenv", "os.getenvb", "os.putenv"],
    "bot/clock.py": [
        "datetime.datetime.now",
        "datetime.datetime.utcnow",
        "datetime.datetime.today",
        "datetime.date.today",
        "sqlalchemy.func.current_date",
        "sqlalchemy.func.current_timestamp",
        "sqlalchemy.func.now",
        "time.gmtime",
        "time.localtime",
        "time.time",
        "time.time_ns",
    ],
    "bot/ids.py": ["os.urandom", "random", "secrets", "sqlalchemy.func.random", "uuid"],
}


def ours(module: Module) -> dict[str, int]:
    """The imports of a module that name one of our own packages."""
    return {name: line for name, line in module.imports.items() if name.partition(".")[0] in (*CODE, "tests")}


def strangers(module: Module, allowed: list[str]) -> list[str]:
    """Our own modules that this one imports and should not know."""
    return [
        f"{module.path}:{line} imports {name}"
        for name, line in ours(module).items()
        if not any(belongs(name, package) for package in allowed)
    ]


def door_package(path: str) -> str:
    """The door that a file belongs to: bot/channels/web/page.py -> bot.channels.web."""
    return ".".join(path.removesuffix(".py").split("/")[:3])


@pytest.mark.parametrize("package", CODE)
def test_imports_follow_the_arrows(package: str) -> None:
    problems = [problem for module in modules(package) for problem in strangers(module, ARROWS[package])]
    refuse(
        problems,
        f"{package}/ may know {ARROWS[package]}: hand the thing in as an argument, or move it to a lower package",
    )


def test_a_door_knows_only_itself() -> None:
    doors = [module for module in modules(DOORS) if module.path.removeprefix(f"{DOORS}/") not in NOT_DOORS]
    assert doors, f"{DOORS}/ has no door; put each into a file or a package of its own there"
    problems = [problem for door in doors for problem in strangers(door, [*DOOR_MAY_IMPORT, door_package(door.path)])]
    refuse(problems, f"a door may know {DOOR_MAY_IMPORT} and itself: what it shares with others belongs into base.py")


def test_packages_from_outside_stay_in_their_part_of_the_house() -> None:
    problems = [
        f"{module.path}:{line} imports {name}"
        for module in modules(*CODE)
        for name, line in module.imports.items()
        if (home := OUTSIDERS.get(name.partition(".")[0])) and not within(module.path, home)
    ]
    refuse(problems, "see OUTSIDERS for where each package lives; use it through that part of the house")


def test_conversations_are_pure() -> None:
    problems = [
        f"{module.path}:{line} imports {name}"
        for module in modules("conversations")
        for name, line in module.imports.items()
        if not any(belongs(name, pure) for pure in ["conversations", *PURE])
    ]
    refuse(
        problems,
        "conversations/ is pure: get facts by `yield Look(…)`, hand in the rest; a module without reach may join PURE",
    )


def test_conversations_never_wait() -> None:
    waiting = (ast.AsyncFunctionDef, ast.Await, ast.AsyncFor, ast.AsyncWith)
    problems = [
        f"{module.path}:{node.lineno} waits"
        for module in modules("conversations")
        for node in ast.walk(module.tree)
        if isinstance(node, waiting)
    ]
    refuse(problems, "no async in conversations/: yield an effect or a Look, and let bot/pipeline.py do the waiting")


@pytest.mark.parametrize("reader", ONE_READER)
def test_the_world_is_read_in_one_file(reader: str) -> None:
    """The environment, the clock and chance: a test can only set what is handed in."""
    modules(reader)
    problems = [
        f"{module.path}:{line} uses {name}"
        for module in modules(*CODE)
        if module.path != reader
        for name, line in (module.imports | module.uses).items()
        if any(belongs(name, touched) for touched in ONE_READER[reader])
    ]
    refuse(problems, f"only {reader} may touch this; take the value as an argument and let bot/app.py pass it in")
