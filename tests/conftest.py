"""What holds for every test: nothing leaves this machine, and slow machines do not fail property tests."""

import sys
from collections.abc import Iterator

import pytest
from hypothesis import settings

HERE = ("localhost", "::1", "0.0.0.0", "::")

settings.register_profile("patient", deadline=None, print_blob=True)
settings.load_profile("patient")

_refused: list[str] = []


class NetworkRefusedError(RuntimeError):
    """A test reached for another machine; give it a fake server on localhost instead."""


def _guard(event: str, args: tuple[object, ...]) -> None:
    """Refuse every look-up of and connection to another machine. Python calls this hook before it acts."""
    if event == "socket.getaddrinfo":
        host = args[0]
    elif event in ("socket.connect", "socket.sendto") and isinstance(args[1], tuple):  # a str is a unix socket
        host = args[1][0]
    else:
        return
    name = host.decode() if isinstance(host, bytes) else str(host or "localhost")
    if name not in HERE and not name.startswith(("127.", "::ffff:127.")):
        _refused.append(f"{event} {name}")
        raise NetworkRefusedError(f"{NetworkRefusedError.__doc__} It was {name!r}.")


sys.addaudithook(_guard)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Golden conversations are written anew with `pytest --update-transcripts`; read the difference then."""
    parser.addoption("--update-transcripts", action="store_true", help="write tests/transcripts/ as it reads today")


@pytest.fixture(autouse=True)
def refused_hosts() -> Iterator[list[str]]:
    """Fail the test that reached for another machine, even where its code swallowed the refusal."""
    _refused.clear()
    yield _refused
    assert not _refused, f"{NetworkRefusedError.__doc__} Refused: {', '.join(_refused)}"
