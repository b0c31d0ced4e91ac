"""Guards the guards: each is shown something that it must refuse."""

import socket

import pytest

from tests.architecture.source import Module, modules, refuse
from tests.architecture.test_arrows import strangers
from tests.architecture.test_habits import REASON, SILENCER
from tests.conftest import NetworkRefusedError


@pytest.mark.parametrize(
    ("source", "used"),
    [
        ("import os\nos.environ['A']", "os.environ"),
        ("import os.path\nos.getenv('A')", "os.getenv"),
        ("from os import environ as e\ne['A']", "os.environ"),
        ("import datetime as d\nd.datetime.now()", "datetime.datetime.now"),
        ("from datetime import datetime as d\nf(default=d.now)", "datetime.datetime.now"),
        ("def f():\n    import time\n    return time.time()", "time.time"),
    ],
)
def test_a_use_is_seen_behind_its_alias(source: str, used: str) -> None:
    assert used in Module("bot/example.py", source).uses


@pytest.mark.parametrize(
    "source", ["import bot.app", "from bot import app", "from .. import bot", "from ..bot import app"]
)
def test_an_arrow_is_seen_however_it_is_written(source: str) -> None:
    assert strangers(Module("storage/example.py", source), ["conversations", "storage"])


@pytest.mark.parametrize("comment", ["# noqa: BLE001", "# noqa", "# type: ignore[arg-type]", "# noqa: S1, S2 - ok"])
def test_a_silencer_without_a_reason_is_seen(comment: str) -> None:
    assert SILENCER.search(comment)
    assert not REASON.search(SILENCER.sub("", comment))


def test_an_empty_folder_is_seen() -> None:
    with pytest.raises(AssertionError, match="no Python file at"):
        modules("locales/nothing")
    with pytest.raises(AssertionError, match="-> do this"):
        refuse(["a problem"], "do this")


def test_the_network_is_refused(refused_hosts: list[str]) -> None:
    with pytest.raises(NetworkRefusedError, match=r"192\.0\.2\.1"), socket.socket() as door:
        door.connect(("192.0.2.1", 80))
    with pytest.raises(NetworkRefusedError, match=r"bot\.example"):
        socket.getaddrinfo("bot.example", 443)
    assert len(refused_hosts) == 2
    refused_hosts.clear()
